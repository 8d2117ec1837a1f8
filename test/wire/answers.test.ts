import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import type { ServerResponse } from "node:http";
import {
  ApiError,
  ConnectionError,
  DecodeError,
  NotFoundError,
  type AnswerSpec,
  type ApiDefinition,
  type CallOptions,
  type Codec,
  type OperationDefinition,
} from "@sdkwright/runtime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiAt, wire, type Wire } from "../support/wire.js";
import { Client } from "@sdkwright/runtime";

let at: Wire;
beforeAll(async () => {
  at = await wire();
});
afterAll(() => at[Symbol.asyncDispose]());

interface Answered {
  status?: number;
  headers?: Record<string, string | string[]>;
  body?: string | Uint8Array;
}

/** Calls an operation that is answered so. */
function call(answer: Answered, more: Partial<OperationDefinition> = {}, options?: CallOptions, client = at.client) {
  at.server.respond = (_, response) => void response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
  const operation = { id: "op", method: "GET", path: "/p", ...more };
  return client.call(operation as never, undefined, options);
}

const JSON_TYPE = { "content-type": "application/json" };

describe("what a success decodes to", () => {
  it.each<[string, { given: [Answered, AnswerSpec?]; want: unknown }]>([
    ["JSON", { given: [{ headers: JSON_TYPE, body: '{"a":1}' }], want: { a: 1 } }],
    ["JSON null", { given: [{ headers: JSON_TYPE, body: "null" }], want: null }],
    ["JSON with a byte order mark", { given: [{ headers: JSON_TYPE, body: '\ufeff{"a":1}' }], want: { a: 1 } }],
    [
      "JSON in another charset",
      {
        given: [
          {
            headers: { "content-type": 'application/json; charset="ISO-8859-1"' },
            body: Buffer.from('"\xe9"', "latin1"),
          },
        ],
        want: "é",
      },
    ],
    [
      "JSON in a charset that nobody knows",
      { given: [{ headers: { "content-type": "application/json; charset=utf8mb4" }, body: '"é"' }], want: "é" },
    ],
    [
      "a vendor type",
      { given: [{ headers: { "content-type": "application/vnd.x+json; v=1" }, body: "[1]" }], want: [1] },
    ],
    [
      "problem+json as a success",
      { given: [{ headers: { "content-type": "application/problem+json" }, body: "{}" }], want: {} },
    ],
    ["no content type", { given: [{ body: '{"a":1}' }], want: { a: 1 } }],
    [
      "a content type that came twice",
      {
        given: [{ headers: { "content-type": ["application/json", "application/json"] }, body: '{"a":1}' }],
        want: { a: 1 },
      },
    ],
    [
      "content types that a proxy joined",
      { given: [{ headers: { "content-type": "application/json, text/plain" }, body: '{"a":1}' }], want: { a: 1 } },
    ],
    [
      "JSON under a type that says nothing",
      { given: [{ headers: { "content-type": "text/plain" }, body: '{"a":1}' }], want: { a: 1 } },
    ],
    ["an empty body where JSON was announced", { given: [{ headers: JSON_TYPE, body: "" }], want: undefined }],
    ["blanks where JSON was announced", { given: [{ headers: JSON_TYPE, body: " \n" }], want: undefined }],
    ["204", { given: [{ status: 204 }], want: undefined }],
    ["205", { given: [{ status: 205 }], want: undefined }],
    ["304", { given: [{ status: 304 }], want: undefined }],
    ["nothing expected", { given: [{ headers: JSON_TYPE, body: "{}" }, { 200: "none" }], want: undefined }],
    ["text", { given: [{ headers: { "content-type": "text/plain" }, body: "ü" }, { 200: "text" }], want: "ü" }],
    ["empty text", { given: [{ headers: { "content-type": "text/plain" }, body: "" }, { 200: "text" }], want: "" }],
    [
      "text in its charset",
      {
        given: [
          { headers: { "content-type": "text/plain; charset=latin1" }, body: Buffer.from("\xfc", "latin1") },
          { 200: "text" },
        ],
        want: "ü",
      },
    ],
    [
      "JSON lines",
      {
        given: [
          { headers: { "content-type": "application/x-ndjson" }, body: '{"a":1}\r\n\n\u001e{"a":2}' },
          { 200: "jsonl" },
        ],
        want: [{ a: 1 }, { a: 2 }],
      },
    ],
    [
      "exact wins over range",
      {
        given: [
          { status: 201, headers: JSON_TYPE, body: "1" },
          { "2XX": "text", 201: "json" },
        ],
        want: 1,
      },
    ],
    [
      "range wins over default",
      {
        given: [
          { status: 202, headers: JSON_TYPE, body: "1" },
          { default: "text", "2xx": "json" },
        ],
        want: 1,
      },
    ],
    ["default", { given: [{ status: 203, headers: JSON_TYPE, body: "1" }, { default: "text" }], want: "1" }],
    [
      "a success that is not declared",
      { given: [{ status: 201, headers: { "content-type": "text/csv" }, body: "a,b" }, { 200: "json" }], want: "a,b" },
    ],
    ["an undeclared success without a type", { given: [{ status: 202 }, { 200: "json" }], want: undefined }],
    [
      "by media type, JSON",
      {
        given: [{ headers: JSON_TYPE, body: "1" }, { 200: { "text/csv": "text", "application/json": "json" } }],
        want: 1,
      },
    ],
    [
      "by media type, text",
      {
        given: [
          { headers: { "content-type": "text/csv; header=present" }, body: "1" },
          { 200: { "text/csv": "text", "application/json": "json" } },
        ],
        want: "1",
      },
    ],
    [
      "by media range",
      { given: [{ headers: { "content-type": "text/x-odd" }, body: "1" }, { 200: { "text/*": "text" } }], want: "1" },
    ],
  ])("%s", async (_, { given: [answer, answers], want }) => {
    expect(await call(answer, answers && { answers })).toEqual(want);
  });

  it("HEAD has no body, whatever its headers say", async () => {
    expect(await call({ headers: { ...JSON_TYPE, "content-length": "7" } }, { method: "HEAD" })).toBeUndefined();
  });

  it("a chunked empty body is empty", async () => {
    at.server.respond = (_, response) => {
      response.writeHead(200, JSON_TYPE).flushHeaders();
      response.end();
    };
    expect(await at.client.call({ id: "op", method: "GET", path: "/p" })).toBeUndefined();
  });
});

