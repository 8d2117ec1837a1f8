import { EVENT_ID, getScalarValue, type Event } from "js-yaml";
import type { TextMember, TextNode, TextTree } from "./text-tree.js";
import { eventOffset, yamlEvents } from "./yaml.js";

/** Offsets in a YAML text that has been read before. Aliases and merge keys lead to where they were written. */
export class YamlTree implements TextTree {
  readonly root: TextNode | undefined;
  readonly #events: readonly Event[];
  /** Event after each node. */
  readonly #after: Int32Array;
  /** Node that an alias repeats. */
  readonly #targets = new Map<TextNode, TextNode>();
  readonly #members = new Map<TextNode, Map<string, TextMember> | undefined>();

  constructor(readonly text: string) {
    this.#events = yamlEvents(text).events;
    this.#after = new Int32Array(this.#events.length);
    this.#connect();
    const first = this.#events.findIndex((event) => event.type !== EVENT_ID.DOCUMENT && event.type !== EVENT_ID.POP);
    this.root = first === -1 ? undefined : first;
  }

  start(node: TextNode): number {
    return Math.max(0, eventOffset(this.#events[node]!));
  }

  literal(node: TextNode): string {
    const event = this.#events[this.#follow(node)]!;
    return event.type === EVENT_ID.SCALAR ? getScalarValue(this.text, event) : "";
  }

  members(node: TextNode): ReadonlyMap<string, TextMember> | undefined {
    const target = this.#follow(node);
    if (!this.#members.has(target)) this.#members.set(target, this.#read(target));
    return this.#members.get(target);
  }

  #connect(): void {
    const open: TextNode[] = [];
    const anchors = new Map<string, TextNode>();
    for (const [index, event] of this.#events.entries()) {
      if (event.type === EVENT_ID.POP) {
        this.#after[open.pop()!] = index + 1;
        continue;
      }
      if (event.type === EVENT_ID.DOCUMENT) {
        open.push(index);
        continue;
      }
      const name = event.anchorStart === -1 ? "" : this.text.slice(event.anchorStart, event.anchorEnd);
      if (event.type === EVENT_ID.ALIAS) this.#targets.set(index, anchors.get(name) ?? index);
      else if (name !== "") anchors.set(name, index);
      if (event.type === EVENT_ID.SCALAR || event.type === EVENT_ID.ALIAS) this.#after[index] = index + 1;
      else open.push(index);
    }
  }

  #follow(node: TextNode): TextNode {
    return this.#targets.get(node) ?? node;
  }

  #read(node: TextNode): Map<string, TextMember> | undefined {
    const { type } = this.#events[node]!;
    const found = new Map<string, TextMember>();
    const merged: TextNode[] = [];
    let at = node + 1;
    if (type === EVENT_ID.SEQUENCE) {
      for (; this.#events[at]!.type !== EVENT_ID.POP; at = this.#after[at]!) {
        found.set(String(found.size), { start: this.start(at), value: at });
      }
      return found;
    }
    if (type !== EVENT_ID.MAPPING) return undefined;
    while (this.#events[at]!.type !== EVENT_ID.POP) {
      const value = this.#after[at]!;
      const key = this.literal(at);
      if (key === "<<") merged.push(value);
      else found.set(key, { start: this.start(at), value });
      at = this.#after[value]!;
    }
    for (const value of merged) this.#merge(value, found);
    return found;
  }

  #merge(value: TextNode, into: Map<string, TextMember>): void {
    const target = this.#follow(value);
    const list = this.#events[target]!.type === EVENT_ID.SEQUENCE;
    const sources = list ? [...(this.members(target) ?? [])].map(([, item]) => item.value) : [target];
    for (const source of sources) {
      for (const [key, member] of this.members(source) ?? []) if (!into.has(key)) into.set(key, member);
    }
  }
}
