import pluralize from "pluralize";

for (const word of [
  "status",
  "sms",
  "dns",
  "aws",
  "ios",
  "tls",
  "address",
  "analytics",
  "settings",
  "preferences",
  "stats",
  "metrics",
])
  pluralize.addUncountableRule(word);

/** Runs of letters and digits, told apart by case: `getHTTPUser2` is get, HTTP, User2. `k8s` and `IPv4` are one word. */
const WORD =
  /(?<!\p{L})\p{L}\p{Nd}+\p{Ll}(?!\p{Ll})|\p{Lu}{2,}(?:s|v\p{Nd}+s?)(?!\p{Ll})|\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+\p{Nd}*|\p{Lu}+\p{M}*\p{Nd}*|\p{Nd}+|[\p{Lo}\p{Lm}\p{Lt}\p{Nl}][\p{L}\p{M}\p{Nd}]*/gu;

/** The words of a name, whatever its style; their own case is kept. Nothing but letters, marks and digits is left. */
export function wordsOf(text: string): readonly string[] {
  const words = text.normalize("NFC").replace(/['’]/g, "").match(WORD) ?? [];
  return words.some((word) => word.length === 1) ? withInitials(words) : words;
}

/** Initials are one word: `A/B` is AB. */
function withInitials(words: readonly string[]): string[] {
  const out: string[] = [];
  let open = false;
  for (const word of words) {
    const initial = /^\p{Lu}$/u.test(word);
    if (initial && open) out.push((out.pop() ?? "") + word);
    else out.push(word);
    open = initial;
  }
  return out;
}

const folded = new Map<string, string>();

/** What two words must share to count as the same: lower case, singular. */
export function fold(word: string): string {
  let known = folded.get(word);
  if (known === undefined) {
    // The cache outlives a run in watch mode; documents have some thousand words.
    if (folded.size > 50_000) folded.clear();
    known = pluralize.singular(word.toLowerCase());
    folded.set(word, known);
  }
  return known;
}

export function isPlural(word: string): boolean {
  const lower = word.toLowerCase();
  return lower.length > 2 && fold(lower) !== lower;
}

/** The words with the last one in the singular: `line items` → `line item`. */
export function singular(words: readonly string[]): string[] {
  const last = words.at(-1);
  return last === undefined ? [] : [...words.slice(0, -1), isPlural(last) ? pluralize.singular(last) : last];
}

/** One string for a sequence of words, for comparing: `["Line", "Items"]` → `lineitem`. */
export function squash(words: readonly string[]): string {
  return words.map((word, index) => (index === words.length - 1 ? fold(word) : word.toLowerCase())).join("");
}

/** `UserName`; the author's capitals inside a word stay (`APIKey`). */
export function pascal(words: readonly string[]): string {
  return join(words.map(upperFirst));
}

/** `UserName`, acronyms as words (`ApiKey`). */
export function plainPascal(words: readonly string[]): string {
  return join(words.map((word) => upperFirst(word.toLowerCase())));
}

/** `userName`, acronyms as words (`apiKey`). */
export function camel(words: readonly string[]): string {
  return join(words.map((word, index) => (index === 0 ? word.toLowerCase() : upperFirst(word.toLowerCase()))));
}

export function upperFirst(word: string): string {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
  return first.toUpperCase() + word.slice(first.length);
}

/** Digits of neighbouring words are kept apart: `v1 2` is not `v12`. */
function join(words: readonly string[]): string {
  let out = "";
  for (const word of words) out += /\p{Nd}$/u.test(out) && /^\p{Nd}/u.test(word) ? `_${word}` : word;
  return out;
}

/** Four to six characters that depend on nothing but the text (FNV-1a, in base 36). */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(4, "0").slice(-4);
}