describe("binary answers", () => {
  const pdf = Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 255, 13, 10, 128]);
  const answer = { headers: { "content-type": "application/pdf" }, body: pdf };
  const answers: AnswerSpec = { 200: { "application/pdf": "binary" } };

  it("are a Blob, byte for byte", async () => {
    const blob = (await call(answer, { answers })) as Blob;
    expect(blob.type).toBe("application/pdf");
    expect(Buffer.from(await blob.arrayBuffer())).toEqual(pdf);
  });

  it.each<[NonNullable<ApiDefinition["binary"]>]>([["bytes"], ["stream"]])(
    "are %s where the API says so",
    async (binary) => {
      const client = new Client(apiAt(at.server.origin, { binary }));
      const data = await call(answer, { answers }, undefined, client);
      const bytes = data instanceof ReadableStream ? await new Response(data).arrayBuffer() : (data as Uint8Array);
      expect(Buffer.from(bytes as Uint8Array)).toEqual(pdf);
      await client.close();
    },
  );

  it("as a stream stay under the call's signal until they are read", async () => {
    const client = new Client(apiAt(at.server.origin, { binary: "stream" }));
    at.server.respond = (_, response) => void response.writeHead(200, answer.headers).write(pdf);
    const controller = new AbortController();
    const operation = { id: "op", method: "GET", path: "/p", answers };
    const stream = (await client.call(operation, undefined, {
      signal: controller.signal,
    })) as ReadableStream<Uint8Array>;
    const reader = stream.getReader();
    expect(Buffer.from((await reader.read()).value!)).toEqual(pdf);
    controller.abort();
    await expect(reader.read()).rejects.toMatchObject({ code: "ABORTED" });
    const slow = (await client.call(operation, undefined, { deadline: 100 })) as ReadableStream<Uint8Array>;
    await expect(new Response(slow).arrayBuffer()).rejects.toMatchObject({ kind: "deadline" });
    await client.close();
  });

  it("accept a generic type and a sibling, and refuse a web page", async () => {
    expect(
      await call({ ...answer, headers: { "content-type": "application/octet-stream" } }, { answers }),
    ).toBeInstanceOf(Blob);
    const images: AnswerSpec = { 200: { "image/png": "binary" } };
    expect(await call({ body: pdf, headers: { "content-type": "image/webp" } }, { answers: images })).toBeInstanceOf(
      Blob,
    );
    await expect(
      call({ body: "<html>", headers: { "content-type": "text/html" } }, { answers }),
    ).rejects.toBeInstanceOf(DecodeError);
  });

  it("raw() streams, and can be piped to a file", async () => {
    const raw = await call(answer, { answers }).raw();
    expect([raw.status, raw.mediaType, raw.url]).toEqual([200, "application/pdf", `${at.server.origin}/p`]);
    const chunks: Buffer[] = [];
    await pipeline(Readable.fromWeb(raw.body), async function (source) {
      for await (const chunk of source) chunks.push(chunk as Buffer);
    });
    expect(Buffer.concat(chunks)).toEqual(pdf);
  });

  it("raw() reads as bytes, text, JSON, Blob and by iteration", async () => {
    expect(Buffer.from(await (await call(answer).raw()).bytes())).toEqual(pdf);
    expect(await (await call({ body: "ü" }).raw()).text()).toBe("ü");
    expect(await (await call({ body: "[1]" }).raw()).json()).toEqual([1]);
    expect((await (await call(answer).raw()).blob()).type).toBe("application/pdf");
    let size = 0;
    for await (const chunk of await call(answer).raw()) size += chunk.length;
    expect(size).toBe(pdf.length);
    expect(await (await call({ status: 204 }).raw()).text()).toBe("");
  });

  it("raw() throws failures as ever", async () => {
    await expect(call({ status: 404, headers: JSON_TYPE, body: '{"message":"no"}' }).raw()).rejects.toBeInstanceOf(
      NotFoundError,
    );
  });
});

