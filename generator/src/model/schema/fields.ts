import type { Json, JsonObject } from "../../load/document.js";
import { below, entries, isObject, list, member, text } from "../raw.js";
import type { Raw } from "./builder.js";

/** A property in the raw document. */
export interface Field {
  readonly json: Json;
  readonly at: string;
}

/**
 * Finds the properties that a raw schema has by itself, through `allOf` and through references; the nearest wins.
 * Needed where `required` names a property that another schema declares. Each schema is read once.
 */
export class FieldFinder {
  readonly #known = new Map<string, ReadonlyMap<string, Field>>();
  /** Components that were looked into from outside, whether they are there or not. */
  readonly looked = new Set<string>();

  constructor(readonly schemas: JsonObject) {}

  fields({ json, at }: Raw): ReadonlyMap<string, Field> {
    const known = this.#known.get(at);
    if (known) return known;
    const found = new Map<string, Field>();
    // Known from the start, so that a schema which contains itself adds nothing to itself.
    this.#known.set(at, found);
    for (const [name, property] of entries(json.properties))
      found.set(name, { json: property, at: below(at, "properties", name) });
    list(json.allOf).forEach((branch, index) => {
      if (isObject(branch)) add(found, this.fields({ json: branch, at: below(at, "allOf", index) }));
    });
    const target = this.#target(text(json.$ref));
    if (target) add(found, this.fields(target));
    return found;
  }

  #target(reference: string | undefined): Raw | undefined {
    const start = "#/components/schemas/";
    if (!reference?.startsWith(start)) return undefined;
    const at = reference.slice(1);
    const name = reference.slice(start.length).replaceAll("~1", "/").replaceAll("~0", "~");
    this.looked.add(name);
    const json = member(this.schemas, name);
    return isObject(json) ? { json, at } : undefined;
  }
}

function add(found: Map<string, Field>, more: ReadonlyMap<string, Field>): void {
  for (const [name, field] of more) if (!found.has(name)) found.set(name, field);
}
