import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../generator/src/load/document.js";
import { oneOperation, operationOf, valueOf } from "../support.js";

const text = { type: "string" };
const body = (content: JsonObject, more: JsonObject = {}) => ({
  document: oneOperation({ requestBody: { required: true, content, ...more } }),
});
const paramsOf = async (content: JsonObject, more: JsonObject = {}): Promise<string> =>
  /export (?:interface|type) TRunParams (?:.|\n)*?\n\}?(?=\n)/
    .exec((await operationOf(body(content, more))).declarations)?.[0]
    ?.trim() ?? "";

describe("request bodies", () => {
  test.each<[string, { given: JsonObject; want: string }]>([
    ["JSON", { given: { "application/json": { schema: text } }, want: 'body: { "application/json": "json" },' }],
    [
      "JSON of a vendor",
      {
        given: { "application/vnd.x+json; v=1": { schema: text } },
        want: 'body: { "application/vnd.x+json;v=1": "json" },',
      },
    ],
    ["XML as text", { given: { "application/xml": { schema: text } }, want: 'body: { "application/xml": "text" },' }],
    ["bytes", { given: { "image/png": {} }, want: 'body: { "image/png": "binary" },' }],
    [
      "JSON lines",
      { given: { "application/x-ndjson": { schema: text } }, want: 'body: { "application/x-ndjson": "jsonl" },' },
    ],
    [
      "any type, of an object: JSON",
      { given: { "*/*": { schema: { type: "object" } } }, want: 'body: { "*/*": "json" },' },
    ],
    [
      "encodings",
      {
        given: {
          "application/x-www-form-urlencoded": {
            schema: { type: "object", properties: { list: { type: "array", items: text } } },
            encoding: { list: { style: "form", explode: false } },
          },
        },
        want: [
          "body: {",
          '  "application/x-www-form-urlencoded": { kind: "form", encoding: { list: { style: "form", explode: false } } },',
          "},",
        ].join("\n"),
      },
    ],
  ])("%s", async (_, { given, want }) => expect(await valueOf(body(given))).toBe(want));

  test("one media type: the body is a member beside the parameters", async () => {
    expect(await paramsOf({ "application/json": { schema: text } }, { description: "What to say." })).toBe(
      "export interface TRunParams {\n  /** What to say. */\n  body: string;\n}",
    );
  });

  test("one object under several media types has one name, whichever of them the document sorts first", async () => {
    const members = ["a", "b", "c"].map((name) => [name, text] as const);
    const schema = { type: "object", properties: Object.fromEntries(members) };
    const params = await paramsOf({
      "application/*+json": { schema },
      "application/json": { schema },
      "text/json": { schema },
    });
    expect(new Set(params.match(/TRunBody\w*/g))).toEqual(new Set(["TRunBody"]));
  });

  test("an optional body", async () => {
    expect(await paramsOf({ "application/json": { schema: text } }, { required: false })).toBe(
      "export interface TRunParams {\n  body?: string;\n}",
    );
  });

  test("several media types: alternatives, the first of which is the default", async () => {
    expect(
      await paramsOf({ "application/json": { schema: { type: "number" } }, "text/plain": {}, "text/csv": {} }),
    ).toBe(
      [
        "export type TRunParams =",
        "  | {",
        "      body: number;",
        '      contentType?: "application/json";',
        "    }",
        "  | {",
        "      body: string;",
        '      contentType: "text/csv" | "text/plain";',
        "    };",
      ].join("\n"),
    );
  });

  test.each<[string, { given: JsonObject; want: string }]>([
    [
      "XML of an object: the text of it",
      { given: { "application/xml": { schema: { type: "object" } } }, want: "string" },
    ],
    ["YAML of anything", { given: { "application/yaml": { schema: {} } }, want: "string" }],
    ["words", { given: { "text/plain": { schema: { enum: ["a", "b"] } } }, want: '"a" | "b"' }],
    ["a number as text", { given: { "text/plain": { schema: { type: "integer" } } }, want: "number" }],
    [
      "JSON lines that are called one text",
      { given: { "application/jsonl": { schema: text } }, want: "Iterable<unknown> | AsyncIterable<unknown>" },
    ],
    [
      "JSON that is called JSON twice",
      { given: { "application/json": { schema: { contentMediaType: "application/json" } } }, want: "unknown" },
    ],
    [
      "JSON in a string",
      { given: { "application/json": { schema: { ...text, contentMediaType: "application/json" } } }, want: "string" },
    ],
  ])("%s", async (_, { given, want }) => expect(await paramsOf(given)).toContain(`  body: ${want};\n`));

  test("a media type with a wildcard is the caller's to say", async () => {
    expect(await paramsOf({ "image/*": {} })).toContain("contentType?: `image/${string}`;");
  });
});
