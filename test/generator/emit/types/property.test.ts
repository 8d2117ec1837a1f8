import fc from "fast-check";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../../generator/src/load/document.js";
import type { TypeOptions } from "../../../../generator/src/config/config.js";
import type { Codec } from "../../../../runtime/src/contract.js";
import { applyCodec } from "../../../../runtime/src/response/codec.js";
import { shuffled } from "../../../support/shuffled.js";
import { declared, print } from "./support.js";

const WORDS = [
  "a",
  "b-c",
  "__proto__",
  "constructor",
  "*/",
  "`${x}`",
  '"',
  "'",
  "\\",
  "\n",
  "\u2028",
  "</script>",
  "@ts-ignore",
  "",
  "404",
  "1e21",
  "\ud800",
];
const word = fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: "binary", maxLength: 6 }));

/** Schemas that are right in form and hostile in every text. */
const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => {
  const docs = fc.record(
    { title: word, description: word, default: word, examples: fc.array(word, { maxLength: 2 }) },
    { requiredKeys: [] },
  );
  const shape = fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<JsonObject>(
      { type: "string" },
      { type: "integer" },
      { type: ["string", "null"] },
      {},
      { $ref: "#/components/schemas/A" },
    ),
    fc.record({ enum: fc.array(fc.oneof(word, fc.integer(), fc.constant(null)), { minLength: 1, maxLength: 4 }) }),
    fc.record({ const: fc.dictionary(word, word, { maxKeys: 2 }) }),
    fc.record({ type: fc.constant("array"), items: tie("schema") }),
    fc.record({
      type: fc.constant("array"),
      prefixItems: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
      minItems: fc.nat({ max: 2 }),
    }),
    fc.record({
      type: fc.constant("object"),
      properties: fc.dictionary(word, tie("schema"), { maxKeys: 4 }),
      required: fc.array(word, { maxLength: 2 }),
    }),
    fc.record({
      type: fc.constant("object"),
      properties: fc.dictionary(word, tie("schema"), { maxKeys: 2 }),
      additionalProperties: tie("schema"),
    }),
    fc.record({
      type: fc.constant("object"),
      patternProperties: fc.dictionary(fc.constantFrom("^x-", "`$", "^[a-z]+$"), tie("schema"), { maxKeys: 2 }),
    }),
    fc.record({ oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
  ) as fc.Arbitrary<JsonObject>;
  return { schema: fc.tuple(shape, docs).map(([one, said]) => ({ ...one, ...said }) as JsonObject) };
});

const schemas = fc.record({ A: schema, B: schema });
const OPTIONS: readonly TypeOptions[] = [{}, { enums: "enum" }, { enums: "open", dates: "Date", int64: "bigint" }];

