import { type Check, fits, type Schema } from "./judge.js";
import type { Bounds } from "./values.js";

/** `contains`, with `minContains` (1 unless said otherwise) and `maxContains`. */
export function contains(schema: Schema, { min = 1, max = Number.POSITIVE_INFINITY }: Bounds = {}): Check {
  return (payload) => {
    const items = payload.value as readonly unknown[];
    const count = items.filter((item) => fits(schema, item)).length;
    const shared = { origin: "array", inclusive: true, input: items };
    if (count < min)
      payload.issues.push({
        ...shared,
        code: "too_small",
        minimum: min,
        message: `Too few items of the wanted kind: ${count} of ${min}`,
      });
    if (count > max)
      payload.issues.push({
        ...shared,
        code: "too_big",
        maximum: max,
        message: `Too many items of the kind that is limited: ${count} of ${max}`,
      });
  };
}
