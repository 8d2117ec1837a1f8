import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../generator/src/load/document.js";
import { oneOperation, operationOf, valueOf } from "../support.js";

const text = { type: "string" };
const flag = { type: "boolean" };
const json = (schema: JsonObject, type = "application/json") => ({ description: "", content: { [type]: { schema } } });
const none = { description: "" };
const given = (responses: JsonObject) => ({ document: oneOperation({ responses }, {}, "get /u") });
const typesOf = async (responses: JsonObject): Promise<string> => {
  const { declarations } = await operationOf(given(responses));
  return (
    /tRun: (Operation<(?:.|\n)*?>) = /
      .exec(declarations)?.[1]
      ?.replace(/\s+/g, " ")
      .replace(/< /, "<")
      .replace(/ >/, ">") ?? ""
  );
};

describe("answers", () => {
  test.each<[string, { given: JsonObject; value: string; types: string }]>([
    ["JSON is not worth a word", { given: { 200: json(text) }, value: "", types: "Operation<undefined, string>" }],
    ["nor is another 2XX", { given: { 201: json(text) }, value: "", types: "Operation<undefined, string>" }],
    [
      "nor a charset",
      {
        given: { 200: json(text, "application/json; charset=utf-8") },
        value: "",
        types: "Operation<undefined, string>",
      },
    ],
    [
      "the JSON of a vendor has to be asked for by name",
      {
        given: { 200: json(text, "application/vnd.x+json;v=2") },
        value: 'answers: { 200: { "application/vnd.x+json;v=2": "json" } },',
        types: "Operation<undefined, string>",
      },
    ],
    [
      "a file of any type",
      {
        given: { 200: json({ contentMediaType: "*/*" }, "*/*") },
        value: 'answers: { 200: { "*/*": "binary" } },',
        types: "Operation<undefined, Blob>",
      },
    ],
    [
      "no content",
      { given: { 204: none }, value: 'answers: { 204: "none" },', types: "Operation<undefined, undefined>" },
    ],
    [
      "several statuses",
      {
        given: { 200: json(text), 202: json(flag), 204: none },
        value: 'answers: { 200: "json", 202: "json", 204: "none" },',
        types:
          "Operation<undefined, string | boolean | undefined, unknown, { 200: string; 202: boolean; 204: undefined }>",
      },
    ],
    [
      "several contents of one status",
      {
        given: {
          200: {
            description: "",
            content: { "application/json": { schema: flag }, "text/csv": {}, "application/pdf": {} },
          },
        },
        value: 'answers: { 200: { "application/json": "json", "application/pdf": "binary", "text/csv": "text" } },',
        types: "Operation<undefined, boolean | Blob | string, unknown, TRunSuccesses>",
      },
    ],
    [
      "the same thing in other forms is not asked for",
      {
        given: {
          200: {
            description: "",
            content: {
              "application/json": { schema: flag },
              "application/xml": { schema: flag },
              "text/json": { schema: flag },
            },
          },
        },
        value: "",
        types: "Operation<undefined, boolean>",
      },
    ],
    [
      "default alone is a success",
      { given: { default: json(text) }, value: 'answers: { default: "json" },', types: "Operation<undefined, string>" },
    ],
    [
      "default beside a success is an error, and so is a range; a redirect is neither",
      {
        given: { 200: json(text), 304: none, "4XX": json(flag), default: json(text) },
        value: "",
        types: 'Operation<undefined, string, { "4XX": boolean; default: string }>',
      },
    ],
    [
      "an error without a body may have one",
      { given: { 200: json(text), 404: none }, value: "", types: "Operation<undefined, string, { 404: unknown }>" },
    ],
  ])("%s", async (_, { given: responses, value, types }) => {
    expect(await valueOf(given(responses))).toBe(value);
    expect(await typesOf(responses)).toBe(types);
  });

  test("long maps get names of their own", async () => {
    const errors = Object.fromEntries([400, 401, 403, 404, 409, 422].map((status) => [status, json(text)]));
    const { declarations, methods } = await operationOf(given({ 200: json(text), ...errors }));
    expect(declarations).toContain(
      "/** Error bodies of `t.run`, by status. */\nexport interface TRunErrors {\n  400: string;\n  401: string;",
    );
    expect(methods).toContain("run(options?: CallOptions): ApiPromise<string, TRunErrors> {");
  });

  test.each([
    ["blob", "Blob"],
    ["bytes", "Uint8Array"],
    ["stream", "ReadableStream<Uint8Array>"],
  ] as const)("files as %s", async (binary, want) => {
    const responses = { 200: { description: "", content: { "application/pdf": {} } } };
    const { methods } = await operationOf({ ...given(responses), config: { types: { binary } } });
    expect(methods).toContain(`ApiPromise<${want}>`);
  });

  test("an answer to HEAD has no body", async () => {
    const document = oneOperation({ responses: { 200: json(text) } }, {}, "head /u");
    expect(await valueOf({ document })).toBe('answers: { 200: "none" },');
  });
});
