import { describe, expect, test } from "vitest";
import type { ApiConfig } from "../../../../generator/src/config/config.js";
import type { JsonObject } from "../../../../generator/src/load/document.js";
import { filesOf, oneOperation } from "../support.js";

/** The tests of resource `t`, without what stands before them. */
async function testsOf(document: JsonObject, config: Partial<ApiConfig> = {}): Promise<string> {
  const text = (await filesOf({ document, config: { tests: true, ...config } })).get("tests/t.test.ts") ?? "";
  return text.slice(Math.max(0, text.indexOf("\ntest(") + 1));
}

test("are made on request only", async () => {
  expect((await filesOf({ document: oneOperation({}) })).has("tests/t.test.ts")).toBe(false);
});

test("a call, what it must send, and what must come of it", async () => {
  const document = oneOperation(
    {
      parameters: [
        { name: "id", in: "path", required: true, schema: { type: "integer" } },
        { name: "tags", in: "query", schema: { type: "array", items: { type: "string" } } },
        { name: "X-Ids", in: "header", schema: { type: "array", items: { type: "integer" } } },
      ],
      requestBody: {
        required: true,
        content: {
          "application/json": { schema: { type: "object", required: ["a"], properties: { a: { type: "integer" } } } },
        },
      },
    },
    {},
    "put /u/{id}",
  );
  expect(await testsOf(document)).toBe(`test("t.run: PUT /u/{id}", async () => {
  const answer = true;
  api.next({ status: 200, type: "application/json", body: JSON.stringify(answer) });
  const received = await client.t.run({
    id: 1,
    tags: ["sample & more", "sample & more2"],
    "X-Ids": [1, 2],
    body: { a: 1 },
  });
  expect(received).toEqual(answer);
  expect(api.sent).toMatchObject({
    method: "PUT",
    path: "/u/1?tags=sample%20%26%20more&tags=sample%20%26%20more2",
    headers: { "x-ids": "1,2", "content-type": "application/json" },
  });
  expect(api.sent.body).toEqual({ a: 1 });
});
`);
});

test("a header that carries the credential of the client, where a call may go without, is left to it", async () => {
  const document = {
    ...oneOperation(
      {
        parameters: [
          { name: "authorization", in: "header", schema: { type: "string" } },
          { name: "X-Trace", in: "header", schema: { type: "string" } },
        ],
      },
      { components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } } },
      "get /u",
    ),
    security: [{}, { token: [] }],
  };
  const text = await testsOf(document);
  expect(text).toContain('headers: { "x-trace": "sample" }');
  expect(text).not.toContain("authorization");
});

test("events that are described as a whole are sent with their fields, one of each kind", async () => {
  const kind = (event: string, data: JsonObject): JsonObject => ({
    type: "object",
    required: ["event", "data"],
    properties: { event: { const: event }, data, retry: { type: "integer" } },
  });
  const itemSchema = {
    oneOf: [
      kind("price", { contentMediaType: "application/json", contentSchema: { type: "integer" } }),
      kind("note", { type: "string" }),
      // The client throws what is called an error.
      kind("error", { type: "string" }),
    ],
  };
  const document = {
    ...oneOperation(
      { responses: { 200: { description: "", content: { "text/event-stream": { itemSchema } } } } },
      {},
      "get /u",
    ),
    openapi: "3.2.0",
  };
  expect(await testsOf(document)).toContain(
    String.raw`body: "event: price\nretry: 1\ndata: 1\n\nevent: note\nretry: 1\ndata: sample\n\n",`,
  );
});

describe("answers", () => {
  const answering = (content: JsonObject) =>
    oneOperation({ responses: { 200: { description: "", content } } }, {}, "get /u");
  test.each<[string, JsonObject, Partial<ApiConfig>, string]>([
    [
      "an example of the document",
      { "application/json": { schema: { type: "integer" }, example: 7 } },
      {},
      "const answer = 7;",
    ],
    [
      "not one that does not fit",
      { "application/json": { schema: { type: "integer" }, example: "7" } },
      {},
      "const answer = 1;",
    ],
    ["a file", { "application/pdf": {} }, {}, 'expect(await textOf(received)).toBe("sample");'],
    [
      "dates",
      { "application/json": { schema: { type: "string", format: "date-time" } } },
      { types: { dates: "Date" } },
      'expect(received).toEqual(new Date("2026-01-02T03:04:05.000Z"));',
    ],
    [
      "events",
      { "text/event-stream": { schema: { type: "object", required: ["a"], properties: { a: { type: "integer" } } } } },
      {},
      "expect(received).toEqual([{ a: 1 }, { a: 1 }]);",
    ],
  ])("%s", async (_title, content, config, want) => {
    expect(await testsOf(answering(content), config)).toContain(want);
  });

  test("a document without examples of what it requires is told which operation has no test", async () => {
    const document = oneOperation(
      { parameters: [{ name: "q", in: "query", required: true, schema: false }] },
      {},
      "get /u",
    );
    expect(await testsOf(document)).toBe("");
  });
});

test("credentials stand for every scheme", async () => {
  const schemes = {
    key: { type: "apiKey", in: "query", name: "k" },
    name: { type: "http", scheme: "basic" },
    tls: { type: "mutualTLS" },
  };
  const document = oneOperation({}, { components: { securitySchemes: schemes }, security: [{ key: [], name: [] }] });
  const text = (await filesOf({ document, config: { tests: true } })).get("tests/t.test.ts");
  expect(text).toContain(
    'auth: { key: "credential", name: "user:credential", tls: { cert: "credential", key: "credential" } },',
  );
});

test("a body of null is a body", async () => {
  const requestBody = { required: true, content: { "application/json": { schema: { type: "null" } } } };
  expect(await testsOf(oneOperation({ requestBody }))).toContain("expect(api.sent.body).toEqual(null);");
});
