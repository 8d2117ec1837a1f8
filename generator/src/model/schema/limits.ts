import type { Json } from "../../load/document.js";
import { below, entries, strings } from "../raw.js";
import type { Limits, Schema } from "../schema.js";
import type { Raw, SchemaBuilder } from "./builder.js";
import { readPattern } from "./pattern.js";
import { exactNumber } from "./values.js";

type Reader = (builder: SchemaBuilder, value: Json, at: string) => Limits[keyof Limits] | undefined;

const schema: Reader = (builder, value, at) => builder.build(value, at);

const number: Reader = (builder, value, at) => {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  const meant = typeof value === "string" ? exactNumber(value) : undefined;
  if (meant !== undefined)
    builder.repair("model/limit", `The limit ${JSON.stringify(value)} is read as a number.`, at, "Write a number.");
  else
    builder.warn("model/limit", `${JSON.stringify(value)} is no number; this limit is ignored.`, at, "Write a number.");
  return meant;
};

const count: Reader = (builder, value, at) => {
  const found = number(builder, value, at);
  if (found === undefined || (Number.isSafeInteger(found) && (found as number) >= 0)) return found;
  builder.warn(
    "model/limit",
    `${JSON.stringify(value)} is no count; this limit is ignored.`,
    at,
    "Write a whole number, 0 or more.",
  );
  return undefined;
};

const positive: Reader = (builder, value, at) => {
  const found = number(builder, value, at);
  if (found === undefined || (found as number) > 0) return found;
  builder.warn(
    "model/limit",
    "`multipleOf` must be greater than zero; it is ignored.",
    at,
    "Write a number above zero.",
  );
  return undefined;
};

const flag: Reader = (_builder, value) => (value === true ? true : undefined);
const text: Reader = (_builder, value) => (typeof value === "string" ? value : undefined);

const dependentRequired: Reader = (_builder, value) => {
  const found = entries(value).map(([property, needs]) => ({ property, needs: strings(needs).toSorted() }));
  return found.length > 0 ? found : undefined;
};

const dependentSchemas: Reader = (builder, value, at) => {
  const found = entries(value).map(([property, json]) => ({
    property,
    schema: builder.build(json, below(at, property)),
  }));
  return found.length > 0 ? found : undefined;
};

type Family = "string" | "number" | "array" | "object" | "any";

const READERS: ReadonlyMap<string, readonly [Family, Reader]> = new Map<string, readonly [Family, Reader]>([
  ["minimum", ["number", number]],
  ["maximum", ["number", number]],
  ["exclusiveMinimum", ["number", number]],
  ["exclusiveMaximum", ["number", number]],
  ["multipleOf", ["number", positive]],
  ["minLength", ["string", count]],
  ["maxLength", ["string", count]],
  ["pattern", ["string", readPattern]],
  ["contentEncoding", ["string", text]],
  ["contentMediaType", ["string", text]],
  ["contentSchema", ["string", schema]],
  ["minItems", ["array", count]],
  ["maxItems", ["array", count]],
  ["uniqueItems", ["array", flag]],
  ["contains", ["array", schema]],
  ["minContains", ["array", count]],
  ["maxContains", ["array", count]],
  ["unevaluatedItems", ["any", schema]],
  ["minProperties", ["object", count]],
  ["maxProperties", ["object", count]],
  ["propertyNames", ["object", schema]],
  ["dependentRequired", ["object", dependentRequired]],
  ["dependentSchemas", ["object", dependentSchemas]],
  ["unevaluatedProperties", ["any", schema]],
  ["not", ["any", schema]],
  ["if", ["any", schema]],
  ["then", ["any", schema]],
  ["else", ["any", schema]],
]);

/** Limits of values of one type. Undefined: none. */
export function limitsOf(
  builder: SchemaBuilder,
  raw: Raw,
  family: Family,
  without: readonly string[] = [],
): { readonly limits?: Limits } {
  const limits: { [keyword: string]: unknown } = {};
  const stated = Object.keys(raw.json).filter(
    (keyword) => READERS.get(keyword)?.[0] === family && !without.includes(keyword),
  );
  for (const keyword of stated.toSorted()) {
    const found = READERS.get(keyword)?.[1](builder, raw.json[keyword] as Json, below(raw.at, keyword));
    if (found !== undefined) limits[keyword] = found;
  }
  return Object.keys(limits).length > 0 ? { limits: limits as Limits } : {};
}

/** Limits with more schemas that hold as well. */
export function withAlso(
  { limits }: { readonly limits?: Limits },
  also: readonly Schema[],
): { readonly limits?: Limits } {
  if (also.length === 0) return limits ? { limits } : {};
  return { limits: { ...limits, also: [...(limits?.also ?? []), ...also] } };
}

/** Limits that hold whatever the type is. `read`: keywords that have been read as something else. */
export function assertions(
  builder: SchemaBuilder,
  raw: Raw,
  read: readonly string[] = [],
): { readonly limits?: Limits } {
  return limitsOf(builder, raw, "any", read);
}
