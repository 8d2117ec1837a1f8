import { isLosslessNumber, parse, stringify } from "lossless-json";

/** A JSON text, taken apart so that it can be put together again without loss. */
export interface ParsedJson {
  readonly value: unknown;
  /** How a value of this kind stands in a fixture: as itself, or as text where JavaScript would change its numbers. */
  write(value: unknown): unknown;
}

/** Undefined: not an object or a list in JSON, which are all that nock keeps as such. */
export function parsedJson(text: string): ParsedJson | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const exact = /\d{16}|\d[eE]/.test(text) ? parse(text) : undefined;
    if (!hasLargeNumbers(exact)) return { value, write: (other) => other };
    return { value: exact, write: (other) => stringify(other) };
  } catch {
    return undefined;
  }
}

function hasLargeNumbers(value: unknown): boolean {
  if (isLosslessNumber(value)) {
    const number = Number(value.value);
    return !Number.isFinite(number) || (/^-?\d+$/.test(value.value) && !Number.isSafeInteger(number));
  }
  return typeof value === "object" && value !== null && Object.values(value).some(hasLargeNumbers);
}
