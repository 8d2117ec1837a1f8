import { describe, expect, test } from "vitest";
import type { ClientOptions, Logger } from "@sdkwright/runtime";
import { getThing, play } from "./client.js";

interface Line {
  readonly level: string;
  readonly message: string;
  readonly fields: unknown;
}

function recorder(): { logger: Logger; lines: Line[] } {
  const lines: Line[] = [];
  const write = (level: string) => (message: string, fields: unknown) => void lines.push({ level, message, fields });
  return { lines, logger: { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") } };
}

function fail(): never {
  throw new Error("disk full");
}

describe("hooks are told of each attempt", () => {
  test("in order, with what may be shown", async () => {
    const events: unknown[] = [];
    const hook =
      (name: string) =>
      (event: object): void =>
        void events.push({ name, ...event });
    const { client } = play([{ status: 503, headers: { "set-cookie": "secret-cookie" } }, {}], {
      onRequest: hook("request"),
      onResponse: hook("response"),
      onRetry: hook("retry"),
    });
    await client.call(getThing, { id: "a b", q: "x" });
    const call = {
      operationId: "things.get",
      method: "GET",
      url: "https://api.example.com/v1/things/a%20b?q=x&api_key=[redacted]",
    };
    expect(events).toEqual([
      expect.objectContaining({
        name: "request",
        ...call,
        attempt: 1,
        headers: expect.objectContaining({ authorization: "[redacted]" }),
      }),
      expect.objectContaining({ name: "response", ...call, attempt: 1, status: 503 }),
      expect.objectContaining({
        name: "retry",
        operationId: "things.get",
        attempt: 1,
        status: 503,
        waitMs: expect.any(Number),
      }),
      expect.objectContaining({ name: "request", ...call, attempt: 2 }),
      expect.objectContaining({ name: "response", ...call, attempt: 2, status: 200, elapsedMs: expect.any(Number) }),
    ]);
    expect(JSON.stringify(events)).not.toContain("secret-");
  });

  test.each<[string, ClientOptions]>([
    [
      "throw",
      {
        onRequest: () => {
          throw new Error("hook");
        },
      },
    ],
    [
      "reject",
      { onRequest: () => Promise.reject(new Error("hook")), onResponse: () => Promise.reject(new Error("hook")) },
    ],
  ])("hooks that %s never break a call, and the logger hears of it", async (_title, hooks) => {
    const { logger, lines } = recorder();
    const { client } = play([], { ...hooks, logger });
    expect(await client.call(getThing, { id: "1" })).toEqual({ ok: true });
    await Promise.resolve();
    expect(lines).toContainEqual({
      level: "error",
      message: "The hook onRequest failed.",
      fields: { error: expect.any(Error) },
    });
  });

  test("a logger that throws breaks nothing", async () => {
    const { client } = play([{ status: 500 }], { logger: { debug: fail, info: fail, warn: fail, error: fail } });
    expect(await client.call(getThing, { id: "1" })).toEqual({ ok: true });
  });
});

describe("log lines", () => {
  test("requests and answers at debug, retries and failures as warnings, no secret in any", async () => {
    const { logger, lines } = recorder();
    const { client } = play([{ status: 500 }, { status: 404, body: '{"message":"no secret-token here"}' }], { logger });
    await expect(client.call(getThing, { id: "1" })).rejects.toThrow();
    expect(lines.map(({ level, message }) => `${level} ${message.replace(/\d+ ms/, "N ms")}`)).toEqual([
      "debug GET https://api.example.com/v1/things/1?api_key=[redacted] (attempt 1)",
      "debug GET https://api.example.com/v1/things/1?api_key=[redacted]: 500 in N ms",
      "warn things.get: 500, trying again in N ms",
      "debug GET https://api.example.com/v1/things/1?api_key=[redacted] (attempt 2)",
      "debug GET https://api.example.com/v1/things/1?api_key=[redacted]: 404 in N ms",
      expect.stringMatching(/^warn things\.get failed: /),
    ]);
    expect(JSON.stringify(lines)).not.toContain("secret-");
  });

  test("nothing is written without a logger", async () => {
    const { client } = play([]);
    expect(await client.call(getThing, { id: "1" })).toEqual({ ok: true });
  });
});

describe("stats", () => {
  test("count attempts, retries, waits, failures and bytes", async () => {
    const body = '{"ok":true}';
    const { client } = play([
      { status: 503 },
      { headers: { "content-length": "11" }, body },
      { body, stream: true },
      { status: 404 },
    ]);
    await client.call(getThing, { id: "1" });
    await client.call(getThing, { id: "2" });
    await expect(client.call(getThing, { id: "3" })).rejects.toThrow();
    const { rate, waitedMs, ...stats } = client.stats();
    expect(stats).toMatchObject({ requests: 4, retries: 1, failures: 1, waits: 1, items: 0, cacheHits: 0 });
    expect(stats.bytes).toBeGreaterThanOrEqual(22);
    expect(waitedMs).toBeGreaterThanOrEqual(0);
    expect(rate).toBeCloseTo(0.4);
  });

  test("a call that its caller aborts is no failure", async () => {
    const { logger, lines } = recorder();
    const { client } = play([{ status: 503, headers: { "retry-after": "30" } }], { logger });
    await expect(client.call(getThing, { id: "1" }, { signal: AbortSignal.timeout(20) })).rejects.toThrow("aborted");
    expect(client.stats().failures).toBe(0);
    expect(lines.at(-1)).toEqual({
      level: "debug",
      message: "things.get was aborted.",
      fields: { operationId: "things.get" },
    });
  });

  test("count what the cache answers", async () => {
    const headers = { "cache-control": "max-age=60", date: new Date().toUTCString() };
    const { client, sent } = play([{ headers }], { cache: true });
    const open = { ...getThing, security: [{ bearer: [] }] };
    await client.call(open, { id: "1" });
    await client.call(open, { id: "1" });
    expect(sent).toHaveLength(1);
    expect(client.stats()).toMatchObject({ requests: 1, cacheHits: 1 });
  });

  test("count items of paged calls", async () => {
    const { client } = play([{ body: "[1,2]" }, { body: "[]" }]);
    const list = client.call(
      {
        id: "l",
        method: "GET",
        path: "/l",
        params: { page: { in: "query" } },
        paging: { style: "page", page: "page", items: "" },
      } as const,
      {},
    );
    await list.all();
    expect(client.stats().items).toBe(2);
  });
});
