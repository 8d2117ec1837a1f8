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

/** Sees a map, or a member that must be a list or a map of maps, that is given by one reference as a whole. */
export type VisitWhole = (owner: JsonObject, key: string, member: Member, cursor: Cursor) => void;

/** Walks what a document says by the shapes of its language: no data, no extensions, no references. */
export function walk(
  { node, kind, at = [] }: { readonly node: JsonObject; readonly kind: Kind; readonly at?: readonly string[] },
  shapes: Shapes,
  visit: Visit,
  whole?: VisitWhole,
): void {
  new Walker(shapes, visit, whole, [...at]).object(node, kind);
}

class Walker implements Cursor {
  constructor(
    readonly shapes: Shapes,
    readonly visit: Visit,
    readonly whole: VisitWhole | undefined,
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
      const value = node[key];
      if (member && typeof value === "object" && value !== null) this.#member(node, key, value, member);
    }
  }

  #member(owner: JsonObject, key: string, value: JsonObject | Json[], member: Member): void {
    const { kind, form } = member;
    if (Array.isArray(value)) {
      if (form === "one" || form === "map") return;
      this.steps.push(key);
      this.#list(value, kind);
    } else {
      const whole = form === "map" || form === "list" || kind === "paths" || kind === "components";
      if (whole && this.whole && typeof value.$ref === "string") this.whole(owner, key, member, this);
      if (form === "list") return;
      this.steps.push(key);
      if (form === "map") this.#map(value, kind);
      else this.object(value, kind);
    }
    this.steps.pop();
  }

  #map(map: JsonObject, kind: Kind): void {
    for (const key of Object.keys(map)) {
      const value = map[key];
      if (!isObject(value) || (kind !== "schema" && key.startsWith("x-"))) continue;
      this.steps.push(key);
      this.object(value, kind);
      this.steps.pop();
    }
  }

  #list(list: readonly Json[], kind: Kind): void {
    for (let index = 0; index < list.length; index++) {
      const value = list[index];
      if (!isObject(value)) continue;
      this.steps.push(index);
      this.object(value, kind);
      this.steps.pop();
    }
  }
}
