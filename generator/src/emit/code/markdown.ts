/** Elements that descriptions are written in. Anything else in angle brackets (`<id>`, `Map<T>`) is the author's text. */
const TAG =
  /<(\/?)(p|br|hr|div|span|ul|ol|li|b|strong|i|em|u|code|tt|kbd|pre|a|h[1-6]|blockquote|sup|sub|small)((?:\s[^<>]*)?)\s*\/?>/gi;
/** Markdown's own code, in which tags are shown and not meant. */
const CODE = /(```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|`[^`\n]+`)/;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["#39", "'"],
  ["nbsp", " "],
]);
const MARKS: ReadonlyMap<string, string> = new Map([
  ["b", "**"],
  ["strong", "**"],
  ["i", "_"],
  ["em", "_"],
  ["code", "`"],
  ["tt", "`"],
  ["kbd", "`"],
]);
const BLOCKS = new Set(["p", "div", "ul", "ol", "blockquote", "hr"]);

/**
 * A description as Markdown. OpenAPI says that descriptions are CommonMark, in which HTML is allowed; many are written in
 * HTML altogether, and editors show its tags as text.
 */
export function asMarkdown(text: string): string {
  if (!text.includes("<") || text.search(TAG) < 0) return text;
  return text
    .split(CODE)
    .map((part, index) => (index % 2 === 1 ? part : fromHtml(part)))
    .join("")
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function fromHtml(text: string): string {
  const links: string[] = [];
  const lists: (number | undefined)[] = [];
  let converted = false;
  const plain = text.replaceAll(TAG, (_tag, slash: string, element: string, attributes: string) => {
    converted = true;
    const name = element.toLowerCase();
    const ends = slash !== "";
    if (name === "a") return link(ends, attributes, links);
    if (name === "li") return ends ? "" : `\n${"  ".repeat(Math.max(0, lists.length - 1))}${bullet(lists)} `;
    if (name === "ul" || name === "ol") {
      if (ends) lists.pop();
      else lists.push(name === "ol" ? 0 : undefined);
      return lists.length > (ends ? 0 : 1) ? "" : "\n\n";
    }
    if (name === "br") return "\n";
    if (name === "pre") return ends ? "\n```\n\n" : "\n\n```\n";
    if (/^h\d$/.test(name)) return ends ? "\n\n" : `\n\n${"#".repeat(Number(name[1]))} `;
    return MARKS.get(name) ?? (BLOCKS.has(name) ? "\n\n" : "");
  });
  return converted ? plain.replace(/&(#39|[a-z]+);/g, (whole, name: string) => ENTITIES.get(name) ?? whole) : text;
}

/** `[` at the beginning, `](address)` at the end; nothing when the element has no address that Markdown can hold. */
function link(ends: boolean, attributes: string, links: string[]): string {
  if (ends) {
    const address = links.pop();
    return address === undefined || address === "" ? "" : `](${address})`;
  }
  const address = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(attributes);
  const href = address?.[1] ?? address?.[2] ?? address?.[3] ?? "";
  links.push(/^[^\s()<>]+$/.test(href) ? href : "");
  return links.at(-1) === "" ? "" : "[";
}

function bullet(lists: (number | undefined)[]): string {
  const last = lists.length - 1;
  const count = lists[last];
  if (count === undefined) return "-";
  lists[last] = count + 1;
  return `${count + 1}.`;
}
