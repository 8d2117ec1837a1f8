import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../../generator/src/load/document.js";
import { filesOf, oneOperation } from "../support.js";
import { expressionsOf } from "./support.js";

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: JsonObject, ...required: string[]): JsonObject => ({
  type: "object",
  properties,
  required,
});
const tagged = (kind: string, more: JsonObject = {}): JsonObject => object({ kind: { const: kind }, ...more }, "kind");

describe("expressions", () => {
  test.each<[string, { given: Json; want: string }]>([
    ["text", { given: { type: "string" }, want: "z.string()" }],
    [
      "text of a length, counted as people do",
      {
        given: { type: "string", minLength: 2, maxLength: 5 },
        want: "z.string().check(characters({ min: 2, max: 5 }))",
      },
    ],
    [
      "a pattern",
      {
        given: { type: "string", pattern: "^\\p{L}`$" },
        want: 'z.string().check(z.regex(new RegExp("^\\\\p{L}`$", "u")))',
      },
    ],
    [
      "an integer, however large",
      {
        given: { type: "integer", minimum: 1, exclusiveMaximum: 9 },
        want: "z.number().check(integer, z.gte(1), z.lt(9))",
      },
    ],
    ["a step", { given: { type: "number", multipleOf: 0.01 }, want: "z.number().check(multipleOf(0.01))" }],
    ["words", { given: { enum: ["a", "b"] }, want: 'z.enum(["a", "b"])' }],
    ["values", { given: { enum: [1, "b", null, true] }, want: 'z.literal([1, "b", null, true])' }],
    ["no value at all", { given: { type: "string", enum: [] }, want: "z.string().check(also(z.never()))" }],
    ["one value", { given: { const: "x" }, want: 'z.literal("x")' }],
    [
      "a limit around a branch that has its own",
      {
        given: {
          allOf: [{ unevaluatedProperties: false, properties: { a: true }, dependentSchemas: {} }],
          unevaluatedProperties: true,
        },
        want: 'z.intersection(z.unknown(), ifObject(z.looseObject({ a: z.optional(z.unknown()) }), unevaluatedProperties(z.never(), { names: ["a"] }))).check(unevaluatedProperties(z.unknown(), { all: true }))',
      },
    ],
    [
      "values with parts",
      {
        given: { enum: [{ a: 1 }, [1, "x"], 2] },
        want: 'z.union([z.literal([2]), z.strictObject({ a: z.literal(1) }), z.tuple([z.literal(1), z.literal("x")])])',
      },
    ],
    ["or null", { given: { type: ["string", "null"] }, want: "z.nullable(z.string())" }],
    [
      "any of two types",
      { given: { type: ["string", "integer"] }, want: "z.union([z.string(), z.number().check(integer)])" },
    ],
    [
      "a list",
      {
        given: { type: "array", items: { type: "string" }, minItems: 1, uniqueItems: true },
        want: "z.array(z.string()).check(z.minLength(1), unique)",
      },
    ],
    [
      "places of a list",
      {
        given: { type: "array", prefixItems: [{ type: "string" }, { type: "number" }], minItems: 1, items: false },
        want: "z.tuple([z.string(), z.optional(z.number())]).check(z.minLength(1))",
      },
    ],
    [
      "what a list contains",
      {
        given: { type: "array", items: true, contains: { type: "number" }, maxContains: 2 },
        want: "z.array(z.unknown()).check(contains(z.number(), { max: 2 }))",
      },
    ],
    [
      "members, some of them needed",
      {
        given: object({ a: { type: "string" }, b: true }, "a"),
        want: "z.looseObject({ a: z.string(), b: z.optional(z.unknown()) })",
      },
    ],
    [
      "a map",
      { given: { type: "object", additionalProperties: { type: "number" } }, want: "z.record(z.string(), z.number())" },
    ],
    [
      "members beside a map",
      {
        given: { ...object({ a: { type: "string" } }), additionalProperties: { type: "string" } },
        want: "z.object({ a: z.optional(z.string()) }).catchall(z.string())",
      },
    ],
    [
      "members by pattern",
      {
        given: {
          type: "object",
          patternProperties: { "^x-": { type: "string" } },
          additionalProperties: { type: "number" },
        },
        want: 'z.looseObject({}).check(patternProperties([[new RegExp("^x-", "u"), z.string()]], { schema: z.number(), named: [] }))',
      },
    ],
    [
      "a member that every object seems to have",
      {
        given: object({ constructor: { type: "string" } }),
        want: "ownMembers(z.looseObject({ constructor: z.optional(z.string()) }))",
      },
    ],
    [
      "what one member needs of others",
      {
        given: { ...object({ a: true }), dependentRequired: { a: ["b"] }, propertyNames: { maxLength: 3 } },
        want: 'z.looseObject({ a: z.optional(z.unknown()) }).check(propertyNames(ifString(z.string().check(characters({ max: 3 })))), dependentRequired([["a", ["b"]]]))',
      },
    ],
    [
      "conditions",
      {
        given: { type: "string", if: { const: "a" }, then: false, not: { const: "b" } },
        want: 'z.string().check(not(z.literal("b")), conditional({ if: z.literal("a"), then: z.never() }))',
      },
    ],
    [
      "exactly one of two that may overlap",
      {
        given: { oneOf: [object({ a: true }), object({ b: true })] },
        want: "z.xor([z.looseObject({ a: z.optional(z.unknown()) }), z.looseObject({ b: z.optional(z.unknown()) })])",
      },
    ],
    [
      "a schema without a type",
      { given: { minLength: 2 }, want: "ifString(z.string().check(characters({ min: 2 })))" },
    ],
  ])("%s", async (_title, { given, want }) => {
    expect((await expressionsOf({ schemas: { X: given } }))["X"]).toBe(want);
  });

  test("alternatives are told apart by their discriminator, also where they inherit", async () => {
    const schemas = {
      Base: object({ kind: { type: "string" }, id: { type: "string" } }, "kind", "id"),
      Cat: { allOf: [ref("Base"), object({ lives: { type: "number" } })] },
      Dog: tagged("dog"),
      Pet: {
        oneOf: [ref("Cat"), ref("Dog")],
        discriminator: { propertyName: "kind", mapping: { cat: "Cat", dog: "Dog" } },
      },
    };
    expect(await expressionsOf({ schemas })).toMatchObject({
      Cat: 'z.looseObject({ id: z.string(), kind: z.literal("cat"), lives: z.optional(z.number()) })',
      Pet: 'z.discriminatedUnion("kind", [Cat, Dog])',
    });
  });

  test("zod/mini is written with its own functions", async () => {
    const schemas = { X: { ...object({ a: { type: "string" } }), additionalProperties: { type: "string" } } };
    expect(await expressionsOf({ schemas, config: { schemas: "zod/mini" } })).toEqual({
      X: "z.catchall(z.object({ a: z.optional(z.string()) }), z.string())",
    });
  });
});