describe("what is never data", () => {
  it.each<[string, Answered, RegExp]>([
    [
      "HTML",
      { headers: { "content-type": "text/html" }, body: "<!doctype html><h1>Log in</h1>" },
      /answered 200 with text\/html, not json: "<!doctype html><h1>Log in<\/h1>"/,
    ],
    ["cut-off JSON", { headers: JSON_TYPE, body: '{"a":[1,2' }, /answered 200 with JSON that is cut off: "\{/],
    ["no JSON", { headers: JSON_TYPE, body: "OK" }, /with a body that is no JSON: "OK"/],
    [
      "no JSON under a type that says nothing",
      { headers: { "content-type": "text/plain" }, body: "OK" },
      /no JSON: "OK"/,
    ],
    [
      "broken gzip",
      { headers: { ...JSON_TYPE, "content-encoding": "gzip" }, body: gzipSync("{}").subarray(0, 12) },
      /not validly compressed/,
    ],
  ])("%s", async (_, answer, message) => {
    const error = (await call(answer).then(undefined, (caught: unknown) => caught)) as DecodeError;
    expect(error).toBeInstanceOf(DecodeError);
    expect(error.message).toMatch(message);
    expect(error.status ?? 200).toBe(200);
  });

  it("a body shorter than its length is a broken connection", async () => {
    at.server.respond = (_, response) => {
      response.writeHead(200, { ...JSON_TYPE, "content-length": "100" }).write('{"a":1}');
      setTimeout(() => response.destroy(), 20);
    };
    await expect(at.client.call({ id: "op", method: "GET", path: "/p" })).rejects.toBeInstanceOf(ConnectionError);
  });

  it("an excerpt is short, however long the body is", async () => {
    const error = (await call({ headers: { "content-type": "text/html" }, body: "x".repeat(1e6) }).catch(
      (caught: unknown) => caught,
    )) as DecodeError;
    expect(error.message.length).toBeLessThan(400);
    expect(error.excerpt).toHaveLength(200);
  });
});

describe("decompression", () => {
  const text = JSON.stringify({ text: "sdkwright ".repeat(100) });

  it.each<[string, Uint8Array]>([
    ["gzip", gzipSync(text)],
    ["x-gzip", gzipSync(text)],
    ["deflate", deflateSync(text)],
    ["deflate", deflateRawSync(text)],
    ["br", brotliCompressSync(text)],
    ["gzip, br", brotliCompressSync(gzipSync(text))],
    ["identity", Buffer.from(text)],
  ])("%s", async (encoding, body) => {
    const headers = { ...JSON_TYPE, "content-encoding": encoding };
    expect(JSON.stringify(await call({ headers, body }))).toBe(text);
    const error = (await call({ status: 404, headers, body }).catch((caught: unknown) => caught)) as ApiError;
    expect(JSON.stringify(error.body)).toBe(text);
    const raw = await call({ headers, body }).raw();
    expect(await new Response(raw.body).text()).toBe(text);
  });

  it("what cannot be undone is said by its name", async () => {
    const headers = { ...JSON_TYPE, "content-encoding": "x-own" };
    await expect(call({ headers, body: Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 1, 2]) })).rejects.toThrow(
      /answered 200 with a body in the coding x-own, which this platform cannot undo/,
    );
  });

  it("asks for what this Node can read", async () => {
    await call({ body: "{}" });
    const zstd = "zstdDecompress" in (await import("node:zlib"));
    expect(at.server.last.headers["accept-encoding"]).toBe(`gzip, deflate, br${zstd ? ", zstd" : ""}`);
  });

  it("is bounded", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, " "));
    await expect(call({ headers: { ...JSON_TYPE, "content-encoding": "gzip" }, body: bomb })).rejects.toThrow(
      /larger than 16777216 bytes/,
    );
  });

  it("and so is what comes uncompressed", async () => {
    const client = new Client(apiAt(at.server.origin), { maxResponseBytes: 1000 });
    await expect(call({ headers: JSON_TYPE, body: `"${"x".repeat(2000)}"` }, {}, undefined, client)).rejects.toThrow(
      /larger than 1000 bytes; raise maxResponseBytes/,
    );
    const raw = await call({ body: "x".repeat(300_000) }, {}, undefined, client).raw();
    expect((await new Response(raw.body).text()).length).toBe(300_000);
    await client.close();
  });
});

