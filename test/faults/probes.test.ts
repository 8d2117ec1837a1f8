import { inspect } from "node:util";
import * as zlib from "node:zlib";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  AbortedError,
  ApiError,
  DecodeError,
  OutcomeUnknownError,
  PaginationError,
  RateLimitError,
  SdkError,
  ServerError,
  StreamTruncatedError,
  TimeoutError,
} from "@sdkwright/runtime";
import { Faults, type FaultsOptions } from "./fixtures/sdk/index.js";
import { startFaultServer, type FaultServer } from "./server.js";

// The probes of the design's `runtime.md`, by their numbers, through an SDK made from `api.yaml`.

let server: FaultServer;
let open: Faults[];

// The first call of a process loads undici and the throttle, which the probes with short timeouts are not about.
beforeAll(async () => {
  const warm = await startFaultServer();
  const sdk = new Faults({ baseUrl: warm.origin, auth: { bearer: "secret-token" } });
  await sdk.faults.getLimited({ retry_after: "0" }, { retry: 0 }).safe();
  await sdk.close();
  await warm.close();
});

beforeEach(async () => {
  server = await startFaultServer();
  open = [];
});

afterEach(async () => {
  await Promise.all(open.map((sdk) => sdk.close()));
  await server.close();
});

function connect(options: FaultsOptions = {}): Faults["faults"] {
  const sdk = new Faults({ baseUrl: server.origin, auth: { bearer: "secret-token" }, ...options });
  open.push(sdk);
  return sdk.faults;
}

interface Outcome {
  readonly value?: unknown;
  readonly error?: unknown;
}

/** What a call came to. */
async function outcome(call: PromiseLike<unknown>): Promise<Outcome> {
  try {
    return { value: await call };
  } catch (error) {
    return { error };
  }
}

async function failure(call: PromiseLike<unknown>): Promise<unknown> {
  return (await outcome(call)).error;
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const order = { body: { item: "tea" } };
const ids = (items: readonly { id: number }[]): number[] => items.map(({ id }) => id);

describe("waiting", () => {
  test("1: a long Retry-After ends when the caller aborts", async () => {
    const caller = new AbortController();
    // Longer than a test may take: whoever sits it out fails.
    const sdk = connect({ onRetry: ({ waitMs }) => caller.abort(`not another ${waitMs} ms`) });
    const error = await failure(sdk.getLimited({ retry_after: "50" }, { signal: caller.signal }));
    expect(error).toBeInstanceOf(AbortedError);
    expect((error as AbortedError).cause).toBe("not another 50000 ms");
    expect(server.arrivals("/limited")).toHaveLength(1);
  });

  test("2: a Retry-After of a day is not slept: it fails at once and says when", async () => {
    const error = await failure(connect().getLimited({ retry_after: "86400" }));
    expect(error).toBeInstanceOf(RateLimitError);
    const inHours = ((error as RateLimitError).retryAt!.getTime() - Date.now()) / 3_600_000;
    expect(inHours).toBeGreaterThan(23.9);
    expect(inHours).toBeLessThan(24.1);
    expect(server.arrivals("/limited")).toHaveLength(1);
  });

  test("15: Retry-After: 2.0 is two seconds", async () => {
    const waits: number[] = [];
    const sdk = connect({ onRetry: ({ waitMs }) => waits.push(waitMs) });
    expect(await sdk.getLimited({ retry_after: "2.0", failures: 1 })).toEqual({ ok: true });
    expect(waits).toEqual([2_000]);
    const [first, second, ...more] = server.arrivals("/limited");
    expect(more).toEqual([]);
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(1_990);
  });
});

describe("requests that may have been executed", () => {
  test("3: a POST whose connection is reset is not sent again", async () => {
    const error = await failure(connect().orderReset(order));
    expect(error).toBeInstanceOf(OutcomeUnknownError);
    expect(server.arrivals("/reset")).toHaveLength(1);
  });

  test("3: under an idempotency key it is, with the same key", async () => {
    const { value } = await outcome(connect().orderKeyedReset(order));
    const [first, second, ...more] = server.arrivals("/keyed-reset");
    expect(more).toEqual([]);
    expect(first!.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(second!.headers["idempotency-key"]).toBe(first!.headers["idempotency-key"]);
    expect(value).toEqual({ ok: true, key: first!.headers["idempotency-key"] });
  });

  test("4: a POST answered 500 is not sent again", async () => {
    const error = await failure(connect().orderBroken(order));
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ status: 500, body: { message: "something broke" } });
    expect(server.arrivals("/broken")).toHaveLength(1);
  });

  test("4: under an idempotency key it is, with the same key, the caller's own too", async () => {
    const sdk = connect();
    expect((await outcome(sdk.orderKeyedBroken(order))).value).toMatchObject({ ok: true });
    const [first, second] = server.arrivals("/keyed-broken");
    expect(second!.headers["idempotency-key"]).toBe(first!.headers["idempotency-key"]);
    expect(await sdk.orderKeyedBroken(order, { idempotencyKey: "my-own-key" })).toEqual({
      ok: true,
      key: "my-own-key",
    });
  });

  test("5: a GET whose connection is reset is sent again", async () => {
    expect((await outcome(connect().getOnce())).value).toMatchObject({ ok: true });
    expect(server.arrivals("/reset")).toHaveLength(2);
  });
});