describe("whatever a document says", () => {
  test("its types parse, and are types and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(schemas, fc.constantFrom(...OPTIONS), async (given, options) => {
        const text = await declared(given, options);
        const file = ts.createSourceFile("models.ts", text, ts.ScriptTarget.ES2022, true);
        const { parseDiagnostics } = file as unknown as { readonly parseDiagnostics: readonly unknown[] };
        expect(parseDiagnostics).toEqual([]);
        for (const statement of file.statements) {
          const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
          expect(isType || (options.enums === "enum" && ts.isVariableStatement(statement))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("the order of its keys changes no byte", async () => {
    await fc.assert(
      fc.asyncProperty(schemas, fc.integer(), async (given, seed) => {
        expect(await declared(shuffled(given, seed))).toBe(await declared(given));
      }),
      { numRuns: 200 },
    );
  });
});

/** The codecs of a text, as data. Nothing of it is run. */
function codecsIn(texts: readonly string[]): Map<string, Codec> {
  const known = new Map<string, Codec>();
  const read = (node: ts.Expression): Codec => {
    // `"date" as const`, of a member that every object has.
    if (ts.isAsExpression(node)) return read(node.expression);
    if (ts.isStringLiteral(node)) return node.text as Codec;
    if (ts.isIdentifier(node)) return known.get(node.text)!;
    const entries = (node as ts.ObjectLiteralExpression).properties.map((one) => {
      const { name, initializer } = one as ts.PropertyAssignment;
      const key = ts.isComputedPropertyName(name)
        ? (name.expression as ts.StringLiteral).text
        : (name as ts.Identifier).text;
      return [key, initializer] as const;
    });
    const members = entries.map(([key, value]): [string, unknown] => {
      if (ts.isArrowFunction(value)) return [key, () => known.get((value.body as ts.Identifier).text)];
      return [key, ts.isArrayLiteralExpression(value) ? value.elements.map(read) : read(value)];
    });
    return Object.fromEntries(members) as Codec;
  };
  for (const text of texts) {
    const [statement] = ts.createSourceFile("x.ts", text, ts.ScriptTarget.ES2022, true).statements;
    const [one] = (statement as ts.VariableStatement).declarationList.declarations;
    known.set((one!.name as ts.Identifier).text, read(one!.initializer!));
  }
  return known;
}

/** A schema with a value of it, and whether a converted value is what the schema's type says. */
interface Sample {
  readonly schema: JsonObject;
  readonly value: Json;
  readonly fits: (value: unknown) => boolean;
}

const own = (value: unknown, key: string): unknown => (value as { [key: string]: unknown })[key];

const { sample } = fc.letrec<{ sample: Sample }>((tie) => ({
  sample: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Sample>(
      {
        schema: { type: "string", format: "date-time" },
        value: "2026-11-21T01:02:03Z",
        fits: (value) => value instanceof Date,
      },
      { schema: { type: "string", format: "date" }, value: "2026-11-21", fits: (value) => value instanceof Date },
      { schema: { type: "integer", format: "int64" }, value: 42, fits: (value) => typeof value === "bigint" },
      { schema: { type: ["string", "null"], format: "date-time" }, value: null, fits: (value) => value === null },
      { schema: { type: "string" }, value: "2026-11-21", fits: (value) => typeof value === "string" },
      { schema: { type: "integer" }, value: 42, fits: (value) => typeof value === "number" },
      {
        schema: {},
        value: { any: ["2026-11-21"] },
        fits: (value) => JSON.stringify(value) === '{"any":["2026-11-21"]}',
      },
    ),
    fc.tuple(tie("sample"), fc.nat({ max: 2 })).map(([inner, length]): Sample => ({
      schema: { type: "array", items: inner.schema },
      value: Array.from({ length }, () => structuredClone(inner.value)),
      fits: (value) => Array.isArray(value) && value.length === length && value.every(inner.fits),
    })),
    fc.array(tie("sample"), { minLength: 1, maxLength: 3 }).map((places): Sample => ({
      schema: { type: "array", prefixItems: places.map((one) => one.schema), items: { type: "string" } },
      value: [...places.map((one) => one.value), "2026-11-21"],
      fits: (value) =>
        Array.isArray(value) &&
        places.every((one, index) => one.fits(value[index])) &&
        value[places.length] === "2026-11-21",
    })),
    fc.dictionary(word, tie("sample"), { maxKeys: 3 }).map((members): Sample => {
      const entries = Object.entries(members);
      return {
        schema: { type: "object", properties: Object.fromEntries(entries.map(([name, one]) => [name, one.schema])) },
        value: Object.fromEntries(entries.map(([name, one]) => [name, one.value])),
        fits: (value) =>
          entries.every(([name, one]) => Object.hasOwn(value as object, name) && one.fits(own(value, name))),
      };
    }),
    fc.tuple(tie("sample"), tie("sample")).map(([named, rest]): Sample => ({
      schema: { type: "object", properties: { named: named.schema }, additionalProperties: rest.schema },
      value: { named: named.value, other: rest.value },
      fits: (value) => named.fits(own(value, "named")) && rest.fits(own(value, "other")),
    })),
  ) as fc.Arbitrary<Sample>,
}));

test("converted answers are what their types say", async () => {
  await fc.assert(
    fc.asyncProperty(sample, async ({ schema: S, value, fits }) => {
      const { codecs } = await print({ components: { schemas: { S } } }, { dates: "Date", int64: "bigint" });
      const codec = codecs.codecFor({ kind: "ref", at: "/x", target: "S" }, "read");
      const known = codecsIn(codecs.declarations().map((one) => one.text));
      const copy = structuredClone(value);
      expect(fits(codec ? applyCodec(copy, known.get(codec.text)!) : copy)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
