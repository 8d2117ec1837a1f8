import { describe, expect, test } from "vitest";
import type { Json } from "../../../generator/src/load/document.js";
import { buildSchemas, schemaOf, told } from "./support.js";

interface Case {
  readonly given: Json;
  readonly want: unknown;
}

const string = { kind: "scalar", type: "string" };
const integer = { kind: "scalar", type: "integer" };
const unknown = { kind: "unknown" };
const nothing = { kind: "null" };
const literal = (value: Json) => ({ kind: "literal", value });
const object = (properties: { [name: string]: unknown }, required: readonly string[] = [], rest: object = {}) => ({
  kind: "object",
  properties: Object.entries(properties).map(([name, schema]) => ({ name, required: required.includes(name), schema })),
  ...rest,
});

describe("one schema", () => {
  test.each<[string, Case]>([
    ["nothing is any value", { given: {}, want: unknown }],
    ["true is any value", { given: true, want: unknown }],
    ["false is no value", { given: false, want: { kind: "never" } }],
    ["a format", { given: { type: "string", format: "uuid" }, want: { ...string, format: "uuid" } }],
    [
      "limits",
      { given: { type: "integer", minimum: 1, maximum: 5 }, want: { ...integer, limits: { maximum: 5, minimum: 1 } } },
    ],
    ["limits of other types say nothing", { given: { type: "integer", minLength: 1 }, want: integer }],
    [
      "several types",
      { given: { type: ["string", "integer"] }, want: { kind: "union", mode: "types", members: [string, integer] } },
    ],
    [
      "null among the types",
      { given: { type: ["null", "integer"] }, want: { kind: "union", mode: "types", members: [nothing, integer] } },
    ],
    ["an integer is a number", { given: { type: ["integer", "number"] }, want: { kind: "scalar", type: "number" } }],
    ["properties make an object", { given: { properties: { a: {} } }, want: told(object({ a: unknown })) }],
    ["items make a list", { given: { items: { type: "string" } }, want: told({ kind: "array", items: string }) }],
    ["a pattern makes a string", { given: { pattern: "^a" }, want: told({ ...string, limits: { pattern: "^a" } }) }],
    ["a list of anything", { given: { type: "array" }, want: { kind: "array", items: unknown } }],
    [
      "properties are sorted",
      {
        given: { type: "object", properties: { b: true, a: true, B: true } },
        want: object({ B: unknown, a: unknown, b: unknown }),
      },
    ],
    [
      "a name that no schema declares",
      {
        given: { type: "object", required: ["a", "b"], properties: { b: true } },
        want: object({ b: unknown }, ["b"], { requiredElsewhere: ["a"] }),
      },
    ],
    [
      "a closed object",
      {
        given: { type: "object", additionalProperties: false },
        want: object({}, [], { additional: { kind: "never" } }),
      },
    ],
    [
      "a map",
      {
        given: { type: "object", additionalProperties: { type: "string" } },
        want: object({}, [], { additional: string }),
      },
    ],
    [
      "an open object",
      { given: { type: "object", additionalProperties: true }, want: object({}, [], { additional: unknown }) },
    ],
    [
      "what nothing evaluates, where only its own members are evaluated",
      {
        given: { type: "object", properties: { a: true }, unevaluatedProperties: { type: "string" } },
        want: object({ a: unknown }, [], { additional: string }),
      },
    ],
    [
      "what nothing evaluates, where others evaluate too",
      {
        given: { type: "object", dependentSchemas: {}, unevaluatedProperties: false },
        want: object({}, [], { limits: { unevaluatedProperties: { kind: "never" } } }),
      },
    ],
    [
      "families of keys",
      {
        given: { type: "object", patternProperties: { "^x-": { type: "string" } } },
        want: object({}, [], { patterns: [{ pattern: "^x-", schema: string }] }),
      },
    ],
    [
      "if, then, else are limits",
      {
        given: { type: "string", if: { const: "a" }, then: { minLength: 1 } },
        want: { ...string, limits: { if: literal("a"), then: told({ ...string, limits: { minLength: 1 } }) } },
      },
    ],
    ["not is a limit", { given: { not: { type: "string" } }, want: { ...unknown, limits: { not: string } } }],
    [
      "dependent names",
      {
        given: { type: "object", dependentRequired: { b: ["d", "c"] } },
        want: object({}, [], { limits: { dependentRequired: [{ property: "b", needs: ["c", "d"] }] } }),
      },
    ],
    [
      "content of a string",
      {
        given: { type: "string", contentMediaType: "image/png", contentEncoding: "base64" },
        want: { ...string, limits: { contentEncoding: "base64", contentMediaType: "image/png" } },
      },
    ],
    [
      "extensions",
      { given: { type: "string", "x-b": 1, "x-a": 2 }, want: { ...string, extensions: { "x-a": 2, "x-b": 1 } } },
    ],
    ["an example of older versions", { given: { type: "string", example: "a" }, want: { ...string, examples: ["a"] } }],
  ])("%s", (_title, { given, want }) => {
    expect(schemaOf(given)).toEqual(want);
  });
});

