import type { Json, JsonObject } from "../document.js";
import { below } from "../pointer.js";
import type { Cursor } from "../walk/walk.js";
import type { Mender } from "./mender.js";

const TYPES = new Set(["string", "number", "integer", "boolean", "array", "object", "null"]);

/** What people write for a type, and what they mean by it. */
const MEANT: ReadonlyMap<string, JsonObject> = new Map<string, JsonObject>([
  ["any", {}],
  ["mixed", {}],
  ["file", { type: "string", format: "binary" }],
  ["binary", { type: "string", format: "binary" }],
  ["str", { type: "string" }],
  ["text", { type: "string" }],
  ["date", { type: "string", format: "date" }],
  ["datetime", { type: "string", format: "date-time" }],
  ["date-time", { type: "string", format: "date-time" }],
  ["timestamp", { type: "string" }],
  ["uuid", { type: "string", format: "uuid" }],
  ["uri", { type: "string", format: "uri" }],
  ["url", { type: "string", format: "uri" }],
  ["email", { type: "string", format: "email" }],
  ["byte", { type: "string", format: "byte" }],
  ["enum", { type: "string" }],
  ["int", { type: "integer" }],
  ["int32", { type: "integer", format: "int32" }],
  ["int64", { type: "integer", format: "int64" }],
  ["long", { type: "integer", format: "int64" }],
  ["float", { type: "number", format: "float" }],
  ["double", { type: "number", format: "double" }],
  ["decimal", { type: "number" }],
  ["bool", { type: "boolean" }],
  ["list", { type: "array" }],
  ["map", { type: "object" }],
  ["dict", { type: "object" }],
  ["hash", { type: "object" }],
  ["json", {}],
  ["none", { type: "null" }],
  ["nil", { type: "null" }],
  ["undefined", {}],
]);

/** Makes `type` one of the seven types, a list of them, or nothing. */
export function mendType(schema: JsonObject, cursor: Cursor, mender: Mender): void {
  const { type } = schema;
  if (typeof type === "string" && TYPES.has(type)) return;
  if (Array.isArray(type) && type.length > 0 && type.every((one) => typeof one === "string" && TYPES.has(one))) {
    return single(schema, type);
  }
  delete schema.type;
  // YAML reads a bare null in a list of types as no text.
  const stated = (Array.isArray(type) ? type : [type ?? null]).map((one) => (one === null ? "null" : one));
  if (type === null || stated.length === 0) return;
  const meanings = stated.map((one) => meaning(one));
  const [first] = meanings;
  const message = `\`${JSON.stringify(type)}\` is no type of JSON Schema`;
  if (meanings.includes(undefined)) {
    mender.warn(
      below(cursor.pointer(), "type"),
      "load/type-unknown",
      `${message}; any value is allowed instead.`,
      "Use one of string, number, integer, boolean, array, object and null.",
    );
  } else if (meanings.length === 1) {
    for (const [key, value] of Object.entries(first!)) schema[key] ??= value;
    report();
  } else {
    // One that means anything makes the others say nothing.
    const types = meanings.map((one) => one!.type).filter((one) => one !== undefined);
    if (types.length === meanings.length) single(schema, [...new Set(types)]);
    report();
  }

  function report(): void {
    const is = schema.type === undefined ? "any value" : `\`${JSON.stringify(schema.type)}\``;
    if (Array.isArray(type) && type.includes(null)) return;
    mender.repair(
      below(cursor.pointer(), "type"),
      "load/type-repaired",
      `${message}; it is read as ${is}.`,
      "Write the type.",
    );
  }
}

function meaning(type: Json): JsonObject | undefined {
  if (typeof type !== "string") return undefined;
  const word = type.toLowerCase().replace(/[^a-z\d-]/g, "");
  return TYPES.has(word) ? { type: word } : MEANT.get(word);
}

function single(schema: JsonObject, types: readonly Json[]): void {
  schema.type = types.length === 1 ? types[0]! : [...types];
}
