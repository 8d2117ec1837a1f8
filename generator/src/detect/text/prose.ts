/** Descriptions are hostile and can be a book: only their beginning is read, and patterns on them have no open repetition. */
const CLIP = 1_200;

/** A description as one line of lower-case words without markup. */
export function prose(...parts: readonly (string | undefined)[]): string {
  const text = parts
    .filter((part) => part !== undefined)
    .join(" ")
    .slice(0, CLIP);
  if (text === "") return "";
  let found = cache.get(text);
  if (found === undefined) {
    found = plain(text);
    if (cache.size >= CACHE_LIMIT) cache.clear();
    cache.set(text, found);
  }
  return found;
}

/** Documents say the same of the same parameter in each operation. */
const cache = new Map<string, string>();
const CACHE_LIMIT = 5_000;

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[`*_#>\\]+/g, (marks) => (marks.includes("_") && marks.length === 1 ? "_" : " "))
    .replace(/\s+/g, " ")
    .trim();
}

/** A short quotation for evidence: the sentence around a match, never the whole description. */
export function quote(text: string | undefined, length = 120): string {
  const line = (text ?? "")
    .slice(0, 4 * length)
    .replace(/\s+/g, " ")
    .trim();
  return line.length > length ? `${line.slice(0, length - 1).trimEnd()}…` : line;
}
