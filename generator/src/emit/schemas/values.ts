import type { Json } from "../../load/document.js";
import { jsonLiteral, propertyKey } from "../code/index.js";
import { call } from "./text.js";

type Primitive = string | number | boolean | null;

/** The schema of exactly this JSON value. */
export function constant(value: Json): string {
  if (value === null) return call("null");
  // Beyond a double's range: no literal says it.
  if (typeof value === "number" && !Number.isFinite(value)) return call("number");
  if (typeof value !== "object") return call("literal", jsonLiteral(value));
  if (Array.isArray(value)) return call("tuple", `[${value.map(constant).join(", ")}]`);
  const members = Object.entries(value).map(([key, item]) => `${propertyKey(key)}: ${constant(item)}`);
  return call("strictObject", members.length === 0 ? "{}" : `{ ${members.join(", ")} }`);
}

/** The schema of any of these values. */
export function choice(values: readonly Json[]): string {
  if (values.every((value) => typeof value === "string")) return call("enum", jsonLiteral([...values]));
  const simple = values.filter(isPrimitive);
  const others = values.filter((value) => !isPrimitive(value)).map(constant);
  const literals = simple.length === 0 ? [] : [call("literal", jsonLiteral([...simple]))];
  const all = [...literals, ...others];
  return all.length === 1 ? (all[0] as string) : call("union", `[${all.join(", ")}]`);
}

function isPrimitive(value: Json): value is Primitive {
  return typeof value !== "object" || value === null ? Number.isFinite(value) || typeof value !== "number" : false;
}
