/** A code span that holds any text. Pipes would end a table's cell even there. */
export function span(text: string): string {
  const plain = clean(text).replaceAll("|", "\\|");
  if (plain === "") return "";
  const ticks = "`".repeat(Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  const pad = plain.startsWith("`") || plain.endsWith("`") ? " " : "";
  return `${ticks}${pad}${plain}${pad}${ticks}`;
}

/** Text for a table's cell: one line, nothing that a renderer would take for markup but its own code spans. */
export function cell(text: string): string {
  return withSpans(clean(text), (plain) => escape(plain).replaceAll("|", "\\|"));
}

/** Text for a paragraph. Links and emphasis of the document's own Markdown are kept as text, code spans as such. */
export function paragraph(text: string): string {
  return withSpans(clean(text), escape);
}

/** A paragraph of a pull request: mentions, references and addresses of others call nobody and close nothing. */
export function quiet(text: string): string {
  return withSpans(clean(text), (plain) =>
    escape(plain)
      .replace(/@(?=\w)/g, "@&#8203;")
      .replace(/\b(GH)-(?=\d)/gi, "$1&#8203;-")
      .replace(/:\/\//g, "&#58;//")
      .replace(/\bwww\./gi, "www&#46;"),
  );
}

/** As CommonMark has it, but of a bounded length: the search for an end would be quadratic in hostile text. */
const CODE_SPAN = /(?<!`)(`{1,9})(?!`)(.{1,300}?)(?<!`)\1(?!`)/;

/** Code spans are made anew around what they hold; all between them goes through `plain`. */
function withSpans(text: string, plain: (text: string) => string): string {
  const parts = text.split(CODE_SPAN);
  return parts.map((part, index) => (index % 3 === 0 ? plain(part) : index % 3 === 2 ? span(part) : "")).join("");
}

/** Control and format characters hide or reorder text. */
function clean(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu, "")
    .trim();
}

function escape(text: string): string {
  return text.replace(/[\\`*_[\]<>#]/g, "\\$&").replace(/&(?=[#\w]+;)/g, "&amp;");
}
