import { once } from "node:events";
import { describe, expect, test } from "vitest";
import {
  cache,
  MemoryCacheStore,
  type CacheDeps,
  type CacheOptions,
  type CacheStore,
} from "../../../runtime/src/cache/index.js";
import { AbortedError } from "../../../runtime/src/errors/aborted-error.js";
import { ConnectionError } from "../../../runtime/src/errors/connection-error.js";
import type { HeaderRecord, HttpRequest, HttpResponse } from "../../../runtime/src/http.js";
import { bodyOf } from "../../../runtime/src/response/body.js";
import { contextOf, requestOf, type ContextFacts } from "../retry/calls.js";
import { FakeClock } from "../retry/fake-clock.js";

type Server = (request: HttpRequest, count: number) => HttpResponse | Promise<HttpResponse>;

const reply = (headers: HeaderRecord, body: string | null = "hello", status = 200): HttpResponse => ({
  status,
  headers,
  body: body === null ? null : bodyOf(body),
  url: "https://api.test/thing",
});

/** A client with the cache layer, and what its server saw. */
function setUp(server: Server, options: CacheOptions = {}, deps: CacheDeps = {}) {
  const clock = new FakeClock();
  const seen: HttpRequest[] = [];
  const handler = cache(options, { clock, ...deps })(async (request) => {
    seen.push(request);
    return server(request, seen.length);
  });
  const send = (request: Partial<HttpRequest> = {}, facts: ContextFacts = {}): Promise<HttpResponse> =>
    handler(requestOf(request), contextOf(facts));
  /** Body, and whether it came from the cache. */
  const get = async (request: Partial<HttpRequest> = {}, facts: ContextFacts = {}): Promise<string> => {
    const { body, fromCache, status } = await send(request, facts);
    return `${status} ${await body?.text()}${fromCache ? " cached" : ""}`;
  };
  return { clock, seen, send, get };
}

/** Answers with what it was asked how many times. */
const counting =
  (headers: HeaderRecord): Server =>
  (_request, count) =>
    reply(headers, `#${count}`);

const fresh = { "cache-control": "max-age=60" };

describe("a fresh answer", () => {
  test("is served again, older", async () => {
    const { clock, get, send } = setUp(counting({ ...fresh, "x-test": "1", connection: "close, x-hop", "x-hop": "1" }));
    expect(await get()).toBe("200 #1");
    await clock.advance(5000);
    expect(await get()).toBe("200 #1 cached");
    expect((await send()).headers).toEqual({ ...fresh, "x-test": "1", age: "5" });
  });

  test("is of one credential, and of no other", async () => {
    const { get } = setUp(counting(fresh));
    expect([
      await get({}, { partition: "a" }),
      await get({}, { partition: "a" }),
      await get({}, { partition: "b" }),
    ]).toEqual(["200 #1", "200 #1 cached", "200 #2"]);
  });

  test.each(["authorization", "cookie", "x-api-key", "x-tenant-id", "x-auth-token"])(
    "is not served to who sends another %s by hand",
    async (name) => {
      const { get } = setUp(counting(fresh));
      const all = [await get({ headers: { [name]: "a" } }), await get({ headers: { [name]: "b" } }), await get()];
      expect([...all, await get({ headers: { [name]: "a" } })]).toEqual([
        "200 #1",
        "200 #2",
        "200 #3",
        "200 #1 cached",
      ]);
    },
  );

  test("is told apart by the operation's header parameters, by the type asked for and by headers of one's own", async () => {
    const { get } = setUp(counting(fresh), { varyBy: ["X-Flavour"] });
    const operation = { params: { "X-Version": { in: "header" } } } as const;
    const ask = (headers: HeaderRecord): Promise<string> => get({ headers }, { operation });
    expect([
      await ask({ "x-version": "1" }),
      await ask({ "x-version": "2" }),
      await ask({ "x-flavour": "sweet" }),
      await ask({ accept: "text/csv" }),
      await ask({ "x-version": "2", "x-request-id": "7" }),
    ]).toEqual(["200 #1", "200 #2", "200 #3", "200 #4", "200 #2 cached"]);
  });

  test("can be read by many, and changed by none", async () => {
    const { send } = setUp(counting(fresh));
    const bytes = await (await send()).body!.bytes();
    bytes.fill(0);
    const again = await (await send()).body!.bytes();
    again.fill(0);
    expect(await (await send()).body!.text()).toBe("#1");
    expect(await new Response((await send()).body!.stream()).text()).toBe("#1");
  });

  test("without a body stays without one", async () => {
    const { send } = setUp(() => reply(fresh, null, 204));
    await send();
    expect(await send()).toMatchObject({ status: 204, body: null, fromCache: true });
  });

  test("whose credential stands in the query is no redirect, and the key is not kept", async () => {
    // The auth layer, below the cache, adds to the query, and the transport says what was sent.
    const { send } = setUp(() => ({ ...reply(fresh), url: "https://api.test/thing?page=2&api_key=secret" }));
    await send({ path: "/thing?page=2" });
    expect(await send({ path: "/thing?page=2" })).toMatchObject({
      fromCache: true,
      url: "https://api.test/thing?page=2",
    });
  });

  test("keeps its cookies", async () => {
    const { send } = setUp(() => ({ ...reply(fresh), setCookie: ["a=1", "b=2"] }));
    await send();
    expect((await send()).setCookie).toEqual(["a=1", "b=2"]);
  });
});

