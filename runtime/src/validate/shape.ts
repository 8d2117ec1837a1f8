import type { DriftShape } from "../observe/types.js";
import { setOwn } from "../response/exact-json.js";

/** How much of a value a shape tells. */
const DEEPEST = 5;
const MOST_PROPERTIES = 50;
const MOST_ITEMS = 20;
const MOST_VALUES = 16;

type Mutable = { -readonly [Key in keyof DriftShape]: DriftShape[Key] };

/** What a value looks like, without what it says. */
export function shapeOf(value: unknown, depth = 0): DriftShape {
  if (Array.isArray(value)) {
    if (depth === DEEPEST || value.length === 0) return { type: "array" };
    const items = value.slice(0, MOST_ITEMS).map((item) => shapeOf(item, depth + 1));
    return { type: "array", items: items.reduce(merged) };
  }
  if (typeof value === "object" && value !== null) return shapeOfObject(value, depth);
  if (typeof value === "string") return { type: "string", ...formatOf(value) };
  return { type: scalarType(value) };
}

function shapeOfObject(object: object, depth: number): DriftShape {
  const members = Object.entries(object);
  if (depth === DEEPEST || members.length === 0) return { type: "object" };
  if (members.length > MOST_PROPERTIES || !members.every(([name]) => isFieldName(name))) {
    // Keys of a map are data, and may be anybody's.
    const values = members.slice(0, MOST_ITEMS).map(([, value]) => shapeOf(value, depth + 1));
    return { type: "object", additionalProperties: values.reduce(merged) };
  }
  const properties = {};
  for (const [name, value] of members) setOwn(properties, name, shapeOf(value, depth + 1));
  return { type: "object", properties };
}

/** Whether a key reads like a name that somebody gave a field, rather than an id or an address. */
export function isFieldName(name: string): boolean {
  return /^[\p{L}_$@][\p{L}\p{N}_$@.: -]{0,63}$/u.test(name) && !/\d{5}|@.+\.|[\da-f]{12}/i.test(name);
}

function formatOf(text: string): { format?: string } {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(text)) return { format: "date-time" };
  return /^\d{4}-\d\d-\d\d$/.test(text) ? { format: "date" } : {};
}

function scalarType(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "bigint" || Number.isInteger(value)) return "integer";
  return typeof value;
}

/** The shape of both. */
export function merged(a: DriftShape, b: DriftShape): DriftShape {
  const types = new Set([...typesOf(a), ...typesOf(b)]);
  if (types.has("number")) types.delete("integer");
  const shape: Mutable = {};
  const [only, ...more] = [...types].toSorted();
  if (only !== undefined) shape.type = more.length === 0 ? only : [only, ...more];
  const format = ofEither(a, b, "string", ({ format }) => format);
  if (format !== undefined && format.every((one) => one === format[0]) && format[0]) shape.format = format[0];
  const items = [a.items, b.items].filter((one) => one !== undefined);
  if (items.length > 0) shape.items = items.reduce(merged);
  mergeMembers(shape, a, b);
  if (a.enum && b.enum) {
    const values = [...new Set([...a.enum, ...b.enum])];
    if (values.length <= MOST_VALUES) shape.enum = values;
  }
  return shape;
}

/** What those of the two say that are of a type. */
function ofEither<Value>(a: DriftShape, b: DriftShape, type: string, read: (shape: DriftShape) => Value): Value[] {
  return [a, b].filter((one) => typesOf(one).includes(type)).map(read);
}

function mergeMembers(shape: Mutable, a: DriftShape, b: DriftShape): void {
  const properties = new Map(Object.entries(a.properties ?? {}));
  for (const [name, member] of Object.entries(b.properties ?? {})) {
    const known = properties.get(name);
    properties.set(name, known ? merged(known, member) : member);
  }
  const isMap = a.additionalProperties ?? b.additionalProperties ?? properties.size > MOST_PROPERTIES;
  if (isMap) {
    const values = [a.additionalProperties, b.additionalProperties, ...properties.values()];
    shape.additionalProperties = values.filter((one) => one !== undefined).reduce(merged);
  } else if (properties.size > 0) shape.properties = Object.fromEntries(properties);
}

function typesOf({ type = [] }: DriftShape): readonly string[] {
  return typeof type === "string" ? [type] : type;
}

/** `string`, `null or object`, for people. */
export function typeText(shape: DriftShape): string {
  return typesOf(shape).join(" or ") || "anything";
}

/**
 * The shape of a value of an enum, with the value where it may be shown: short, worded like a name, and not where a
 * secret would stand.
 */
export function shapeOfChoice(value: unknown, name: string): DriftShape {
  const shape = shapeOf(value);
  const isTold = typeof value === "string" ? isShowable(value, name) : typeof value !== "object" || value === null;
  return isTold ? { ...shape, enum: [value as string | number | boolean | null] } : shape;
}

const SECRET = /token|secret|passw|key|auth|credential|session|signature|cookie|jwt|nonce|pin$|otp/i;

function isShowable(text: string, name: string): boolean {
  return (
    !SECRET.test(name) &&
    /^[\p{L}\p{N} _.:/+-]{0,64}$/u.test(text) &&
    !/[\da-f]{16}|\d{7}/i.test(text) &&
    // Letters and digits in one long word are a key more often than a name.
    !text.split(/[ _.:/+-]/).some((word) => word.length > 15 && /\d/.test(word))
  );
}
