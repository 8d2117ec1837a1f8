import type { Json, JsonObject } from "../document.js";
import { isObject, put } from "../json.js";
import { below } from "../pointer.js";
import { isAnnotation, upgradeNullable } from "../upgrade/nullable.js";
import type { Cursor } from "../walk/walk.js";
import type { Mender } from "./mender.js";
import { mendType } from "./type.js";

/** Brings one schema to the form of JSON Schema 2020-12, without its subschemas. */
export function mendSchema(schema: JsonObject, cursor: Cursor, mender: Mender): void {
  if (Object.hasOwn(schema, "$ref") && mender.version.family !== "3.1") dropSiblings(schema, cursor, mender);
  if (Object.hasOwn(schema, "type")) mendType(schema, cursor, mender);
  if (Object.hasOwn(schema, "nullable") || Object.hasOwn(schema, "x-nullable")) upgradeNullable(schema, cursor, mender);
  for (const key of Object.keys(schema)) KEYWORDS.get(key)?.(schema, cursor, mender, key);
}

type Mend = (schema: JsonObject, cursor: Cursor, mender: Mender, key: string) => void;

const remove: Mend = (schema, _cursor, _mender, key) => delete schema[key];

const KEYWORDS: ReadonlyMap<string, Mend> = new Map<string, Mend>([
  ["example", mendExample],
  ["examples", mendExamples],
  ["exclusiveMinimum", mendExclusive],
  ["exclusiveMaximum", mendExclusive],
  ["required", mendRequired],
  ["properties", mendProperties],
  ["enum", mendEnum],
  ["items", mendItems],
  ["discriminator", mendDiscriminator],
  ["dependencies", mendDependencies],
  ["allOf", mendComposition],
  ["anyOf", mendComposition],
  ["oneOf", mendComposition],
  ["prefixItems", mendComposition],
  ...["minimum", "maximum", "multipleOf"].map((key): [string, Mend] => [key, mendNumber]),
  ...["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"].map((key): [string, Mend] => [
    key,
    mendNumber,
  ]),
  ...["title", "description", "format", "pattern"].map((key): [string, Mend] => [key, mendText]),
  ...["deprecated", "readOnly", "writeOnly", "uniqueItems"].map((key): [string, Mend] => [key, mendFlag]),
  // References have been resolved, so that what they went by says nothing any more.
  ...[
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$recursiveAnchor",
    "$schema",
    "$comment",
    "$vocabulary",
    "$defs",
    "definitions",
  ].map((key): [string, Mend] => [key, remove]),
]);

/** In 3.0 what stands beside `$ref` has no effect. Descriptions and the like are kept all the same. */
function dropSiblings(schema: JsonObject, cursor: Cursor, mender: Mender): void {
  const ignored = Object.keys(schema).filter((key) => !KEPT.has(key) && !isAnnotation(key));
  if (ignored.length === 0) return;
  for (const key of ignored) delete schema[key];
  // A type beside a reference says again what the reference says.
  if (ignored.every((key) => key === "type" || key === "format")) return;
  const names = ignored.map((key) => `\`${key}\``).join(", ");
  const message = `${names} beside \`$ref\` has no effect in OpenAPI ${mender.version.stated} and is ignored.`;
  mender.warn(cursor, "load/ref-siblings", message, "Put the reference and the rest into `allOf`.");
}

const KEPT = new Set(["$ref", "nullable", "x-nullable"]);

function mendExample(schema: JsonObject): void {
  if (!Array.isArray(schema.examples)) schema.examples = [schema.example as Json];
  delete schema.example;
}

/** Authors use the form of parameters here: a map of objects with a `value`. */
function mendExamples(schema: JsonObject): void {
  const { examples } = schema;
  if (Array.isArray(examples)) return;
  if (!isObject(examples)) delete schema.examples;
  else {
    schema.examples = Object.values(examples).map((one) =>
      isObject(one) && Object.hasOwn(one, "value") ? one.value! : one,
    );
  }
}

function mendExclusive(schema: JsonObject, cursor: Cursor, mender: Mender, key: string): void {
  const value = schema[key];
  if (typeof value !== "boolean") return mendNumber(schema, cursor, mender, key);
  const limit = key === "exclusiveMinimum" ? "minimum" : "maximum";
  delete schema[key];
  if (!value || schema[limit] === undefined) return;
  schema[key] = schema[limit];
  delete schema[limit];
  mendNumber(schema, cursor, mender, key);
}

function mendRequired(schema: JsonObject, cursor: Cursor, mender: Mender): void {
  const { required } = schema;
  const at = () => below(cursor.pointer(), "required");
  if (Array.isArray(required)) {
    if (required.every((name) => typeof name === "string")) return;
    mender.repair(
      at(),
      "load/required",
      "`required` lists what is no name; that is left out.",
      "List names of properties only.",
    );
    schema.required = required.filter((name) => typeof name === "string");
    return;
  }
  delete schema.required;
  // A flag on a property has been taken over by the object; on anything else it says nothing.
  if (required === true && cursor.steps.at(-2) === "properties") return;
  if (typeof required === "string") schema.required = [required];
  const fix = "List the names of the required properties in the object.";
  mender.repair(at(), "load/required", "`required` must be a list of property names.", fix);
}

