import type { Json, JsonObject } from "../load/document.js";
import { isObject, member } from "../load/json.js";

/** How a document writes what JSON Schema's versions write differently. */
export interface Dialect {
  /** OpenAPI 3.1 and later: a list of types, `null` among them. */
  readonly hasTypeLists: boolean;
  /** Where null is a word of its own. */
  readonly nullable: "nullable" | "x-nullable";
  readonly anyOf: "anyOf" | "x-anyOf";
}

/** By what a document says it is. */
export function dialectOf(document: Json): Dialect {
  const version = isObject(document) ? member(document, "openapi") : undefined;
  if (typeof version !== "string") return { hasTypeLists: false, nullable: "x-nullable", anyOf: "x-anyOf" };
  return { hasTypeLists: !version.startsWith("3.0"), nullable: "nullable", anyOf: "anyOf" };
}

/** A schema, or null as well. */
export function orNull(schema: JsonObject, { hasTypeLists, nullable }: Dialect): JsonObject {
  const isReference = Object.hasOwn(schema, "$ref");
  if (!hasTypeLists) {
    const nullInEnum =
      Array.isArray(schema.enum) && !schema.enum.includes(null) ? { enum: [...schema.enum, null] } : {};
    return isReference ? { allOf: [schema], [nullable]: true } : { ...schema, ...nullInEnum, [nullable]: true };
  }
  const { type } = schema;
  if (isReference || type === undefined || Object.hasOwn(schema, "enum") || Object.hasOwn(schema, "const"))
    return withAlternative(schema, { type: "null" }, "anyOf");
  return { ...schema, type: [...(Array.isArray(type) ? type : [type]), "null"] };
}

/** A schema, or another as well. */
export function withAlternative(schema: JsonObject, other: JsonObject, anyOf: Dialect["anyOf"]): JsonObject {
  const alternatives = member(schema, anyOf);
  const isChoice = Object.keys(schema).every((key) => key === anyOf || key === "description" || key === "title");
  if (Array.isArray(alternatives) && isChoice) return { ...schema, [anyOf]: [...alternatives, other] };
  return { [anyOf]: [schema, other] };
}
