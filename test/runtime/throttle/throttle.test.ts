import { describe, expect, test } from "vitest";
import { AbortedError } from "../../../runtime/src/errors/aborted-error.js";
import { RateLimitError } from "../../../runtime/src/errors/rate-limit-error.js";
import type { HttpResponse } from "../../../runtime/src/http.js";
import {
  QueueFullError,
  throttle,
  type LimiterStore,
  type ThrottleDeps,
  type ThrottleEvent,
  type ThrottleOptions,
} from "../../../runtime/src/throttle/index.js";
import { answer, contextOf, requestOf, type ContextFacts } from "../retry/calls.js";
import { FakeClock } from "../retry/fake-clock.js";

interface Sent {
  readonly id: string;
  /** Since the beginning, ms. */
  readonly at: number;
}

type Server = (sent: Sent) => HttpResponse | Promise<HttpResponse>;

/** A client with the throttle layer, and what its server saw. */
function setUp(options: ThrottleOptions = {}, server: Server = () => answer(200), deps: ThrottleDeps = {}) {
  const clock = new FakeClock();
  const began = clock.now();
  const sent: Sent[] = [];
  const handler = throttle(options, { clock, ...deps })(async (_request, context) => {
    const one = { id: context.operation.id, at: clock.now() - began };
    sent.push(one);
    return server(one);
  });
  const call = (id = "a", facts: ContextFacts = {}, origin = "https://api.test"): Promise<HttpResponse> =>
    handler(requestOf({ origin }), contextOf({ ...facts, operation: { ...facts.operation, id } }));
  const calls = (count: number, id = "a"): Promise<HttpResponse[]> =>
    Promise.all(Array.from({ length: count }, () => call(id)));
  return { clock, sent, call, calls, times: () => sent.map(({ at }) => at), ids: () => sent.map(({ id }) => id) };
}

/** An answer that takes `ms`. */
const slow =
  (clock: () => FakeClock, ms: number, response = answer(200)): Server =>
  async () => {
    await clock().sleep(ms);
    return response;
  };

