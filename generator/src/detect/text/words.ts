/** Names taken apart: `nextPageToken`, `next_page_token`, `next-page-token` and `nextpagetoken` are the same words. */

/** Words that authors run together without a boundary: `pagesize`, `startindex`. A name is only cut when all of it is covered. */
const RUN_TOGETHER = new Set(
  (
    "page pages number num no size per limit offset start starting at index token next prev previous cursor max min " +
    "result results count total record records item items row rows first last skip top marker has have more is end " +
    "key id continuation scroll after before url uri link href since list batch from current entries elements results"
  ).split(" "),
);

const CACHE_LIMIT = 50_000;
const cache = new Map<string, readonly string[]>();

/** The words of a name, lower-case. */
export function words(name: string): readonly string[] {
  const known = cache.get(name);
  if (known) return known;
  const found = name
    .slice(0, 120)
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .flatMap(cut);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(name, found);
  return found;
}

const phrases = new Map<string, string>();

/** The words of a name with one blank between them, for patterns. */
export function phrase(name: string): string {
  const known = phrases.get(name);
  if (known !== undefined) return known;
  const found = words(name).join(" ");
  if (phrases.size >= CACHE_LIMIT) phrases.clear();
  phrases.set(name, found);
  return found;
}

/** `pagesize` → `page`, `size`; a word that is not made of known ones stays whole. */
function cut(word: string): readonly string[] {
  if (word.length < 5 || word.length > 24 || RUN_TOGETHER.has(word)) return [word];
  return segments(word) ?? [word];
}

function segments(rest: string): readonly string[] | undefined {
  if (rest === "") return [];
  for (let length = Math.min(rest.length, 12); length >= 2; length--) {
    const head = rest.slice(0, length);
    if (!RUN_TOGETHER.has(head)) continue;
    const tail = segments(rest.slice(length));
    if (tail) return [head, ...tail];
  }
  return undefined;
}

/** A rough singular, enough to see that `/v2/droplets` answers with `droplets`, one of which is a `droplet`. */
export function singular(word: string): string {
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("s") && !/(?:ss|us|is)$/.test(word) && word.length > 3) return word.slice(0, -1);
  return word;
}
