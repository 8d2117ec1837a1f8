import { describe, expect, test } from "vitest";
import type { TypeOptions } from "../../../../generator/src/config/config.js";
import type { Json, JsonObject } from "../../../../generator/src/load/document.js";
import { declaration, declared, print, typeText } from "./support.js";

interface Case {
  readonly given: Json;
  readonly want: string;
  readonly options?: TypeOptions;
}

const ref = (target: string) => ({ $ref: `#/components/schemas/${target}` });
const string = { type: "string" };
const pet = { type: "object", properties: { name: string } };
const others: JsonObject = { Pet: pet, Color: { type: "string", enum: ["red", "green"] } };
const many = Array.from({ length: 12 }, (_, index) => `value-number-${index}`);

describe("a schema as a type", () => {
  test.each<[string, Case]>([
    ["any value", { given: {}, want: "unknown" }],
    ["no value", { given: false, want: "never" }],
    ["a scalar", { given: { type: "integer" }, want: "number" }],
    ["types with null", { given: { type: ["null", "string"] }, want: "string | null" }],
    [
      "types that are one in TypeScript",
      { given: { oneOf: [{ type: "integer" }, { type: "number", maximum: 1 }] }, want: "number" },
    ],
    ["a reference", { given: ref("Pet"), want: "Pet" }],
    ["a list", { given: { type: "array", items: ref("Pet") }, want: "Pet[]" }],
    [
      "a list of alternatives",
      { given: { type: "array", items: { oneOf: [ref("Pet"), string] } }, want: "(Pet | string)[]" },
    ],
    [
      "a list of both",
      {
        given: { type: "array", items: { allOf: [ref("Pet"), { properties: { a: string } }] } },
        want: "(Pet & { a?: string })[]",
      },
    ],
    ["a list of lists", { given: { type: "array", items: { type: "array", items: string } }, want: "string[][]" }],
    [
      "a list of tuples",
      {
        given: { type: "array", items: { type: "array", prefixItems: [string], items: false, minItems: 1 } },
        want: "[string][]",
      },
    ],
    [
      "alternatives of both",
      {
        given: { oneOf: [{ allOf: [ref("Pet"), { properties: { a: string } }] }, string] },
        want: "(Pet & { a?: string }) | string",
      },
    ],
    [
      "literals of every kind",
      { given: { enum: ["a", 1, -1, 1.5, true, null] }, want: '"a" | 1 | -1 | 1.5 | true | null' },
    ],
    ["one literal", { given: { const: "x" }, want: '"x"' }],
    ["null", { given: { const: null }, want: "null" }],
    [
      "a literal object",
      {
        given: { const: { k: 1, l: [true, null], m: {} } },
        want: "{ k: 1; l: [true, null]; m: { [key: string]: never } }",
      },
    ],
    [
      "hostile literals",
      {
        given: { enum: ["`${x}`", "\\", '"', "\u2028", "\ud800", "</script>"] },
        want: '"`${x}`" | "\\\\" | "\\"" | "\\u2028" | "\\ud800" | "\\x3C/script>"',
      },
    ],
    ["numbers beyond integers", { given: { enum: [1e21, 1e-7] }, want: "1e+21 | 1e-7" }],
    [
      "an open tuple",
      {
        given: { type: "array", prefixItems: [string, { type: "integer" }] },
        want: "[string?, number?, ...unknown[]]",
      },
    ],
    [
      "a closed tuple",
      {
        given: { type: "array", prefixItems: [string, { type: "integer" }], items: false, minItems: 2 },
        want: "[string, number]",
      },
    ],
    [
      "a tuple with a typed rest",
      {
        given: { type: "array", prefixItems: [string], items: { type: "boolean" }, minItems: 1 },
        want: "[string, ...boolean[]]",
      },
    ],
    ["a map", { given: { type: "object", additionalProperties: ref("Pet") }, want: "{ [key: string]: Pet }" }],
    ["an object of which nothing is known", { given: { type: "object" }, want: "{ [key: string]: unknown }" }],
    [
      "an object without members",
      { given: { type: "object", additionalProperties: false }, want: "{ [key: string]: never }" },
    ],
    [
      "a known word or any other",
      { given: { anyOf: [string, { enum: ["a", "b"] }] }, want: '"a" | "b" | (string & {})' },
    ],
    [
      "a known word by reference, or any other, or null",
      { given: { anyOf: [string, ref("Color"), { type: "null" }] }, want: "Color | (string & {}) | null" },
    ],
    ["a reference with siblings", { given: { ...ref("Pet"), required: ["name"] }, want: "Pet & { name: string }" }],
    [
      "a scalar beside a reference to one",
      { given: { type: "string", allOf: [ref("Color")], minLength: 1 }, want: "Color" },
    ],
    [
      "a name that nobody declares",
      { given: { allOf: [ref("Pet"), { required: ["age"] }] }, want: "Pet & { age: unknown }" },
    ],
    ["alternatives of which one is anything", { given: { oneOf: [string, {}] }, want: "unknown" }],
    [
      "the same alternative twice",
      { given: { oneOf: [ref("Pet"), { ...ref("Pet"), description: "again" }] }, want: "Pet" },
    ],
    ["bytes in JSON", { given: { type: "string", format: "binary" }, want: "string" }],
    ["dates", { given: { type: "string", format: "date-time" }, want: "string" }],
    [
      "dates as Date",
      { given: { type: ["string", "null"], format: "date" }, want: "Date | null", options: { dates: "Date" } },
    ],
    [
      "int64 as bigint",
      {
        given: { type: "array", items: { type: "integer", format: "int64" } },
        want: "bigint[]",
        options: { int64: "bigint" },
      },
    ],
    [
      "int32 is no bigint",
      { given: { type: "integer", format: "int32" }, want: "number", options: { int64: "bigint" } },
    ],
    [
      "open enums",
      { given: { enum: ["a", 1] }, want: '"a" | 1 | (string & {}) | (number & {})', options: { enums: "open" } },
    ],
    ["inline enums stay unions", { given: { enum: ["a", "b"] }, want: '"a" | "b"', options: { enums: "enum" } }],
    [
      "a long union in a list",
      {
        given: { type: "array", items: { enum: many } },
        want: `(\n${many.map((one) => `    | "${one}"`).join("\n")}\n  )[]`,
      },
    ],
  ])("%s", async (_title, { given, want, options }) => {
    expect(await typeText(given, options, others)).toBe(want);
  });
});

