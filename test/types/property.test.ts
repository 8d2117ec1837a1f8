import fc from "fast-check";
import { expect, test } from "vitest";
import type { TypeOptions } from "../../generator/src/config/config.js";
import type { Json, JsonObject } from "../../generator/src/load/document.js";
import { declared } from "../generator/emit/types/support.js";
import { surprises } from "./check.js";

/** Components that refer to, extend, contain and contradict one another. */
const NAMES = ["A", "B", "C", "D", "E"];
const MEMBERS = ["a", "b", "kind", "t", "x-1"];
const SCALARS: readonly JsonObject[] = [
  {},
  { type: "string" },
  { type: "integer", format: "int64" },
  { type: ["string", "null"] },
  { type: "string", format: "date-time" },
  { type: "string", readOnly: true },
  { type: "string", writeOnly: true },
  { enum: ["A", "B", "x"] },
  { const: "A" },
  { const: 1 },
];

const ref = fc.constantFrom(...NAMES).map((name): JsonObject => ({ $ref: `#/components/schemas/${name}` }));
const scalar = fc.constantFrom(...SCALARS);
const discriminator = fc.constantFrom<JsonObject>(
  { propertyName: "kind" },
  { propertyName: "kind", mapping: { A: "A", x: "B" } },
  { propertyName: "t", mapping: { a: "A", b: "B", c: "#/components/schemas/C" } },
);
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 4 });
const stated = (schema: { [keyword: string]: Json | undefined }): JsonObject =>
  Object.fromEntries(Object.entries(schema).filter((entry): entry is [string, Json] => entry[1] !== undefined));

const { schema } = fc.letrec<{ schema: JsonObject; member: JsonObject; object: JsonObject; union: JsonObject }>(
  (tie) => ({
    member: fc.oneof(
      { maxDepth: 3 },
      scalar,
      ref,
      tie("object"),
      tie("member").map((items): JsonObject => ({ type: "array", items })),
      tie("union"),
    ),
    object: fc
      .record({
        type: fc.constant("object"),
        properties: fc.dictionary(fc.constantFrom(...MEMBERS), tie("member"), { maxKeys: 4 }),
        required: fc.subarray([...MEMBERS, "z"]),
        additionalProperties: sometimes(fc.oneof(fc.boolean(), tie("member"))),
        patternProperties: sometimes(fc.constant<JsonObject>({ "^x-": { type: "string" } })),
        discriminator: sometimes(discriminator),
      })
      .map(stated),
    union: fc
      .tuple(
        fc.constantFrom("oneOf", "anyOf"),
        fc.array(tie("member"), { minLength: 1, maxLength: 3 }),
        sometimes(discriminator),
      )
      .map(([mode, members, selected]) => stated({ [mode]: members, discriminator: selected })),
    schema: fc.oneof(
      tie("object"),
      tie("union"),
      ref,
      fc
        .tuple(
          fc.array(fc.oneof(ref, tie("object"), tie("union"), scalar), { minLength: 1, maxLength: 3 }),
          sometimes(tie("object")),
        )
        .map(([allOf, own]): JsonObject => ({ ...own, allOf })),
    ),
  }),
);

const schemas = fc.record(Object.fromEntries(NAMES.map((name) => [name, schema]))) as fc.Arbitrary<JsonObject>;
const OPTIONS: readonly TypeOptions[] = [{}, { enums: "enum" }, { enums: "open", dates: "Date", int64: "bigint" }];

test("whatever components make of one another, their types compile", { timeout: 120_000 }, async () => {
  const given = fc.sample(schemas, 150);
  const files = new Map<string, string>();
  for (const [index, one] of given.entries())
    files.set(`${index}.ts`, `${await declared(one, OPTIONS[index % OPTIONS.length])}\nexport {};\n`);
  const [first] = surprises(files);
  expect(first && `${first}\n${JSON.stringify(given[Number.parseInt(first, 10)])}`).toBeUndefined();
});
