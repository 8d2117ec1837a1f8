import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ApiConfig } from "../../../generator/src/config/config.js";
import { generate } from "../../../generator/src/generate.js";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { tempFolder } from "../../support/temp-folder.js";
import { buildSchemas } from "../model/support.js";

const HEAD = { openapi: "3.1.0", info: { title: "T", version: "1" } };
const paths = (items: JsonObject): JsonObject => ({ ...HEAD, paths: items });
const getting = (operation: JsonObject, more: JsonObject = {}): JsonObject => ({
  ...paths({ "/a": { get: { responses: {}, ...operation } } }),
  ...more,
});
const schema = (one: JsonObject): JsonObject => ({ ...paths({}), components: { schemas: { A: one } } });
const schemes = (securitySchemes: JsonObject): JsonObject => ({ components: { securitySchemes } });
const named = (tag: string, name: string): JsonObject => ({
  get: { tags: [tag], "x-sdkwright-name": name, responses: {} },
});
const content = (...types: string[]): JsonObject => Object.fromEntries(types.map((type) => [type, {}]));
const key = { name: "X-Key", in: "header", required: true, schema: { type: "string" } };

/** Codes that no other test is about, each with a document that leads to it. */
const rows: [code: string, document: JsonObject | string, options?: Partial<ApiConfig>][] = [
  [
    "load/body-and-form",
    {
      swagger: "2.0",
      info: HEAD.info,
      paths: {
        "/a": {
          post: {
            parameters: [
              { in: "body", name: "b", schema: {} },
              { in: "formData", name: "f", type: "string" },
            ],
            responses: {},
          },
        },
      },
    },
  ],
  ["load/items-list", schema({ type: "array", items: [{ type: "string" }] })],
  ["load/key-not-a-string", 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}\nx-a:\n  ? [a, b]\n  : 1\n'],
  ["load/schema-in-itself", schema({ oneOf: [{ $ref: "#/components/schemas/A" }, { type: "string" }] })],
  ["model/body-empty", getting({ requestBody: { content: {} } })],
  ["model/enum-on-array", schema({ type: "array", enum: ["a", "b"], items: { type: "string" } })],
  ["model/enum-value", schema({ type: "integer", enum: ["1", 2] })],
  [
    "model/media-type",
    getting({ responses: { 200: { description: "", content: content("text/csv;a=b", "text/csv; a=b") } } }),
  ],
  ["model/oauth-flow", getting({}, schemes({ o: { type: "oauth2", flows: { magic: { scopes: {} } } } }))],
  ["model/operation", paths({ "/a": { additionalOperations: { "A B": { responses: {} } } } })],
  ["model/parameter-twice", getting({ parameters: [key, { ...key, name: "x-key" }] })],
  ["model/security-scheme", getting({}, schemes({ o: { type: "custom" } }))],
  ["model/servers", getting({}, { servers: [{ description: "without a URL" }] })],
  ["model/tag", getting({}, { tags: [{ name: "a" }, { name: "a" }] })],
  ["name/resource-collision", paths({ "/a": named("a", "b"), "/b": named("a.b", "c") })],
  ["name/value-collision", paths({ "/a": named("a.b", "c"), "/b": named("a", "bC") })],
  [
    "emit/credential-parameter",
    getting(
      { parameters: [key], security: [{ k: [] }] },
      schemes({ k: { type: "apiKey", in: "header", name: "X-Key" } }),
    ),
  ],
  [
    "emit/no-sample",
    getting({ parameters: [{ ...key, in: "query", schema: { type: "string", enum: [] } }] }),
    { tests: true },
  ],
];

describe("each diagnostic can be reached, and says what to do", () => {
  test.each(rows)("%s", async (code, given, options) => {
    const folder = await tempFolder();
    const input = typeof given === "string" ? join(folder, "openapi.yaml") : given;
    if (typeof given === "string") await writeFile(join(folder, "openapi.yaml"), given);
    const { report } = await generate({ input, output: join(folder, "sdk"), ...options }, { dryRun: true });
    const found = report.diagnostics.find((one) => one.code === code);
    expect(found, JSON.stringify(report.diagnostics)).toMatchObject({ fix: expect.stringMatching(/^[A-Z].*[.`]$/) });
    expect(found!.place ?? found!.at).toBeDefined();
  });

  test("model/dynamic-ref, where no reader has seen to the anchors", () => {
    const { diagnostics } = buildSchemas({ A: { $dynamicRef: "#nowhere" } });
    expect(diagnostics).toEqual(["warn model/dynamic-ref"]);
  });
});
