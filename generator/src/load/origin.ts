import type { Json } from "./document.js";
import { isObject, member } from "./json.js";
import { below, toSteps } from "./pointer.js";
import type { Source } from "./source/source.js";

/** A node of a source. */
export interface Origin {
  readonly source: Source;
  readonly pointer: string;
}

/**
 * Where nodes of the normalised document came from. Only nodes that were moved are recorded; everything below one is
 * where it was. Nothing has to be kept in step while the document changes.
 */
export class Origins {
  readonly #moved = new WeakMap<object, Origin>();
  /** Nodes that an overlay wrote whole, and those of which it wrote a value. */
  readonly #written = new WeakSet<object>();
  readonly #touched = new WeakSet<object>();

  /** Records that an overlay put a value into a node. */
  overlay(parent: Json | undefined, value: Json): void {
    if (typeof value === "object" && value !== null) this.#written.add(value);
    if (typeof parent === "object" && parent !== null) this.#touched.add(parent);
  }

  /** An overlay wrote the node, something directly in it, or what is around it. */
  isOverlaid(root: Json, pointer: string): boolean {
    let node: Json | undefined = root;
    let isOverlaid = false;
    for (const step of toSteps(pointer)) {
      node = Array.isArray(node) ? node[Number(step)] : isObject(node) ? member(node, step) : undefined;
      if (typeof node !== "object" || node === null) return isOverlaid;
      isOverlaid ||= this.#written.has(node);
    }
    return isOverlaid || (typeof node === "object" && node !== null && this.#touched.has(node));
  }

  /** Records that a node, and what is below it, stands at a place of a source. */
  set(node: Json | undefined, origin: Origin): void {
    if (typeof node === "object" && node !== null) this.#moved.set(node, origin);
  }

  get(node: Json | undefined): Origin | undefined {
    return typeof node === "object" && node !== null ? this.#moved.get(node) : undefined;
  }

  /** Gives each item of a list an origin of its own, before some of them go. */
  pin(root: Json, pointer: string, list: readonly Json[]): void {
    for (const [index, item] of list.entries()) {
      const origin = this.get(item) ?? this.find(root, below(pointer, index));
      if (origin) this.set(item, origin);
    }
  }

  /** Origin of the node at a pointer, by the last moved node on the way to it. */
  find(root: Json, pointer: string): Origin | undefined {
    let node: Json | undefined = root;
    let origin = this.get(root);
    for (const step of toSteps(pointer)) {
      node = Array.isArray(node) ? node[Number(step)] : isObject(node) ? member(node, step) : undefined;
      const moved = this.get(node);
      if (moved) origin = moved;
      else if (origin) origin = { source: origin.source, pointer: below(origin.pointer, step) };
    }
    return origin;
  }
}
