import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../generator/src/load/document.js";
import { oneOperation, operationOf } from "../support.js";

const key = (where: string): JsonObject => ({ name: "X-Key", in: where, required: true, schema: { type: "string" } });
const document = (parameters: JsonObject[], security: JsonObject[]): JsonObject =>
  oneOperation(
    { parameters, security },
    {
      components: {
        securitySchemes: {
          key: { type: "apiKey", in: "header", name: "x-key" },
          token: { type: "http", scheme: "bearer" },
        },
      },
    },
  );
const isArgument = async (parameters: JsonObject[], security: JsonObject[]): Promise<boolean> =>
  (await operationOf({ document: document(parameters, security) })).declarations.includes("X-Key");

describe("a parameter where a credential is sent", () => {
  test.each<[string, { given: [JsonObject[], JsonObject[]]; want: boolean }]>([
    ["is no argument", { given: [[key("header")], [{ key: [] }]], want: false }],
    ["beside another scheme is none", { given: [[key("header")], [{ key: [], token: [] }]], want: false }],
    ["is one where another scheme will do", { given: [[key("header")], [{ key: [] }, { token: [] }]], want: true }],
    ["is one where no credential is needed", { given: [[key("header")], [{ key: [] }, {}]], want: true }],
    ["is one in another place", { given: [[key("query")], [{ key: [] }]], want: true }],
    ["is one where nothing is sent", { given: [[key("header")], []], want: true }],
  ])("%s", async (_title, { given, want }) => expect(await isArgument(...given)).toBe(want));
});
