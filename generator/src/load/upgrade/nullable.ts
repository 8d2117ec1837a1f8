import type { Json, JsonObject } from "../document.js";
import { isObject, put } from "../json.js";
import type { Mender } from "../repair/mender.js";
import type { Cursor } from "../walk/walk.js";

/** Keywords that describe a schema without restricting it: they stay outside when the rest is wrapped. */
const ANNOTATIONS = new Set([
  "title",
  "description",
  "summary",
  "deprecated",
  "readOnly",
  "writeOnly",
  "default",
  "example",
  "examples",
  "externalDocs",
  "xml",
]);

export function isAnnotation(key: string): boolean {
  return ANNOTATIONS.has(key) || key.startsWith("x-");
}

/** OpenAPI 3.0's `nullable` (Swagger's `x-nullable`) in the form of JSON Schema: `null` is one of the types. */
export function upgradeNullable(schema: JsonObject, cursor: Cursor, mender: Mender): void {
  const key = Object.hasOwn(schema, "nullable") ? "nullable" : "x-nullable";
  const stated = schema[key];
  if (typeof stated !== "boolean" && stated !== "true" && stated !== "false") return;
  delete schema[key];
  if (stated === false || stated === "false") return;
  if (mender.version.family === "3.1" && key === "nullable") {
    const message = "`nullable` is not part of OpenAPI 3.1; it is read as it was meant in 3.0.";
    mender.repair(cursor, "load/nullable-in-31", message, 'Write `type: [string, "null"]` or an `anyOf` with null.');
  }
  if (Object.hasOwn(schema, "$ref")) besideReference(schema, cursor, mender);
  else if (isComposed(schema)) admitNull(schema, cursor, mender);
  else withType(schema);
}

function besideReference(schema: JsonObject, cursor: Cursor, mender: Mender): void {
  const honoured = mender.session.config.nullableRefs !== false;
  const message = honoured
    ? "`nullable` beside `$ref` has no effect by the letter of OpenAPI 3.0; it is read as meant, so null is allowed."
    : "`nullable` beside `$ref` has no effect in OpenAPI 3.0 and is ignored.";
  mender.warn(
    cursor,
    "load/nullable-ref",
    message,
    "Write `nullable: true` with `allOf: [{ $ref: … }]`, or use OpenAPI 3.1.",
  );
  if (honoured) wrap(schema, cursor, mender);
}

/** A choice without discriminator takes null as one more alternative; all else becomes one of two alternatives. */
function admitNull(schema: JsonObject, cursor: Cursor, mender: Mender): void {
  const keys = Object.keys(schema).filter((key) => !isAnnotation(key));
  const choice = keys.length === 1 ? schema[keys[0]!] : undefined;
  if ((keys[0] === "oneOf" || keys[0] === "anyOf") && Array.isArray(choice)) {
    if (!choice.some(admitsNull)) choice.push({ type: "null" });
  } else wrap(schema, cursor, mender);
}

function admitsNull(schema: Json): boolean {
  return isObject(schema) && (schema.type === "null" || (Array.isArray(schema.type) && schema.type.includes("null")));
}

function wrap(schema: JsonObject, cursor: Cursor, mender: Mender): void {
  const inner: JsonObject = {};
  for (const key of Object.keys(schema)) {
    if (isAnnotation(key)) continue;
    put(inner, key, schema[key] as Json);
    delete schema[key];
  }
  const alone = Object.keys(inner).length === 1 && Array.isArray(inner.allOf) && inner.allOf.length === 1;
  const part = alone ? (inner.allOf as Json[])[0]! : inner;
  mender.sameOrigin(part, cursor, ...(alone ? ["allOf", 0] : []));
  schema.anyOf = [part, { type: "null" }];
}

function isComposed({ allOf, oneOf, anyOf, not }: JsonObject): boolean {
  return Array.isArray(allOf) || Array.isArray(oneOf) || Array.isArray(anyOf) || not !== undefined;
}

/** Without a type, the other keywords tell which one is meant; without those, null is allowed anyway. */
function withType(schema: JsonObject): void {
  const type = schema.type ?? impliedType(schema);
  if (typeof type === "string" && type !== "null") schema.type = [type, "null"];
  else if (Array.isArray(type) && !type.includes("null")) schema.type = [...type, "null"];
  if (Array.isArray(schema.enum) && schema.enum.length > 0 && !schema.enum.includes(null)) schema.enum.push(null);
}

function impliedType(schema: JsonObject): string | undefined {
  if (isObject(schema.properties) || isObject(schema.additionalProperties)) return "object";
  return schema.items === undefined ? undefined : "array";
}
