import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../generator/src/load/document.js";
import { normal, schemaOf, tryLoad, withSchemas } from "./support.js";

const everywhere = (schema: Json): JsonObject => ({
  openapi: "3.2.0",
  info: { title: "T", version: "1" },
  paths: {
    "/x": {
      parameters: [{ name: "a", in: "query", content: { "text/plain": { schema } } }],
      query: {
        parameters: [{ name: "b", in: "query", schema }],
        requestBody: { content: media(schema) },
        responses: { "200": { description: "", headers: { H: { schema } }, content: media(schema) } },
        callbacks: { c: { "{$url}": { post: { requestBody: { content: media(schema) }, responses: {} } } } },
      },
      additionalOperations: { COPY: { requestBody: { content: media(schema) }, responses: {} } },
    },
  },
  webhooks: { w: { post: { requestBody: { content: media(schema) }, responses: {} } } },
  components: {
    schemas: {
      S: {
        properties: { p: schema },
        items: schema,
        allOf: [schema],
        additionalProperties: schema,
        prefixItems: [schema],
        not: schema,
      },
    },
    responses: { R: { description: "", content: media(schema) } },
    requestBodies: {
      R: { content: { "multipart/form-data": { schema, encoding: { a: { headers: { H: { schema } } } } } } },
    },
    headers: { H: { schema } },
    pathItems: { P: { get: { responses: { "200": { description: "", content: media(schema) } } } } },
    callbacks: { C: { x: { post: { requestBody: { content: media(schema) }, responses: {} } } } },
  },
});

const media = (schema: Json) => ({ "application/json": { schema, itemSchema: schema } });
const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const schemasOf = async (schemas: JsonObject) =>
  ((await normal(withSchemas(schemas))).components as JsonObject).schemas;

const B = { $ref: "#/components/schemas/B" };
const others = { B: { type: "object" } };
const nil = { type: "null" };

/** Each row: a 3.0 schema, and the same in JSON Schema 2020-12. */
describe("nullable", () => {
  test.each<[string, { given: JsonObject; want: Json }]>([
    [
      "with a type",
      { given: { type: "string", nullable: true, format: "uuid" }, want: { type: ["string", "null"], format: "uuid" } },
    ],
    ["false", { given: { type: "string", nullable: false }, want: { type: "string" } }],
    ["with nothing else", { given: { nullable: true, description: "d" }, want: { description: "d" } }],
    [
      "properties tell the type",
      { given: { nullable: true, properties: { a: {} } }, want: { type: ["object", "null"], properties: { a: {} } } },
    ],
    [
      "an enum admits null",
      { given: { type: "string", nullable: true, enum: ["a"] }, want: { type: ["string", "null"], enum: ["a", null] } },
    ],
    [
      "an enum that has null already",
      {
        given: { type: "string", nullable: true, enum: ["a", null] },
        want: { type: ["string", "null"], enum: ["a", null] },
      },
    ],
    [
      "allOf of one",
      { given: { nullable: true, allOf: [B], description: "d" }, want: { description: "d", anyOf: [B, nil] } },
    ],
    [
      "allOf of one, with a type",
      { given: { type: "object", nullable: true, allOf: [B] }, want: { anyOf: [{ type: "object", allOf: [B] }, nil] } },
    ],
    [
      "allOf of several",
      {
        given: { nullable: true, allOf: [B, { required: ["a"] }] },
        want: { anyOf: [{ allOf: [B, { required: ["a"] }] }, nil] },
      },
    ],
    [
      "oneOf",
      { given: { nullable: true, oneOf: [B, { type: "string" }] }, want: { oneOf: [B, { type: "string" }, nil] } },
    ],
    [
      "oneOf that has null already",
      {
        given: { nullable: true, oneOf: [B, { type: "string", nullable: true }] },
        want: { oneOf: [B, { type: ["string", "null"] }, nil] },
      },
    ],
    ["anyOf", { given: { nullable: true, anyOf: [B] }, want: { anyOf: [B, nil] } }],
    [
      "a union that a discriminator tells apart stays whole",
      {
        given: { nullable: true, title: "t", oneOf: [B], discriminator: { propertyName: "k" } },
        want: { title: "t", anyOf: [{ oneOf: [B], discriminator: { propertyName: "k" } }, nil] },
      },
    ],
    ["text instead of a flag", { given: { type: "string", nullable: "true" }, want: { type: ["string", "null"] } }],
  ])("%s", async (_, { given, want }) => {
    expect(await schemaOf(given, "3.0.3", others)).toEqual(want);
  });

  test("beside a reference: read as meant, with a warning; by the letter on request", async () => {
    const input = withSchemas({ S: { properties: { b: { ...B, nullable: true, description: "d" } } }, ...others });
    const meant = await tryLoad({ input });
    expect(meant.found).toEqual(["load/nullable-ref"]);
    expect(meant.document?.root.components).toMatchObject({
      schemas: { S: { properties: { b: { description: "d", anyOf: [B, nil] } } } },
    });
    const strict = await tryLoad({ input, nullableRefs: false });
    expect(strict.found).toEqual(["load/nullable-ref"]);
    expect(strict.document?.root.components).toMatchObject({
      schemas: { S: { properties: { b: { ...B, description: "d" } } } },
    });
  });

  test("in 3.1, where it is no keyword any more", async () => {
    const { document, found } = await tryLoad({
      input: withSchemas({ S: { type: "string", nullable: true } }, "3.1.0"),
    });
    expect(found).toEqual(["load/nullable-in-31"]);
    expect(document?.root.components).toEqual({ schemas: { S: { type: ["string", "null"] } } });
  });
});

