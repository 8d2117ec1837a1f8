import type { Json } from "../../load/document.js";
import { propertyKey } from "./key.js";
import { stringLiteral } from "./string.js";

const WIDTH = 120;

/**
 * An expression that evaluates to this JSON value. Keys stand in one order, whatever theirs is in the document.
 *
 * @param indent - Blanks before the line the expression starts on; further lines stand relative to it.
 */
export function jsonLiteral(value: Json, indent = 0): string {
  const compact = inline(value);
  if (indent + compact.length <= WIDTH || typeof value !== "object" || value === null) return compact;
  const pad = " ".repeat(indent + 2);
  const lines = Array.isArray(value)
    ? value.map((item) => `${pad}${jsonLiteral(item, indent + 2)},\n`)
    : sorted(value).map(([key, item]) => `${pad}${propertyKey(key)}: ${jsonLiteral(item, indent + 2)},\n`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join("")}${" ".repeat(indent)}${close}`;
}

function inline(value: Json): string {
  if (typeof value === "string") return stringLiteral(value);
  // `-0` prints as `0`, and a number beyond a double's range was read as Infinity.
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  const members = sorted(value).map(([key, item]) => `${propertyKey(key)}: ${inline(item)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function sorted(value: { readonly [key: string]: Json }): [string, Json][] {
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