describe("a component as a declaration", () => {
  test.each<[string, Case]>([
    [
      "an object",
      {
        given: { type: "object", required: ["b"], properties: { b: string, a: string } },
        want: "export interface S {\n  a?: string;\n  b: string;\n}\n",
      },
    ],
    ["a scalar", { given: string, want: "export type S = string;\n" }],
    ["an alias", { given: ref("Pet"), want: "export type S = Pet;\n" }],
    ["any value", { given: true, want: "export type S = unknown;\n" }],
    [
      "a long union",
      { given: { enum: many }, want: `export type S =\n${many.map((one) => `  | "${one}"`).join("\n")};\n` },
    ],
    [
      "keys of every kind",
      {
        given: {
          type: "object",
          properties: {
            "foo-bar": string,
            "": string,
            constructor: string,
            "1a": string,
            'a"b': string,
          },
        },
        want: 'export interface S {\n  ""?: string;\n  "1a"?: string;\n  "a\\"b"?: string;\n  constructor?: string;\n  "foo-bar"?: string;\n}\n',
      },
    ],
    [
      "more members of a parent",
      {
        given: { allOf: [ref("Pet"), { properties: { bark: { type: "boolean" } } }] },
        want: "export interface S extends Pet {\n  bark?: boolean;\n}\n",
      },
    ],
    [
      "a member of the parent made required",
      {
        given: { allOf: [ref("Pet"), { required: ["name"] }] },
        want: "export interface S extends Pet {\n  name: string;\n}\n",
      },
    ],
    [
      "a member that may contradict the parent's",
      {
        given: { allOf: [ref("Pet"), { properties: { name: { type: "integer" } } }] },
        want: "export type S = Pet & { name?: number };\n",
      },
    ],
    [
      "two parents and nothing more",
      { given: { allOf: [ref("Pet"), ref("Cage")] }, want: "export type S = Pet & Cage;\n" },
    ],
    [
      "two parents",
      {
        given: { allOf: [ref("Pet"), ref("Cage"), { properties: { c: string } }] },
        want: "export interface S extends Pet, Cage {\n  c?: string;\n}\n",
      },
    ],
    [
      "a parent that is no interface",
      {
        given: { allOf: [ref("Either"), { properties: { c: string } }] },
        want: "export type S = Either & { c?: string };\n",
      },
    ],
    [
      "typed keys beside members of other types",
      {
        given: {
          type: "object",
          required: ["code"],
          properties: { code: { type: "integer" }, o: pet },
          additionalProperties: string,
        },
        want: "export interface S {\n  code: number;\n  o?: { name?: string };\n  [key: string]: string | number | { name?: string } | undefined;\n}\n",
      },
    ],
    [
      "typed keys beside members of too many types",
      {
        given: {
          type: "object",
          properties: { a: { const: 1 }, b: { const: 2 }, c: { const: 3 }, d: { const: 4 } },
          additionalProperties: string,
        },
        want: "export interface S {\n  a?: 1;\n  b?: 2;\n  c?: 3;\n  d?: 4;\n  [key: string]: unknown;\n}\n",
      },
    ],
    [
      "families of keys",
      {
        given: {
          type: "object",
          properties: { a: { type: "integer" } },
          patternProperties: { "^x-": string, _at$: { type: "integer" }, "^\\$ref$": string },
          additionalProperties: false,
        },
        want: "export interface S {\n  a?: number;\n  $ref?: string;\n  [key: `x-${string}`]: string;\n  [key: `${string}_at`]: number;\n}\n",
      },
    ],
    [
      "a family within a family",
      {
        given: { type: "object", patternProperties: { "^x-": string, "^x-n-": { type: "integer" } } },
        want: "export interface S {\n  [key: `x-${string}`]: string | number;\n  [key: `x-n-${string}`]: number;\n}\n",
      },
    ],
    [
      "two patterns for the same keys",
      {
        given: { type: "object", patternProperties: { "^x-": string, "^x-.*$": { minLength: 1 } } },
        want: "export interface S {\n  [key: `x-${string}`]: string;\n}\n",
      },
    ],
    [
      "a pattern that types cannot say",
      {
        given: { type: "object", patternProperties: { "^[a-z]{2}$": string } },
        want: "export interface S {\n  [key: string]: string;\n}\n",
      },
    ],
    [
      "small objects stay on their line, others do not",
      {
        given: {
          type: "object",
          properties: { o: { type: "object", properties: { a: string, b: { ...string, description: "B." } } }, p: pet },
        },
        want: "export interface S {\n  o?: {\n    a?: string;\n    /** B. */\n    b?: string;\n  };\n  p?: { name?: string };\n}\n",
      },
    ],
    [
      "objects of three members have a name",
      {
        given: {
          type: "object",
          properties: { o: { type: "object", properties: { a: string, b: string, c: string } } },
        },
        want: "export interface S {\n  o?: SO;\n}\n",
      },
    ],
    [
      "an enum as a constant",
      {
        given: { enum: ["a-b", "1", "", "c", -1], "x-enum-descriptions": ["First.", "", "", "", ""] },
        options: { enums: "enum" },
        want: '/** - `"a-b"`: First. */\nexport const S = {\n  /** First. */\n  AB: "a-b",\n  Value1: "1",\n  Empty: "",\n  C: "c",\n  Minus1: -1,\n} as const;\nexport type S = (typeof S)[keyof typeof S];\n',
      },
    ],
    [
      "an enum whose names would be one",
      {
        given: { enum: ["a", "A", null] },
        options: { enums: "enum" },
        want: 'export const S = {\n  a: "a",\n  A: "A",\n} as const;\nexport type S = (typeof S)[keyof typeof S] | null;\n',
      },
    ],
    [
      "an enum of objects is no constant",
      {
        given: { enum: [{ a: 1 }, { a: 2 }] },
        options: { enums: "enum" },
        want: "export type S = { a: 1 } | { a: 2 };\n",
      },
    ],
  ])("%s", async (_title, { given, want, options }) => {
    const more = {
      ...others,
      Cage: { type: "object", properties: { size: { type: "integer" } } },
      Either: { oneOf: [ref("Pet"), ref("Cage")] },
    };
    expect(await declaration(given, options, more)).toBe(want);
  });

  test("a member called __proto__", async () => {
    const schema = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}') as Json;
    expect(await declaration(schema)).toBe("export interface S {\n  __proto__?: string;\n}\n");
  });
});

