/** What is wrong with a text that JSON.parse refuses, and where; JSON.parse says it differently in each version of Node. */
export function jsonError(text: string): { readonly offset: number; readonly message: string } {
  const open: ("{" | "[")[] = [];
  let at = space(text, 0);
  /** What may stand here. */
  let want: "value" | "key" | "colon" | "next" = "value";
  for (;;) {
    const char = text[at];
    if (char === undefined) {
      if (want === "next" && open.length === 0) return { offset: 0, message: "The text is no JSON" };
      const inside = open.length === 0 ? "" : ` inside ${open.at(-1) === "{" ? "an object" : "a list"}`;
      return { offset: at, message: `The text ends${inside}: it looks truncated` };
    }
    if (want === "next") {
      const last = open.at(-1);
      if (last === undefined) return { offset: at, message: `There is more text after the end of the document` };
      if (char === ",") {
        want = last === "{" ? "key" : "value";
        at = space(text, at + 1);
        if (text[at] === "}" || text[at] === "]") return { offset: at, message: "A comma stands before the end" };
      } else if (char === (last === "{" ? "}" : "]")) {
        open.pop();
        at = space(text, at + 1);
      } else
        return { offset: at, message: `\`,\` or \`${last === "{" ? "}" : "]"}\` is missing before ${shown(char)}` };
    } else if (want === "colon") {
      if (char !== ":") return { offset: at, message: `\`:\` is missing before ${shown(char)}` };
      want = "value";
      at = space(text, at + 1);
    } else if (want === "key" && char !== '"') {
      return { offset: at, message: `A key in double quotes is missing before ${shown(char)}` };
    } else if (char === "{" || char === "[") {
      at = space(text, at + 1);
      const close = char === "{" ? "}" : "]";
      if (text[at] === close) {
        want = "next";
        at = space(text, at + 1);
      } else {
        open.push(char);
        want = char === "{" ? "key" : "value";
      }
    } else {
      const end = scalar(text, at);
      if (typeof end !== "number") return end;
      want = want === "key" ? "colon" : "next";
      at = space(text, end);
    }
  }
}

const STRING = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/uy;
const WORD = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** Offset after a string, number or word; or what is wrong with it. */
function scalar(text: string, at: number): number | { readonly offset: number; readonly message: string } {
  const form = text[at] === '"' ? STRING : WORD;
  form.lastIndex = at;
  const length = form.exec(text)?.[0].length;
  if (length === undefined) return { offset: at, message: `A value cannot begin with ${shown(text[at]!)}` };
  const end = at + length;
  if (form === WORD) return end;
  if (text[end] === '"') return end + 1;
  if (text[end] === undefined) return { offset: end, message: "The text ends inside a string: it looks truncated" };
  const what = text[end] === "\\" ? "is no escape that JSON knows" : "must be escaped in a string";
  return { offset: end, message: `${shown(text[end])} ${what}` };
}

function space(text: string, at: number): number {
  while (at < text.length && " \n\r\t".includes(text[at]!)) at++;
  return at;
}

function shown(char: string): string {
  return char < " " || char > "~"
    ? `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`
    : `\`${char}\``;
}
