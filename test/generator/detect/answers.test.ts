import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { COUNT, documentOf, FLAG, factsOf, found, LIST, list, object, ORDER, TEXT } from "./support.js";

const json = (schema: JsonObject): JsonObject => ({ "application/json": { schema } });
const ok = (schema: JsonObject): JsonObject => ({ "200": { description: "OK", content: json(schema) } });

async function factsOfDocument(paths: JsonObject, more: JsonObject = {}) {
  return (await found(documentOf(paths, more))).facts;
}

describe("limits", () => {
  const header = (description: string, schema: JsonObject = COUNT): JsonObject => ({ description, schema });
  const limited = (headers: JsonObject, responses: JsonObject = {}): JsonObject => ({
    "/orders": { get: { responses: { "200": { description: "OK", headers }, ...responses } } },
  });

  test.each<[string, { given: JsonObject; want: object }]>([
    [
      "epoch seconds",
      { given: header("When the window resets, in UTC epoch seconds."), want: { resetUnit: "epoch-s" } },
    ],
    [
      "epoch milliseconds",
      { given: header("Unix time of the reset in milliseconds."), want: { resetUnit: "epoch-ms" } },
    ],
    ["seconds to wait", { given: header("Seconds until the window resets."), want: { resetUnit: "delta-s" } }],
    ["a moment", { given: header("Reset.", { type: "string", format: "date-time" }), want: { resetUnit: "iso" } }],
  ])("headers, with a reset in %s", async (_title, { given, want }) => {
    const { limits } = await factsOfDocument(
      limited({
        "X-RateLimit-Limit": header("Requests allowed."),
        "X-RateLimit-Remaining": header("Requests left."),
        "X-RateLimit-Reset": given,
      }),
    );
    expect(limits).toMatchObject({
      limitHeader: "X-RateLimit-Limit",
      remainingHeader: "X-RateLimit-Remaining",
      resetHeader: "X-RateLimit-Reset",
      ...want,
    });
  });

  test.each<[string, { given: string; want: object }]>([
    [
      "a sentence that goes on in the next line",
      {
        given: "The `X-RateLimit-Reset`\nheader holds seconds since the Unix epoch.",
        want: { resetHeader: "X-RateLimit-Reset", resetUnit: "epoch-s" },
      },
    ],
    [
      "rows that speak of one header each",
      {
        given: "| X-RateLimit-Reset | milliseconds since the epoch |\n| Retry-After | seconds |",
        want: { resetUnit: "epoch-ms", retryAfter: true },
      },
    ],
  ])("headers that only text names, in %s", async (_title, { given, want }) => {
    const { limits } = await factsOfDocument(limited({}), {
      info: { title: "Test", version: "1", description: given },
    });
    expect(limits).toMatchObject(want);
  });

  test("a reset is not told by what the text says of another header", async () => {
    const description = "`X-RateLimit-Reset` tells when.\n`Retry-After` holds the number of seconds to wait.";
    const { limits } = await factsOfDocument(limited({}), { info: { title: "Test", version: "1", description } });
    expect(limits).toMatchObject({ resetHeader: "X-RateLimit-Reset", retryAfter: true });
    expect(limits?.resetUnit).toBeUndefined();
  });

  test.each<[string, { given: JsonObject }]>([
    ["a header that says that a limit was reached", { given: limited({ "Acme-Reached-Rate-Limit": header("Yes.") }) }],
    [
      "an extension that exempts from limits",
      { given: { "/orders": { get: { "x-acme-rate-limit-exemptions": ["a"], responses: {} } } } },
    ],
  ])("%s states none", async (_title, { given }) => {
    expect((await factsOfDocument(given)).limits).toBeUndefined();
  });

  const refused = (description: string, headers: JsonObject = {}): JsonObject => ({ description, headers });
  test.each<[string, { given: JsonObject; want: object | undefined }]>([
    ["429", { given: { "429": refused("Too many requests.") }, want: { statuses: [429] } }],
    [
      "503 with Retry-After",
      {
        given: { "503": refused("Starting.", { "Retry-After": header("Seconds.") }) },
        want: { statuses: [503], retryAfter: true },
      },
    ],
    ["420 that says so", { given: { "420": refused("Error limited: slow down.") }, want: { statuses: [420] } }],
    ["nothing", { given: { "503": refused("Down.") }, want: undefined }],
  ])("status %s", async (_title, { given, want }) => {
    const { limits } = await factsOfDocument(limited({}, given));
    if (want) expect(limits).toMatchObject(want);
    else expect(limits).toBeUndefined();
  });

  test.each<[string, { given: string; want: object | undefined }]>([
    ["per minute", { given: "The rate limit is 60 requests per minute.", want: { requestsPerSecond: 1, burst: 60 } }],
    ["per hour", { given: "Up to 3,600 calls an hour are allowed.", want: { requestsPerSecond: 1, burst: 3600 } }],
    [
      "for ordinary callers before others",
      {
        given: "Limits: 10 requests per second without a key.\nLimits: 20 requests per second with a key.",
        want: { requestsPerSecond: 20 },
      },
    ],
    ["in short", { given: "Rate limits: burst: `3/s`, steady: `60/m`", want: { requestsPerSecond: 1 } }],
    ["of something else", { given: "Handles 100 requests per second with ease.", want: undefined }],
  ])("numbers in prose: %s", async (_title, { given, want }) => {
    const { limits } = await factsOfDocument(limited({}), {
      info: { title: "Test", version: "1", description: given },
    });
    if (want) expect(limits).toMatchObject(want);
    else expect(limits).toBeUndefined();
  });

  test.each<[string, { given: JsonObject; want: object }]>([
    ["an extension", { given: { "x-cost": 5 }, want: { cost: 5 } }],
    ["prose", { given: { description: "A call has a quota cost of 50 units." }, want: { cost: 50 } }],
    [
      "an extension for its rate",
      { given: { "x-rate-limit": { limit: 100, period: 50 } }, want: { limits: { requestsPerSecond: 2, burst: 100 } } },
    ],
  ])("of one operation, by %s", async (_title, { given, want }) => {
    expect(await factsOf({ words: given, answer: LIST })).toMatchObject(want);
  });
});