describe("const and enum", () => {
  test.each<[string, Case]>([
    ["const", { given: { const: "x" }, want: literal("x") }],
    ["const null", { given: { const: null }, want: nothing }],
    ["const object", { given: { const: { k: [1] } }, want: literal({ k: [1] }) }],
    ["const false", { given: { const: false }, want: literal(false) }],
    ["one value", { given: { enum: ["x"] }, want: literal("x") }],
    ["only null", { given: { type: ["string", "null"], enum: [null] }, want: nothing }],
    ["order and negative numbers", { given: { enum: [1, -1, 0] }, want: { kind: "enum", values: [1, -1, 0] } }],
    [
      "mixed, null kept in place",
      { given: { enum: [1, "1", true, null, 1.5] }, want: { kind: "enum", values: [1, "1", true, null, 1.5] } },
    ],
    ["duplicates", { given: { enum: ["a", "b", "a"] }, want: { kind: "enum", values: ["a", "b"] } }],
    [
      "null of the type",
      { given: { type: ["string", "null"], enum: ["a", "b"] }, want: { kind: "enum", values: ["a", "b", null] } },
    ],
    [
      "strings that YAML read as numbers",
      { given: { type: "string", enum: [1, true] }, want: { kind: "enum", values: ["1", "true"] } },
    ],
    [
      "numbers written as strings",
      { given: { type: "integer", enum: ["1", "2"] }, want: { kind: "enum", values: [1, 2] } },
    ],
    [
      "on the list instead of its items",
      {
        given: { type: "array", items: { type: "string" }, enum: ["a", "b"] },
        want: { kind: "array", items: { kind: "enum", values: ["a", "b"] } },
      },
    ],
    [
      "names and descriptions",
      {
        given: { enum: [1, 2], "x-enum-varnames": ["One", "Two"], "x-enum-descriptions": ["first", ""] },
        want: {
          kind: "enum",
          values: [1, 2],
          names: ["One", "Two"],
          descriptions: ["first", null],
          extensions: { "x-enum-descriptions": ["first", ""], "x-enum-varnames": ["One", "Two"] },
        },
      },
    ],
  ])("%s", (_title, { given, want }) => {
    expect(schemaOf(given)).toEqual(want);
  });
});

describe("tuples", () => {
  test.each<[string, Case]>([
    [
      "open by the letter",
      {
        given: { type: "array", prefixItems: [{ type: "string" }] },
        want: { kind: "tuple", prefix: [string], required: 0, rest: unknown },
      },
    ],
    [
      "closed by items",
      {
        given: { type: "array", prefixItems: [{ type: "string" }], items: false },
        want: { kind: "tuple", prefix: [string], required: 0 },
      },
    ],
    [
      "closed by maxItems",
      {
        given: { type: "array", prefixItems: [{ type: "string" }, true], maxItems: 1 },
        want: { kind: "tuple", prefix: [string], required: 0, limits: { maxItems: 1 } },
      },
    ],
    [
      "typed rest",
      {
        given: { type: "array", prefixItems: [{ type: "string" }], items: { type: "integer" }, minItems: 1 },
        want: { kind: "tuple", prefix: [string], required: 1, rest: integer, limits: { minItems: 1 } },
      },
    ],
    [
      "the form before 2020-12",
      {
        given: { type: "array", items: [{ type: "string" }], additionalItems: false },
        want: { kind: "tuple", prefix: [string], required: 0 },
      },
    ],
  ])("%s", (_title, { given, want }) => {
    expect(schemaOf(given)).toEqual(want);
  });
});

