import { type Check, refuse } from "./judge.js";

/** Bounds of a count; each may be absent. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** `minLength`, `maxLength`: characters as Unicode counts them, not UTF-16 code units. */
export function characters({ min = 0, max = Number.POSITIVE_INFINITY }: Bounds): Check {
  return (payload) => {
    const text = payload.value as string;
    // There are at most as many characters as code units, and at least half as many.
    if (text.length < min || (text.length < 2 * min && [...text].length < min))
      payload.issues.push({ code: "too_small", origin: "string", minimum: min, inclusive: true, input: text });
    else if (text.length > max && (text.length > 2 * max || [...text].length > max))
      payload.issues.push({ code: "too_big", origin: "string", maximum: max, inclusive: true, input: text });
  };
}

/** `type: integer`: any number without a fraction, also one that a double cannot tell from its neighbours. */
export const integer: Check = (payload) => {
  if (!Number.isInteger(payload.value))
    payload.issues.push({
      code: "invalid_type",
      expected: "int",
      input: payload.value,
      message: "Invalid input: expected integer",
    });
};

/** `multipleOf`, by the decimal digits that were written rather than by their binary neighbours. */
export function multipleOf(divisor: number): Check {
  return (payload) => {
    const { value } = payload;
    if (
      typeof value === "bigint"
        ? !Number.isInteger(divisor) || value % BigInt(divisor) === 0n
        : isMultiple(value as number, divisor)
    )
      return;
    payload.issues.push({ code: "not_multiple_of", origin: "number", divisor, input: value });
  };
}

function isMultiple(value: number, divisor: number): boolean {
  const quotient = value / divisor;
  if (Number.isInteger(quotient)) return true;
  if (!Number.isFinite(quotient)) return false;
  const places = Math.max(decimals(value), decimals(divisor));
  if (places === 0) return value % divisor === 0;
  return scaled(value, places) % scaled(divisor, places) === 0n;
}

/** How many digits follow the decimal point. */
function decimals(value: number): number {
  const [, fraction = "", exponent = "0"] = /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  return Math.max(0, fraction.length - Number(exponent));
}

/** The number times a power of ten, exact. */
function scaled(value: number, places: number): bigint {
  const [, sign = "", whole = "0", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  const zeros = places - fraction.length + Number(exponent);
  return BigInt(`${sign}${whole}${fraction}${"0".repeat(Math.max(0, zeros))}`);
}

/** `uniqueItems`: no two items are equal as JSON values. */
export const unique: Check = (payload) => {
  const items = payload.value as readonly unknown[];
  if (new Set(items.map(canonical)).size < items.length) refuse(payload, "Items must differ from each other");
};

/** Text that is equal for equal JSON values. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}
