import { type Components, resolve } from "../../model/index.js";
import type { ObjectSchema, Schema } from "../../model/schema.js";

type Composed = "intersection" | "union";

/** The schemas that a composition is made of, each once: what several parts inherit says the same in all of them. */
function* partsOf(
  components: Components,
  schema: Schema,
  through: readonly Composed[],
  seen = new Set<Schema>(),
): Generator<Schema> {
  const found = resolve(components, schema);
  if (seen.has(found)) return;
  seen.add(found);
  if ((found.kind === "intersection" || found.kind === "union") && through.includes(found.kind))
    for (const member of found.members) yield* partsOf(components, member, through, seen);
  else yield found;
}

function objectsOf(components: Components, schema: Schema, through: readonly Composed[]): ObjectSchema[] {
  return [...partsOf(components, schema, through)].filter((one) => one.kind === "object");
}

/** Names that a value of the schema must have as members, in whichever part of an intersection that is said. */
export function requiredNames(components: Components, schema: Schema): string[] {
  return objectsOf(components, schema, ["intersection"]).flatMap((found) => [
    ...found.requiredElsewhere,
    ...found.properties.filter((one) => one.required).map((one) => one.name),
  ]);
}

/** Names of members that a part of the schema describes. */
export function declaredNames(components: Components, schema: Schema): string[] {
  const found = objectsOf(components, schema, ["intersection", "union"]);
  return found.flatMap((one) => one.properties.map(({ name }) => name));
}

/** What the parts of an intersection say of one member, those among them that take others of one kind only. */
export function propertySchemas(components: Components, schema: Schema, name: string): Schema[] {
  return objectsOf(components, schema, ["intersection"]).flatMap((found) => {
    const said = found.properties.find((one) => one.name === name)?.schema ?? found.additional;
    return said === undefined || said.kind === "unknown" ? [] : [said];
  });
}

/** Whether a value of the schema is one of several, in whichever part of an intersection that is said. */
export function hasUnion(components: Components, schema: Schema): boolean {
  return [...partsOf(components, schema, ["intersection"])].some((found) => found.kind === "union");
}
