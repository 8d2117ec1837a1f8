import { describe, expect, test } from "vitest";
import type { StreamSpec } from "../../../runtime/src/contract.js";
import { AbortedError } from "../../../runtime/src/errors/aborted-error.js";
import { ApiError } from "../../../runtime/src/errors/api-error.js";
import { ConnectionError } from "../../../runtime/src/errors/connection-error.js";
import { DecodeError } from "../../../runtime/src/errors/decode-error.js";
import { StreamTruncatedError } from "../../../runtime/src/errors/stream-truncated-error.js";
import { TimeoutError } from "../../../runtime/src/errors/timeout-error.js";
import type { CallContext, HttpResponse } from "../../../runtime/src/http.js";
import { CallResponse } from "../../../runtime/src/response/call-response.js";
import { RawResponse } from "../../../runtime/src/response/raw-response.js";
import { EventStream, type StreamCall } from "../../../runtime/src/stream/index.js";

/** What a server does: pieces of text, a pause (ms, or for ever), a cut connection. */
type Deed = string | Uint8Array | { readonly pause: number } | { readonly cut: true };

const unused = {
  bytes: () => Promise.reject(new Error("not asked for")),
  cancel: () => Promise.resolve(),
};

interface Served<T> {
  readonly stream: EventStream<T>;
  readonly seen: { opened: number; cancelled: boolean; ended: number; endedBy: unknown };
}

function serve<T = unknown>(
  spec: StreamSpec,
  deeds: readonly Deed[],
  more: Partial<StreamCall> & { type?: string } = {},
): Served<T> {
  const seen: Served<T>["seen"] = { opened: 0, cancelled: false, ended: 0, endedBy: undefined };
  const headers = { "content-type": more.type ?? (spec.format === "sse" ? "text/event-stream" : "application/jsonl") };
  const context: CallContext = {
    operation: { id: "events.watch", method: "GET", path: "/events" },
    startedAt: performance.now(),
    attempts: [],
    signal: new AbortController().signal,
    timeouts: { headers: 0, body: 0 },
    redactedUrl: "https://api.example.com/events",
    partition: "",
    options: {},
    sent: "maybe",
  };
  const source = (): ReadableStream<Uint8Array> => {
    const left = [...deeds];
    return new ReadableStream({
      async pull(controller) {
        const deed = left.shift();
        if (deed === undefined) return controller.close();
        if (typeof deed === "string") return controller.enqueue(new TextEncoder().encode(deed));
        if (deed instanceof Uint8Array) return controller.enqueue(deed);
        if ("cut" in deed) return controller.error(new ConnectionError("reset", { sent: "maybe" }));
        await new Promise((resolve) => setTimeout(resolve, deed.pause).unref());
        controller.enqueue(new Uint8Array(0));
      },
      cancel() {
        seen.cancelled = true;
      },
    });
  };
  const http = (): HttpResponse => {
    const body = { ...unused, stream: source, text: () => new Response(source()).text() };
    return { status: 200, headers, body, url: context.redactedUrl };
  };
  const stream = new EventStream<T>({
    spec,
    open: async () => {
      seen.opened++;
      const onEnd = (error: unknown): void => void (seen.ended++, (seen.endedBy = error));
      return { response: new CallResponse(http(), context), body: http().body, context, onEnd };
    },
    raw: async () => new RawResponse(http(), context),
    ...more,
  });
  return { stream, seen };
}

async function read(stream: EventStream<unknown>): Promise<{ events: unknown[]; error: unknown }> {
  const events: unknown[] = [];
  try {
    for await (const event of stream) events.push(event);
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  }
}

const sse: StreamSpec = { format: "sse" };
const chat: StreamSpec = { format: "sse", terminator: "[DONE]" };
const lines: StreamSpec = { format: "jsonl" };
const euro = new TextEncoder().encode('data: "€"\n\n');