describe("two forms of one schema", () => {
  test("answers are open and have no formats; what is sent is closed where the document says so", async () => {
    const schemas = {
      Mail: { ...object({ to: { type: "string", format: "email" } }, "to"), additionalProperties: false },
      Outer: object({ mail: ref("Mail") }),
      Odd: { ...object({ a: { type: "string" } }, "b"), additionalProperties: false },
      Same: object({ a: { type: "string" } }),
    };
    expect(await expressionsOf({ schemas })).toEqual({
      Mail: "z.looseObject({ to: z.string() })",
      MailInput: "z.strictObject({ to: z.email() })",
      Outer: "z.looseObject({ mail: z.optional(Mail) })",
      Odd: "z.looseObject({ a: z.optional(z.string()), b: z.unknown() })",
      OddInput: "z.strictObject({ a: z.optional(z.string()), b: z.unknown().check(also(z.never())) })",
      OuterInput: "z.looseObject({ mail: z.optional(MailInput) })",
      Same: "z.looseObject({ a: z.optional(z.string()) })",
    });
  });

  test("members that travel in one direction", async () => {
    const schemas = {
      User: object(
        { id: { type: "string", readOnly: true }, password: { type: "string", writeOnly: true } },
        "id",
        "password",
      ),
    };
    expect(await expressionsOf({ schemas })).toEqual({
      User: "z.looseObject({ id: z.string() })",
      UserInput: "z.looseObject({ password: z.string() })",
    });
  });

  test("what a base has for answers only is no request's business, though a branch makes it writable", async () => {
    const schemas = {
      Base: object({ id: { type: "string", readOnly: true }, kind: { type: "string", readOnly: true } }, "id", "kind"),
      Team: { allOf: [ref("Base"), object({ kind: { enum: ["team", "group"] } })] },
    };
    expect(await expressionsOf({ schemas })).toEqual({
      Base: "z.looseObject({ id: z.string(), kind: z.string() })",
      BaseInput: "z.record(z.string(), z.unknown())",
      Team: 'z.looseObject({ id: z.string(), kind: z.enum(["team", "group"]) })',
      TeamInput: 'z.looseObject({ kind: z.optional(z.enum(["team", "group"])) })',
    });
  });

  test("a tag that is not sent tells nothing apart, nor does it rule out a request", async () => {
    const kind = (value: string): JsonObject => ({ const: value, readOnly: true });
    const schemas = {
      Cat: object({ kind: kind("cat"), name: { type: "string" } }, "kind"),
      Dog: { allOf: [object({ kind: kind("dog") }, "kind"), object({ name: { type: "string" } })] },
      Pet: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
    };
    expect(await expressionsOf({ schemas })).toMatchObject({
      Pet: 'z.discriminatedUnion("kind", [Cat, Dog])',
      PetInput: "z.union([CatInput, DogInput])",
    });
  });

  test.each([
    ["always", { When: "z.iso.date()" }],
    ["never", { When: "z.string()" }],
  ] as const)("formats: %s", async (formats, want) => {
    const schemas = { When: { type: "string", format: "date" } };
    expect(await expressionsOf({ schemas, config: { schemas: { library: "zod", formats } } })).toEqual(want);
  });
});

