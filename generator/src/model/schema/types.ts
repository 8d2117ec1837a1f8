import type { Json, JsonObject } from "../../load/document.js";
import type { Raw, Scope, SchemaBuilder } from "./builder.js";

export type TypeName = "string" | "number" | "integer" | "boolean" | "null" | "array" | "object";

const NAMES: ReadonlySet<Json> = new Set(["string", "number", "integer", "boolean", "null", "array", "object"]);

/** One type, as nearly all schemas state it. */
const SINGLE: ReadonlyMap<Json | undefined, readonly TypeName[]> = new Map(
  [...NAMES].map((name) => [name, [name as TypeName]]),
);

/** Names that are no types of JSON Schema, as authors write them. `undefined`: any value. */
const MISTAKES: ReadonlyMap<Json, TypeName | undefined> = new Map<Json, TypeName | undefined>([
  ["any", undefined],
  ["bool", "boolean"],
  ["date", "string"],
  ["date-time", "string"],
  ["datetime", "string"],
  ["decimal", "number"],
  ["dict", "object"],
  ["double", "number"],
  ["enum", "string"],
  ["file", "string"],
  ["float", "number"],
  ["int", "integer"],
  ["int32", "integer"],
  ["int64", "integer"],
  ["list", "array"],
  ["long", "integer"],
  ["map", "object"],
  ["str", "string"],
  ["text", "string"],
  ["timestamp", "string"],
  ["uri", "string"],
  ["url", "string"],
  ["uuid", "string"],
]);

/** Keywords that assert something of values of one type only, and so tell the type where none is stated. */
const TELLING: readonly (readonly [TypeName, readonly string[]])[] = [
  [
    "object",
    [
      "properties",
      "additionalProperties",
      "patternProperties",
      "required",
      "propertyNames",
      "minProperties",
      "maxProperties",
      "dependentRequired",
      "dependentSchemas",
    ],
  ],
  ["array", ["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"]],
  ["string", ["pattern", "minLength", "maxLength", "contentEncoding", "contentMediaType"]],
  ["number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]],
];

const FORMATS: ReadonlyMap<Json | undefined, TypeName> = new Map([
  ...[
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "url",
    "uuid",
    "byte",
    "binary",
    "password",
  ].map((format) => [format, "string"] as const),
  ...["float", "double"].map((format) => [format, "number"] as const),
  ...["int32", "int64"].map((format) => [format, "integer"] as const),
]);

/** The types a schema admits, without duplicates, in its own order. Undefined: it says nothing of them. */
export function typesOf(builder: SchemaBuilder, raw: Raw, scope: Scope): readonly TypeName[] | undefined {
  const stated = raw.json.type;
  const single = SINGLE.get(stated);
  if (single) return single;
  if (stated === undefined || (Array.isArray(stated) && stated.length === 0)) return told(raw.json, scope);
  const types = new Set<TypeName>();
  for (const name of Array.isArray(stated) ? stated : [stated]) {
    const type = typeNamed(builder, name, raw.at);
    if (type === undefined) return undefined;
    types.add(type);
  }
  // Every integer is a number.
  if (types.has("number")) types.delete("integer");
  return [...types];
}

function typeNamed(builder: SchemaBuilder, name: Json, at: string): TypeName | undefined {
  if (NAMES.has(name)) return name as TypeName;
  // YAML reads a bare `null` in a list of types as the value.
  if (name === null) return "null";
  const meant = MISTAKES.get(typeof name === "string" ? name.toLowerCase() : name);
  const lower = typeof name === "string" && NAMES.has(name.toLowerCase()) ? (name.toLowerCase() as TypeName) : meant;
  const known = lower !== undefined || MISTAKES.has(name);
  builder.warn(
    "model/type-name",
    `${JSON.stringify(name)} is no type of JSON Schema; ${known && lower !== undefined ? `read as ${lower}` : "any value is admitted"}.`,
    at,
    "Use one of string, number, integer, boolean, null, array, object.",
  );
  return lower;
}

/** Whether the types of a schema, if it has any, are told by its keywords and not stated, here or around it. */
export function isTold(json: JsonObject, scope: Scope): boolean {
  const states = json.type !== undefined && !(Array.isArray(json.type) && json.type.length === 0);
  return !states && (scope.types === undefined || scope.implied === true);
}

/** Types that keywords speak of beside these. */
export function otherTypes(json: JsonObject, types: readonly TypeName[] = []): readonly TypeName[] {
  const all = TELLING.filter(([, keywords]) => keywords.some((keyword) => json[keyword] !== undefined));
  return all.length < 2 ? [] : all.map(([type]) => type).filter((type) => !types.includes(type));
}

function told(json: JsonObject, scope: Scope): readonly TypeName[] | undefined {
  for (const [type, keywords] of TELLING) {
    if (!keywords.some((keyword) => json[keyword] !== undefined)) continue;
    const outer = scope.types?.filter((one) => one === type || (type === "number" && one === "integer"));
    return outer && outer.length > 0 ? outer : [type];
  }
  if (scope.types) return scope.types;
  const type = FORMATS.get(json.format);
  return type && [type];
}