describe("events arrive as the server sends them", () => {
  test.each<[string, StreamSpec, Deed[], unknown[]]>([
    ["data is JSON", sse, ['data: {"a":1}\n\n', "data: 2\n\n"], [{ a: 1 }, 2]],
    ["an event in pieces, CRLF, several lines of data", sse, ["data: [1,\r", "\ndata: 2]\r\n\r", "\n"], [[1, 2]]],
    ["carriage returns alone, also at the end", sse, ["data: 1\r\rdata: 2\r", "\r"], [1, 2]],
    ["events that hold nothing, which keep a connection open", sse, ["data\n\ndata: 1\n\ndata: \n\n"], [1]],
    ["nothing is an event where events are text", { ...sse, data: "text" }, ["data\n\n"], [""]],
    ["a character in pieces", sse, [euro.slice(0, 8), euro.slice(8, 9), euro.slice(9)], ["€"]],
    [
      "comments, unknown fields and a byte order mark are nothing",
      sse,
      ["\ufeff: hello\n\n", "what: x\nretry: soon\ndata: 1\n\n"],
      [1],
    ],
    ["up to the terminator, whatever follows", chat, ['data: {"a":1}\n\ndata: [DONE]\n\ndata: late\n\n'], [{ a: 1 }]],
    ["a terminator without its blank line", chat, ["data: 1\n\ndata: [DONE]"], [1]],
    ["data is text", { ...sse, data: "text" }, ["data: plain\n\n"], ["plain"]],
    [
      "whole events",
      { ...sse, envelope: true },
      ["event: add\nid: 7\nretry: 10\ndata: x\n\n", "data: y\n\n"],
      [{ event: "add", id: "7", retry: 10, data: "x" }, { data: "y" }],
    ],
    [
      "whole events with JSON",
      { ...sse, envelope: true, data: "json" },
      ['event: add\ndata: {"a":1}\n\n'],
      [{ event: "add", data: { a: 1 } }],
    ],
    [
      "whole events, JSON in some",
      { ...sse, envelope: true, data: { add: "json", "": "text" } },
      ['event: add\ndata: {"a":1}\n\n', "event: say\ndata: 1\n\n", "data: 2\n\n", "event: toString\ndata: 3\n\n"],
      [{ event: "add", data: { a: 1 } }, { event: "say", data: "1" }, { data: "2" }, { event: "toString", data: "3" }],
    ],
    [
      "lines, blank ones, a last one without line feed",
      lines,
      ['{"a":1}\r\n\n{"a"', ':2}\n{"a":3}'],
      [{ a: 1 }, { a: 2 }, { a: 3 }],
    ],
    ["record separators (RFC 7464)", lines, ['\u001e{"a":1}\n\u001e2\n'], [{ a: 1 }, 2]],
    ["lines with a terminator", { ...lines, terminator: "END" }, ["1\nEND\n"], [1]],
    ["nothing at all", sse, [], []],
  ])("%s", async (_title, spec, deeds, want) => {
    const { stream, seen } = serve(spec, deeds);
    expect(await read(stream)).toEqual({ events: want, error: undefined });
    expect(seen).toMatchObject({ opened: 1, ended: 1, endedBy: undefined });
  });

  test("decoded as the operation says", async () => {
    const { stream } = serve(sse, ["data: 1\n\n"], { decode: (text) => BigInt(text) });
    expect((await read(stream)).events).toEqual([1n]);
  });

  test("the last event id is kept", async () => {
    const { stream } = serve(sse, ["id: 5\ndata: 1\n\n", "data: 2\n\n"]);
    await read(stream);
    expect(stream.lastEventId).toBe("5");
  });
});

