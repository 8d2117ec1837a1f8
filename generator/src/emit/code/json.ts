import type { Json } from "../../load/document.js";
import { propertyKey } from "./key.js";
import { stringLiteral } from "./string.js";

const WIDTH = 120;

/** A JSON value of a document, as an expression. Keys stand in one order, whatever theirs is in the document. */
export function jsonLiteral(value: Json, indent = 0): string {
  return literal(value, indent, sorted);
}

/** Data that the generator made itself, as an expression: keys stand in the order in which a reader expects them. */
export function dataLiteral(value: Json, indent = 0): string {
  return literal(value, indent, Object.entries);
}

type Entries = (value: { readonly [key: string]: Json }) => [string, Json][];

/** `indent`: blanks before the line the expression starts on; further lines stand relative to it. */
function literal(value: Json, indent: number, entries: Entries): string {
  const compact = inline(value, entries);
  if (indent + compact.length <= WIDTH || typeof value !== "object" || value === null) return compact;
  const pad = " ".repeat(indent + 2);
  const lines = Array.isArray(value)
    ? value.map((item) => `${pad}${literal(item, indent + 2, entries)},\n`)
    : entries(value).map(([key, item]) => `${pad}${propertyKey(key)}: ${literal(item, indent + 2, entries)},\n`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join("")}${" ".repeat(indent)}${close}`;
}

function inline(value: Json, entries: Entries): string {
  if (typeof value === "string") return stringLiteral(value);
  // `-0` prints as `0`, and a number beyond a double's range was read as Infinity.
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => inline(item, entries)).join(", ")}]`;
  const members = entries(value).map(([key, item]) => `${propertyKey(key)}: ${inline(item, entries)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function sorted(value: { readonly [key: string]: Json }): [string, Json][] {
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