describe("what is not stored", () => {
  test.each<[title: string, HttpResponse]>([
    ["no-store", reply({ "cache-control": "no-store, max-age=60" })],
    ["Vary: *", reply({ ...fresh, vary: "accept, *" })],
    ["a part", reply(fresh, "x", 206)],
    ["429", reply(fresh, "x", 429)],
    ["401", reply(fresh, "x", 401)],
    ["nothing stated", reply({})],
    ["where a redirect led", { ...reply(fresh), url: "https://cdn.test/x" }],
  ])("%s", async (_title, response) => {
    const { seen, get } = setUp(() => ({ ...response, body: bodyOf("x") }));
    await get();
    await get();
    expect(seen).toHaveLength(2);
  });

  test.each<[title: string, Partial<HttpRequest>, ContextFacts]>([
    ["POST", { method: "POST" }, {}],
    ["HEAD", { method: "HEAD" }, {}],
    ["a stream of events", {}, { operation: { stream: { format: "sse" } } }],
    ["a range", { headers: { range: "bytes=0-1" } }, {}],
    ["a condition of the caller's", { headers: { "if-none-match": '"a"' } }, {}],
    ["no-store asked for", { headers: { "cache-control": "no-store" } }, {}],
    ["a call that wants none", {}, { options: { cache: false } }],
  ])("%s", async (_title, request, facts) => {
    const { seen, send } = setUp(counting(fresh));
    await send(request, facts);
    await send(request, facts);
    expect(seen).toHaveLength(2);
  });

  test("a body over the bound arrives whole all the same", async () => {
    const large = "x".repeat(5000);
    const server: Server = () => ({ ...reply(fresh, null), body: bodyOf(new Blob([large, large]).stream()) });
    const { get, seen } = setUp(server, { maxBody: 6000 });
    expect(await get()).toBe(`200 ${large}${large}`);
    await get();
    expect(seen).toHaveLength(2);
  });

  test("a body over the bound is still bounded in memory", async () => {
    const large = "x".repeat(5000);
    const { get } = setUp(
      () => ({ ...reply(fresh), body: bodyOf(new Blob([large]).stream()) }),
      { maxBody: 1000 },
      { maxResponseBytes: 4000 },
    );
    await expect(get()).rejects.toThrow("4000");
  });

  test("a body that is announced as too large is not touched", async () => {
    const body = bodyOf("x".repeat(2000));
    const { send } = setUp(() => ({ ...reply({ ...fresh, "content-length": "2000" }), body }), { maxBody: 1000 });
    expect((await send()).body).toBe(body);
  });
});

/** Answers with 304 to who has version 1. */
const validated: Server = (request, count) =>
  request.headers["if-none-match"] === '"v1"'
    ? reply({ "cache-control": "max-age=60", "x-new": "yes", etag: '"v1"' }, null, 304)
    : reply({ "cache-control": "max-age=60", etag: '"v1"', "last-modified": "yesterday" }, `#${count}`);

