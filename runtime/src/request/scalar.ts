import { ValidationError } from "../errors/validation-error.js";

/** A value split by how a parameter writes it: nothing at all, one text, a list of texts, or named texts. */
export type Shape =
  | { readonly kind: "none" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "members"; readonly members: readonly (readonly [name: string, text: string])[] };

const NONE: Shape = { kind: "none" };

/**
 * How a value is written. `null` and `undefined` are left out, as RFC 6570 has it, also inside lists and objects; what
 * is nested deeper than a style can say is written as JSON, never as `[object Object]`.
 */
export function shapeOf(value: unknown, name: string, date?: boolean): Shape {
  const plain = unwrap(value);
  if (plain === undefined || plain === null) return NONE;
  if (typeof plain !== "object" || plain instanceof Date) return { kind: "text", text: scalarText(plain, name, date) };
  if (isList(plain)) {
    const items = [...plain].filter(isPresent).map((item) => innerText(item, name, date));
    return items.length === 0 ? NONE : { kind: "list", items };
  }
  const members = Object.entries(plain)
    .filter(([, item]) => isPresent(item))
    .map(([key, item]): [string, string] => [key, innerText(item, name, date)]);
  return members.length === 0 ? NONE : { kind: "members", members };
}

/** One value as text. @throws {@link ValidationError} for what has none: functions, symbols, invalid dates, bytes. */
export function scalarText(value: unknown, name: string, date?: boolean): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    default:
      if (value instanceof Date && !Number.isNaN(value.valueOf())) {
        const text = value.toISOString();
        return date ? text.slice(0, 10) : text;
      }
      throw new ValidationError(`Parameter "${name}" cannot be sent: ${describe(value)} has no text form`, {
        issues: [{ path: `/${name}`, message: `${describe(value)} has no text form` }],
      });
  }
}

function innerText(value: unknown, name: string, date?: boolean): string {
  const plain = unwrap(value);
  if (typeof plain === "object" && plain !== null && !(plain instanceof Date)) {
    return JSON.stringify(plain, (_, item: unknown) => (typeof item === "bigint" ? String(item) : item));
  }
  return scalarText(plain, name, date);
}

/** What stands behind objects that know their own JSON (URL, Temporal, Decimal); dates are kept. */
export function unwrap(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Blob) return Symbol("bytes");
  return "toJSON" in value && typeof value.toJSON === "function" ? (value.toJSON() as unknown) : value;
}

/** Whether a value is written as a list. */
export function isList(value: object): value is Iterable<unknown> {
  return Array.isArray(value) || value instanceof Set;
}

/** Whether a member is written at all. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function describe(value: unknown): string {
  if (value instanceof Date) return "an invalid Date";
  if (typeof value === "symbol" && value.description === "bytes") return "binary data";
  return `a ${typeof value}`;
}
