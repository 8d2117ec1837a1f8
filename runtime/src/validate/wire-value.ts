import { isFileInput } from "../request/file.js";
import { setOwn } from "../response/exact-json.js";

/** Beyond this a value is judged as it is; what it is written with refuses what contains itself. */
const DEEPEST = 500;

/** An argument as it will be on the wire: dates as text, nothing that is undefined. Files stay what they are. */
export function wireValue(value: unknown, date?: "date", depth = 0): unknown {
  if (value instanceof Date && !Number.isNaN(value.valueOf())) {
    return date ? value.toISOString().slice(0, 10) : value.toISOString();
  }
  if (typeof value !== "object" || value === null || depth === DEEPEST || isFileInput(value)) return value;
  if ("toJSON" in value && typeof value.toJSON === "function") return value.toJSON() as unknown;
  if (Array.isArray(value)) return value.map((item) => wireValue(item, date, depth + 1) ?? null);
  const copy = {};
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) setOwn(copy, key, wireValue(member, date, depth + 1));
  }
  return copy;
}
