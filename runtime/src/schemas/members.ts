import { type Check, fits, isObject, issuesOf, judgePart, refuse, type Schema } from "./judge.js";
import type { Bounds } from "./values.js";

/** `minProperties`, `maxProperties`. */
export function propertyCount({ min = 0, max = Number.POSITIVE_INFINITY }: Bounds): Check {
  return (payload) => {
    const count = Object.keys(payload.value as object).length;
    if (count < min)
      payload.issues.push({ code: "too_small", origin: "object", minimum: min, inclusive: true, input: payload.value });
    if (count > max)
      payload.issues.push({ code: "too_big", origin: "object", maximum: max, inclusive: true, input: payload.value });
  };
}

/** `propertyNames`: every name fits the schema. */
export function propertyNames(schema: Schema): Check {
  return (payload) => {
    for (const key of Object.keys(payload.value as object))
      if (!fits(schema, key))
        payload.issues.push({
          code: "invalid_key",
          origin: "record",
          issues: [...issuesOf(schema, key)],
          input: key,
          path: [key],
        });
  };
}

/**
 * `patternProperties`, and beside them what holds for all others (`additionalProperties`; absent: anything).
 *
 * @param named - Properties that have a schema of their own, which are no others.
 */
export function patternProperties(
  patterns: readonly (readonly [RegExp, Schema])[],
  rest?: { readonly schema: Schema; readonly named: readonly string[] },
): Check {
  const check: Check = (payload) => {
    for (const key of Object.keys(payload.value as object)) {
      const matching = patterns.filter(([pattern]) => pattern.test(key));
      for (const [, schema] of matching) judgePart(payload, schema, key);
      if (matching.length === 0 && rest && !rest.named.includes(key)) judgePart(payload, rest.schema, key);
    }
  };
  // Drift is told apart by what a schema says of itself.
  return Object.assign(check, { patterns, rest: rest?.schema });
}

/** `dependentRequired`: where the first is present, the others are needed. */
export function dependentRequired(needs: readonly (readonly [string, readonly string[]])[]): Check {
  return (payload) => {
    const value = payload.value as object;
    for (const [property, names] of needs) {
      if (!Object.hasOwn(value, property)) continue;
      for (const name of names) if (!Object.hasOwn(value, name)) refuse(payload, `Needed beside ${property}`, [name]);
    }
  };
}

/** `dependentSchemas`: where the property is present, the object fits the schema. */
export function dependentSchema(property: string, schema: Schema): Check {
  return (payload) => {
    if (isObject(payload.value) && Object.hasOwn(payload.value, property))
      payload.issues.push(...issuesOf(schema, payload.value));
  };
}