describe("errors", () => {
  const failing = (schema: JsonObject, type = "application/json"): JsonObject => ({
    "/orders": {
      get: {
        responses: { "200": { description: "OK" }, "400": { description: "No", content: { [type]: { schema } } } },
      },
    },
  });

  test.each<[string, { given: JsonObject; want: object }]>([
    [
      "at the root",
      {
        given: object({ message: TEXT, code: TEXT, request_id: TEXT }),
        want: { message: "/message", code: "/code", requestId: "/request_id" },
      },
    ],
    [
      "in an object",
      {
        given: object({ error: object({ message: TEXT, type: TEXT }) }),
        want: { message: "/error/message", code: "/error/type" },
      },
    ],
    [
      "in the first of a list",
      { given: object({ errors: list(object({ detail: TEXT, code: TEXT })) }), want: { message: "/errors/0/detail" } },
    ],
  ])("a message %s", async (_title, { given, want }) => {
    expect((await factsOfDocument(failing(given))).errors).toMatchObject(want);
  });

  test("the number of the status is no code, and a message is not one either", async () => {
    const { errors } = await factsOfDocument(failing(object({ status: COUNT, error: TEXT })));
    expect(errors).toMatchObject({ message: "/error" });
    expect(errors).not.toHaveProperty("code");
  });

  test("problem details are known by their type", async () => {
    const { errors } = await factsOfDocument(
      failing(object({ title: TEXT, detail: TEXT }), "application/problem+json"),
    );
    expect(errors).toMatchObject({ problemJson: true, message: "/detail" });
  });

  const answering = (fields: JsonObject): JsonObject =>
    Object.fromEntries(["/a", "/b", "/c"].map((path) => [path, { get: { responses: ok(object(fields)) } }]));

  test("a flag of all answers beside an error says that a call failed", async () => {
    const { operations } = await factsOfDocument(answering({ ok: FLAG, error: TEXT, data: ORDER }));
    expect(operations.get("GET /a")?.failure).toMatchObject({ pointer: "/ok", equals: [false] });
  });

  test("a flag that nothing says can be false is no failure", async () => {
    const { operations } = await factsOfDocument(answering({ ok: FLAG, data: ORDER }));
    expect(operations.get("GET /a")?.failure).toBeUndefined();
  });

  const notice = { type: "string", description: "Mistakes are told here, in a body with status 200." };
  test("members that stand in place of the data are failures", async () => {
    const answer = { type: "object", properties: { quote: ORDER, Note: notice, "Error Message": notice } };
    expect((await factsOf({ answer })).failure).toMatchObject({ equals: [], present: ["/Error Message", "/Note"] });
  });

  test("an error beside data that is always there is a remark", async () => {
    const answer = { type: "object", properties: { quote: ORDER, Note: notice }, required: ["quote"] };
    expect((await factsOf({ answer })).failure).toBeUndefined();
  });
});

