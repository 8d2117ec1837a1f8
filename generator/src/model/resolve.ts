import type { Api } from "./api.js";
import { oncePerApi } from "./once.js";
import type { Property, Schema } from "./schema.js";

/** Component schemas by name. */
export type Components = ReadonlyMap<string, Schema>;

export const componentsOf: (api: Api) => Components = oncePerApi(
  (api) => new Map(api.schemas.map(({ name, schema }) => [name, schema])),
);

/** The schema behind a chain of references; a chain that closes on itself or leads nowhere gives its last reference. */
export function resolve(components: Components, schema: Schema): Schema {
  const seen = new Set<Schema>();
  let current = schema;
  while (current.kind === "ref" && !seen.has(current)) {
    seen.add(current);
    current = components.get(current.target) ?? current;
  }
  return current;
}

/** The property of this name: declared, or inherited through intersections and references. */
export function findProperty(components: Components, schema: Schema, name: string): Property | undefined {
  const seen = new Set<Schema>();
  const search = (one: Schema): Property | undefined => {
    const inner = resolve(components, one);
    if (seen.has(inner)) return undefined;
    seen.add(inner);
    if (inner.kind === "object") return inner.properties.find((property) => property.name === name);
    if (inner.kind !== "intersection") return undefined;
    // What the schema adds itself is more exact than what it inherits.
    const own = inner.members.toSorted((a, b) => Number(a.kind === "ref") - Number(b.kind === "ref"));
    for (const member of own) {
      const found = search(member);
      if (found) return found;
    }
    return undefined;
  };
  return search(schema);
}
