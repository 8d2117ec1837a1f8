import type { Json } from "../../load/document.js";
import type { Property, Schema } from "../../model/schema.js";

const MAX_DEPTH = 8;
const MAX_PROPERTIES = 200;

/** A schema of what an example shows, for answers whose schema says nothing. */
export function inferred(example: Json, at: string, depth = 0): Schema {
  if (example === null || depth > MAX_DEPTH) return { kind: "unknown", at };
  if (Array.isArray(example)) {
    const [first] = example;
    return { kind: "array", at, items: first === undefined ? { kind: "unknown", at } : inferred(first, at, depth + 1) };
  }
  if (typeof example !== "object") return scalar(example, at);
  const properties: Property[] = Object.entries(example)
    .slice(0, MAX_PROPERTIES)
    .map(([name, value]) => ({ name, required: false, schema: inferred(value, at, depth + 1) }));
  return { kind: "object", at, properties, requiredElsewhere: [], patterns: [] };
}

function scalar(value: string | number | boolean, at: string): Schema {
  const examples = [value];
  if (typeof value === "string") return { kind: "scalar", type: "string", at, examples };
  if (typeof value === "boolean") return { kind: "scalar", type: "boolean", at, examples };
  return { kind: "scalar", type: Number.isInteger(value) ? "integer" : "number", at, examples };
}
