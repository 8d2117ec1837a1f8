import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../../../generator/src/load/document.js";
import { judgesOf } from "../../../support/judges.js";

/*
 * Schemas drawn at random, judged by ours and by a validator that is not. Branches of `allOf` agree on what a property
 * is, for contradictions are repaired with a warning rather than followed to the letter.
 */

const text = fc.record(
  { minLength: fc.nat(2), maxLength: fc.integer({ min: 2, max: 4 }), pattern: fc.constantFrom("^a", "\\d$", "💩") },
  { requiredKeys: [] },
);
const number = fc.record(
  {
    minimum: fc.integer({ min: -3, max: 3 }),
    exclusiveMaximum: fc.integer({ min: 4, max: 9 }),
    multipleOf: fc.constantFrom(0.1, 0.5, 2),
  },
  { requiredKeys: [] },
);
const typed = (type: string) => (more: object) => ({ type, ...more }) as JsonObject;

/** What a property of this name may be: of one type, wherever it is spoken of. */
const PROPERTIES: { readonly [name: string]: fc.Arbitrary<Json> } = {
  a: fc.oneof(
    text.map(typed("string")),
    fc.constantFrom<Json>({ enum: ["a", "a1"] }, { const: "a" }, { minLength: 1 }),
  ),
  b: fc.oneof(number.map(typed("integer")), number.map(typed("number")), number),
  c: fc
    .record(
      {
        items: text.map(typed("string")),
        minItems: fc.nat(1),
        uniqueItems: fc.boolean(),
        contains: fc.constant({ pattern: "a" }),
      },
      { requiredKeys: ["items"] },
    )
    .map(typed("array")),
  isPrototypeOf: fc.constant<Json>({ type: "boolean" }),
};

const members: fc.Arbitrary<JsonObject> = fc
  .record({ ...PROPERTIES }, { requiredKeys: [] })
  .map((properties) => ({ properties: properties as JsonObject }));
const object: fc.Arbitrary<JsonObject> = fc
  .tuple(
    members,
    fc.record(
      {
        type: fc.constant("object"),
        required: fc.uniqueArray(fc.constantFrom("a", "b", "d"), { maxLength: 2 }),
        minProperties: fc.nat(2),
        maxProperties: fc.integer({ min: 1, max: 4 }),
        dependentRequired: fc.constant({ a: ["b"] }),
        propertyNames: fc.constant({ maxLength: 4 }),
        patternProperties: fc.constant({ "^d": { type: "boolean" } }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([one, more]) => ({ ...one, ...more }) as JsonObject);

const scalar: fc.Arbitrary<Json> = fc.oneof(
  text.map(typed("string")),
  number.map(typed("number")),
  text,
  number,
  fc.constantFrom<Json>(
    { type: ["string", "null"] },
    { enum: ["a", 1, null, { a: 1 }] },
    { const: [1, "a"] },
    { type: "boolean" },
  ),
);

const schema: fc.Arbitrary<JsonObject> = fc.letrec<{ any: Json; one: JsonObject }>((tie) => ({
  any: fc.oneof({ depthSize: "small" }, scalar, object, tie("one")),
  one: fc.oneof(
    object,
    fc
      .tuple(object, fc.constantFrom<Json>(false, true, { type: "boolean" }))
      .map(([one, additionalProperties]) => ({ ...one, additionalProperties })),
    fc.array(tie("any"), { minLength: 1, maxLength: 3 }).map((oneOf) => ({ oneOf })),
    fc.array(tie("any"), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    fc.array(object, { minLength: 1, maxLength: 3 }).map((allOf) => ({ allOf })),
    fc.tuple(object, tie("any")).map(([one, not]) => ({ ...one, not })),
    fc.tuple(object, tie("any"), tie("any")).map(([one, then, other]) => ({ if: one, then, else: other })),
    fc
      .tuple(object, fc.array(object, { maxLength: 2 }))
      .map(([one, anyOf]) => ({ ...one, ...(anyOf.length > 0 && { anyOf }), unevaluatedProperties: false })),
    fc.tuple(object, object).map(([one, a]) => ({ ...one, dependentSchemas: { a } })),
    fc
      .array(scalar, { minLength: 1, maxLength: 2 })
      .map((prefixItems) => ({ type: "array", prefixItems, unevaluatedItems: { type: "number" } })),
  ),
})).one;

const value: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, 0, 1, 2.5, 6, "", "a", "a1", "ab12", "💩", "💩💩💩💩💩", {}, [], [1, "a"], {
    a: 1,
  }),
  fc.dictionary(
    fc.constantFrom("a", "b", "c", "d", "dd", "isPrototypeOf", "other"),
    fc.constantFrom<Json>("a", "a1", "xx", 2, 0.3, -4, true, null, [], ["a"], ["a", "a"]),
    { maxKeys: 4 },
  ),
  fc.array(fc.constantFrom<Json>("a", 1, true, null), { maxLength: 3 }),
);

test("ours and ajv judge alike", { timeout: 120_000 }, async () => {
  const drawn = fc.sample(schema, { numRuns: 300, seed: 20_261_121 });
  const values = fc.sample(value, { numRuns: 120, seed: 7 });
  const schemas = Object.fromEntries(drawn.map((one, index) => [`S${index}`, one]));
  const judges = await judgesOf(schemas, { schemas: { library: "zod", formats: "never" } });
  const ajv = new Ajv2020({ strict: false, ownProperties: true, multipleOfPrecision: 9 });
  const differences: string[] = [];
  for (const [name, one] of Object.entries(schemas)) {
    const judge = ajv.compile(one);
    const { request } = judges.get(name)!;
    const found = values.find((each) => request.safeParse(each).success !== judge(each));
    if (found !== undefined)
      differences.push(`${JSON.stringify(found)} ${judge(found) ? "fits" : "does not fit"} ${JSON.stringify(one)}`);
  }
  // The shortest say most.
  expect(differences.toSorted((a, b) => a.length - b.length)).toEqual([]);
});
