import type { ValueSchema } from "../contract.js";
import type { Difference, Examined } from "./difference.js";
import { descend, partsOf } from "./parts.js";
import { shapeOf } from "./shape.js";

/**
 * Fields that the document does not have. Schemas of answers take them, so the value is walked beside what the schemas
 * say of themselves. An object of which the document says nothing has no new fields.
 */
export function* newFieldsOf({ schema, value, budget, hide }: Examined): Generator<Difference, void, undefined> {
  yield* walk(value, [schema], "", "");

  function* walk(
    value: unknown,
    schemas: readonly ValueSchema[],
    pointer: string,
    path: string,
  ): Generator<Difference, void, undefined> {
    if (typeof value !== "object" || value === null || !budget.spend(1)) return;
    const parts = partsOf(schemas, value, budget);
    if (parts.length === 0) return;
    for (const key of Object.keys(value)) {
      const member = (value as { readonly [key: string]: unknown })[key];
      const { schemas: inner, segment, step, isNew } = descend(parts, key, Array.isArray(value));
      if (inner.length > 0) yield* walk(member, inner, pointer + step, path + segment);
      if (!isNew) continue;
      const seen = shapeOf(member, hide);
      yield { kind: "new-field", pointer: pointer + step, path: path + segment, expected: "nothing", seen };
    }
  }
}
