import type { Limits, Schema } from "../schema.js";

/** For each keyword that can be merged, which of two values holds where both must. */
const NARROWER: { readonly [keyword in keyof Limits]?: (a: never, b: never) => unknown } = {
  minimum: Math.max,
  exclusiveMinimum: Math.max,
  minLength: Math.max,
  minItems: Math.max,
  minProperties: Math.max,
  maximum: Math.min,
  exclusiveMaximum: Math.min,
  maxLength: Math.min,
  maxItems: Math.min,
  maxProperties: Math.min,
  uniqueItems: (a: boolean, b: boolean) => a || b,
  also: (a: readonly Schema[], b: readonly Schema[]) => [...a, ...b],
};

/** Limits that hold where both do; `conflict` where one object cannot say it (two patterns). */
export function mergeLimits(
  a: Limits | undefined | "conflict",
  b: Limits | undefined,
): Limits | undefined | "conflict" {
  if (a === "conflict") return a;
  if (!a || !b) return a ?? b;
  const merged: { [keyword: string]: unknown } = { ...a };
  for (const key of Object.keys(b) as (keyof Limits)[]) {
    if (a[key] === undefined || a[key] === b[key]) merged[key] = b[key];
    else {
      const narrower = NARROWER[key] as ((a: unknown, b: unknown) => unknown) | undefined;
      if (!narrower) return "conflict";
      merged[key] = narrower(a[key], b[key]);
    }
  }
  return merged as Limits;
}
