import { expect, test } from "vitest";
import type { ApiConfig } from "../../../generator/src/config/config.js";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { understand } from "../../../generator/src/pipeline.js";
import { documentWith, LIMIT, LIST, object, TEXT } from "./support.js";

const cursor = { type: "string", description: "Cursor for the next page, as returned by the previous response." };

async function told(paging: ApiConfig["paging"], words: JsonObject = {}) {
  const answer = object({ data: LIST, others: LIST, next_cursor: TEXT });
  const input = documentWith({ words, query: { cursor, limit: LIMIT }, answer });
  const { facts, report } = await understand({ input, output: "", ...(paging !== undefined && { paging }) });
  return { pager: facts.operations.get("GET /orders")?.paging, codes: report.diagnostics.map((one) => one.code) };
}

const override = { style: "cursor", cursor: "cursor", items: "/others", nextCursor: "/next_cursor" } as const;

test("the configuration wins over extension and evidence", async () => {
  const { pager } = await told({ "GET /orders": override }, { "x-pagination": { style: "cursor", items: "/data" } });
  expect(pager).toMatchObject({ from: "config", confidence: 1, response: { items: "/others" } });
});

test("an extension wins over evidence", async () => {
  const { pager } = await told(undefined, { "x-pagination": { style: "cursor", items: "/others" } });
  expect(pager).toMatchObject({ from: "extension", response: { items: "/others" } });
});

test.each<[string, ApiConfig["paging"], JsonObject]>([
  ["for the API", false, {}],
  ["for an operation", { "GET /orders": false }, {}],
  ["by the document", undefined, { "x-pagination": false }],
])("paging is switched off %s", async (_title, paging, words) => {
  expect((await told(paging, words)).pager).toBeUndefined();
});

test("an override that does not fit is said to, and leaves a plain call", async () => {
  const { pager, codes } = await told({ "GET /orders": { ...override, items: "/nowhere" } });
  expect(pager).toBeUndefined();
  expect(codes).toContain("detect/paging-claim");
});

test("an extension that does not fit is said to, and evidence decides", async () => {
  const { pager, codes } = await told(undefined, { "x-pagination": { style: "page", page: "nowhere" } });
  expect(pager).toMatchObject({ from: "detected", style: "cursor" });
  expect(codes).toContain("detect/paging-claim");
});

test("an override of an operation that does not exist is said to", async () => {
  expect((await told({ "GET /order": override })).codes).toContain("detect/paging-no-operation");
});