describe("JSDoc", () => {
  test.each<[string, { given: JsonObject; want: string }]>([
    ["a description", { given: { description: "A name." }, want: "/** A name. */" }],
    ["a title that says more than the name", { given: { title: "The pet's name" }, want: "/** The pet's name */" }],
    ["a title that only repeats the name", { given: { title: "P" }, want: "" }],
    [
      "default, example, deprecated",
      {
        given: { default: "a", examples: ["b"], deprecated: true },
        want: '/**\n   * @default "a"\n   * @example "b"\n   * @deprecated\n   */',
      },
    ],
    [
      "format and limits",
      {
        given: { description: "A name", format: "uuid", minLength: 1, maxLength: 36, pattern: "^a*/$" },
        want: "/** A name. Format `uuid`, 1 to 36 characters, matching `^a*\\/$`. */",
      },
    ],
    [
      "what would end the comment",
      { given: { description: "*/ process.exit(1) /*" }, want: "/** *\\/ process.exit(1) /* */" },
    ],
    ["what would be a tag", { given: { description: "@ts-ignore" }, want: "/** \\@ts-ignore */" }],
  ])("%s", async (_title, { given, want }) => {
    const text = await declaration({ type: "object", properties: { p: { type: "string", ...given } } });
    expect(text).toBe(`export interface S {\n${want === "" ? "" : `  ${want}\n`}  p?: string;\n}\n`);
  });

  test.each<[string, { given: JsonObject; want: string }]>([
    ["an integer", { given: { type: "integer", minimum: 1, maximum: 100 }, want: "/** Integer 1 to 100. */" }],
    [
      "open limits",
      {
        given: { type: "number", exclusiveMinimum: 0, multipleOf: 0.5 },
        want: "/** More than 0, a multiple of 0.5. */",
      },
    ],
    [
      "limits of int64, which a double rounds",
      {
        given: { type: "integer", format: "int64", minimum: -(2 ** 63), maximum: 2 ** 63 },
        want: "/** Format `int64`. */",
      },
    ],
    [
      "a list",
      { given: { type: "array", items: { type: "string", format: "uuid" } }, want: "/** Items: format `uuid`. */" },
    ],
    ["what may be null", { given: { type: ["string", "null"], format: "date" }, want: "/** Format `date`. */" }],
  ])("limits of %s", async (_title, { given, want }) => {
    const text = await declaration({ type: "object", properties: { p: given } });
    expect(text.split("\n")[1]?.trim()).toBe(want);
  });

  test("a type has its title as well", async () => {
    expect(await declaration({ ...string, title: "Pet name", description: "What to call." })).toBe(
      "/**\n * Pet name\n *\n * What to call.\n */\nexport type S = string;\n",
    );
  });
});

