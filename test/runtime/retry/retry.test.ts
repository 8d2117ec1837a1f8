import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AbortedError } from "../../../runtime/src/errors/aborted-error.js";
import { ConnectionError } from "../../../runtime/src/errors/connection-error.js";
import { OutcomeUnknownError } from "../../../runtime/src/errors/outcome-unknown-error.js";
import { TimeoutError } from "../../../runtime/src/errors/timeout-error.js";
import type { CallContext, HeaderRecord, HttpRequest, HttpResponse } from "../../../runtime/src/http.js";
import {
  CircuitOpenError,
  retry,
  type RetryDeps,
  type RetryEvent,
  type RetryInput,
} from "../../../runtime/src/retry/index.js";
import { answer, contextOf, requestOf, type ContextFacts } from "./calls.js";
import { FakeClock } from "./fake-clock.js";

type Step = HttpResponse | Error;

const unsent = (): ConnectionError => new ConnectionError("refused", { sent: "no" });
const lost = (): ConnectionError => new ConnectionError("reset", { sent: "maybe" });

/** A server that answers `steps` in turn, the last one for ever, and a client with the retry layer. */
function setUp(steps: readonly Step[], options: RetryInput = {}, deps: RetryDeps = {}) {
  const clock = new FakeClock();
  const seen: HttpRequest[] = [];
  const layer = retry(options, { clock, ...deps });
  const handler = layer(async (request, context) => {
    const step = steps[Math.min(seen.length, steps.length - 1)];
    seen.push(request);
    context.sent = "maybe";
    context.attempts.push({ number: seen.length, startedAt: clock.now(), elapsedMs: 0 });
    if (step instanceof Error) throw step;
    return step as HttpResponse;
  });
  const send = (request: Partial<HttpRequest> = {}, facts: ContextFacts = {}) => {
    const context = contextOf({ ...facts, operation: { ...facts.operation, method: request.method ?? "GET" } });
    return clock.until(handler(requestOf(request), context));
  };
  return { clock, seen, handler, send };
}

const outcome = (work: Promise<HttpResponse>): Promise<unknown> =>
  work.then(
    ({ status }) => status,
    (error: unknown) => (error instanceof Error ? error.name : error),
  );

interface Case {
  readonly steps: readonly Step[];
  readonly request?: Partial<HttpRequest>;
  readonly operation?: Partial<CallContext["operation"]>;
  readonly idempotencyKey?: string;
  readonly sends: number;
  readonly want: number | string;
}

const post = { method: "POST", body: "{}" };
const later = { "retry-after": "1" };

