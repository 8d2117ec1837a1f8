import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../../generator/src/load/document.js";
import type { TypeOptions } from "../../../../generator/src/config/config.js";
import { codeOf, Sampler, wireOf, type Where } from "../../../../generator/src/emit/samples/index.js";
import { compiled, textMatching } from "../../../../generator/src/emit/samples/pattern.js";
import { componentsOf } from "../../../../generator/src/model/index.js";
import { buildSchemas } from "../../model/support.js";

interface Given {
  readonly schema: Json;
  readonly others?: JsonObject;
  readonly where?: Partial<Where>;
  readonly options?: TypeOptions;
  readonly examples?: readonly Json[];
}

function sampled({ schema, others = {}, where, options = {}, examples }: Given) {
  const { api } = buildSchemas({ ...others, S: schema });
  const sampler = new Sampler({ components: componentsOf(api), options });
  return sampler.sample(
    api.schemas.find((one) => one.name === "S")!.schema,
    { direction: "read", files: false, ...where },
    examples,
  );
}

const wire = (given: Given): Json | undefined => {
  const sample = sampled(given);
  return sample === undefined ? undefined : wireOf(sample);
};

describe("a sample", () => {
  const pet = { type: "object", required: ["name"], properties: { name: { type: "string" }, tag: { type: "string" } } };
  const partOf = (kind: string): JsonObject => ({
    type: "object",
    required: ["kind"],
    properties: { kind: { const: kind }, id: { type: "string" }, [kind]: { type: "string" } },
  });
  const either = { A: partOf("a"), B: partOf("b") };
  test.each<[string, Given, Json | undefined]>([
    ["of a text", { schema: { type: "string" } }, "sample"],
    ["of a text with lengths", { schema: { type: "string", minLength: 8, maxLength: 9 } }, "samplesa"],
    ["of a short text", { schema: { type: "string", maxLength: 2 } }, "sa"],
    ["of a format", { schema: { type: "string", format: "email" } }, "sample@example.com"],
    ["of a pattern", { schema: { type: "string", pattern: "^[A-Z]{2}-\\d{4,}$" } }, "aa".toUpperCase() + "-1111"],
    ["of a whole number", { schema: { type: "integer", minimum: 5, multipleOf: 4 } }, 8],
    ["of a number below zero", { schema: { type: "number", exclusiveMaximum: 0 } }, -1],
    ["of a number between bounds", { schema: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 } }, 0.5],
    ["of an enum, not null", { schema: { enum: [null, "a", "b"] } }, "a"],
    ["of a constant", { schema: { const: { a: 1 } } }, { a: 1 }],
    ["is the example", { schema: { type: "string", examples: ["e"] } }, "e"],
    ["is not an example that does not fit", { schema: { type: "integer", examples: ["e"], default: 3 } }, 3],
    ["is the example beside the schema first", { schema: { type: "string", examples: ["e"] }, examples: ["f"] }, "f"],
    ["of a list", { schema: { type: "array", items: { type: "integer" }, minItems: 2, uniqueItems: true } }, [1, 2]],
    [
      "of a tuple",
      { schema: { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }] } },
      ["sample", 1],
    ],
    ["of an object", { schema: pet }, { name: "sample", tag: "sample" }],
    [
      "is no example with members of another part of a union",
      {
        schema: {
          allOf: [{ $ref: "#/components/schemas/Either" }, { required: ["id"] }],
          examples: [{ kind: "a", id: "e", b: "e" }],
        },
        others: {
          ...either,
          Either: { oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }] },
        },
      },
      { kind: "a", id: "sample", a: "sample" },
    ],
    [
      "of a part that is told from others deeper within",
      {
        schema: { allOf: [{ properties: { kind: { enum: ["b", "a"] } } }, { $ref: "#/components/schemas/Whole" }] },
        others: {
          ...either,
          Either: { oneOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }] },
          Whole: { allOf: [{ type: "object" }, { $ref: "#/components/schemas/Either" }] },
        },
      },
      { kind: "a", id: "sample", a: "sample" },
    ],
    ["of a map", { schema: { type: "object", additionalProperties: { type: "integer" } } }, { sample: 1 }],
    ["of a member that is required elsewhere", { schema: { type: "object", required: ["x"] } }, { x: "sample" }],
    [
      "of __proto__",
      {
        schema: {
          type: "object",
          required: ["__proto__"],
          properties: JSON.parse('{"__proto__":{"type":"string"}}') as Json,
        },
      },
      JSON.parse('{"__proto__":"sample"}') as Json,
    ],
    [
      "of an intersection",
      {
        schema: {
          allOf: [
            { $ref: "#/components/schemas/Pet" },
            { type: "object", required: ["tag", "age"], properties: { age: { type: "integer" } } },
          ],
        },
        others: { Pet: pet },
      },
      { name: "sample", tag: "sample", age: 1 },
    ],
    [
      "of an intersection that requires what a nullable part leaves undescribed",
      {
        schema: {
          allOf: [
            { $ref: "#/components/schemas/Pet" },
            { type: ["object", "null"], properties: { content: { type: ["string", "null"] } } },
          ],
          required: ["content", "id"],
        },
        others: { Pet: pet },
      },
      { name: "sample", tag: "sample", content: "sample", id: "sample" },
    ],
    [
      "of an intersection with a union says which member of it",
      {
        schema: {
          type: "object",
          properties: { kind: { enum: ["old", "new"] } },
          oneOf: [
            {
              type: "object",
              required: ["kind", "rule"],
              properties: { kind: { const: "new" }, rule: { type: "string" } },
            },
            { type: "object", required: ["kind"], properties: { kind: { const: "old" } } },
          ],
        },
      },
      { kind: "new", rule: "sample" },
    ],
    [
      "of a list that is an object is none",
      {
        schema: {
          allOf: [
            { type: "array", items: { type: "string" } },
            {
              oneOf: [
                { type: "object", properties: { id: { type: "string" } } },
                { type: "object", required: ["x"] },
              ],
            },
          ],
        },
      },
      undefined,
    ],
    [
      "of enums that share no value is none",
      {
        schema: { allOf: [{ $ref: "#/components/schemas/Kind" }, { enum: ["c"] }] },
        others: { Kind: { enum: ["a", "b"] } },
      },
      undefined,
    ],
    [
      "of enums is what they share",
      {
        schema: { allOf: [{ $ref: "#/components/schemas/Kind" }, { enum: ["c", "b"] }] },
        others: { Kind: { enum: ["a", "b"] } },
      },
      "b",
    ],
    [
      "of a member that another part takes as another type only is none",
      {
        schema: {
          allOf: [
            { $ref: "#/components/schemas/Texts" },
            { type: "object", required: ["b"], properties: { b: { type: "integer" } } },
          ],
        },
        others: { Texts: { type: "object", additionalProperties: { type: "string" } } },
      },
      undefined,
    ],
    ["of narrowed scalars", { schema: { allOf: [{ type: "string" }, { enum: ["a", "b"] }] } }, "a"],
    [
      "of a union fits one member only",
      {
        schema: {
          oneOf: [
            { type: "object", properties: { a: { type: "string" } } },
            { type: "object", required: ["b"], properties: { b: { type: "string" } } },
          ],
        },
      },
      { a: "sample" },
    ],
    [
      "of a discriminated union says which",
      {
        schema: {
          oneOf: [{ $ref: "#/components/schemas/Cat" }],
          discriminator: { propertyName: "kind", mapping: { tom: "#/components/schemas/Cat" } },
        },
        others: { Cat: { type: "object", required: ["kind"], properties: { kind: { type: "string" } } } },
      },
      { kind: "tom" },
    ],
    [
      "of a tree is cut where it may be",
      {
        schema: { $ref: "#/components/schemas/Node" },
        others: {
          Node: {
            type: "object",
            required: ["children"],
            properties: {
              children: { type: "array", items: { $ref: "#/components/schemas/Node" } },
              parent: { $ref: "#/components/schemas/Node" },
            },
          },
        },
      },
      { children: [{ children: [] }] },
    ],
    [
      "of what contains itself without end is none",
      {
        schema: { $ref: "#/components/schemas/Node" },
        others: {
          Node: { type: "object", required: ["next"], properties: { next: { $ref: "#/components/schemas/Node" } } },
        },
      },
      undefined,
    ],
    ["of nothing is none", { schema: false }, undefined],
  ])("%s", (_title, given, want) => {
    expect(wire(given)).toEqual(want);
  });

  const text = { type: "string" };
  const number = { type: "integer" };
  test.each<[string, JsonObject, Json]>([
    ["other items", { type: "array", items: { type: "boolean" }, uniqueItems: true, minItems: 2 }, [true, false]],
    ["other items of few words", { type: "array", items: { enum: ["a"] }, uniqueItems: true }, ["a"]],
    [
      "other objects",
      {
        type: "array",
        items: { type: "object", required: ["a", "b"], properties: { a: { const: 1 }, b: text } },
        uniqueItems: true,
        minItems: 2,
      },
      [
        { a: 1, b: "sample" },
        { a: 1, b: "sample2" },
      ],
    ],
    ["what is contained", { type: "array", items: number, contains: { minimum: 5 }, minItems: 2 }, [5, 6]],
    [
      "as much as is contained",
      { type: "array", items: { type: "number" }, contains: { type: "number", minimum: 5 }, minContains: 2 },
      [5, 6],
    ],
    [
      "what a member needs",
      {
        type: "object",
        required: ["a"],
        properties: { a: text, c: number },
        dependentRequired: { a: ["b"], b: ["c"] },
      },
      { a: "sample", b: "sample", c: 1 },
    ],
    [
      "names that are allowed",
      { type: "object", additionalProperties: number, propertyNames: { enum: ["x", "y"] }, minProperties: 2 },
      { x: 1, y: 1 },
    ],
    [
      "names of a pattern",
      { type: "object", patternProperties: { "^x-[a-z]+$": number }, additionalProperties: false },
      { "x-a": 1 },
    ],
    [
      "as many members as there must be",
      {
        type: "object",
        required: ["list"],
        properties: { list: { type: "object", properties: { a: text }, minProperties: 1 } },
      },
      { list: { a: "sample" } },
    ],
    [
      "what a branch asks for",
      {
        type: "object",
        required: ["kind"],
        properties: { kind: { const: "a" }, other: text },
        if: { properties: { kind: { const: "a" } } },
        then: { type: "object", required: ["size"], properties: { size: number } },
      },
      { kind: "a", other: "sample", size: 1 },
    ],
    [
      "not what is ruled out",
      { type: "object", required: ["a"], properties: { a: text, b: text }, not: { required: ["b"] } },
      { a: "sample" },
    ],
    [
      "one of two only",
      {
        oneOf: [
          { type: "object", properties: { a: text }, required: ["a"] },
          { type: "object", properties: { a: text, b: text }, required: ["a", "b"] },
        ],
      },
      { a: "sample" },
    ],
  ])("satisfies, as ajv judges: %s", (_title, schema, want) => {
    const value = wire({ schema });
    expect(value).toEqual(want);
    expect(new Ajv2020({ strict: false }).validate(schema, value)).toBe(true);
  });

  test("is none of a list without values, and a member of that kind is left out", () => {
    const schema = {
      type: "object",
      required: ["a"],
      properties: { a: { type: "string" }, e: { type: "string", enum: [] } },
    };
    expect(wire({ schema })).toEqual({ a: "sample" });
    expect(wire({ schema: { ...schema, required: ["e"] } })).toBeUndefined();
  });

  test("ends, however schemas ask for each other", () => {
    const names = Array.from({ length: 12 }, (_, index) => `C${index}`);
    const others = names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
    const each = {
      type: "object",
      required: ["x"],
      if: { anyOf: others },
      then: { allOf: others },
      else: { allOf: others },
    };
    expect(wire({ schema: each, others: Object.fromEntries(names.map((name) => [name, each])) })).toEqual({
      x: "sample",
    });
  });

  test("leaves out what travels in the other direction", () => {
    const schema = {
      type: "object",
      required: ["id", "secret"],
      properties: { id: { type: "integer", readOnly: true }, secret: { type: "string", writeOnly: true } },
    };
    expect(wire({ schema })).toEqual({ id: 1 });
    expect(wire({ schema, where: { direction: "write" } })).toEqual({ secret: "sample" });
    expect(wire({ schema, where: { direction: "write" }, examples: [{ id: 7, secret: "s" }] })).toEqual({
      secret: "s",
    });
  });

  test("is code as its type has it: dates, bigints, files", () => {
    const schema = {
      type: "object",
      properties: {
        at: { type: "string", format: "date-time", examples: ["2026-05-06T07:08:09Z"] },
        day: { type: "string", format: "date" },
        size: { type: "integer", format: "int64" },
        file: { type: "string", format: "binary" },
      },
    };
    const sample = sampled({
      schema,
      options: { dates: "Date", int64: "bigint" },
      where: { direction: "write", files: true },
    })!;
    expect(codeOf(sample)).toBe(
      '{ at: new Date("2026-05-06T07:08:09.000Z"), day: new Date("2026-01-02"), file: new Blob(["sample"]), size: 1n }',
    );
    expect(wireOf(sample)).toEqual({ at: "2026-05-06T07:08:09.000Z", day: "2026-01-02", file: "sample", size: 1 });
  });

  test("strings of a document are code only as literals", () => {
    const evil = '"});throw 1//\u2028`${x}';
    const schema = { type: "object", required: [evil], properties: { [evil]: { const: evil } } };
    const code = codeOf(sampled({ schema })!);
    expect(JSON.parse(code.replace(/^\{ /, "{").replace(/ \}$/, "}").replace("\\u2028", "\\u2028"))).toEqual({
      [evil]: evil,
    });
  });
});

test.each([
  "^[a-z0-9]+(?:-[a-z0-9]+)*$",
  "^\\d{3}-\\d{2}-\\d{4}$",
  "^(foo|bar)_[A-F0-9]{8}$",
  "^\\+?[1-9]\\d{1,14}$",
  "^https?://.+$",
  "^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$",
  "^arn:aws:[a-z]+:\\*$",
  "^(?=.*\\d)(?=.*[a-z]).{8,}$",
  "^\\p{Lu}\\p{Ll}+$",
  "^[\\w.\\-]{1,64}\\/[\\w.\\-]{1,64}$",
  "^\\$2[ayb]\\$.{56}$",
])("a text that fits %s", (pattern) => {
  const text = textMatching(pattern);
  expect(text).toBeDefined();
  expect(compiled(pattern)?.test(text!)).toBe(true);
});

test("a pattern that nothing fits, or that is none, has no text", () => {
  expect(textMatching("^(?!)$")).toBeUndefined();
  expect(textMatching("(")).toBeUndefined();
  expect(textMatching("^a{9}$", { maxLength: 3 })).toBeUndefined();
});
