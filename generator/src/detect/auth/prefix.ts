/** What stands before a key in the `Authorization` header, when only text knows. Patterns are bounded: text is hostile. */

const CLIP = 6_000;

/** `Authorization: SSWS {token}`, `Authorization: "Bearer " + KEY`, `Authorization: Token token=…`. */
const SHOWN =
  /authorization["'`]?\s{0,3}(?:header)?\s{0,3}[:=]\s{0,3}["'`]{0,2}([A-Za-z][\w-]{1,24})(\s{1,3}[a-z_]{1,12}=["']?|\s{1,3})["'`]{0,2}\s{0,3}\+?\s{0,3}[<{[$(*"'`A-Za-z0-9]/i;
/** “with format `Token token=<KEY>`”. */
const FORMAT =
  /\bformat(?: of)?(?: is)?:?\s{0,3}["'`]{1,2}([A-Za-z][\w-]{1,24})(\s{1,3}[a-z_]{1,12}=|\s{1,3})[<{[$A-Z]/;
/** “setting the `Authorization` header to `Shop-Key your-key`”. */
const SET =
  /authorization["'`]{0,2}\s{1,3}header\s{1,3}(?:to|as|value|is|should be|must be):?\s{1,3}["'`]{1,2}([A-Za-z][\w-]{1,24})(\s{1,3})[<{[$A-Za-z]/i;
/** “prefixed with schema `SSWS`”, “prepended with "token" followed by a space”, “prefix `Bot`”. */
const PREFIXED =
  /(?:prefix(?:ed)?|prepend(?:ed)?|preced(?:ed|ing)|start(?:s|ing)?)(?: it)? (?:with|by|of)?(?: (?:the|a|schema|scheme|word|string|keyword|prefix|text)){0,3}:?\s{0,2}(["'`]?)([A-Za-z][\w-]{1,24})(\s?)\1/i;
const NOT_A_SCHEME =
  /^(?:your|the|an?|api|key|header|using|with|for|and|is|value|access|http|https|string|space|basic_auth|credentials?|my|this|it)$/i;

/** The prefix that a scheme's own description gives, with its blank; undefined when it gives none. */
export function prefixIn(description: string | undefined): string | undefined {
  if (description === undefined) return undefined;
  const text = description.slice(0, CLIP);
  return (
    shownPrefix(text) ??
    formatted(text, SET) ??
    formatted(text, FORMAT) ??
    worded(text) ??
    (/\bbearer\b/i.test(text) ? "Bearer " : undefined)
  );
}

/** The prefix that an example of the header shows anywhere in a text. */
export function shownPrefix(text: string): string | undefined {
  const found = SHOWN.exec(text.slice(0, 4 * CLIP));
  const [, word, gap] = found ?? [];
  return word === undefined || gap === undefined || NOT_A_SCHEME.test(word) ? undefined : word + tidy(gap);
}

function formatted(text: string, pattern: RegExp): string | undefined {
  const [, word, gap] = pattern.exec(text) ?? [];
  return word === undefined || gap === undefined || NOT_A_SCHEME.test(word) ? undefined : word + tidy(gap);
}

function worded(text: string): string | undefined {
  const [, quote, word] = PREFIXED.exec(text) ?? [];
  // Without quotation marks only a word that looks like a scheme counts: `SSWS`, `Bearer`.
  if (
    word === undefined ||
    NOT_A_SCHEME.test(word) ||
    (quote === "" && !/^(?:[A-Z]{2,}|Bearer|Token|Basic)$/.test(word))
  )
    return undefined;
  return `${word} `;
}

/** One blank, and what follows it up to an equals sign: ` token=`. */
const tidy = (gap: string): string => ` ${gap.trim().replace(/["']$/, "")}`;
