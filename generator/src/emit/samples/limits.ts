import type { Json } from "../../load/document.js";
import type { Limits, Schema } from "../../model/schema.js";

/** Whether JSON is a value of a schema. */
type Judge = (value: Json, schema: Schema) => boolean;

/** Whether a value is within limits that are not told by its own type's words: of lists, objects, and of anything. */
export function fitsLimits(value: Json, limits: Limits, fits: Judge): boolean {
  if (limits.not && fits(value, limits.not)) return false;
  if (limits.if) {
    const branch = fits(value, limits.if) ? limits.then : limits.else;
    if (branch && !fits(value, branch)) return false;
  }
  if (limits.also?.some((one) => !fits(value, one))) return false;
  if (Array.isArray(value)) return fitsList(value, limits, fits);
  return typeof value !== "object" || value === null || fitsObject(value as JsonRecord, limits, fits);
}

function fitsList(list: readonly Json[], { uniqueItems, contains, ...limits }: Limits, fits: Judge): boolean {
  if (uniqueItems && new Set(list.map(sorted)).size < list.length) return false;
  if (!contains) return true;
  const count = list.filter((item) => fits(item, contains)).length;
  return count >= (limits.minContains ?? 1) && count <= (limits.maxContains ?? Infinity);
}

type JsonRecord = { readonly [key: string]: Json };

function fitsObject(object: JsonRecord, limits: Limits, fits: Judge): boolean {
  const { propertyNames, dependentRequired = [], dependentSchemas = [] } = limits;
  const has = (name: string): boolean => Object.hasOwn(object, name);
  if (propertyNames && !Object.keys(object).every((name) => fits(name, propertyNames))) return false;
  if (dependentRequired.some(({ property, needs }) => has(property) && !needs.every(has))) return false;
  return dependentSchemas.every(({ property, schema }) => !has(property) || fits(object, schema));
}

/** JSON in one spelling. */
function sorted(value: Json): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
