import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../generator/src/load/document.js";
import { filesOf, oneOperation, operationOf, valueOf } from "../support.js";

const text = { type: "string" };
const schemes = {
  components: {
    securitySchemes: {
      bearer: { type: "http", scheme: "bearer" },
      key: { type: "apiKey", in: "header", name: "X-Key" },
    },
  },
  security: [{ bearer: [] }],
};

describe("operations", () => {
  test("the comment of a method", async () => {
    const { methods } = await operationOf({
      document: oneOperation({
        summary: "Run it",
        description: "Runs the thing.\n\nTwice, if need be. */ @evil",
        deprecated: true,
        externalDocs: { url: "https://example.com/run" },
      }),
    });
    expect(methods).toBe(
      `  /**
   * Run it.
   *
   * Runs the thing.
   *
   * Twice, if need be. *\\/ \\@evil
   *
   * \`POST /u\`
   * @deprecated
   * @see https://example.com/run
   */
  run(options?: CallOptions): ApiPromise<boolean> {
    return this.client.call(tRun, undefined, options);
  }`,
    );
  });

  test.each<[string, { given: JsonObject; want: string }]>([
    ["what the API needs is not repeated", { given: { security: [{ bearer: [] }] }, want: "" }],
    ["nothing needed", { given: { security: [] }, want: "security: []," }],
    [
      "together and in turn",
      { given: { security: [{ bearer: [], key: [] }, {}] }, want: "security: [{ bearer: [], key: [] }, {}]," },
    ],
    ["a scheme that is nowhere", { given: { security: [{ ghost: [] }] }, want: "" }],
  ])("security: %s", async (_, { given, want }) => {
    expect(await valueOf({ document: oneOperation(given, schemes) })).toBe(want);
  });

  test("a server of its own", async () => {
    const servers = [
      { url: "https://{region}.files.example.com", variables: { region: { default: "eu", enum: ["eu", "us"] } } },
    ];
    expect(await valueOf({ document: oneOperation({ servers }) })).toBe(
      'servers: [\n  { url: "https://{region}.files.example.com", variables: { region: { default: "eu", enum: ["eu", "us"] } } },\n],',
    );
  });

  test("what was found out", async () => {
    const operations = {
      "POST /u": {
        idempotency: { header: "Idempotency-Key", evidence: [] },
        failure: { pointer: "/ok", equals: [false], evidence: [] },
        cost: 5,
        limits: { requestsPerSecond: 2, statuses: [420, 429], evidence: [] },
      },
    };
    expect(await valueOf({ document: oneOperation({}), operations })).toBe(
      [
        'idempotency: "Idempotency-Key",',
        'failure: { pointer: "/ok", equals: [false] },',
        "limits: { requestsPerSecond: 2, statuses: [420] },",
        "cost: 5,",
      ].join("\n"),
    );
  });

  test("a pager: parameters by their argument keys, the item's type from the answer", async () => {
    const list = {
      type: "object",
      properties: {
        meta: { type: "object", properties: { next: text } },
        data: { type: "array", items: { type: "number" } },
      },
    };
    const document = oneOperation(
      {
        parameters: [
          { name: "cursor", in: "header", schema: text },
          { name: "cursor", in: "query", schema: text },
          { name: "limit", in: "query", schema: { type: "integer" } },
        ],
        responses: { 200: { description: "", content: { "application/json": { schema: list } } } },
      },
      {},
      "get /u",
    );
    const paging = {
      style: "cursor",
      request: { cursor: "header:cursor", size: "limit" },
      response: { items: "/data", nextCursor: "/meta/next", hasMore: "/done" },
      hasMoreInverted: true,
      maxSize: 100,
      confidence: 1,
      evidence: [],
      from: "detected",
    } as const;
    const { declarations, methods } = await operationOf({ document, operations: { "GET /u": { paging } } });
    expect(declarations).toContain("export const tRun: PagedOperation<TRunParams, number, TRunResult> = {");
    expect(declarations).toContain(
      [
        "  paging: {",
        '    style: "cursor",',
        '    cursor: "cursor_header",',
        '    size: "limit",',
        "    maxSize: 100,",
        '    items: "/data",',
        '    nextCursor: "/meta/next",',
        '    done: "/done",',
        "  },",
      ].join("\n"),
    );
    expect(methods).toContain("): PagePromise<number, TRunResult> {");
    expect(methods).toContain("* Pages by cursor, at most 100 items each:");
  });

  test("streaming by a flag: two values, two methods", async () => {
    const content = { "application/json": { schema: text }, "text/event-stream": { schema: { type: "number" } } };
    const document = oneOperation({
      requestBody: {
        required: true,
        content: { "application/json": { schema: { type: "object", properties: { stream: { type: "boolean" } } } } },
      },
      responses: { 200: { description: "", content } },
    });
    const stream = { format: "sse", terminator: "[DONE]", toggle: "body:/stream", evidence: [] } as const;
    const { declarations, methods } = await operationOf({ document, operations: { "POST /u": { stream } } });
    expect(declarations).toContain("export const tRun: Operation<TRunParams, string> = {");
    expect(declarations).toContain("export const tRunStream: StreamOperation<TRunParams, number> = {");
    expect(declarations).toContain(
      '  answers: { 200: "sse" },\n  constants: { "body:/stream": true },\n  stream: { format: "sse", terminator: "[DONE]" },\n',
    );
    expect(methods).toContain("run(params: TRunParams, options?: CallOptions): ApiPromise<string> {");
    expect(methods).toContain("runStream(params: TRunParams, options?: CallOptions): EventStream<number> {");
  });

  test("events whose data is JSON, told by their names, up to the one that ends the stream", async () => {
    const jsonOf = (schema: JsonObject) => ({ contentMediaType: "application/json", contentSchema: schema });
    const kind = (event: JsonObject, data: JsonObject) => ({ properties: { ...event, data } });
    const itemSchema = {
      type: "object",
      required: ["event"],
      properties: { event: text, data: text },
      oneOf: [
        kind({ event: { const: "add" } }, jsonOf({ type: "object", properties: { a: { type: "number" } } })),
        kind({ event: { const: "say" } }, { type: "string" }),
        kind({}, { const: "[DONE]" }),
      ],
    };
    const content = { "text/event-stream": { itemSchema } };
    const document = oneOperation({ responses: { 200: { description: "", content } } });
    const files = await filesOf({ document });
    const module = files.get("resources/t.ts") ?? "";
    expect(module).toContain(
      'stream: { format: "sse", terminator: "[DONE]", data: { add: "json", say: "text" }, envelope: true },',
    );
    const line = module.replaceAll(/\s+/g, " ");
    expect(line).toContain('TRunResultItemAdd { data?: { a?: number }; event: "add"; }');
    expect(line).toContain('TRunResultItemSay { data?: string; event: "say"; }');
    expect(line).toContain("StreamOperation<undefined, TRunResultItemAdd | TRunResultItemSay>");
  });

  test("an answer that can be nothing but a stream", async () => {
    const content = { "application/x-ndjson": { itemSchema: { type: "number" } } };
    const document = oneOperation({ responses: { 200: { description: "", content } } });
    const { declarations, methods } = await operationOf({ document, operations: {} });
    expect(declarations).toContain("tRun: StreamOperation<undefined, number>");
    expect(declarations).toContain(
      'answers: { 200: { "application/x-ndjson": "jsonl" } },\n  stream: { format: "jsonl" },',
    );
    expect(methods).toContain("run(options?: CallOptions): EventStream<number> {");
  });

  test("operations of no resource are methods of the client", async () => {
    const document = {
      ...oneOperation({}),
      paths: {
        "/sendMessage": {
          post: { responses: { 200: { description: "", content: { "application/json": { schema: text } } } } },
        },
      },
    };
    const files = await filesOf({ document });
    expect(files.get("client.ts")).toContain(
      "export class Test extends TestMethods {\n  declare readonly client: Client;\n",
    );
    expect(files.get("resources/root.ts")).toContain("sendMessage(options?: CallOptions): ApiPromise<string> {");
  });
});
