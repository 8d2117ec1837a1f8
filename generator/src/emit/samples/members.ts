import { type Components, resolve } from "../../model/index.js";
import type { Schema } from "../../model/schema.js";

const DEEPEST = 24;

/** Names that a value of the schema must have as members, in whichever part of an intersection that is said. */
export function requiredNames(components: Components, schema: Schema, depth = 0): string[] {
  const found = resolve(components, schema);
  if (found.kind === "object") {
    return [...found.requiredElsewhere, ...found.properties.filter((one) => one.required).map((one) => one.name)];
  }
  if (found.kind !== "intersection" || depth > DEEPEST) return [];
  return found.members.flatMap((member) => requiredNames(components, member, depth + 1));
}

/** Names of members that a part of the schema describes. */
export function declaredNames(components: Components, schema: Schema, depth = 0): string[] {
  const found = resolve(components, schema);
  if (found.kind === "object") return found.properties.map((one) => one.name);
  if ((found.kind !== "intersection" && found.kind !== "union") || depth > DEEPEST) return [];
  return found.members.flatMap((member) => declaredNames(components, member, depth + 1));
}

/** What the parts of an intersection say of one member, those among them that take others of one kind only. */
export function propertySchemas(components: Components, schema: Schema, name: string, depth = 0): Schema[] {
  const found = resolve(components, schema);
  if (found.kind === "object") {
    const said = found.properties.find((one) => one.name === name)?.schema ?? found.additional;
    return said === undefined || said.kind === "unknown" ? [] : [said];
  }
  if (found.kind !== "intersection" || depth > DEEPEST) return [];
  return found.members.flatMap((member) => propertySchemas(components, member, name, depth + 1));
}

/** Whether a value of the schema is one of several, in whichever part of an intersection that is said. */
export function hasUnion(components: Components, schema: Schema, depth = 0): boolean {
  const found = resolve(components, schema);
  if (found.kind === "union") return true;
  if (found.kind !== "intersection" || depth > DEEPEST) return false;
  return found.members.some((member) => hasUnion(components, member, depth + 1));
}
