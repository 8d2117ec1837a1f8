import { EventStream, PagePromise, SdkError, type ClientOptions, type OperationDefinition } from "@sdkwright/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { json, type Responder } from "../../support/recording-server.js";
import { wire, type Wire } from "../../support/wire.js";

let at: Wire;
beforeAll(async () => {
  at = await wire({ basePath: "/v1" });
});
afterAll(() => at[Symbol.asyncDispose]());

const things = { id: "things.list", method: "GET", path: "/things" };
const paged = { ...things, paging: { style: "cursor", cursor: "after", items: "/items", nextCursor: "/next" } };
const events = { ...things, stream: { format: "sse", terminator: "[DONE]" } };

/** Uses a call until it fails. */
async function errorOf(call: unknown): Promise<SdkError> {
  try {
    const used: unknown = call instanceof PagePromise ? await call.all() : call;
    if (used instanceof EventStream) for await (const _ of used);
    else await used;
  } catch (error) {
    if (error instanceof SdkError) return error;
    throw error;
  }
  throw new Error("It did not fail");
}

const lines =
  (type: string, ...texts: string[]): Responder =>
  (_, response) => {
    response.writeHead(200, { "content-type": type }).end(texts.join(""));
  };
const answering =
  (body: unknown): Responder =>
  (_, response) =>
    json(response, body);

interface Case {
  readonly operation: object;
  readonly respond?: Responder;
  readonly options?: object;
  readonly want: string;
}

const cases: [title: string, failing: Case][] = [
  [
    "JSON that is cut off",
    {
      operation: things,
      respond: lines("application/json", '{"a":'),
      want: 'answered 200 with JSON that is cut off: "{\\"a\\":"; call again',
    },
  ],
  [
    "a body that is no JSON",
    {
      operation: things,
      respond: lines("application/json", "<p>"),
      want: `answered 200 with a body that is no JSON: "<p>"; check baseUrl, or the document's content types`,
    },
  ],
  [
    "a page instead of a stream",
    {
      operation: events,
      respond: lines("text/html", "<p>"),
      want: "answered 200 with text/html, not a stream of events; check baseUrl, or the document's content types",
    },
  ],
  [
    "a stream without its end",
    {
      operation: events,
      respond: lines("text/event-stream", "data: 1\n\n"),
      want:
        ": the stream ended without its last event, [DONE]; " +
        "call again, after lastEventId where the server can go on from there",
    },
  ],
  [
    "an event that is cut off",
    {
      operation: events,
      respond: lines("text/event-stream", "data: 1"),
      want:
        ": the connection ended within an event; " +
        "call again, after lastEventId where the server can go on from there",
    },
  ],
  [
    "silence between events",
    {
      operation: events,
      respond: (_, response) => void response.writeHead(200, { "content-type": "text/event-stream" }).write(":\n\n"),
      options: { timeout: { idle: 20 } },
      want: "timed out waiting for the next event; raise timeouts.idle if silences are usual",
    },
  ],
  [
    "the same cursor twice",
    {
      operation: paged,
      respond: answering({ items: [1], next: "same" }),
      want:
        ": The server handed out the same cursor twice: going on would never end. If the API pages in another way, " +
        "say so with `paging` in the configuration of the generator.",
    },
  ],
  [
    "a checkpoint that is none",
    {
      operation: paged,
      options: { resume: {} },
      want: ": `resume` takes what `checkpoint()` returned; this is not a checkpoint of version 1.",
    },
  ],
];

describe("a message says what happened, where and what to do", () => {
  test.each(cases)("%s", async (_title, { operation, respond, options, want }) => {
    at.server.respond = respond ?? answering({});
    const error = await errorOf(at.client.call(operation as never, undefined, options as never));
    const where = `${at.server.origin}/v1/things`;
    const isApart = want.startsWith(":");
    expect(error.message.replace(/\?after=\w*/, "")).toBe(`things.list: GET ${where}${isApart ? "" : " "}${want}`);
    expect(error).toMatchObject({ operationId: "things.list", method: "GET", url: expect.stringContaining(where) });
  });
});

describe("what is wrong with the set-up is said of the call that met it", () => {
  test.each<[string, { client?: ClientOptions; call?: object; want: string }]>([
    ["a server that there is none", { call: { server: 9 }, want: "things.list has no server 9; there is 0 (http" }],
    ["a server that has no such name", { call: { server: "eu" }, want: 'things.list has no server "eu"; there is 0' }],
    ["a base that is no URL", { client: { baseUrl: "shop" }, want: 'The option baseUrl is no URL: "shop"; give it' }],
    ["schemas that are not there", { call: { validate: "strict" }, want: "things.list: the option validate needs" }],
    ["pages that are none", { call: { maxPages: 0 }, want: "maxPages is 0: it has to be a whole number, 1 or more." }],
  ])("%s", async (_title, { client, call, want }) => {
    await using other = await wire({ ...(client && { options: client }) });
    const error = await errorOf(other.client.call(paged as never as OperationDefinition as never, undefined, call));
    expect(error).toMatchObject({ code: "CONFIG", operationId: "things.list", method: "GET", url: "/things" });
    expect(error.message).toContain(want);
    expect(other.server.requests).toEqual([]);
  });

  test.each([-1, 2.5, Number.NaN])("maxItems of %d", async (maxItems) => {
    at.server.respond = answering({ items: [1, 2, 3] });
    const sent = at.server.requests.length;
    const list = at.client.call(paged as never) as PagePromise<number>;
    const error = await errorOf(list.all({ maxItems }));
    expect(error).toMatchObject({ code: "CONFIG", operationId: "things.list" });
    expect(error.message).toBe(`things.list: maxItems is ${maxItems}: it has to be a whole number, 0 or more.`);
    expect(at.server.requests.length).toBe(sent);
  });
});