describe("the rate", () => {
  test("spaces calls after the burst", async () => {
    const { clock, calls, times } = setUp({ requestsPerSecond: 10, burst: 3 });
    await clock.until(calls(6));
    expect(times()).toEqual([0, 0, 0, 100, 200, 300]);
  });

  test("is smooth without a burst, at high rates within ten milliseconds", async () => {
    const slowly = setUp({ requestsPerSecond: 4 });
    await slowly.clock.until(slowly.calls(3));
    expect(slowly.times()).toEqual([0, 250, 500]);
    const fast = setUp({ requestsPerSecond: 1000 });
    await fast.clock.until(fast.calls(12));
    expect(fast.times()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
  });

  test("is the document's where the caller gives none", async () => {
    const { clock, calls, times } = setUp({}, () => answer(200), { limits: { requestsPerSecond: 2, burst: 2 } });
    await clock.until(calls(4));
    expect(times()).toEqual([0, 0, 500, 1000]);
  });

  test("counts what an operation costs", async () => {
    const { clock, call, times } = setUp({ requestsPerSecond: 10 });
    const all = [1, 3, 1].map((cost) => call(`cost ${cost}`, { operation: { cost } }));
    await clock.until(Promise.all(all));
    expect(times()).toEqual([0, 300, 400]);
  });

  test("of an operation with a stricter limit is its own", async () => {
    const { clock, call, sent } = setUp({ requestsPerSecond: 10 });
    const search = (): Promise<HttpResponse> => call("search", { operation: { limits: { requestsPerSecond: 1 } } });
    await clock.until(Promise.all([search(), search(), call("get"), call("get")]));
    expect(sent).toEqual([
      { id: "search", at: 0 },
      { id: "get", at: 0 },
      { id: "get", at: 100 },
      { id: "search", at: 1000 },
    ]);
  });

  test("of such an operation holds nobody else back, also when the server tells of a limit for all", async () => {
    const headers = { "x-ratelimit-limit": "100", "x-ratelimit-remaining": "90", "x-ratelimit-reset": "60" };
    const { clock, call, sent } = setUp({}, () => answer(200, headers));
    const search = (): Promise<HttpResponse> => call("search", { operation: { limits: { requestsPerSecond: 1 } } });
    await Promise.all([search(), call("get")]);
    await clock.until(Promise.all([search(), search(), call("get")]));
    expect(sent.slice(2)).toEqual([
      { id: "get", at: 0 },
      { id: "search", at: 1000 },
      { id: "search", at: 2000 },
    ]);
  });

  test("is apart for each origin and credential", async () => {
    const { clock, call, times } = setUp({ requestsPerSecond: 1 });
    const all = [
      call("a", { partition: "x" }),
      call("a", { partition: "y" }),
      call("a", { partition: "x" }, "https://other.test"),
    ];
    await clock.until(Promise.all(all));
    expect(times()).toEqual([0, 0, 0]);
  });

  test("is the shared store's, and asked for by one call at a time", async () => {
    let asking = 0;
    let next = 0;
    const store: LimiterStore = {
      take: async ({ interval }) => {
        expect(++asking).toBe(1);
        await clock.sleep(1);
        asking--;
        const wait = Math.max(0, next - clock.now());
        next = Math.max(next, clock.now()) + interval;
        return wait;
      },
    };
    const { clock, calls, times } = setUp({ requestsPerSecond: 10, store });
    await clock.until(calls(3));
    expect(times()).toEqual([1, 101, 201]);
  });

  test("of a store that rejects fails the call, and no other", async () => {
    let asked = 0;
    const store: LimiterStore = { take: async () => (++asked === 2 ? Promise.reject(new Error("oops")) : 0) };
    const { clock, call } = setUp({ requestsPerSecond: 10, store });
    const all = Promise.allSettled([call(), call(), call()]);
    expect((await clock.until(all)).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  test.each([{ requestsPerSecond: 0 }, { concurrency: -1 }, { maxQueue: Number.NaN }])("%o is a mistake", (options) => {
    expect(() => throttle(options)).toThrow(`throttle.${Object.keys(options)[0]}`);
  });
});

describe("concurrency", () => {
  test("is bounded, and free places go to who came first", async () => {
    const { clock, call, sent } = setUp(
      { concurrency: 2 },
      slow(() => clock, 100),
    );
    const ids = ["a", "b", "c", "d", "e"];
    await clock.until(Promise.all(ids.map((id) => call(id))));
    expect(sent).toEqual(ids.map((id, index) => ({ id, at: Math.floor(index / 2) * 100 })));
  });

  test("is 50 by default", async () => {
    const { clock, calls, times } = setUp(
      {},
      slow(() => clock, 100),
    );
    await clock.until(calls(120));
    expect([0, 100, 200].map((at) => times().filter((time) => time === at).length)).toEqual([50, 50, 20]);
  });

  test("is given back by calls that fail", async () => {
    const { clock, call, sent } = setUp({ concurrency: 1 }, ({ id }) => {
      if (id === "bad") throw new Error("oops");
      return answer(200);
    });
    const bad = call("bad").catch(() => "failed");
    await clock.until(Promise.all([bad, call("good")]));
    expect(sent.map(({ id }) => id)).toEqual(["bad", "good"]);
  });
});

describe("the queue", () => {
  test("is bounded: the next call fails at once", async () => {
    const { clock, calls, call } = setUp({ requestsPerSecond: 1, maxQueue: 3 });
    const waiting = calls(4);
    const error = await call().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(QueueFullError);
    expect(error).toMatchObject({ code: "QUEUE_FULL", operationId: "a" });
    await clock.until(waiting);
    expect((await clock.until(call())).status).toBe(200);
  });

  test("holds a thousand by default", async () => {
    const { calls, call } = setUp({ requestsPerSecond: 1 });
    void calls(1001);
    await expect(call()).rejects.toThrow("1000 calls wait");
  });

  test("lets go of who aborts, at once, and its turn goes to the next", async () => {
    const { clock, call, sent } = setUp({ requestsPerSecond: 1 });
    const caller = new AbortController();
    const first = call("first");
    const aborted = call("aborted", { signal: caller.signal }).catch((error: Error) => error.name);
    const next = call("next");
    await clock.advance(300);
    caller.abort(new AbortedError("gone"));
    expect(await aborted).toBe("AbortedError");
    expect(clock.now() - new FakeClock().now()).toBe(300);
    await clock.until(Promise.all([first, next]));
    expect(sent).toEqual([
      { id: "first", at: 0 },
      { id: "next", at: 1000 },
    ]);
  });

  test("leaves no timer behind when all have aborted", async () => {
    const { clock, call } = setUp({ requestsPerSecond: 1 });
    const caller = new AbortController();
    const all = Array.from({ length: 20 }, () => call("a", { signal: caller.signal }).catch(() => {}));
    caller.abort();
    await Promise.all(all);
    expect(clock.pending).toBe(0);
    await expect(call("a", { signal: caller.signal })).rejects.toBe(caller.signal.reason);
  });

  test("is told of", async () => {
    const events: ThrottleEvent[] = [];
    const { clock, calls } = setUp({ requestsPerSecond: 10 }, () => answer(200), {
      onThrottle: (event) => events.push(event),
    });
    await clock.until(calls(3));
    const event = { operationId: "a", method: "GET", url: "https://api.test/thing" };
    expect(events).toEqual([
      { ...event, waitedMs: 100, queued: 1 },
      { ...event, waitedMs: 200, queued: 0 },
    ]);
  });
});

/** Refuses the first call of operation `id`. */
const refuseFirst = (headers: Record<string, string>, id = "a"): Server => {
  let refused = false;
  return (sent) => {
    if (refused || sent.id !== id) return answer(200);
    refused = true;
    return answer(429, headers);
  };
};

describe("a refusal", () => {
  test("with Retry-After holds back the operation, and no other", async () => {
    const { clock, call, sent } = setUp({}, refuseFirst({ "retry-after": "2" }));
    await call("a");
    const all = Promise.all([call("a"), call("b")]);
    await clock.until(all);
    expect(sent.slice(1).map(({ id, at }) => [id, at >= 2000])).toEqual([
      ["b", false],
      ["a", true],
    ]);
  });

  test("of a named bucket holds back all of its operations, and no other", async () => {
    const spent = {
      "x-ratelimit-limit": "30",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": "5",
      "x-ratelimit-resource": "search",
    };
    const core = {
      "x-ratelimit-limit": "5000",
      "x-ratelimit-remaining": "4000",
      "x-ratelimit-reset": "5",
      "x-ratelimit-resource": "core",
    };
    const { clock, call, sent } = setUp({}, ({ id, at }) =>
      answer(200, id === "get" ? core : at < 5000 ? spent : { ...spent, "x-ratelimit-remaining": "29" }),
    );
    await call("searchCode");
    await call("get");
    const all = Promise.all([call("searchCode"), call("searchUsers"), call("get")]);
    await clock.advance(1);
    // Nobody knows yet that this one is a search too.
    expect(sent.slice(2).map(({ id }) => id)).toEqual(["searchUsers", "get"]);
    const again = call("searchUsers");
    await clock.until(Promise.all([all, again]));
    expect(sent.slice(4)).toEqual([
      { id: "searchCode", at: 5000 },
      { id: "searchUsers", at: 5000 },
    ]);
  });

  test("for longer than a minute fails the operation's calls unsent, queued ones too", async () => {
    const { clock, call, sent } = setUp({ requestsPerSecond: 1 }, refuseFirst({ "retry-after": "3600" }));
    const [first, queued] = [call("a"), call("a").catch((error: unknown) => error)];
    expect((await first).status).toBe(429);
    const errors = [await queued, await call("a").catch((error: unknown) => error)];
    for (const error of errors) {
      expect(error).toBeInstanceOf(RateLimitError);
      expect(error).toMatchObject({ status: 429, retryAt: new Date(clock.now() + 3_600_000) });
    }
    expect(sent).toHaveLength(1);
    expect((await clock.until(call("b"))).status).toBe(200);
    await clock.advance(3_600_000);
    expect((await clock.until(call("a"))).status).toBe(200);
  });

  test("slows down: 0.7 of the rate before, then faster again", async () => {
    let refused = 0;
    const { clock, calls, times } = setUp({}, () => (refused++ < 20 ? answer(429) : answer(200)));
    await clock.until(calls(20));
    await clock.until(calls(200));
    const later = times().slice(20);
    const perSecond = Array.from(
      { length: 10 },
      (_, second) => later.filter((at) => Math.floor(at / 1000) === second).length,
    );
    // Twenty were refused in one second; that is one decrease, to 14 per second, which grows by one each second.
    expect(perSecond[0]).toBeGreaterThanOrEqual(13);
    expect(perSecond[0]).toBeLessThanOrEqual(15);
    for (const [second, count] of perSecond.slice(0, 8).entries())
      expect(Math.abs(count - (14.5 + second))).toBeLessThanOrEqual(1.5);
  });

  test("that the document names is one too", async () => {
    const limited = { "x-ratelimit-remaining": "0", "x-ratelimit-limit": "10", "x-ratelimit-reset": "3" };
    const { clock, call, times } = setUp(
      {},
      () => answer(times().length === 1 ? 403 : 200, times().length === 1 ? limited : {}),
      {
        limits: { statuses: [403] },
      },
    );
    await call();
    await clock.until(call());
    expect(times()).toEqual([0, 3000]);
  });

  test("is not looked at when adaptive is off", async () => {
    const { call, times } = setUp({ adaptive: false }, () => answer(429, { "retry-after": "9" }));
    await call();
    await call();
    expect(times()).toEqual([0, 0]);
  });
});

/** An answer that tells of a limit without a name. */
const budget = (limit: number, remaining: number): HttpResponse =>
  answer(200, {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset": "5",
  });

describe("operations without a name for their limit", () => {
  test("share one of the same size, from their first call on", async () => {
    const { clock, call, sent } = setUp({}, () => budget(100, 0));
    await call("a");
    await clock.until(call("b"));
    expect(sent).toEqual([
      { id: "a", at: 0 },
      { id: "b", at: 5000 },
    ]);
  });

  test("have different ones of different sizes", async () => {
    const { clock, call, sent } = setUp({}, ({ id }) => (id === "small" ? budget(5, 0) : budget(100, 50)));
    await call("large");
    await call("small");
    await clock.until(Promise.all([call("small"), call("large")]));
    expect(sent.slice(2)).toEqual([
      { id: "large", at: 0 },
      { id: "small", at: 5000 },
    ]);
  });
});

/** A server that allows `limit` requests per fixed window and refuses the rest. */
function windowed(limit: number, window: number) {
  let ends = 0;
  let left = limit;
  const refused: number[] = [];
  const server: Server = ({ at }) => {
    if (at >= ends) [ends, left] = [at + window, limit];
    const headers = {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(Math.max(0, left - 1)),
      "x-ratelimit-reset-after": String((ends - at) / 1000),
    };
    if (left <= 0) {
      refused.push(at);
      return answer(429, headers);
    }
    left--;
    return answer(200, headers);
  };
  return { server, refused };
}

describe("the server's budget", () => {
  test("is not exceeded by sequential calls, and used up", async () => {
    const { server, refused } = windowed(20, 2000);
    const { clock, call, times } = setUp({}, server);
    for (let count = 0; count < 100; count++) await clock.until(call());
    expect(refused).toEqual([]);
    expect(times().at(-1)).toBeLessThan(10_000);
  });

  test("is not exceeded by concurrent calls once it is known", async () => {
    const { server, refused } = windowed(20, 2000);
    const { clock, call, calls, times } = setUp({}, async (sent) => {
      const response = await server(sent);
      await clock.sleep(30);
      return response;
    });
    await clock.until(call());
    await clock.until(calls(99));
    expect(refused).toEqual([]);
    expect(times().at(-1)).toBeLessThan(12_000);
  });

  test("is spread over the time that is left when a tenth of it remains", async () => {
    const headers = { "x-ratelimit-limit": "100", "x-ratelimit-remaining": "10", "x-ratelimit-reset": "11" };
    let first = true;
    const { clock, call, calls, times } = setUp({}, () => {
      const response = answer(200, first ? headers : {});
      first = false;
      return response;
    });
    await call();
    await clock.until(calls(10));
    for (const [index, at] of times().entries()) expect(Math.abs(at - index * 1000)).toBeLessThanOrEqual(1);
  });

  test.each([
    { "x-ratelimit-limit": "0", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "30" },
    { "x-ratelimit-limit": "-1", "x-ratelimit-remaining": "-1", "x-ratelimit-reset": "30" },
    { "x-ratelimit-remaining": "0" },
    { "x-ratelimit-limit": "10", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "86400" },
  ])("that makes no sense, or comes back too late to wait for, holds nothing back: %o", async (headers) => {
    const { call, times } = setUp({}, () => answer(200, headers));
    await call();
    await call();
    expect(times()).toEqual([0, 0]);
  });
});
