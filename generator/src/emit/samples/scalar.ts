import type { TypeOptions } from "../../config/config.js";
import type { Json } from "../../load/document.js";
import { isBinary } from "../../model/index.js";
import type { Limits, Scalar } from "../../model/schema.js";
import { stringLiteral } from "../code/index.js";
import type { Where } from "./input.js";
import { Leaf, type Sample } from "./sample.js";
import { compiled, textMatching } from "./pattern.js";

const FORMATS: ReadonlyMap<string, string> = new Map([
  ["date-time", "2026-01-02T03:04:05.000Z"],
  ["date", "2026-01-02"],
  ["time", "03:04:05Z"],
  ["duration", "P1D"],
  ["uuid", "0f5c8a6e-5d2b-4f2e-9a57-0d8f2a8f4c11"],
  ["email", "sample@example.com"],
  ["idn-email", "sample@example.com"],
  ["uri", "https://example.com/sample"],
  ["url", "https://example.com/sample"],
  ["iri", "https://example.com/sample"],
  ["uri-reference", "/sample"],
  ["hostname", "example.com"],
  ["ipv4", "192.0.2.1"],
  ["ip", "192.0.2.1"],
  ["ipv6", "2001:db8::1"],
  ["byte", "c2FtcGxl"],
  ["json-pointer", "/sample"],
  ["regex", "^sample$"],
]);

const TEXT = "sample";

/** What stands in a file. */
export const FILE_TEXT = "sample";
/** A file as code makes it. */
export const FILE = new Leaf(FILE_TEXT, `new Blob([${stringLiteral(FILE_TEXT)}])`, true);

/** A scalar as its type has it: a date, a `bigint`, a file. */
export function scalarSample(schema: Scalar, where: Where, options: TypeOptions): Sample {
  if (where.files && isBinary(schema)) return FILE;
  return dressed(plainScalar(schema, where.text), schema, where, options);
}

/** A value of a document as its type has it; undefined where it does not fit. */
export function adoptedScalar(value: Json, schema: Scalar, where: Where, options: TypeOptions): Sample | undefined {
  if (where.files && isBinary(schema)) return typeof value === "string" ? FILE : undefined;
  return fitsScalar(value, schema) ? dressed(value as string | number | boolean, schema, where, options) : undefined;
}

function dressed(value: string | number | boolean, schema: Scalar, { direction }: Where, options: TypeOptions): Sample {
  const { type, format } = schema;
  if (type === "string" && options.dates === "Date" && (format === "date-time" || format === "date")) {
    const date = new Date(String(value));
    const iso = Number.isNaN(date.valueOf()) ? FORMATS.get("date-time")! : date.toISOString();
    const written = format === "date" ? iso.slice(0, 10) : iso;
    return new Leaf(
      direction === "write" ? written : iso.slice(0, format === "date" ? 10 : undefined),
      `new Date(${stringLiteral(written)})`,
    );
  }
  if (type === "integer" && format === "int64" && options.int64 === "bigint")
    return new Leaf(value, `${String(value)}n`);
  return value;
}

function plainScalar({ type, format, limits = {} }: Scalar, wanted = TEXT): string | number | boolean {
  if (type === "boolean") return true;
  if (type !== "string") return numberWithin(limits, type === "integer");
  const known = format === undefined ? undefined : FORMATS.get(format);
  if (known !== undefined && fitsText(known, limits)) return known;
  if (limits.pattern !== undefined) {
    const text = textMatching(limits.pattern, limits);
    if (text !== undefined) return text;
  }
  return fitsText(wanted, limits) ? wanted : textOfLength(limits);
}

function textOfLength({ minLength = 0, maxLength = Infinity }: Limits): string {
  const length = Math.min(Math.max(minLength, TEXT.length), maxLength, 10_000);
  return TEXT.repeat(Math.ceil(length / TEXT.length)).slice(0, length);
}

function numberWithin(limits: Limits, whole: boolean): number {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = limits;
  const { multipleOf = 0 } = limits;
  const step = multipleOf > 0 ? multipleOf : whole ? 1 : 0;
  const low = Math.max(minimum, exclusiveMinimum + step);
  const high = Math.min(maximum, exclusiveMaximum - step);
  if (step > 0) {
    const wanted = Math.min(Math.max(1, low), high);
    const up = Math.ceil(wanted / step) * step;
    return Number((up <= high ? up : Math.floor(wanted / step) * step).toPrecision(15));
  }
  const candidates = [1, low, high, low + 1, high - 1, (low + high) / 2, (low + 1) / 2];
  return candidates.find((value) => Number.isFinite(value) && fitsNumber(value, limits)) ?? 1;
}

/** Whether a value is of the scalar's type and within its limits. */
export function fitsScalar(value: Json, { type, format, limits = {} }: Scalar): boolean {
  if (type === "string") {
    if (typeof value !== "string" || !fitsText(value, limits)) return false;
    return (format !== "date-time" && format !== "date") || !Number.isNaN(Date.parse(value));
  }
  if (type === "boolean") return typeof value === "boolean";
  return (
    typeof value === "number" &&
    Number.isFinite(value) &&
    (type !== "integer" || Number.isSafeInteger(value)) &&
    fitsNumber(value, limits)
  );
}

function fitsText(text: string, { minLength = 0, maxLength = Infinity, pattern }: Limits): boolean {
  const length = [...text].length;
  return (
    length >= minLength &&
    length <= maxLength &&
    (pattern === undefined || (text.length < 1000 && (compiled(pattern)?.test(text) ?? true)))
  );
}

function fitsNumber(value: number, limits: Limits): boolean {
  const {
    minimum = -Infinity,
    maximum = Infinity,
    exclusiveMinimum = -Infinity,
    exclusiveMaximum = Infinity,
    multipleOf,
  } = limits;
  const rest =
    multipleOf === undefined || multipleOf <= 0 ? 0 : Math.abs(value / multipleOf - Math.round(value / multipleOf));
  return value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum && rest < 1e-9;
}