describe("silence", () => {
  // What should not end a call is longer than a test may take.
  const NEVER = 120_000;

  test("6: in a body, it is a timeout", async () => {
    const error = await failure(connect({ timeouts: { body: 300 }, retry: false }).getStalledBody());
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ kind: "body" });
  });

  test("7: in an event stream, comments are none", async () => {
    const stream = connect({ timeouts: { idle: 300 } }).watchSilent();
    const error = await failure(collect(stream));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ kind: "idle" });
  });

  test("16: a timeout and a caller's signal, whichever is first", async () => {
    const sdk = connect({ retry: false });
    const bySignal = await failure(sdk.getSilence({ timeout: NEVER, signal: AbortSignal.timeout(200) }));
    expect(bySignal).toBeInstanceOf(AbortedError);
    const byTimeout = await failure(sdk.getSilence({ timeout: 200, signal: AbortSignal.timeout(NEVER) }));
    expect(byTimeout).toBeInstanceOf(TimeoutError);
    expect(byTimeout).toMatchObject({ kind: "headers" });
    const byDeadline = await failure(sdk.getSilence({ deadline: 200, timeout: NEVER }));
    expect(byDeadline).toMatchObject({ kind: "deadline" });
  });
});

describe("event streams", () => {
  test("8: closed before its terminator", async () => {
    const events: unknown[] = [];
    const reading = (async () => {
      for await (const event of connect().watchTruncated()) events.push(event);
    })();
    expect((await outcome(reading)).error).toBeInstanceOf(StreamTruncatedError);
    expect(events).toEqual([{ text: "a" }, { text: "b" }]);
  });

  test("8: with its terminator, it ends well", async () => {
    expect(await collect(connect().watchWhole())).toEqual([{ text: "a" }, { text: "b" }]);
  });
});

describe("paging", () => {
  test("9: an empty page in the middle", async () => {
    const list = connect().listEmptyPage();
    expect(ids(await list.all())).toEqual([1, 2, 3]);
    expect(list.report()).toMatchObject({ pages: 3, complete: true });
  });

  test("10: the same cursor for ever", async () => {
    const error = await failure(connect().listSameCursor().all());
    expect(error).toBeInstanceOf(PaginationError);
    expect(server.arrivals("/same-cursor").length).toBeLessThanOrEqual(3);
  });

  test.each([undefined, 100, 2])("11: asked for %s, capped at 2", async (limit) => {
    const list = connect().listCappedPage(limit === undefined ? {} : { limit });
    expect(ids(await list.all())).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(list.report()).toMatchObject({ expected: 7, duplicates: 0, complete: true });
    expect(server.arrivals("/capped-page")).toHaveLength(4);
  });

  test("19: 1-based pages, and items that look like paging", async () => {
    const list = connect().listOddPages();
    expect(ids(await list.all())).toEqual([1, 2, 3, 4, 5, 6]);
    expect(list.report()).toMatchObject({ pages: 3, complete: true });
  });

  test("19: a cursor under odd names", async () => {
    const list = connect().listOddCursor();
    expect(ids(await list.all())).toEqual([1, 2, 3, 4]);
    expect(list.report()).toMatchObject({ pages: 3, complete: true });
  });
});