describe("idempotency", () => {
  const parameters: JsonObject[] = [{ name: "Idempotency-Key", in: "header", schema: TEXT }];
  test("a header of an unsafe operation makes repeating it safe; reading is safe without", async () => {
    const { operations } = await factsOfDocument({
      "/orders": { post: { parameters, responses: ok(ORDER) }, get: { parameters, responses: ok(LIST) } },
    });
    expect(operations.get("POST /orders")?.idempotency).toMatchObject({ header: "Idempotency-Key" });
    expect(operations.get("GET /orders")?.idempotency).toBeUndefined();
  });
});

describe("long work", () => {
  const accepted = (response: JsonObject): JsonObject => ({
    "/reports": { post: { responses: { "202": { description: "Accepted", ...response } } } },
  });
  test.each<[string, { given: JsonObject; want: string | undefined }]>([
    ["a header", { given: { headers: { Location: { schema: TEXT } } }, want: "header:Location" }],
    ["a field", { given: { content: json(object({ id: TEXT, status_url: TEXT })) }, want: "/status_url" }],
    ["nothing", { given: { content: json(object({ id: TEXT })) }, want: undefined }],
  ])("202 with %s to ask", async (_title, { given, want }) => {
    const { operations } = await factsOfDocument(accepted(given));
    expect(operations.get("POST /reports")?.job?.location).toBe(want);
  });
});

describe("streams", () => {
  const post = (content: JsonObject, description = ""): JsonObject => ({
    "/chat": {
      post: {
        requestBody: { content: json({ type: "object", properties: { stream: FLAG, prompt: TEXT } }) },
        responses: { "200": { description: `OK. ${description}`, content } },
      },
    },
  });

  test.each<[string, { given: JsonObject; want: object | undefined }]>([
    [
      "events, switched on by a flag",
      {
        given: post({ ...json(ORDER), "text/event-stream": { schema: ORDER } }),
        want: { format: "sse", toggle: "body:/stream" },
      },
    ],
    ["lines", { given: post({ "application/x-ndjson": { schema: ORDER } }), want: { format: "jsonl" } }],
    [
      "events whose end only the answer's description names",
      {
        given: post({ "text/event-stream": { schema: ORDER } }, "The stream is terminated by a data: [DONE] message."),
        want: { format: "sse", terminator: "[DONE]" },
      },
    ],
    ["no stream", { given: post(json(ORDER)), want: undefined }],
  ])("%s", async (_title, { given, want }) => {
    const stream = (await factsOfDocument(given)).operations.get("POST /chat")?.stream;
    if (want) expect(stream).toMatchObject(want);
    else expect(stream).toBeUndefined();
  });
});

describe("changes since a moment", () => {
  const moment = { type: "string", format: "date-time" };
  test.each<[string, { given: JsonObject; want: object | undefined }]>([
    ["updated_since", { given: moment, want: { parameter: "updated_since", field: "/updated_at" } }],
    ["modified_after", { given: moment, want: { parameter: "modified_after", field: "/updated_at" } }],
    ["since", { given: { type: "integer", description: "An order id." }, want: undefined }],
  ])("%s", async (name, { given, want }) => {
    const facts = await factsOf({
      query: { [name]: given },
      answer: list(object({ id: TEXT, updated_at: moment })),
    });
    if (want) expect(facts.incremental).toMatchObject(want);
    else expect(facts.incremental).toBeUndefined();
  });
});

describe("files", () => {
  const file = { type: "string", contentMediaType: "application/octet-stream" };
  test("go up in parts or whole, and come down", async () => {
    const binary = { "application/octet-stream": {} };
    const { operations } = await factsOfDocument({
      "/parts": {
        post: {
          requestBody: { content: { "multipart/form-data": { schema: object({ file, name: TEXT }) } } },
          responses: {},
        },
      },
      "/whole": { put: { requestBody: { content: binary }, responses: {} } },
      "/form": {
        post: {
          requestBody: { content: { "multipart/form-data": { schema: object({ name: TEXT }) } } },
          responses: {},
        },
      },
      "/file": { get: { responses: { "200": { description: "OK", content: binary } } } },
    });
    expect(operations.get("POST /parts")).toMatchObject({ upload: true });
    expect(operations.get("PUT /whole")).toMatchObject({ upload: true });
    expect(operations.get("POST /form")).toBeUndefined();
    expect(operations.get("GET /file")).toMatchObject({ download: true });
  });
});
