import { type Check, fits, isObject, judgePart, type Schema } from "./judge.js";

/**
 * What a schema evaluates of an object or a list, besides the keyword that asks (JSON Schema 2020-12, core, 11): in so
 * far as its own keywords and those of the schemas at the same place say so.
 */
export interface Evaluated {
  /** Everything. */
  readonly all?: true;
  /** Properties of these names. */
  readonly names?: readonly string[];
  readonly patterns?: readonly RegExp[];
  /** That many items at the beginning. */
  readonly first?: number;
  /** Items that fit one of these. */
  readonly containing?: readonly Schema[];
  /** What more, under a condition: that the value fits a schema, or has a property. */
  readonly when?: readonly ({ readonly then?: Evaluated; readonly else?: Evaluated } & (
    | { readonly fits: Schema }
    | { readonly has: string }
  ))[];
}

/** `unevaluatedProperties`: what properties must be that nothing else speaks of. */
export function unevaluatedProperties(schema: Schema, evaluated: Evaluated): Check {
  return (payload) => {
    const { value } = payload;
    if (!isObject(value)) return;
    const parts = applying(evaluated, value);
    for (const key of Object.keys(value))
      if (!parts.some((part) => part.all || part.names?.includes(key) || part.patterns?.some((one) => one.test(key))))
        judgePart(payload, schema, key);
  };
}

/** `unevaluatedItems`: what items must be that nothing else speaks of. */
export function unevaluatedItems(schema: Schema, evaluated: Evaluated): Check {
  return (payload) => {
    const { value } = payload;
    if (!Array.isArray(value)) return;
    const parts = applying(evaluated, value);
    if (parts.some((part) => part.all)) return;
    const first = Math.max(0, ...parts.map((part) => part.first ?? 0));
    const containing = parts.flatMap((part) => part.containing ?? []);
    for (let index = first; index < value.length; index++)
      if (!containing.some((one) => fits(one, value[index]))) judgePart(payload, schema, index);
  };
}

/** The evaluations whose conditions hold for a value. */
function applying(evaluated: Evaluated, value: object): Evaluated[] {
  const inner = (evaluated.when ?? []).flatMap((one) => {
    const holds = "has" in one ? Object.hasOwn(value, one.has) : fits(one.fits, value);
    const branch = holds ? one.then : one.else;
    return branch ? applying(branch, value) : [];
  });
  return [evaluated, ...inner];
}
