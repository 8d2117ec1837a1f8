/** Descriptions are hostile and can be a book: only their beginning is read, and patterns on them have no open repetition. */
const CLIP = 1_200;

/** A description as one line of lower-case words without markup. */
export function prose(...parts: readonly (string | undefined)[]): string {
  const text = parts.filter((part) => part !== undefined).join(" ");
  if (text === "") return "";
  return text
    .slice(0, CLIP)
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