async function decoded(text: string, codec: Codec, int64?: "bigint"): Promise<unknown> {
  const client = new Client(apiAt(at.server.origin, int64 && { int64 }));
  try {
    return await call({ headers: JSON_TYPE, body: text }, { decode: { "2XX": codec } }, undefined, client);
  } finally {
    await client.close();
  }
}

describe("conversions", () => {
  const decode = {
    "2XX": { p: { id: "bigint", at: "date-time", day: "date", ids: { a: "bigint" }, map: { m: "bigint" } } },
  } as const;
  const body =
    '{"id":9007199254740993,"at":"2026-01-02T03:04:05Z","day":"2026-01-02","ids":[1,-9223372036854775808],"map":{"__proto__":2},"n":9007199254740993,"s":"9007199254740993"}';

  it("bigints are exact, dates are Dates, and other numbers stay numbers", async () => {
    const data = (await decoded(body, decode["2XX"], "bigint")) as Record<string, unknown>;
    expect(data).toEqual({
      id: 9007199254740993n,
      at: new Date("2026-01-02T03:04:05Z"),
      day: new Date("2026-01-02"),
      ids: [1n, -9223372036854775808n],
      map: JSON.parse('{"__proto__":null}', (key, value) => (key === "__proto__" ? 2n : (value as unknown))),
      n: 9007199254740992,
      s: "9007199254740993",
    });
    expect(Object.keys(data["map"] as object)).toEqual(["__proto__"]);
  });

  it("what does not fit stays as it is", async () => {
    const codec: Codec = { p: { a: "date", b: "bigint", c: "bigint", d: { a: "date" }, e: "date-time" } };
    const text = '{"a":"soon","b":1.5,"c":null,"d":"x","e":7}';
    expect(await decoded(text, codec, "bigint")).toEqual(JSON.parse(text));
  });

  it("recursion, tuples, unions", async () => {
    const node: Codec = { p: { at: "date", next: { ref: () => node } } };
    const codec: Codec = { t: ["bigint", node], a: { all: [{ p: { x: "bigint" } }, { p: { y: "date" } }] } };
    const data = await decoded(
      '[1,{"at":"2026-01-01","next":{"at":"2026-01-02"}},{"x":2,"y":"2026-01-03"}]',
      codec,
      "bigint",
    );
    expect(data).toEqual([
      1n,
      { at: new Date("2026-01-01"), next: { at: new Date("2026-01-02") } },
      { x: 2n, y: new Date("2026-01-03") },
    ]);
  });
});

