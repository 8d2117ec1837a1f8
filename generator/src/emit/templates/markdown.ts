/** A code span that holds any text. Pipes would end a table's cell even there. */
export function span(text: string): string {
  const plain = clean(text).replaceAll("|", "\\|");
  if (plain === "") return "";
  const ticks = "`".repeat(Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  const pad = plain.startsWith("`") || plain.endsWith("`") ? " " : "";
  return `${ticks}${pad}${plain}${pad}${ticks}`;
}

/** Text for a table's cell: one line, nothing that a renderer would take for markup of its own. */
export function cell(text: string): string {
  return escape(clean(text)).replaceAll("|", "\\|");
}

/** Text for a paragraph. Links and emphasis of the document's own Markdown are kept as text. */
export function paragraph(text: string): string {
  return escape(clean(text));
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