describe("a stream that does not end as it should is an error, after what came", () => {
  test.each<[string, StreamSpec, Deed[], { events: unknown[]; error: Error | object }]>([
    [
      "closed before its terminator (probe 8)",
      chat,
      ["data: 1\n\n"],
      { events: [1], error: expect.any(StreamTruncatedError) },
    ],
    ["closed within an event", sse, ["data: 1\n\ndata: 2"], { events: [1], error: expect.any(StreamTruncatedError) }],
    [
      "closed within a line",
      lines,
      ['{"a":1}\n{"a":'],
      { events: [{ a: 1 }], error: expect.any(StreamTruncatedError) },
    ],
    [
      "the connection breaks",
      sse,
      ["data: 1\n\n", { cut: true }],
      { events: [1], error: expect.any(StreamTruncatedError) },
    ],
    [
      "an event named error",
      chat,
      ["data: 1\n\n", 'event: error\ndata: {"message":"overloaded"}\n\n'],
      { events: [1], error: expect.objectContaining({ code: "API", status: 200, body: { message: "overloaded" } }) },
    ],
    [
      "an event that is not JSON",
      sse,
      ["data: 1\n\n", "data: {nope\n\n"],
      { events: [1], error: expect.any(DecodeError) },
    ],
  ])("%s", async (_title, spec, deeds, want) => {
    const { stream, seen } = serve(spec, deeds);
    const got = await read(stream);
    expect(got).toEqual(want);
    expect(seen.endedBy).toBe(got.error);
  });

  test("an error in the stream is an ApiError that names its call", async () => {
    const { error } = await read(serve(sse, ["event: error\ndata: down\n\n"]).stream);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ operationId: "events.watch", url: "https://api.example.com/events", body: "down" });
  });

  test.each(["text/html", "application/json", "application/problem+json"])("%s is no event stream", async (type) => {
    const { stream } = serve(sse, ["<html>"], { type });
    expect(await read(stream)).toMatchObject({
      events: [],
      error: { code: "DECODE", message: expect.stringContaining(type) },
    });
  });

  test("an event or line without end is bounded", async () => {
    const endless = Array.from({ length: 50 }, () => "x".repeat(100));
    for (const [spec, first] of [
      [sse, "data: "],
      [lines, "["],
    ] as const) {
      const { stream, seen } = serve(spec, [first, ...endless], { maxEventSize: 1_000 });
      expect(await read(stream)).toMatchObject({
        error: { code: "DECODE", message: expect.stringContaining("1000 characters") },
      });
      expect(seen.cancelled).toBe(true);
    }
  });
});

describe("time", () => {
  test("comments do not break a silence (probe 7)", async () => {
    const deeds: Deed[] = ["data: 1\n\n", ...Array.from({ length: 40 }, () => [{ pause: 10 }, ": ping\n\n"]).flat()];
    const { stream, seen } = serve(chat, deeds, { idleTimeout: 80 });
    const { events, error } = await read(stream);
    expect(events).toEqual([1]);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ kind: "idle" });
    expect(seen.cancelled).toBe(true);
  });

  test("events do, and time that the reader takes is not silence", async () => {
    const deeds: Deed[] = Array.from({ length: 8 }, (_, index) => [{ pause: 15 }, `data: ${index}\n\n`]).flat();
    const { stream } = serve(sse, deeds, { idleTimeout: 60 });
    const events: unknown[] = [];
    for await (const event of stream) {
      events.push(event);
      if (event === 2) await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(events).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

describe("a stream is ended by its reader", () => {
  test("leaving the loop closes the connection", async () => {
    const { stream, seen } = serve(sse, ["data: 1\n\n", { pause: 60_000 }]);
    for await (const event of stream) {
      expect(event).toBe(1);
      break;
    }
    expect(seen).toMatchObject({ cancelled: true, ended: 1 });
  });

  test("abort() ends it at once, while it waits", async () => {
    const { stream, seen } = serve(sse, ["data: 1\n\n", { pause: 60_000 }]);
    setTimeout(() => stream.abort("enough"), 20);
    const { events, error } = await read(stream);
    expect(events).toEqual([1]);
    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ cause: "enough" });
    expect(seen.cancelled).toBe(true);
  });

  test("it is sent once and read once", async () => {
    const { stream, seen } = serve(sse, ["data: 1\n\n"]);
    expect(seen.opened).toBe(0);
    const { data, response } = await stream.withResponse();
    expect(data).toBe(stream);
    expect(response.status).toBe(200);
    expect((await read(stream)).events).toEqual([1]);
    expect(seen.opened).toBe(1);
    expect((await read(stream)).error).toMatchObject({ message: expect.stringContaining("read once") });
    await expect(stream.raw()).rejects.toThrow("read once");
  });

  test("raw() hands out the bytes instead", async () => {
    const { stream } = serve(sse, ["data: 1\n\n"]);
    expect(await (await stream.raw()).text()).toBe("data: 1\n\n");
    expect((await read(stream)).error).toMatchObject({ message: expect.stringContaining("read once") });
  });
});