describe("operations", () => {
  const answer = (schema: JsonObject) => ({ description: "", content: { "application/json": { schema } } });

  test("one file for each resource, loaded by each operation for itself", async () => {
    const document = oneOperation({
      parameters: [{ name: "n", in: "query", required: true, schema: { type: "integer" } }],
      requestBody: { content: { "application/json": { schema: object({ a: { type: "string" } }) } } },
      responses: { 200: answer({ type: "string" }), "4XX": answer(object({ message: { type: "string" } })) },
    });
    const files = await filesOf({ document, config: { schemas: "zod" } });
    expect([...files.keys()].filter((path) => path.startsWith("schemas/"))).toEqual(["schemas/resources/t.ts"]);
    expect(files.get("resources/t.ts")).toContain(
      'const schemas = (): Promise<object> => import("../schemas/resources/t.js");\n',
    );
    expect(files.get("resources/t.ts")).toContain('  schemas: [schemas, "tRun"],\n');
    expect(files.get("schemas/resources/t.ts")).toContain(`export const tRun = once((): OperationSchemas => ({
  params: { n: { schema: z.number().check(integer), required: true } },
  body: { "application/json": z.looseObject({ a: z.optional(z.string()) }) },
  answers: {
    200: { "application/json": z.string() },
    "4XX": { "application/json": z.looseObject({ message: z.optional(z.string()) }) },
  },
}));`);
  });

  test("nothing is emitted when nobody asks", async () => {
    const files = await filesOf({ document: oneOperation({}) });
    expect([...files].filter(([path, text]) => path.startsWith("schemas/") || text.includes("schemas"))).toEqual([]);
  });
});
