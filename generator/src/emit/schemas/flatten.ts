import { type Components, resolve, travels } from "../../model/index.js";
import type { Intersection, ObjectSchema, Property, Schema } from "../../model/schema.js";
import type { Direction } from "../types/index.js";
import { wordsOf } from "./classes.js";

/**
 * What an intersection of objects says in one direction, as one object: the members of its references are its own.
 * Undefined where one object cannot say it. What one part has for the other direction only is none of its members, as in
 * types: that a base requires `id` and has it as `readOnly` does not ask for it in a request.
 */
export function flattened(
  components: Components,
  schema: Intersection,
  direction: Direction,
): ObjectSchema | undefined {
  if (schema.limits) return undefined;
  const objects = parts(components, schema);
  if (!objects || objects.length === 0) return undefined;
  const properties = new Map<string, Property>();
  const required = new Set<string>();
  for (const object of objects) {
    for (const name of object.requiredElsewhere) required.add(name);
    for (const property of object.properties) {
      if (!travels(components, property.schema, direction)) continue;
      const known = properties.get(property.name);
      const both = known ? narrower(components, known.schema, property.schema) : property.schema;
      if (!both) return undefined;
      properties.set(property.name, {
        ...property,
        required: property.required || known?.required === true,
        schema: both,
      });
    }
  }
  return {
    kind: "object",
    at: schema.at,
    properties: [...properties.values()]
      .map((one) => (required.has(one.name) ? { ...one, required: true } : one))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    requiredElsewhere: [...required].filter((name) => !properties.has(name)).toSorted(),
    patterns: [],
    ...(objects.every((one) => one.implied) && { implied: true }),
  };
}

/** That one of two schemas which says all the other says; undefined where neither does for sure. */
function narrower(components: Components, a: Schema, b: Schema): Schema | undefined {
  if (a === b || (a.at === b.at && a.kind === b.kind)) return a;
  if (narrows(components, b, a)) return b;
  return narrows(components, a, b) ? a : undefined;
}

function narrows(components: Components, schema: Schema, other: Schema): boolean {
  const words = wordsOf(components, schema);
  const inner = resolve(components, other);
  if (!words || inner.limits) return false;
  if (inner.kind === "scalar") return words.every((word) => typeof word === inner.type);
  const known = wordsOf(components, inner);
  return known !== undefined && words.every((word) => known.includes(word));
}

/** The objects an intersection is made of, each once; undefined where there is something else, or more to say of one. */
function parts(components: Components, schema: Schema, seen = new Set<Schema>()): ObjectSchema[] | undefined {
  const inner = resolve(components, schema);
  if (seen.has(inner)) return [];
  seen.add(inner);
  if (inner.limits) return undefined;
  if (inner.kind === "object") return inner.additional || inner.patterns.length > 0 ? undefined : [inner];
  if (inner.kind === "unknown") return [];
  if (inner.kind !== "intersection") return undefined;
  const found = inner.members.map((member) => parts(components, member, seen));
  return found.every((one) => one !== undefined) ? found.flat() : undefined;
}

/** The components whose members become those of a flattened intersection. */
export function inlined(components: Components, schema: Schema, found = new Set<string>()): ReadonlySet<string> {
  if (schema.kind === "intersection") for (const member of schema.members) inlined(components, member, found);
  if (schema.kind !== "ref" || found.has(schema.target)) return found;
  found.add(schema.target);
  const target = components.get(schema.target);
  return target ? inlined(components, target, found) : found;
}

/** A schema as an object, if it is one. */
export function asObject(components: Components, schema: Schema, direction: Direction): ObjectSchema | undefined {
  const inner = resolve(components, schema);
  if (inner.kind === "object") return inner;
  return inner.kind === "intersection" ? flattened(components, inner, direction) : undefined;
}
