import type { Schema } from "../model/schema.js";
import { shortHash } from "./words.js";

/** Words about a schema; they say nothing of its shape. */
const PROSE = new Set([
  "at",
  "title",
  "description",
  "examples",
  "deprecated",
  "default",
  "extensions",
  "descriptions",
]);

/** Tells schemas apart by what they are. References count as such, whatever they are called. */
export function shapeOf(schema: Schema): string {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    PROSE.has(key) || key === "target" || key === "mapping" ? undefined : value,
  );
  return shortHash(text) + shortHash(`${text} `);
}

/** A shape that many schemas have is no sign of a renamed one. */
export function isTelling(schema: Schema): boolean {
  switch (schema.kind) {
    case "object":
      return schema.properties.length > 1;
    case "enum":
    case "union":
    case "intersection":
      return true;
    default:
      return false;
  }
}
