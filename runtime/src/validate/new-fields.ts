import type { ValueSchema } from "../contract.js";
import type { Definition } from "./definition.js";
import type { Difference, Examined } from "./difference.js";
import { descend, partsOf } from "./parts.js";
import { shapeOf } from "./shape.js";

/**
 * Fields that the document does not have. Schemas of answers take them, so the value is walked beside what the schemas
 * say of themselves. An object of which the document says nothing has no new fields.
 */
export function* newFieldsOf({ schema, value, budget }: Examined): Generator<Difference, void, undefined> {
  yield* walk(value, [schema], "", "");

  function* walk(
    value: unknown,
    schemas: readonly ValueSchema[],
    pointer: string,
    path: string,
  ): Generator<Difference, void, undefined> {
    if (!isContainer(value) || !budget.spend(1)) return;
    const parts = partsOf(schemas, value, budget);
    if (parts.length === 0) return;
    const isList = Array.isArray(value);
    for (const key of Object.keys(value)) {
      const member = value[key];
      // Most members are that, and there is no more to see.
      if (!isContainer(member) && (isList || isNamed(parts, key))) continue;
      const { schemas: inner, segment, step, isNew } = descend(parts, key, isList);
      if (inner.length > 0) yield* walk(member, inner, pointer + step, path + segment);
      if (!isNew) continue;
      yield {
        kind: "new-field",
        pointer: pointer + step,
        path: path + segment,
        expected: "nothing",
        seen: shapeOf(member),
      };
    }
  }
}

function isContainer(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null;
}

function isNamed(parts: readonly Definition[], key: string): boolean {
  return parts.some(({ shape }) => shape !== undefined && Object.hasOwn(shape, key));
}
