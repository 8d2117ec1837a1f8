import { abortable } from "../auth/wait.js";
import { ConnectionError } from "../errors/connection-error.js";
import { TimeoutError } from "../errors/timeout-error.js";
import type { CallContext, Handler, HttpRequest, HttpResponse } from "../http.js";
import { systemClock, type Clock } from "../retry/clock.js";
import { buffer } from "./buffering.js";
import { directivesOf, type Directives } from "./cache-control.js";
import { conditional, entryOf, freshened, isShareable, isStorable, responseOf, wasRedirected } from "./entry.js";
import { Flight } from "./flight.js";
import { freshnessOf, usefulFor, type Freshness } from "./freshness.js";
import { GuardedCacheStore } from "./guarded-store.js";
import { flightKey, keyOf, tellingHeaders } from "./key.js";
import { MemoryCacheStore } from "./memory-store.js";
import type { CacheCallOptions, CacheDeps, CacheOptions } from "./options.js";
import { Records, type Place } from "./records.js";
import { rulesOf, type Rules } from "./rules.js";
import { StoredBody } from "./stored-body.js";
import type { CacheEntry } from "./store.js";

/** What one call may ask of the cache. */
export type CacheInput = CacheCallOptions | boolean | "reload" | undefined;

/** A GET that the cache may answer. */
interface Get extends Place {
  readonly context: CallContext;
  readonly next: Handler;
  readonly rules: Rules;
  readonly asked: Directives;
}

/** What the network answered, and what others may have of it. */
interface Fetched {
  readonly response: HttpResponse;
  readonly entry?: CacheEntry;
}

const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "QUERY"]);

/** The caller asks for a part, or compares for itself: that is between it and the server. */
const OWN_CONDITIONS = ["range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range"];

/** A private cache after RFC 9111. */
export class Cache {
  readonly #rules: Rules;
  readonly #deps: CacheDeps;
  readonly #clock: Clock;
  readonly #records: Records;
  readonly #flights = new Map<string, Flight>();

  constructor(options: CacheOptions, deps: CacheDeps) {
    this.#rules = rulesOf(options);
    this.#deps = deps;
    this.#clock = deps.clock ?? systemClock;
    const { store, storeTimeout: timeout = 500, storeRest: rest = 1000 } = options;
    const guard = { timeout, rest, clock: this.#clock, warn: deps.warn };
    this.#records = new Records(
      store ? new GuardedCacheStore(store, guard) : new MemoryCacheStore({ clock: this.#clock }),
    );
  }

  async handle(request: HttpRequest, context: CallContext, next: Handler): Promise<HttpResponse> {
    const { headers, method } = request;
    if (!SAFE.has(method)) return this.#write(request, context, next);
    const input = context.options["cache"] as CacheInput;
    const asked = directivesOf(headers["cache-control"] ?? headers["pragma"]);
    const mine = method === "GET" && input !== false && !context.operation.stream && !asked.has("no-store");
    if (!mine || OWN_CONDITIONS.some((name) => headers[name] !== undefined)) return next(request, context);
    const rules = typeof input === "object" ? rulesOf(input, this.#rules) : this.#rules;
    const key = keyOf(context, urlOf(request));
    const get: Get = { request, context, next, rules, key, asked, telling: tellingHeaders(request, context, rules) };
    return input === "reload" ? (await this.#fetch(get, undefined, new Flight(key))).response : this.#get(get);
  }

  async #get(get: Get): Promise<HttpResponse> {
    const { asked, key, request } = get;
    for (;;) {
      const stored = await this.#records.find(get);
      const id = flightKey(key, request.headers);
      if (stored) {
        const { age, fresh, renewable } = this.#judge(stored, get);
        if (renewable && !fresh) this.#renew(id, get, stored);
        if (fresh || renewable) return responseOf(stored, { age, url: urlOf(request) });
      }
      if (asked.has("only-if-cached")) return { status: 504, headers: {}, body: null, url: urlOf(request) };
      const flight = this.#flights.get(id);
      if (!flight) return this.#lead(id, get, stored);
      const shared = await this.#follow(flight, get);
      if (shared) return shared;
    }
  }

  /** Sends the request for everyone who asks the same until it is answered. */
  async #lead(id: string, get: Get, stored: CacheEntry | undefined): Promise<HttpResponse> {
    const flight = new Flight(get.key);
    this.#flights.set(id, flight);
    try {
      const { entry, response } = await this.#fetch(get, stored, flight);
      flight.land(entry ? { entry, url: response.url } : { alone: true });
      return response;
    } catch (error) {
      flight.land({ error, aborted: get.context.signal.aborted });
      throw error;
    } finally {
      if (this.#flights.get(id) === flight) this.#flights.delete(id);
    }
  }

  /** Waits for the answer of an equal request. Undefined: that one's caller gave up, so look again. */
  async #follow(flight: Flight, get: Get): Promise<HttpResponse | undefined> {
    flight.followers++;
    const landing = await abortable(flight.landed, get.context.signal).finally(() => flight.followers--);
    if ("entry" in landing) return this.#serve(landing.entry, get, landing.url).response;
    if ("alone" in landing) return get.next(get.request, get.context);
    if (!landing.aborted) throw landing.error;
    return undefined;
  }

  /** Asks the network: whether the stored answer still holds, or for a new one. */
  async #fetch(get: Get, stored: CacheEntry | undefined, flight: Flight): Promise<Fetched> {
    const { context, next, request } = get;
    const question = stored && conditional(request, stored);
    const requestedAt = this.#clock.now();
    let response: HttpResponse;
    try {
      response = await next(question ?? request, context);
    } catch (error) {
      if (stored && isOutage(error) && !context.signal.aborted && this.#judge(stored, get).onError) {
        return this.#serve(stored, get);
      }
      throw error;
    }
    const times = { requestedAt, receivedAt: this.#clock.now() };
    if (stored && question && response.status === 304) {
      await response.body?.cancel();
      const entry = freshened(stored, response, times);
      if (!flight.outdated) await this.#keep(entry, get);
      return this.#serve(entry, get);
    }
    if (stored && response.status >= 500 && this.#judge(stored, get).onError) {
      await response.body?.cancel();
      return this.#serve(stored, get);
    }
    return this.#take(response, entryOf(request, response, null, times), get, flight);
  }

  /** Reads an answer that is stored or waited for into memory; any other one is handed on untouched. */
  async #take(response: HttpResponse, bare: CacheEntry, get: Get, flight: Flight): Promise<Fetched> {
    const { context, request, rules } = get;
    const storable = isStorable(bare, rules) && !wasRedirected(response, request) && !flight.outdated;
    if (!storable && !(flight.followers > 0 && isShareable(bare))) return { response };
    const read = this.#deps.maxResponseBytes ?? 256 * 2 ** 20;
    const buffered = await buffer(response, { kept: rules.maxBody, read }, context);
    if (!buffered.complete) return { response: { ...response, body: buffered.body } };
    const entry = { ...bare, body: buffered.bytes };
    if (storable && !flight.outdated) await this.#keep(entry, get);
    return { entry, response: { ...response, body: buffered.bytes && new StoredBody(buffered.bytes) } };
  }

  #keep(entry: CacheEntry, get: Get): Promise<void> {
    return this.#records.keep(get, entry, { ttl: usefulFor(entry, get.rules), keep: get.rules.keep });
  }