describe("a stale answer", () => {
  test("is asked about, and served with what the 304 says", async () => {
    const { clock, get, seen, send } = setUp(validated);
    await get();
    await clock.advance(61_000);
    const { headers, fromCache, body } = await send();
    expect([await body?.text(), fromCache, headers["x-new"], headers["age"]]).toEqual(["#1", true, "yes", "0"]);
    expect(seen[1]?.headers).toEqual({ "if-none-match": '"v1"', "if-modified-since": "yesterday" });
    await clock.advance(59_000);
    expect(await get()).toBe("200 #1 cached");
    expect(seen).toHaveLength(2);
  });

  test("is replaced by a new one", async () => {
    const { clock, get } = setUp(counting({ ...fresh, etag: '"x"' }));
    await get();
    await clock.advance(61_000);
    expect([await get(), await get()]).toEqual(["200 #2", "200 #2 cached"]);
  });

  test("is renewed in the background when it may be served meanwhile", async () => {
    const background: Promise<void>[] = [];
    const headers = { "cache-control": "max-age=60, stale-while-revalidate=30" };
    const { clock, get, seen } = setUp(counting(headers), {}, { background: (work) => background.push(work) });
    await get();
    await clock.advance(70_000);
    expect(await Promise.all([get(), get()])).toEqual(["200 #1 cached", "200 #1 cached"]);
    await Promise.all(background);
    expect(seen).toHaveLength(2);
    expect(await get()).toBe("200 #2 cached");
    await clock.advance(91_000);
    expect(await get()).toBe("200 #3");
  });

  test("is renewed even if its caller has gone, until the client is closed", async () => {
    const client = new AbortController();
    const caller = new AbortController();
    const signals: (AbortSignal | undefined)[] = [];
    const server: Server = (request, count) => {
      signals.push(request.signal);
      return reply(fresh, `#${count}`);
    };
    const { clock, get } = setUp(server, { staleWhileRevalidate: 30_000 }, { signal: client.signal });
    await get({ signal: caller.signal });
    await clock.advance(70_000);
    await get({ signal: caller.signal });
    expect(signals).toEqual([caller.signal, client.signal]);
  });

  test.each<[title: string, () => HttpResponse]>([
    [
      "cannot be reached",
      () => {
        throw new ConnectionError("refused", { sent: "no" });
      },
    ],
    ["is out of order", () => reply({}, "down", 503)],
  ])("is served when the server %s, if it says so or we do", async (_title, fail) => {
    const server =
      (headers: HeaderRecord): Server =>
      (_request, count) =>
        count === 1 ? reply(headers, "#1") : fail();
    const told = setUp(server({ "cache-control": "max-age=60, stale-if-error=30" }));
    await told.get();
    await told.clock.advance(70_000);
    expect(await told.get()).toBe("200 #1 cached");
    await told.clock.advance(30_000);
    expect(await told.get().catch(() => "failed")).toMatch(/^(503 down|failed)$/);

    const ours = setUp(server(fresh), { staleIfError: 30_000 });
    await ours.get();
    await ours.clock.advance(70_000);
    expect(await ours.get()).toBe("200 #1 cached");

    const strict = setUp(server({ "cache-control": "max-age=60, must-revalidate" }), { staleIfError: 30_000 });
    await strict.get();
    await strict.clock.advance(70_000);
    expect(await strict.get().catch(() => "failed")).toMatch(/^(503 down|failed)$/);
  });
});

describe("a ttl", () => {
  test("is for answers that state nothing; the call's own wins", async () => {
    const { clock, get } = setUp(counting({}), { ttl: 60_000 });
    await get();
    await clock.advance(59_000);
    expect(await get()).toBe("200 #1 cached");
    expect(await get({}, { options: { cache: { ttl: 1000 } } })).toBe("200 #2");
  });

  test("forced, wins over what is stated, but for no-store", async () => {
    const { get } = setUp(counting({ "cache-control": "no-cache" }), { ttl: 60_000, force: true });
    expect([await get(), await get()]).toEqual(["200 #1", "200 #1 cached"]);
    const secret = setUp(counting({ "cache-control": "no-store" }), { ttl: 60_000, force: true });
    expect([await secret.get(), await secret.get()]).toEqual(["200 #1", "200 #2"]);
  });

  test("has to be a number", () => {
    expect(() => cache({ ttl: -1 })).toThrow("cache.ttl");
  });
});

