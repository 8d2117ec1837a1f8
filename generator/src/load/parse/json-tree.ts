import type { TextMember, TextNode, TextTree } from "./text-tree.js";

const QUOTE = 34;
const BACKSLASH = 92;

/** Offsets in a text that is known to be JSON. Each container is read once; what is not asked for is skipped over. */
export class JsonTree implements TextTree {
  readonly root: TextNode;
  readonly #members = new Map<TextNode, Map<string, TextMember> | undefined>();

  constructor(readonly text: string) {
    this.root = this.#space(0);
  }

  start(node: TextNode): number {
    return node;
  }

  literal(node: TextNode): string {
    return this.text.slice(node, this.#skip(node));
  }

  members(node: TextNode): ReadonlyMap<string, TextMember> | undefined {
    if (!this.#members.has(node)) this.#members.set(node, this.#read(node));
    return this.#members.get(node);
  }

  #read(node: TextNode): Map<string, TextMember> | undefined {
    const open = this.text[node];
    if (open !== "{" && open !== "[") return undefined;
    const found = new Map<string, TextMember>();
    let at = this.#space(node + 1);
    while (at < this.text.length && this.text[at] !== "}" && this.text[at] !== "]") {
      const start = at;
      let key = String(found.size);
      if (open === "{") {
        at = this.#skip(at);
        key = JSON.parse(this.text.slice(start, at)) as string;
        at = this.#space(this.#space(at) + 1);
      }
      found.set(key, { start, value: at });
      at = this.#space(this.#skip(at));
      if (this.text[at] === ",") at = this.#space(at + 1);
    }
    return found;
  }

  #space(at: number): number {
    let code = this.text.charCodeAt(at);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = this.text.charCodeAt(++at);
    return at;
  }

  /** Offset after a value. */
  #skip(at: number): number {
    const first = this.text[at];
    if (first === '"') return this.#skipString(at);
    if (first !== "{" && first !== "[") {
      while (at < this.text.length && !/[\s,\]}]/.test(this.text[at]!)) at++;
      return at;
    }
    let depth = 0;
    for (; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code === QUOTE) at = this.#skipString(at) - 1;
      else if (code === 123 || code === 91) depth++;
      else if ((code === 125 || code === 93) && --depth === 0) return at + 1;
    }
    return at;
  }

  #skipString(at: number): number {
    for (let end = this.text.indexOf('"', at + 1); end !== -1; end = this.text.indexOf('"', end + 1)) {
      let slashes = 0;
      while (this.text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++;
      if (slashes % 2 === 0) return end + 1;
    }
    return this.text.length;
  }
}
