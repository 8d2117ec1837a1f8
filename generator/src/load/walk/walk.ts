import type { Json, JsonObject } from "../document.js";
import { isObject } from "../json.js";
import { toPointer } from "../pointer.js";
import { memberOf, type Kind, type Member, type Shapes } from "./shapes.js";

/** Where a walk is. Steps are kept as a stack; a pointer is made only for those who ask. */
export interface Cursor {
  readonly steps: readonly (string | number)[];
  pointer(): string;
}

/** Sees every object of a document before its members are walked; `false` leaves them out. */
export type Visit = (node: JsonObject, kind: Kind, cursor: Cursor) => boolean | void;

/** Walks what a document says by the shapes of its language: no data, no extensions, no references. */
export function walk(
  { node, kind, at = [] }: { readonly node: JsonObject; readonly kind: Kind; readonly at?: readonly string[] },
  shapes: Shapes,
  visit: Visit,
): void {
  new Walker(shapes, visit, [...at]).object(node, kind);
}

class Walker implements Cursor {
  constructor(
    readonly shapes: Shapes,
    readonly visit: Visit,
    readonly steps: (string | number)[],
  ) {}

  pointer(): string {
    return toPointer(this.steps);
  }

  object(node: JsonObject, kind: Kind): void {
    if (this.visit(node, kind, this) === false) return;
    const shape = this.shapes[kind];
    for (const key of Object.keys(node)) {
      const member = memberOf(shape, key);
      if (member) this.#member(node[key], key, member);
    }
  }

  #member(value: Json | undefined, key: string, { kind, form }: Member): void {
    if (value === undefined) return;
    this.steps.push(key);
    if (form === "map") this.#map(value, kind);
    else if (form === "list" || (form === "one or list" && Array.isArray(value))) this.#list(value, kind);
    else this.#one(value, kind);
    this.steps.pop();
  }

  #map(value: Json, kind: Kind): void {
    if (!isObject(value)) return;
    for (const key of Object.keys(value)) {
      if (kind !== "schema" && key.startsWith("x-")) continue;
      this.steps.push(key);
      this.#one(value[key], kind);
      this.steps.pop();
    }
  }

  #list(value: Json, kind: Kind): void {
    if (!Array.isArray(value)) return;
    for (let index = 0; index < value.length; index++) {
      this.steps.push(index);
      this.#one(value[index], kind);
      this.steps.pop();
    }
  }

  #one(value: Json | undefined, kind: Kind): void {
    if (isObject(value)) this.object(value, kind);
  }
}