describe("two directions", () => {
  const schemas: JsonObject = {
    W: {
      type: "object",
      required: ["id", "secret"],
      properties: {
        id: { type: "string", readOnly: true },
        secret: { type: "string", writeOnly: true },
        child: ref("W"),
        same: ref("Pet"),
      },
    },
    Pet: pet,
    X: { allOf: [ref("W"), { properties: { more: string } }] },
  };

  test("a twin where they differ, and nowhere else", async () => {
    expect(await declared(schemas)).toBe(
      [
        "export interface Pet {\n  name?: string;\n}\n",
        "export interface W {\n  child?: W;\n  id: string;\n  same?: Pet;\n}\n",
        "export interface WInput {\n  child?: WInput;\n  same?: Pet;\n  secret: string;\n}\n",
        "export interface X extends W {\n  more?: string;\n}\n",
        "export interface XInput extends WInput {\n  more?: string;\n}\n",
      ].join("\n"),
    );
  });

  test("requests take the twin, answers do not", async () => {
    const { api, types } = await print({ components: { schemas } });
    const w = { kind: "array", at: "/x", items: { kind: "ref", at: "/x/items", target: "W" } } as const;
    expect(types.type(w, "write")).toEqual({
      text: "WInput[]",
      imports: new Map([["WInput", "models"]]),
      runtime: new Set(),
    });
    expect(types.type(w, "read").text).toBe("W[]");
    expect(api.schemas).toHaveLength(3);
  });

  test.each<[string, { given: "blob" | "bytes" | "stream"; want: string }]>([
    ["blob", { given: "blob", want: "Blob" }],
    ["bytes", { given: "bytes", want: "Uint8Array" }],
    ["stream", { given: "stream", want: "ReadableStream<Uint8Array>" }],
  ])("a binary answer as %s, a binary request as a file", async (_title, { given, want }) => {
    const { types } = await print({}, { binary: given });
    const file = { kind: "scalar", at: "/x", type: "string", format: "binary" } as const;
    expect(types.type(file, "read", { media: "application/pdf" }).text).toBe(want);
    expect(types.type(file, "read", { media: "application/json" }).text).toBe("string");
    expect(types.type(file, "write", { media: "application/octet-stream" })).toEqual({
      text: "FileInput",
      imports: new Map(),
      runtime: new Set(["FileInput"]),
    });
  });

  test("files are files in multipart and strings in JSON", async () => {
    const body = (media: string, schema: JsonObject): JsonObject => ({
      requestBody: { content: { [media]: { schema } } },
      responses: {},
    });
    const upload = {
      type: "object",
      properties: {
        file: { type: "string", format: "binary" },
        png: { type: "string", contentMediaType: "image/png" },
        text: { type: "string", contentMediaType: "image/png", contentEncoding: "base64" },
      },
    };
    const { types } = await print({
      components: { schemas: { Up: upload } },
      paths: {
        "/a": { post: body("multipart/form-data", ref("Up")) },
        "/b": { post: body("application/json", upload) },
      },
    });
    expect(types.declarations("models").map(({ text, runtime }) => [text, [...runtime]])).toEqual([
      [
        "export interface Up {\n  file?: FileInput;\n  /** Content `image/png`. */\n  png?: FileInput;\n  /** Content `image/png`, encoded as `base64`. */\n  text?: string;\n}\n",
        ["FileInput"],
      ],
    ]);
    expect(types.declarations("resources/t")[0]?.text).toContain("  file?: string;\n");
  });
});

