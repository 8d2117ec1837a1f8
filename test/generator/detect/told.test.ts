import { expect, test } from "vitest";
import type { ApiConfig } from "../../../generator/src/config/config.js";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { understand } from "../../../generator/src/pipeline.js";
import { documentWith, LIMIT, LIST, object, TEXT } from "./support.js";

const cursor = { type: "string", description: "Cursor for the next page, as returned by the previous response." };

async function told(paging: ApiConfig["paging"], words: JsonObject = {}, overlays: JsonObject[] = []) {
  const answer = object({ data: LIST, others: LIST, next_cursor: TEXT });
  const input = documentWith({ words, query: { cursor, limit: LIMIT }, answer });
  const { facts, report } = await understand({ input, output: "", overlays, ...(paging !== undefined && { paging }) });
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

const overlay = (update: JsonObject): JsonObject => ({
  overlay: "1.0.0",
  info: { title: "Paging", version: "1" },
  actions: [{ target: "$.paths['/orders'].get", update }],
});

test.each<[string, { given: JsonObject; by: JsonObject; want: object }]>([
  [
    "what it adds",
    {
      given: { "x-pagination": { style: "cursor", items: "/data" } },
      by: {
        "x-fern-pagination": {
          cursor: "$request.cursor",
          next_cursor: "$response.next_cursor",
          results: "$response.others",
        },
      },
      want: { from: "overlay", response: { items: "/others" } },
    },
  ],
  [
    "one value that it changes",
    {
      given: { "x-pagination": { style: "cursor", items: "/data" } },
      by: { "x-pagination": { items: "/others" } },
      want: { from: "overlay", response: { items: "/others" } },
    },
  ],
  [
    "nothing, where it speaks of something else",
    {
      given: { "x-pagination": { style: "cursor", items: "/others" } },
      by: { summary: "Orders" },
      want: { from: "extension", response: { items: "/others" } },
    },
  ],
])("an overlay wins over the document's own extensions: %s", async (_title, { given, by, want }) => {
  expect((await told(undefined, given, [overlay(by)])).pager).toMatchObject(want);
});

test.each<[string, JsonObject]>([
  ["x-pagination", { style: "cursor", items: "/others" }],
  [
    "x-speakeasy-pagination",
    {
      type: "cursor",
      inputs: [{ name: "cursor", in: "parameters", type: "cursor" }],
      outputs: { results: "$.others", nextCursor: "$.next_cursor" },
    },
  ],
  [
    "x-fern-pagination",
    { cursor: "$request.cursor", next_cursor: "$response.next_cursor", results: "$response.others" },
  ],
])("%s is read", async (name, value) => {
  expect((await told(undefined, { [name]: value })).pager).toMatchObject({
    style: "cursor",
    request: { cursor: "cursor" },
    response: { items: "/others", nextCursor: "/next_cursor" },
    from: "extension",
  });
});

test("x-ms-pageable is read, and says that a list comes whole when its next link is null", async () => {
  const answer = object({ value: LIST, nextLink: TEXT });
  const pager = async (pageable: JsonObject) => {
    const input = documentWith({ words: { "x-ms-pageable": pageable }, answer });
    return (await understand({ input, output: "" })).facts.operations.get("GET /orders")?.paging;
  };
  expect(await pager({ nextLinkName: "nextLink" })).toMatchObject({
    style: "next-url-in-body",
    response: { items: "/value", nextUrl: "/nextLink" },
    from: "extension",
  });
  expect(await pager({ nextLinkName: null })).toBeUndefined();
});

test("x-stainless-pagination-property is read from parameters and fields", async () => {
  const purpose = (name: string): JsonObject => ({ "x-stainless-pagination-property": { purpose: name } });
  const input = documentWith({
    query: { mark: { ...TEXT, ...purpose("next_cursor_param") } },
    answer: object({
      a: LIST,
      b: { ...LIST, ...purpose("items") },
      more: { ...TEXT, ...purpose("next_cursor_field") },
    }),
  });
  const { facts } = await understand({ input, output: "" });
  expect(facts.operations.get("GET /orders")?.paging).toMatchObject({
    style: "cursor",
    request: { cursor: "mark" },
    response: { items: "/b", nextCursor: "/more" },
    from: "extension",
  });
});

test("an OpenAPI link from an answer to its own operation says where the next request takes its cursor from", async () => {
  const document = documentWith({
    words: { operationId: "listOrders" },
    query: { cursor: TEXT, limit: LIMIT },
    answer: object({ data: LIST, mark: TEXT }),
  }) as { paths: { "/orders": { get: { responses: { "200": JsonObject } } } } };
  document.paths["/orders"].get.responses["200"]["links"] = {
    next: { operationId: "listOrders", parameters: { cursor: "$response.body#/mark" } },
  };
  const { facts } = await understand({ input: document as never, output: "" });
  expect(facts.operations.get("GET /orders")?.paging).toMatchObject({
    style: "cursor",
    request: { cursor: "cursor" },
    response: { items: "/data", nextCursor: "/mark" },
    from: "links",
  });
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