const cases: readonly (readonly [title: string, Case])[] = [
  ["nothing wrong", { steps: [answer(200)], sends: 1, want: 200 }],
  ["GET 503 twice", { steps: [answer(503), answer(503), answer(200)], sends: 3, want: 200 }],
  ["GET 503 for ever", { steps: [answer(503)], sends: 3, want: 503 }],
  ["GET reset", { steps: [lost(), answer(200)], sends: 2, want: 200 }],
  [
    "GET without an answer in time",
    { steps: [new TimeoutError("", { kind: "headers" }), answer(200)], sends: 2, want: 200 },
  ],
  [
    "GET past its deadline",
    { steps: [new TimeoutError("", { kind: "deadline" }), answer(200)], sends: 1, want: "TimeoutError" },
  ],
  ["GET aborted", { steps: [new AbortedError("gone"), answer(200)], sends: 1, want: "AbortedError" }],
  ["GET 404", { steps: [answer(404)], sends: 1, want: 404 }],
  ["GET 409", { steps: [answer(409), answer(200)], sends: 1, want: 409 }],
  ["GET 409, declared", { steps: [answer(409), answer(200)], operation: { retry: [409] }, sends: 2, want: 200 }],
  ["GET 503, declared never", { steps: [answer(503), answer(200)], operation: { retry: false }, sends: 1, want: 503 }],
  ["GET 520", { steps: [answer(520), answer(529), answer(200)], sends: 3, want: 200 }],
  ["GET 500, told not to", { steps: [answer(500, { "x-should-retry": "false" }), answer(200)], sends: 1, want: 500 }],
  ["GET 400, told to", { steps: [answer(400, { "x-should-retry": "true" }), answer(200)], sends: 2, want: 200 }],
  [
    "PUT and DELETE are idempotent",
    { request: { method: "PUT", body: "" }, steps: [lost(), answer(204)], sends: 2, want: 204 },
  ],
  ["POST not sent", { request: post, steps: [unsent(), answer(201)], sends: 2, want: 201 }],
  [
    "POST not connected",
    { request: post, steps: [new TimeoutError("", { kind: "connect" }), answer(201)], sends: 2, want: 201 },
  ],
  ["POST reset", { request: post, steps: [lost(), answer(201)], sends: 1, want: "OutcomeUnknownError" }],
  [
    "POST without an answer in time",
    {
      request: post,
      steps: [new TimeoutError("", { kind: "headers" }), answer(201)],
      sends: 1,
      want: "OutcomeUnknownError",
    },
  ],
  ["POST 500", { request: post, steps: [answer(500), answer(201)], sends: 1, want: 500 }],
  ["POST 429 without a wait", { request: post, steps: [answer(429), answer(201)], sends: 1, want: 429 }],
  ["POST 429 with one", { request: post, steps: [answer(429, later), answer(201)], sends: 2, want: 201 }],
  ["POST 503 with one", { request: post, steps: [answer(503, later), answer(201)], sends: 2, want: 201 }],
  ["POST 502 with one", { request: post, steps: [answer(502, later), answer(201)], sends: 1, want: 502 }],
  [
    "POST 500 with a key",
    { request: post, idempotencyKey: "k", steps: [answer(500), answer(201)], sends: 2, want: 201 },
  ],
  ["POST reset with a key", { request: post, idempotencyKey: "k", steps: [lost(), answer(201)], sends: 2, want: 201 }],
  [
    "POST reset, takes a key",
    { request: post, operation: { idempotency: "X-Key" }, steps: [lost(), answer(201)], sends: 2, want: 201 },
  ],
  [
    "POST reset for ever, with a key",
    { request: post, idempotencyKey: "k", steps: [lost()], sends: 3, want: "OutcomeUnknownError" },
  ],
  [
    "a stream is never sent twice",
    { request: { method: "PUT", body: new ReadableStream() }, steps: [answer(503), answer(200)], sends: 1, want: 503 },
  ],
  [
    "a stream whose connection failed",
    { request: { method: "POST", body: new ReadableStream() }, steps: [unsent()], sends: 1, want: "ConnectionError" },
  ],
  ["a bug of our own", { steps: [new TypeError("oops")], sends: 1, want: "TypeError" }],
];

describe("what is sent again", () => {
  test.each(cases)("%s", async (_title, { steps, request, operation, idempotencyKey, sends, want }) => {
    const { send, seen } = setUp(steps);
    expect(await outcome(send(request, { ...(operation && { operation }), idempotencyKey }))).toBe(want);
    expect(seen).toHaveLength(sends);
  });

  test("as often as the client, or the call, says", async () => {
    const client = setUp([answer(503)], 4);
    await client.send();
    expect(client.seen).toHaveLength(5);
    await client.send({}, { options: { retry: false } });
    expect(client.seen).toHaveLength(6);
    await client.send({}, { options: { retry: { retries: 1 } } });
    expect(client.seen).toHaveLength(8);
  });

  test("at statuses and by methods of one's own", async () => {
    const client = setUp([answer(418)], { statuses: [418], methods: ["post"] });
    await client.send({ method: "POST" });
    await client.send({ method: "GET" });
    expect(client.seen.map(({ method }) => method)).toEqual(["POST", "POST", "POST", "GET"]);
  });

  test("a stream that arrives in pieces keeps its error", async () => {
    const { send } = setUp([lost()]);
    const error = await send({ method: "POST", body: new ReadableStream() }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OutcomeUnknownError);
    expect((error as Error).cause).toBeInstanceOf(ConnectionError);
  });

  test.each([-1, Number.NaN])("%s retries is a mistake", (retries) => {
    expect(() => retry({ retries })).toThrow("retry.retries");
  });
});

const keysOf = (seen: readonly HttpRequest[], name: string): (string | undefined)[] =>
  seen.map(({ headers }) => headers[name]);

