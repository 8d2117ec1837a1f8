import type { Json, JsonObject } from "../document.js";
import { isObject, member } from "../json.js";
import { below } from "../pointer.js";
import type { Mender } from "./mender.js";
import { nameOf } from "./untangle.js";

/**
 * Removes references by which a schema is a part of itself, other than through a property or an item: `A: oneOf: [A, B]`.
 * They say nothing that is not said without them, and no type can be made of them.
 */
export function cutCycles(schemas: JsonObject, mender: Mender): void {
  const cutter = new Cutter(schemas, mender);
  for (const name of Object.keys(schemas).toSorted()) cutter.visit(name);
}

class Cutter {
  /** Components that are being looked into, and those that are done. */
  readonly #open = new Set<string>();
  readonly #done = new Set<string>();

  constructor(
    readonly schemas: JsonObject,
    readonly mender: Mender,
  ) {}

  visit(name: string): void {
    if (this.#done.has(name)) return;
    this.#open.add(name);
    this.#schema(member(this.schemas, name), below("/components/schemas", name));
    this.#open.delete(name);
    this.#done.add(name);
  }

  #schema(schema: Json | undefined, at: string): void {
    if (!isObject(schema)) return;
    if (this.#leadsBack(schema)) {
      this.#report(at, schema);
      delete schema.$ref;
    }
    for (const key of ["allOf", "oneOf", "anyOf"]) {
      const parts = schema[key];
      if (!Array.isArray(parts)) continue;
      const kept = parts.filter((part, index) => {
        const back = isObject(part) && Object.keys(part).length === 1 && this.#leadsBack(part);
        if (back) this.#report(below(below(at, key), index), part);
        return !back;
      });
      if (kept.length < parts.length) {
        this.mender.session.origins.pin(this.mender.root, below(at, key), parts);
        if (kept.length > 0) schema[key] = kept;
        else delete schema[key];
      }
      kept.forEach((part, index) => this.#schema(part, below(below(at, key), index)));
    }
  }

  /** Whether a reference leads to what is being looked into; looks into it otherwise. */
  #leadsBack({ $ref: text }: JsonObject): boolean {
    if (typeof text !== "string") return false;
    const name = nameOf(text);
    if (this.#open.has(name)) return true;
    this.visit(name);
    return false;
  }

  #report(at: string, { $ref: text }: JsonObject): void {
    const message = `\`${String(text)}\` makes the schema a part of itself; it is left out there.`;
    this.mender.warn(at, "load/schema-in-itself", message, "Remove it, or put it into a property.");
  }
}