describe("modules", () => {
  test("imports name what other modules declare, and nothing of their own", async () => {
    const body: JsonObject = {
      requestBody: {
        content: {
          "application/json": {
            schema: {
              type: "object",
              properties: {
                pet: ref("Pet"),
                inner: { type: "object", properties: { a: string, b: string, c: string } },
              },
            },
          },
        },
      },
      responses: {},
    };
    const { types } = await print({ components: { schemas: { Pet: pet } }, paths: { "/a": { post: body } } });
    expect(types.modules()).toEqual(["models", "resources/t"]);
    const [root] = types.declarations("resources/t");
    expect(root).toEqual({
      name: "Body",
      text: "export interface Body {\n  inner?: BodyInner;\n  pet?: Pet;\n}\n",
      imports: new Map([["Pet", "models"]]),
      runtime: new Set(),
    });
  });

  test("a global type of the name of one of the document's", async () => {
    const text = await declared(
      { Date: pet, W: { type: "object", properties: { at: { type: "string", format: "date-time" } } } },
      { dates: "Date" },
    );
    expect(text).toContain("at?: globalThis.Date;");
  });

  // Writing each level twice would take for ever.
  test("small objects nested without end are written once each", async () => {
    let deep: JsonObject = string;
    for (let level = 0; level < 100; level++) deep = { type: "object", properties: { a: deep } };
    expect((await declaration(deep)).match(/a\?:/g)).toHaveLength(100);
  });
});