describe("credentials", () => {
  test("12: none follows a redirect to another origin", async () => {
    await outcome(connect({ headers: { "x-custom-key": "secret-header" } }).getRedirect({ "X-Tenant": "acme" }));
    expect(server.arrivals("/redirect")[0]!.headers.authorization).toBe("Bearer secret-token");
    const [taken] = server.strayed;
    expect(JSON.stringify(taken?.headers ?? {})).not.toContain("secret");
    expect(JSON.stringify([...(taken?.query ?? [])])).not.toContain("secret");
  });

  test("13: a next link to another origin is refused", async () => {
    const list = connect().listForeignLink();
    const error = await failure(list.all());
    expect(error).toBeInstanceOf(PaginationError);
    expect(server.strayed).toEqual([]);
  });

  test("18: a cached answer belongs to its caller", async () => {
    const a = connect({ cache: true, auth: { bearer: () => current } });
    let current = "token-a";
    const owner = async (): Promise<unknown> => (await a.getCacheable()).owner;
    expect([await owner(), await owner()]).toEqual(["Bearer token-a", "Bearer token-a"]);
    expect(server.arrivals("/cacheable")).toHaveLength(1);
    current = "token-b";
    expect(await owner()).toBe("Bearer token-b");
    expect(server.arrivals("/cacheable")).toHaveLength(2);
  });

  test("20: a token revoked under 20 calls is renewed once", async () => {
    const sdk = connect({ auth: { oauth: { clientId: "id", clientSecret: "secret" } } });
    expect(await sdk.getGuarded()).toEqual({ ok: true });
    await sdk.revokeTokens();
    const all = await Promise.all(Array.from({ length: 20 }, () => outcome(sdk.getGuarded())));
    expect(all.map(({ value, error }) => error ?? value)).toEqual(all.map(() => ({ ok: true })));
    expect(server.arrivals("/token")).toHaveLength(2);
  });

  test("21: no secret is in any log line, hook, error or stack", async () => {
    const shown: string[] = [];
    const note =
      (level: string) =>
      (...line: unknown[]): void =>
        void shown.push(level, ...line.map((part) => JSON.stringify(part)));
    const sdk = connect({
      auth: { bearer: "secret-token", key: "secret-key" },
      logger: { debug: note("debug"), info: note("info"), warn: note("warn"), error: note("error") },
      onRequest: note("request"),
      onResponse: note("response"),
    });
    const error = await failure(sdk.getTelltale());
    expect(error).toBeInstanceOf(SdkError);
    const [arrival] = server.arrivals("/telltale");
    expect([arrival!.headers.authorization, arrival!.query.get("api_key")]).toEqual([
      "Bearer secret-token",
      "secret-key",
    ]);
    expect(shown.length).toBeGreaterThan(6);
    const { message, stack } = error as SdkError;
    const everything = [...shown, message, stack, JSON.stringify(error), inspect(error, { depth: 9 }), String(error)];
    expect(everything.filter((text) => text?.includes("secret-"))).toEqual([]);
  });
});

type Coding = "gzip" | "br" | "zstd";

describe("bodies", () => {
  test("14: HTML and cut-off JSON are no data", async () => {
    const sdk = connect();
    for (const call of [sdk.getHtml(), sdk.getCutJson()]) {
      const error = await failure(call);
      expect(error).toBeInstanceOf(DecodeError);
      expect(error).toMatchObject({ status: 200 });
    }
  });

  test("17: an int64 is exact", async () => {
    expect(await connect().getLargeInteger()).toEqual({ id: 9007199254740993n, small: 1 });
  });

  const readable: Coding[] = "zstdDecompress" in zlib ? ["gzip", "br", "zstd"] : ["gzip", "br"];

  test.each(readable)("22: %s, also of failures", async (coding) => {
    const sdk = connect({ retry: false });
    const { message, accepted } = await sdk.getCompressed({ coding });
    expect(message).toBe("compressed");
    expect(accepted).toContain(coding);
    const error = await failure(sdk.getCompressed({ coding, status: 400 }));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, body: { message: "compressed" } });
  });

  test.runIf(!readable.includes("zstd"))(
    "22: zstd is not asked for where it cannot be read, and is no data",
    async () => {
      const error = await failure(connect({ retry: false }).getCompressed({ coding: "zstd" }));
      expect(error).toBeInstanceOf(SdkError);
      expect(server.arrivals("/compressed")[0]!.headers["accept-encoding"]).not.toContain("zstd");
    },
  );

  test("22: a decompression bomb is bounded", async () => {
    const before = process.memoryUsage().rss;
    const error = await failure(connect({ retry: false }).getBomb());
    expect(error).toBeInstanceOf(SdkError);
    const grownMb = (process.memoryUsage().rss - before) / 2 ** 20;
    expect(grownMb).toBeLessThan(300);
  });
});