describe("what a call asks for", () => {
  test("reload goes to the network and keeps the answer", async () => {
    const { get } = setUp(counting(fresh));
    await get();
    expect([await get({}, { options: { cache: "reload" } }), await get()]).toEqual(["200 #2", "200 #2 cached"]);
  });

  test("only-if-cached never goes there", async () => {
    const { get, seen } = setUp(counting(fresh));
    expect(await get({ headers: { "cache-control": "only-if-cached" } })).toBe("504 undefined");
    expect(seen).toEqual([]);
  });
});

describe("answers that vary", () => {
  test("are kept beside each other", async () => {
    const { get, seen } = setUp((request) =>
      reply({ ...fresh, vary: "Accept-Language, X-Other" }, request.headers["accept-language"] ?? "none"),
    );
    const ask = (language: string): Promise<string> => get({ headers: { "accept-language": language } });
    expect([await ask("en"), await ask("de"), await ask("en"), await ask("de")]).toEqual([
      "200 en",
      "200 de",
      "200 en cached",
      "200 de cached",
    ]);
    expect(await get()).toBe("200 none");
    expect(seen).toHaveLength(3);
  });

  test("are all forgotten when the resource changes", async () => {
    const { get, send } = setUp((request, count) =>
      reply({ ...fresh, vary: "accept-language" }, `${request.headers["accept-language"]}#${count}`),
    );
    const ask = (language: string): Promise<string> => get({ headers: { "accept-language": language } });
    await ask("en");
    await ask("de");
    await send({ method: "PUT" });
    expect([await ask("en"), await ask("de")]).toEqual(["200 en#4", "200 de#5"]);
  });
});

describe("a request that changes something", () => {
  test.each<[title: string, { headers?: HeaderRecord; status?: number; path?: string; forgets: boolean }]>([
    ["forgets its URL", { path: "/thing", forgets: true }],
    ["forgets its Location", { path: "/things", headers: { location: "/thing" }, forgets: true }],
    ["forgets its Content-Location", { path: "/things", headers: { "content-location": "thing" }, forgets: true }],
    ["leaves others alone", { path: "/things", forgets: false }],
    [
      "leaves another origin's Location alone",
      { path: "/things", headers: { location: "https://other.test/thing" }, forgets: false },
    ],
    ["forgets nothing when it fails", { path: "/thing", status: 500, forgets: false }],
  ])("%s", async (_title, { path = "/thing", headers = {}, status = 200, forgets }) => {
    const { get, send } = setUp(({ method }, count) =>
      method === "GET" ? reply(fresh, `#${count}`) : reply(headers, "", status),
    );
    await get();
    await send({ method: "POST", path });
    expect(await get()).toBe(forgets ? "200 #3" : "200 #1 cached");
  });

  test("forgets what was asked for with other headers, too", async () => {
    const { get, send } = setUp(counting(fresh));
    const operation = { params: { "X-Version": { in: "header" } } } as const;
    const ask = (version: string): Promise<string> => get({ headers: { "x-version": version } }, { operation });
    expect([await ask("1"), await ask("2"), await get(), await ask("1")]).toEqual([
      "200 #1",
      "200 #2",
      "200 #3",
      "200 #1 cached",
    ]);
    await send({ method: "PATCH", headers: { "idempotency-key": "k" } });
    expect([await ask("1"), await ask("2"), await get()]).toEqual(["200 #5", "200 #6", "200 #7"]);
  });

  test("forgets its URL when nobody knows whether it was done", async () => {
    const { get, send } = setUp(({ method }, count) => {
      if (method === "POST") throw new ConnectionError("reset", { sent: "maybe" });
      return reply(fresh, `#${count}`);
    });
    await get();
    await expect(send({ method: "POST" })).rejects.toThrow("reset");
    expect(await get()).toBe("200 #3");
  });

  test("keeps an answer from being stored that was on its way", async () => {
    const gate = new AbortController();
    const server: Server = async ({ method }, count) => {
      if (method === "GET" && count === 1) await once(gate.signal, "abort");
      return reply(fresh, `#${count}`);
    };
    const { get, send } = setUp(server);
    const old = get();
    await new Promise(setImmediate);
    await send({ method: "DELETE" });
    gate.abort();
    expect([await old, await get(), await get()]).toEqual(["200 #1", "200 #3", "200 #3 cached"]);
  });
});

/** Every answer comes when `clock` has gone on by 100 ms. */
const slowly =
  (clock: () => FakeClock, respond: Server): Server =>
  async (request, count) => {
    await clock().sleep(100, request.signal);
    return respond(request, count);
  };