describe("other keywords of 3.0 and of older drafts", () => {
  test.each<[string, { given: JsonObject; want: Json; openapi?: string }]>([
    ["exclusiveMinimum: true", { given: { minimum: 1, exclusiveMinimum: true }, want: { exclusiveMinimum: 1 } }],
    ["exclusiveMaximum: false", { given: { maximum: 1, exclusiveMaximum: false }, want: { maximum: 1 } }],
    ["exclusiveMinimum without a minimum", { given: { exclusiveMinimum: true }, want: {} }],

    ["example", { given: { example: { a: null } }, want: { examples: [{ a: null }] } }],
    ["example of null", { given: { example: null }, want: { examples: [null] } }],
    [
      "examples as a map of objects with values",
      { given: { examples: { a: { value: 1 }, b: 2 } }, want: { examples: [1, 2] } },
    ],
    ["type null", { given: { type: "null" }, want: nil }],
    ["type as a list in 3.0", { given: { type: ["string", "null"] }, want: { type: ["string", "null"] } }],
    ["type as a list of one", { given: { type: ["string"] }, want: { type: "string" } }],
    [
      "dependencies",
      {
        given: { dependencies: { a: ["b"], c: { required: ["d"] } } },
        want: { dependentRequired: { a: ["b"] }, dependentSchemas: { c: { required: ["d"] } } },
      },
    ],
    [
      "a tuple of draft 4",
      {
        given: { items: [{ type: "string" }, B], additionalItems: false },
        openapi: "3.1.0",
        want: { prefixItems: [{ type: "string" }, B], items: false },
      },
    ],
    [
      "a list of items in 3.0: alternatives",
      {
        given: { type: "array", items: [{ type: "string" }, B] },
        want: { type: "array", items: { anyOf: [{ type: "string" }, B] } },
      },
    ],
    ["a list of one item in 3.0", { given: { type: "array", items: [B] }, want: { type: "array", items: B } }],
    [
      "a list of items of a fixed length",
      {
        given: { type: "array", items: [B, B], minItems: 2, maxItems: 2 },
        want: { type: "array", prefixItems: [B, B], minItems: 2, maxItems: 2 },
      },
    ],
    ["a list of items without a type: Slack's alternatives", { given: { items: [B, nil] }, want: { anyOf: [B, nil] } }],
    ["discriminator as text", { given: { discriminator: "kind" }, want: { discriminator: { propertyName: "kind" } } }],
    [
      "what only helps to resolve references",
      {
        given: { $id: "https://e.com", $schema: "x", $comment: "y", $defs: { A: {} }, type: "string" },
        openapi: "3.1.0",
        want: { type: "string" },
      },
    ],
    [
      "boolean schemas",
      {
        given: { properties: { a: true, b: false }, items: true },
        openapi: "3.1.0",
        want: { properties: { a: true, b: false }, items: true },
      },
    ],
    [
      "const, patternProperties, if: as they are",
      {
        given: { const: null, patternProperties: { "^x": { nullable: true, type: "string" } }, if: {} },
        want: { const: null, patternProperties: { "^x": { type: ["string", "null"] } }, if: {} },
      },
    ],
  ])("%s", async (_, { given, want, openapi = "3.0.3" }) => {
    expect(await schemaOf(given, openapi, others)).toEqual(want);
  });

  test("every place that has a schema is looked after", async () => {
    const old = { type: "string", nullable: true };
    const now = { type: ["string", "null"] };
    expect(await normal(everywhere(old))).toEqual(everywhere(now));
  });

  test("data is never touched: examples, defaults, enums, constants, extensions", async () => {
    const looksLikeSchema = { nullable: true, type: "any", example: 1, exclusiveMinimum: true, required: true };
    const given = {
      default: looksLikeSchema,
      enum: [looksLikeSchema],
      const: looksLikeSchema,
      "x-a": looksLikeSchema,
      examples: [looksLikeSchema],
    };
    expect(await schemaOf(given)).toEqual(given);
  });
});

