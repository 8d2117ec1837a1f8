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
  return withSpans(clean(text), (plain) => withLinks(plain, (part) => escape(part).replaceAll("|", "\\|")));
}

/** Text for a paragraph. Code spans and links to the web are kept; what else is markup in Markdown is text. */
export function paragraph(text: string): string {
  return withSpans(clean(text), (plain) => withLinks(plain, escape));
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

/** `[text](address)`, of the web, and with nothing in the address that could end it. */
const LINK = /\[([^[\]]{1,200})\]\((https?:\/\/[\w\-.~:/?#@!$&'*+,;=%]{1,1000})\)/;

/** Emphasis around words; marks that stand alone are text. */
const STRONG = /(?<![\w*])\*\*(?=\S)([^*]{1,200}?)(?<=\S)\*\*(?![\w*])/g;

/** Links stay links, strong words plain ones; all text goes through `plain`. */
function withLinks(text: string, plain: (text: string) => string): string {
  const part = (one: string): string => plain(one.replace(STRONG, "$1"));
  return text
    .split(LINK)
    .map((one, index, all) => {
      if (index % 3 === 0) return part(one);
      return index % 3 === 1 ? `[${part(one)}](${all[index + 1] ?? ""})` : "";
    })
    .join("");
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