describe("the idempotency key", () => {
  test("is one UUID per call, the same on each attempt", async () => {
    const { send, seen } = setUp([answer(500), answer(500), answer(201), answer(201)]);
    await send(post, { operation: { idempotency: "X-Request-Key" } });
    await send(post, { operation: { idempotency: "X-Request-Key" } });
    const keys = keysOf(seen, "x-request-key");
    expect(keys[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4/);
    expect(keys.slice(0, 3)).toEqual([keys[0], keys[0], keys[0]]);
    expect(keys[3]).not.toBe(keys[0]);
  });

  test("is the caller's when there is one", async () => {
    const { send, seen } = setUp([answer(201)]);
    await send(post, { idempotencyKey: "mine" });
    await send(post, { idempotencyKey: "mine", operation: { idempotency: "X-Key" } });
    expect([seen[0]?.headers["idempotency-key"], seen[1]?.headers["x-key"]]).toEqual(["mine", "mine"]);
  });

  test("is left alone when the request has one", async () => {
    const { send, seen } = setUp([answer(500), answer(201)]);
    await send({ ...post, headers: { "x-key": "from the caller" } }, { operation: { idempotency: "X-Key" } });
    expect(keysOf(seen, "x-key")).toEqual(["from the caller", "from the caller"]);
  });

  test("is not sent where nobody asked for one", async () => {
    const { send, seen } = setUp([answer(201)]);
    await send(post);
    expect(seen[0]?.headers).toEqual({});
  });
});

describe("waits", () => {
  test("are random below a bound that doubles", async () => {
    const { send, clock } = setUp([answer(503)], { retries: 6 });
    await send();
    expect(clock.sleeps).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
  });

  test("are longer when the server throttles", async () => {
    const { send, clock } = setUp([answer(429)], { retries: 6 });
    await send();
    expect(clock.sleeps).toEqual([1000, 2000, 4000, 8000, 16_000, 20_000]);
  });

  test("are within their bounds, whatever the options", async () => {
    const options = fc.record({ baseDelay: fc.nat(5000), maxDelay: fc.nat(60_000), retries: fc.nat(12) });
    await fc.assert(
      fc.asyncProperty(
        options,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        async (given, chance) => {
          const clock = new FakeClock(0, () => chance);
          const handler = retry({ ...given, budget: false }, { clock })(async () => answer(503));
          await clock.until(handler(requestOf(), contextOf()));
          expect(clock.sleeps).toHaveLength(given.retries);
          for (const [index, slept] of clock.sleeps.entries()) {
            expect(slept).toBeGreaterThanOrEqual(0);
            expect(slept).toBeLessThanOrEqual(Math.min(given.maxDelay, given.baseDelay * 2 ** index));
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test("are the server's where it names one", async () => {
    const { send, clock } = setUp([answer(429, { "retry-after": "2.0" }), answer(200)]);
    await send();
    expect(clock.sleeps).toEqual([2000]);
  });

  test("over a minute are neither slept nor shortened", async () => {
    const { send, clock, seen } = setUp([answer(429, { "retry-after": "86400" })]);
    expect(await outcome(send())).toBe(429);
    expect([seen.length, clock.sleeps]).toEqual([1, []]);
  });

  test("end at once when the caller aborts", async () => {
    const { clock, handler, seen } = setUp([answer(429, { "retry-after": "4" })]);
    const caller = new AbortController();
    const work = outcome(handler(requestOf(), contextOf({ signal: caller.signal })));
    await clock.advance(300);
    caller.abort(new AbortedError("gone"));
    expect(await work).toBe("AbortedError");
    expect([clock.now() - new FakeClock().now(), clock.pending, seen.length]).toEqual([300, 0, 1]);
  });

  test("are none when the caller has aborted meanwhile, who is told so rather than of the answer", async () => {
    const events: RetryEvent[] = [];
    const caller = new AbortController();
    const handler = retry(undefined, { onRetry: (event) => events.push(event) })(async () => {
      caller.abort(new AbortedError("gone"));
      return answer(503);
    });
    expect(await outcome(handler(requestOf(), contextOf({ signal: caller.signal })))).toBe("AbortedError");
    expect(events).toEqual([]);
  });

  test("begin with the failed answer's body let go", async () => {
    const released: number[] = [];
    const failed = answer(503);
    const body = { ...failed.body!, cancel: async () => void released.push(clock.sleeps.length) };
    const { send, clock } = setUp([{ ...failed, body }, answer(200)]);
    await send();
    expect(released).toEqual([0]);
  });

  test("are told of, and written down", async () => {
    const events: RetryEvent[] = [];
    const { handler, clock } = setUp(
      [answer(503), lost(), answer(200)],
      {},
      { onRetry: (event) => events.push(event) },
    );
    const context = contextOf();
    await clock.until(handler(requestOf(), context));
    const call = { operationId: "getThing", method: "GET", url: "https://api.test/thing", named: false };
    expect(events).toEqual([
      { ...call, attempt: 1, status: 503, waitMs: 500 },
      { ...call, attempt: 2, error: "CONNECTION", waitMs: 1000 },
    ]);
    expect(context.attempts.map(({ waitedMs }) => waitedMs)).toEqual([500, 1000, undefined]);
  });
});

const sendsOf = async (headers: HeaderRecord, status: number, calls: number): Promise<number> => {
  const { send, seen } = setUp([answer(status, headers)], { retries: 1 });
  for (let call = 0; call < calls; call++) await send();
  return seen.length - calls;
};

describe("the retry budget", () => {
  test("pays for 35 retries of 14 tokens", async () => {
    expect(await sendsOf({}, 503, 100)).toBe(35);
  });

  test("pays for 100 retries of a throttling server", async () => {
    expect(await sendsOf({ "retry-after": "0" }, 429, 200)).toBe(100);
  });

  test("is not spent by retries that succeed", async () => {
    let count = 0;
    const clock = new FakeClock();
    const handler = retry({ retries: 1 }, { clock })(async () => answer(++count % 2 ? 503 : 200));
    for (let call = 0; call < 200; call++)
      expect((await clock.until(handler(requestOf(), contextOf()))).status).toBe(200);
  });

  test("is kept per origin, and can be switched off", async () => {
    const limited = setUp([answer(503)], { retries: 1, budget: { tokens: 14 } });
    await limited.send();
    await limited.send();
    expect(limited.seen).toHaveLength(3);
    await limited.send({ origin: "https://other.test" });
    expect(limited.seen).toHaveLength(5);
    const unlimited = setUp([answer(503)], { retries: 1, budget: false });
    for (let call = 0; call < 50; call++) await unlimited.send();
    expect(unlimited.seen).toHaveLength(100);
  });
});

describe("the circuit breaker", () => {
  const broken = { retries: 0, circuitBreaker: true } as const;

  test("is off by default", async () => {
    const { send, seen } = setUp([answer(503)], 0);
    for (let call = 0; call < 10; call++) await send();
    expect(seen).toHaveLength(10);
  });

  test("opens after five failures in a row, and says until when", async () => {
    const { send, seen, clock } = setUp([answer(503), lost(), answer(500), lost(), answer(503)], broken);
    for (let call = 0; call < 5; call++) await outcome(send());
    const error = await send().catch((caught: unknown) => caught);
    expect(seen).toHaveLength(5);
    expect(error).toBeInstanceOf(CircuitOpenError);
    expect(error).toMatchObject({ code: "CIRCUIT_OPEN", sent: "no", retryAt: new Date(clock.now() + 30_000) });
  });

  test("lets one call try after its rest", async () => {
    const steps = [...Array.from({ length: 6 }, () => answer(503)), answer(200)];
    const { send, seen, clock } = setUp(steps, broken);
    for (let call = 0; call < 5; call++) await send();
    await clock.advance(30_000);
    expect([await outcome(send()), await outcome(send()), seen.length]).toEqual([503, "CircuitOpenError", 6]);
    await clock.advance(30_000);
    expect([await outcome(send()), await outcome(send()), seen.length]).toEqual([200, 200, 8]);
  });

  test("counts failures in a row only", async () => {
    const { send, seen } = setUp(
      [answer(503), answer(503), answer(503), answer(503), answer(404), answer(503)],
      broken,
    );
    for (let call = 0; call < 9; call++) await send();
    expect(seen).toHaveLength(9);
  });

  test("ends retries when it opens", async () => {
    const { send, seen } = setUp([answer(503)], { retries: 5, circuitBreaker: { failures: 2 } });
    expect(await outcome(send())).toBe(503);
    expect(seen).toHaveLength(2);
  });
});