describe("what is wrong is reported, and never throws", () => {
  test.each<[string, { given: Json; want: string[] }]>([
    ["a list for a schema", { given: [1], want: ["warn model/schema-shape"] }],
    ["a text for a schema", { given: "string", want: ["warn model/schema-shape"] }],
    ["no type of JSON Schema", { given: { type: "str" }, want: ["warn model/type-name"] }],
    ["a type that is no text", { given: { type: { a: 1 } }, want: ["warn model/type-name"] }],
    [
      "properties that are a list",
      { given: { type: "object", properties: [] }, want: ["warn model/properties-shape"] },
    ],
    ["required that is a text", { given: { type: "object", required: "a" }, want: ["warn model/required-shape"] }],
    ["an empty enum", { given: { type: "string", enum: [] }, want: ["warn model/enum-empty"] }],
    ["a limit that is no number", { given: { type: "integer", minimum: "low" }, want: ["warn model/limit"] }],
    ["a limit in quotes", { given: { type: "integer", minimum: "5" }, want: ["repair model/limit"] }],
    ["a pattern of another language", { given: { type: "string", pattern: "(?i)abc" }, want: ["warn model/pattern"] }],
    ["a pattern between slashes", { given: { type: "string", pattern: "/^abc$/i" }, want: ["repair model/pattern"] }],
    [
      "a reference that leads nowhere",
      { given: { $ref: "#/components/schemas/Nobody" }, want: ["warn model/schema-ref"] },
    ],
    ["alternatives that are none", { given: { oneOf: {} }, want: ["warn model/composition-shape"] }],
    ["branches that are none", { given: { allOf: {} }, want: ["warn model/composition-shape"] }],
    [
      "patterns that are a list",
      { given: { type: "object", patternProperties: [] }, want: ["warn model/properties-shape"] },
    ],
    [
      "readOnly and writeOnly",
      { given: { type: "string", readOnly: true, writeOnly: true }, want: ["warn model/read-write-only"] },
    ],
    ["a default in quotes", { given: { type: "integer", default: "5" }, want: ["repair model/default"] }],
    ["a default of another type", { given: { type: "array", items: {}, default: {} }, want: ["warn model/default"] }],
    [
      "a default that is no value of the enum",
      { given: { enum: ["x", "z"], default: "y" }, want: ["warn model/default"] },
    ],
    ["a default of null", { given: { type: "boolean", default: null }, want: ["warn model/default"] }],
  ])("%s", (_title, { given, want }) => {
    const { api, diagnostics } = buildSchemas({ S: given });
    expect(diagnostics).toEqual(want);
    expect(api.schemas.map((one) => one.name)).toEqual(["S"]);
  });

  test("a pattern that needs the u flag and one that must not have it are kept", () => {
    expect(buildSchemas({ A: { pattern: "[\\p{L}]+" }, B: { pattern: "^[\\w-.]+$" } }).diagnostics).toEqual([]);
  });

  test("a reference to itself is any value", () => {
    const { api, diagnostics } = buildSchemas({ S: { $ref: "#/components/schemas/S" } });
    expect(api.schemas[0]?.schema.kind).toBe("unknown");
    expect(diagnostics).toEqual(["warn model/self-containing"]);
  });

  test("each finding has its place", () => {
    const { report } = buildSchemas({ "a/b": { type: "object", properties: { "~": { type: "str" } } } });
    expect(report.diagnostics[0]?.at).toBe("/components/schemas/a~1b/properties/~0");
  });

  test("a document nested without end stops", () => {
    let deep: Json = {};
    for (let level = 0; level < 20_000; level++) deep = { items: deep };
    expect(buildSchemas({ S: deep }).diagnostics).toEqual(["stop model/too-deep"]);
  });
});
