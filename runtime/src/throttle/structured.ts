/** One member of a structured list: `"name";q=100;w=60`. */
export interface Member {
  readonly name: string;
  readonly params: ReadonlyMap<string, string>;
}

const PIECE = /\s*([,;]?)\s*(?:([A-Za-z*][\w.*-]*)\s*=\s*)?("(?:[^"\\]|\\.)*"|[^,;]*)/y;

/**
 * Reads a list of RFC 9651 items with parameters, and what servers make of it: no quotes, blanks, and the dictionary of
 * older drafts (`limit=100, remaining=50`), which gives one member without a name. Never throws. A parser of the whole
 * RFC is a seventh of what the runtime may weigh; these fields need this much.
 */
export function readMembers(text: string): Member[] {
  const members: { name: string; params: Map<string, string> }[] = [];
  const pattern = new RegExp(PIECE);
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match || match[0] === "") break;
    const [, separator, key, raw = ""] = match;
    const value = unquote(raw.trim());
    let member = separator === ";" ? members.at(-1) : undefined;
    if (!member) {
      // Entries of a dictionary belong together; an item begins a member of its own.
      const last = members.at(-1);
      if (key !== undefined && last?.name === "") member = last;
      else members.push((member = { name: key === undefined ? value : "", params: new Map() }));
    }
    if (key !== undefined) member.params.set(key, value);
  }
  return members;
}

function unquote(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text;
}
