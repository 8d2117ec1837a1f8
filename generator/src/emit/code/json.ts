import type { Json } from "../../load/document.js";
import { dataMember, propertyKey } from "./key.js";
import { stringLiteral } from "./string.js";

const WIDTH = 120;

/** A JSON value of a document, as an expression. Keys stand in one order, whatever theirs is in the document. */
export function jsonLiteral(value: Json, indent = 0): string {
  return literal(value, indent, DOCUMENT);
}

/** Data that the generator made itself, as an expression: keys stand in the order in which a reader expects them. */
export function dataLiteral(value: Json, indent = 0): string {
  return literal(value, indent, DATA);
}

interface Style {
  entries(value: { readonly [key: string]: Json }): [string, Json][];
  member(name: string, text: string): string;
}

const DOCUMENT: Style = { entries: sorted, member: (name, text) => `${propertyKey(name)}: ${text}` };
const DATA: Style = { entries: Object.entries, member: dataMember };

/** `indent`: blanks before the line the expression starts on; further lines stand relative to it. */
function literal(value: Json, indent: number, style: Style): string {
  const compact = inline(value, style);
  if (indent + compact.length <= WIDTH || typeof value !== "object" || value === null) return compact;
  const pad = " ".repeat(indent + 2);
  const lines = Array.isArray(value)
    ? value.map((item) => `${pad}${literal(item, indent + 2, style)},\n`)
    : style.entries(value).map(([key, item]) => `${pad}${style.member(key, literal(item, indent + 2, style))},\n`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join("")}${" ".repeat(indent)}${close}`;
}

function inline(value: Json, style: Style): string {
  if (typeof value === "string") return stringLiteral(value);
  // `-0` prints as `0`, and a number beyond a double's range was read as Infinity.
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => inline(item, style)).join(", ")}]`;
  const members = style.entries(value).map(([key, item]) => style.member(key, inline(item, style)));
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function sorted(value: { readonly [key: string]: Json }): [string, Json][] {
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