describe("beside a reference in 3.0", () => {
  test.each<[string, { given: JsonObject; want: JsonObject; found: readonly string[] }]>([
    [
      "annotations are kept",
      {
        given: { ...B, description: "d", deprecated: true, example: 1, "x-a": 1 },
        want: { ...B, description: "d", deprecated: true, examples: [1], "x-a": 1 },
        found: [],
      },
    ],
    ["a type says nothing new", { given: { ...B, type: "object" }, want: B, found: [] }],
    [
      "anything else has no effect, and is said",
      { given: { ...B, required: ["a"], properties: { a: {} } }, want: B, found: ["load/ref-siblings"] },
    ],
  ])("%s", async (_, { given, want, found }) => {
    const loaded = await tryLoad({ input: withSchemas({ W: { properties: { p: given } }, ...others }) });
    expect(loaded.found).toEqual(found);
    expect(loaded.document?.root.components).toEqual({ schemas: { W: { properties: { p: want } }, ...others } });
  });
});

describe("parents and children that refer to each other", () => {
  const discriminator = { propertyName: "t", mapping: { c1: "#/components/schemas/C1" } };
  const own = { type: "object", required: ["t"], properties: { t: { type: "string" } } };
  const child = (parent: string) => ({ allOf: [schema(parent), { properties: { x: {} } }] });

  test.each<[string, { given: JsonObject; want: JsonObject }]>([
    [
      "every child extends the parent",
      {
        given: {
          P: { ...own, description: "d", oneOf: [schema("C1"), schema("C2")], discriminator },
          C1: child("P"),
          C2: child("P"),
        },
        want: {
          P: { description: "d", oneOf: [schema("C1"), schema("C2")], discriminator },
          PBase: own,
          C1: child("PBase"),
          C2: child("PBase"),
        },
      },
    ],
    [
      "one alternative does not",
      {
        given: { P: { ...own, oneOf: [schema("C1"), { type: "object" }] }, C1: child("P") },
        want: {
          P: { allOf: [schema("PBase")], oneOf: [schema("C1"), { type: "object" }] },
          PBase: own,
          C1: child("PBase"),
        },
      },
    ],
    [
      "by way of a schema between",
      {
        given: { P: { ...own, anyOf: [schema("C1")] }, Mid: child("P"), C1: child("Mid") },
        want: { P: { anyOf: [schema("C1")] }, PBase: own, Mid: child("PBase"), C1: child("Mid") },
      },
    ],
    [
      "the alternatives are written in the parent",
      {
        given: { P: { ...own, oneOf: [child("P")] } },
        want: { P: { oneOf: [child("PBase")] }, PBase: own },
      },
    ],
    [
      "the parent says nothing else",
      {
        given: { P: { oneOf: [schema("C1")], discriminator }, C1: child("P") },
        want: { P: { oneOf: [schema("C1")], discriminator }, C1: { allOf: [{ properties: { x: {} } }] } },
      },
    ],
    [
      "the parent may be null",
      {
        given: { P: { ...own, nullable: true, oneOf: [schema("C1")] }, C1: child("P") },
        want: { P: { anyOf: [{ oneOf: [schema("C1")] }, nil] }, PBase: own, C1: child("PBase") },
      },
    ],
    [
      "who only refers to the parent still means all of it; a name that is taken is passed over",
      {
        given: {
          P: { ...own, oneOf: [schema("C1")] },
          PBase: {},
          C1: child("P"),
          W: { properties: { p: { allOf: [schema("P")] } } },
        },
        want: {
          P: { oneOf: [schema("C1")] },
          PBase: {},
          PBase_: own,
          C1: child("PBase_"),
          W: { properties: { p: { allOf: [schema("P")] } } },
        },
      },
    ],
    [
      "a parent without alternatives is left alone",
      {
        given: { P: { ...own, discriminator }, C1: child("P") },
        want: { P: { ...own, discriminator }, C1: child("P") },
      },
    ],
  ])("%s", async (_, { given, want }) => {
    expect(await schemasOf(given)).toEqual(want);
    expect(await schemasOf(Object.fromEntries(Object.entries(given).toReversed()))).toEqual(want);
  });

  test.each<[string, { given: JsonObject; want: JsonObject }]>([
    [
      "a choice of itself",
      { given: { A: { oneOf: [schema("A"), { type: "string" }] } }, want: { A: { oneOf: [{ type: "string" }] } } },
    ],
    [
      "by way of another",
      {
        given: { A: { anyOf: [schema("B"), nil] }, B: { allOf: [schema("A")] } },
        want: { A: { anyOf: [schema("B"), nil] }, B: {} },
      },
    ],
    [
      "through properties: all right",
      {
        given: { A: { properties: { a: schema("A") }, items: schema("A") } },
        want: { A: { properties: { a: schema("A") }, items: schema("A") } },
      },
    ],
  ])("a schema that is a part of itself: %s", async (_, { given, want }) => {
    expect(await schemasOf(given)).toEqual(want);
  });
});
