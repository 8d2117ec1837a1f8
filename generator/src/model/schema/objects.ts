import type { Json, JsonObject } from "../../load/document.js";
import { below, entries, isObject, list, member } from "../raw.js";
import type { ObjectSchema, Property } from "../schema.js";
import type { Raw, SchemaBuilder, Scope } from "./builder.js";
import { limitsOf } from "./limits.js";
import { readPattern } from "./pattern.js";

export function objectOf(builder: SchemaBuilder, raw: Raw, scope: Scope): ObjectSchema {
  const { json, at } = raw;
  if (json.properties !== undefined && !isObject(json.properties)) {
    builder.warn(
      "model/properties-shape",
      "`properties` must be an object; it is ignored.",
      below(at, "properties"),
      "Write an object of schemas.",
    );
  }
  const required = requiredNames(builder, raw);
  const properties: Property[] = entries(json.properties).map(([name, property]) => ({
    name,
    required: required.has(name) || (isObject(property) && property.required === true),
    schema: builder.build(property, below(at, "properties", name)),
  }));
  const requiredElsewhere: string[] = [];
  for (const name of required) {
    if (member(json.properties, name) !== undefined) continue;
    const field = builder.find(name, scope.family);
    const schema = field && builder.borrow(field);
    if (schema) properties.push({ name, required: true, schema });
    else requiredElsewhere.push(name);
  }
  return {
    kind: "object",
    at,
    properties: sortedByName(properties),
    requiredElsewhere: requiredElsewhere.toSorted(),
    ...additional(builder, raw),
    patterns: patternsOf(builder, raw),
    ...limitsOf(builder, raw, "object"),
  };
}

export function sortedByName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function requiredNames(builder: SchemaBuilder, { json, at }: Raw): Set<string> {
  const { required } = json;
  // A boolean here is draft 3: it speaks of the property, and the object around it has read it.
  if (required !== undefined && typeof required !== "boolean" && !Array.isArray(required)) {
    builder.warn(
      "model/required-shape",
      "`required` must be a list of names; it is ignored.",
      below(at, "required"),
      "List names of properties.",
    );
  }
  const names = list(required).filter((name) => typeof name === "string");
  if (names.length < list(required).length) {
    builder.warn(
      "model/required-shape",
      "`required` lists what is no name; those are ignored.",
      below(at, "required"),
      "List names of properties only.",
    );
  }
  return new Set(names);
}

function additional(builder: SchemaBuilder, { json, at }: Raw): Pick<ObjectSchema, "additional"> {
  const keyword =
    json.additionalProperties === undefined && isRest(json) ? "unevaluatedProperties" : "additionalProperties";
  const schema = json[keyword];
  return schema === undefined ? {} : { additional: builder.build(schema, below(at, keyword)) };
}

/** `unevaluatedProperties` where nothing but the schema's own keywords evaluates any: it is `additionalProperties` then. */
export function isRest(json: JsonObject): boolean {
  return json.unevaluatedProperties !== undefined && !APPLICATORS.some((keyword) => json[keyword] !== undefined);
}

const APPLICATORS = [
  "additionalProperties",
  "allOf",
  "anyOf",
  "oneOf",
  "not",
  "if",
  "dependentSchemas",
  "$ref",
  "$dynamicRef",
];

function patternsOf(builder: SchemaBuilder, { json, at }: Raw): ObjectSchema["patterns"] {
  const place = below(at, "patternProperties");
  if (json.patternProperties !== undefined && !isObject(json.patternProperties)) {
    builder.warn(
      "model/properties-shape",
      "`patternProperties` must be an object; it is ignored.",
      place,
      "Write an object of schemas.",
    );
  }
  const read = ([key, schema]: [string, Json]): ObjectSchema["patterns"] => {
    const pattern = readPattern(builder, key, below(place, key));
    return pattern === undefined ? [] : [{ pattern, schema: builder.build(schema, below(place, key)) }];
  };
  return entries(json.patternProperties).flatMap(read);
}