  #serve(entry: CacheEntry, get: Get, url = urlOf(get.request)): Fetched {
    return { entry, response: responseOf(entry, { age: this.#judge(entry, get).age, url }) };
  }

  /** Renews a stored answer while its caller goes on. */
  #renew(id: string, get: Get, stored: CacheEntry): void {
    if (this.#flights.has(id)) return;
    const signal = this.#deps.signal ?? new AbortController().signal;
    const { context, request } = get;
    const { grant, operation, options, partition, redactedUrl, timeouts } = context;
    const call: CallContext = {
      attempts: [],
      grant,
      operation,
      options,
      partition,
      redactedUrl,
      sent: "no",
      signal,
      startedAt: performance.now(),
      timeouts,
    };
    const renewed = this.#lead(id, { ...get, request: { ...request, signal }, context: call }, stored);
    // It was served already; when it cannot be renewed, the next caller finds out.
    const work = renewed.then(
      (response) => response.body?.cancel(),
      () => undefined,
    );
    this.#deps.background?.(work);
  }

  /** Sends a request that changes something, and forgets what it made old (RFC 9111, 4.4). */
  async #write(request: HttpRequest, context: CallContext, next: Handler): Promise<HttpResponse> {
    let response: HttpResponse | undefined;
    try {
      response = await next(request, context);
      return response;
    } finally {
      // Without an answer it may have been done all the same.
      if (!response || response.status < 400) await this.#forget(changedUrls(request, response), context);
    }
  }

  async #forget(urls: readonly string[], context: CallContext): Promise<void> {
    const keys = new Set(urls.map((url) => keyOf(context, url)));
    for (const [id, flight] of this.#flights) {
      if (!keys.has(flight.key)) continue;
      flight.outdated = true;
      this.#flights.delete(id);
    }
    await Promise.all([...keys].map((key) => this.#records.forget(key)));
  }

  #judge(entry: CacheEntry, { asked, rules }: Get): Freshness {
    return freshnessOf(entry, asked, rules, this.#clock.now());
  }
}

function urlOf({ origin, path }: HttpRequest): string {
  return origin + path;
}

/** What a request that changes something makes old: its own URL, and those of its origin that the answer names. */
function changedUrls({ origin, path }: HttpRequest, response: HttpResponse | undefined): string[] {
  const named = [response?.headers["location"], response?.headers["content-location"]].flatMap((reference) =>
    reference !== undefined && URL.canParse(reference, origin + path) ? [new URL(reference, origin + path)] : [],
  );
  const own = named.filter((url) => url.origin === origin);
  return [origin + path, ...own.map(({ pathname, search }) => origin + pathname + search)];
}

function isOutage(error: unknown): boolean {
  return error instanceof ConnectionError || error instanceof TimeoutError;
}