/** `required: true` on a property: version 3 of JSON Schema, still written. */
function mendProperties(schema: JsonObject, cursor: Cursor, mender: Mender): void {
  if (!isObject(schema.properties)) return;
  for (const name of Object.keys(schema.properties)) {
    const property = schema.properties[name];
    if (!isObject(property) || property.required !== true) continue;
    const message = `\`required: true\` on the property \`${name}\` is read as an entry of the object's \`required\`.`;
    mender.repair(
      below(below(cursor.pointer(), "properties"), name),
      "load/required-flag",
      message,
      "List the name in `required` of the object.",
    );
    const required = Array.isArray(schema.required) ? schema.required : [];
    schema.required = required.includes(name) ? required : [...required, name];
  }
}

function mendEnum(schema: JsonObject, cursor: Cursor, mender: Mender): void {
  const at = () => below(cursor.pointer(), "enum");
  const values = schema.enum;
  if (!Array.isArray(values)) {
    delete schema.enum;
    mender.warn(at(), "load/enum", "`enum` must be a list; it is left out.", "List the values.");
  } else if (
    schema.type === "string" &&
    values.some((value) => typeof value === "number" || typeof value === "boolean")
  ) {
    schema.enum = values.map((value, index) =>
      value === null || typeof value === "object" ? value : mender.literal(below(at(), index), value),
    );
    const message = "Values of an `enum` of strings are written as numbers or booleans; they are read as text.";
    mender.repair(at(), "load/enum-text", message, "Put them in quotes.");
  }
}

/** A list of schemas here was a tuple before 2020; where OpenAPI had no tuples, authors mean alternatives. */
function mendItems(schema: JsonObject, cursor: Cursor, mender: Mender): void {
  const { items, additionalItems, minItems, maxItems } = schema;
  if (!Array.isArray(items)) return;
  const at = below(cursor.pointer(), "items");
  const fixed = additionalItems !== undefined || (minItems === items.length && maxItems === items.length);
  mender.sameOrigin(items, cursor, "items");
  delete schema.items;
  delete schema.additionalItems;
  if (mender.version.family === "3.1" || fixed) {
    schema.prefixItems = items;
    if (additionalItems !== undefined) schema.items = additionalItems;
    mender.repair(at, "load/items-list", "A list in `items` is read as `prefixItems`.", "Write `prefixItems`.");
    return;
  }
  const message = "`items` must be one schema; its list is read as alternatives.";
  mender.repair(at, "load/items-list", message, "Write `items: { anyOf: … }`.");
  // Without a type, and with null among them, they are alternatives of the value itself.
  if (schema.type === undefined && schema.anyOf === undefined) schema.anyOf = items;
  else schema.items = items.length === 1 ? items[0]! : { anyOf: items };
}

function mendDiscriminator(schema: JsonObject, cursor: Cursor, mender: Mender): void {
  const { discriminator } = schema;
  if (typeof discriminator === "string") schema.discriminator = { propertyName: discriminator };
  else if (!isObject(discriminator) || typeof discriminator.propertyName !== "string") {
    delete schema.discriminator;
    const message = "A discriminator needs a `propertyName`; this one is left out.";
    mender.warn(below(cursor.pointer(), "discriminator"), "load/discriminator", message, "Name the property.");
  }
}

function mendDependencies(schema: JsonObject): void {
  const { dependencies } = schema;
  delete schema.dependencies;
  if (!isObject(dependencies)) return;
  for (const name of Object.keys(dependencies)) {
    const needs = dependencies[name] as Json;
    const key = Array.isArray(needs) ? "dependentRequired" : "dependentSchemas";
    const home = isObject(schema[key]) ? schema[key] : {};
    put(home, name, needs);
    schema[key] = home;
  }
}

function mendComposition(schema: JsonObject, cursor: Cursor, mender: Mender, key: string): void {
  const value = schema[key];
  if (!Array.isArray(value) || value.length > 0) return;
  delete schema[key];
  mender.repair(
    below(cursor.pointer(), key),
    "load/nothing-here",
    `\`${key}\` lists no schema; it is left out.`,
    "Remove it, or list schemas.",
  );
}

function mendNumber(schema: JsonObject, cursor: Cursor, mender: Mender, key: string): void {
  const value = schema[key];
  if (typeof value === "number") return;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
  if (Number.isFinite(number)) schema[key] = number;
  else delete schema[key];
  if (value === null) return;
  const message = `\`${key}\` must be a number${Number.isFinite(number) ? "" : "; it is left out"}.`;
  mender.repair(below(cursor.pointer(), key), "load/number-expected", message, "Write it as a number.");
}

function mendText(schema: JsonObject, cursor: Cursor, mender: Mender, key: string): void {
  const value = schema[key] as Json;
  if (typeof value === "string") return;
  if (value === null || typeof value === "object") delete schema[key];
  else schema[key] = mender.literal(below(cursor.pointer(), key), value);
}

function mendFlag(schema: JsonObject, _cursor: Cursor, _mender: Mender, key: string): void {
  const value = schema[key];
  if (typeof value === "boolean") return;
  if (value === "true") schema[key] = true;
  else delete schema[key];
}