describe("equal requests at the same time", () => {
  test("are one, whether or not the answer is stored", async () => {
    const { clock, get, seen } = setUp(slowly(() => clock, counting({})));
    const all = await clock.until(Promise.all([get(), get(), get()]));
    expect(all).toEqual(["200 #1", "200 #1 cached", "200 #1 cached"]);
    expect(await clock.until(get())).toBe("200 #2");
    expect(seen).toHaveLength(2);
  });

  test.each<[title: string, Partial<HttpRequest>, ContextFacts]>([
    ["credential", {}, { partition: "b" }],
    ["URL", { path: "/other" }, {}],
    ["header", { headers: { accept: "text/csv" } }, {}],
  ])("are two when they differ in their %s", async (_title, request, facts) => {
    const { clock, get, seen } = setUp(slowly(() => clock, counting({})));
    await clock.until(Promise.all([get(), get(request, facts)]));
    expect(seen).toHaveLength(2);
  });

  test("are sent one by one when the answer is not to be kept", async () => {
    const { clock, get } = setUp(slowly(() => clock, counting({ "cache-control": "no-store" })));
    expect(await clock.until(Promise.all([get(), get(), get()]))).toEqual(["200 #1", "200 #2", "200 #3"]);
  });

  test("are sent one by one when the answer is too large", async () => {
    const { clock, get, seen } = setUp(
      slowly(
        () => clock,
        () => reply({}, "x".repeat(100)),
      ),
      { maxBody: 10 },
    );
    await clock.until(Promise.all([get(), get()]));
    expect(seen).toHaveLength(2);
  });

  test("fail together", async () => {
    const { clock, get, seen } = setUp(
      slowly(
        () => clock,
        () => {
          throw new ConnectionError("reset", { sent: "maybe" });
        },
      ),
    );
    const all = await clock.until(Promise.allSettled([get(), get()]));
    expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(seen).toHaveLength(1);
  });

  test("go on without the caller who was first, and without one who waits", async () => {
    const { clock, get, seen } = setUp(slowly(() => clock, counting({})));
    const [first, second] = [new AbortController(), new AbortController()];
    const call = (signal?: AbortSignal): Promise<string> =>
      get(signal ? { signal } : {}, signal ? { signal } : {}).catch((error: Error) => error.name);
    const all = Promise.all([call(first.signal), call(second.signal), call()]);
    await clock.advance(50);
    second.abort(new AbortedError("gone"));
    first.abort(new AbortedError("gone"));
    expect(await clock.until(all)).toEqual(["AbortedError", "AbortedError", "200 #2"]);
    expect(seen).toHaveLength(2);
  });
});

const failing = (fail: () => Promise<never>): CacheStore => ({ get: fail, set: fail, delete: fail });

describe("a store", () => {
  test.each<[title: string, CacheStore]>([
    ["that rejects", failing(() => Promise.reject(new Error("disk full")))],
    ["that never answers", failing(() => new Promise<never>(() => {}))],
    [
      "that throws",
      failing(() => {
        throw new Error("disk full");
      }),
    ],
  ])("%s costs a wait and a warning, and no call", async (_title, store) => {
    const warnings: string[] = [];
    const { clock, get, send } = setUp(counting(fresh), { store }, { warn: (message) => warnings.push(message) });
    expect(await clock.until(get())).toBe("200 #1");
    expect(await clock.until(get())).toBe("200 #2");
    expect((await clock.until(send({ method: "PUT" }))).status).toBe(200);
    await clock.advance(1000);
    expect(await clock.until(get())).toBe("200 #4");
    expect(warnings).toHaveLength(1);
  });

  test("is used again when it answers again", async () => {
    const store = new MemoryCacheStore();
    let broken = true;
    const flaky: CacheStore = {
      get: async (key) => (broken ? Promise.reject(new Error("down")) : store.get(key)),
      set: async (key, record, ttl) => (broken ? Promise.reject(new Error("down")) : store.set(key, record, ttl)),
      delete: async (key) => store.delete(key),
    };
    const { clock, get } = setUp(counting(fresh), { store: flaky });
    expect(await clock.until(get())).toBe("200 #1");
    broken = false;
    await clock.advance(1000);
    expect(await clock.until(get())).toBe("200 #2");
    expect(await clock.until(get())).toBe("200 #2 cached");
  });
});