describe("response information", () => {
  it("withResponse() has status, headers, ids, attempts and time", async () => {
    at.server.respond = (_, response: ServerResponse) => {
      response.setHeader("set-cookie", ["a=1", "b=2"]);
      response.writeHead(201, { ...JSON_TYPE, "X-Request-Id": "r1", Link: "<x>" }).end("[1]");
    };
    const { data, response, status, mediaType } = await at.client
      .call({ id: "op", method: "POST", path: "/p" })
      .withResponse();
    expect([data, status, mediaType]).toEqual([[1], 201, "application/json"]);
    expect([response.status, response.requestId, response.attempts, response.fromCache]).toEqual([201, "r1", 1, false]);
    expect([response.headers.get("link"), response.headers.getSetCookie()]).toEqual(["<x>", ["a=1", "b=2"]]);
    expect(response.elapsedMs).toBeGreaterThan(0);
  });

  it("the API's own request id header is looked at first", async () => {
    const client = new Client(apiAt(at.server.origin, { requestIdHeader: "Trace" }));
    const { response } = await call(
      { headers: { ...JSON_TYPE, trace: "t1", "x-request-id": "r1" }, body: "1" },
      {},
      undefined,
      client,
    ).withResponse();
    expect(response.requestId).toBe("t1");
    await client.close();
  });

  it("a call is sent once, when it is first used, and however often", async () => {
    const before = at.server.requests.length;
    const promise = call({ headers: JSON_TYPE, body: "1" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(at.server.requests.length).toBe(before);
    expect(await Promise.all([promise, promise, promise.then((n) => n), promise.finally(() => undefined)])).toEqual([
      1, 1, 1, 1,
    ]);
    await promise.safe();
    expect(at.server.requests.length).toBe(before + 1);
  });
});

describe("Accept", () => {
  it.each<[string, AnswerSpec | undefined, string]>([
    ["JSON by default", undefined, "application/json"],
    [
      "media types in the document's order",
      { 200: { "text/csv": "text", "application/json": "json" }, 202: "json" },
      "text/csv, application/json",
    ],
    ["nothing in particular", { 204: "none" }, "*/*"],
  ])("%s", async (_, answers, want) => {
    await call({ status: 204 }, answers && { answers });
    expect(at.server.last.headers.accept).toBe(want);
  });

  it("is the caller's where the caller says so", async () => {
    await call({ status: 204 }, {}, { accept: "text/csv" });
    expect(at.server.last.headers.accept).toBe("text/csv");
  });
});
