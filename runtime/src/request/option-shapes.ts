import type { TlsOptions } from "../auth/credential.js";
import type { CacheCallOptions, CacheOptions } from "../cache/options.js";
import type { CallOptions, ClientOptions, RedirectOptions, Timeouts, ValidateOptions } from "../options.js";
import type { CircuitBreakerOptions, RetryBudgetOptions, RetryOptions } from "../retry/options.js";
import type { AdaptiveOptions, ThrottleOptions } from "../throttle/options.js";
import {
  amount,
  anObject,
  callable,
  count,
  either,
  flag,
  having,
  listOf,
  membersOf,
  ms,
  oneOf,
  positive,
  share,
  text,
  whatever,
  type Rule,
  type ShapeOf,
} from "./option-rule.js";

// Every option that there is, with what it may be; the compiler holds the names complete.

const TIMEOUTS = { connect: ms(), headers: ms(), body: ms(), idle: ms() } satisfies ShapeOf<Timeouts>;
const { connect: _, ...CALL_TIMEOUTS } = TIMEOUTS;

const wait = ms("which is no wait");

const BUDGET = {
  tokens: amount("tokens"),
  cost: amount("tokens"),
  throttledCost: amount("tokens"),
} satisfies ShapeOf<RetryBudgetOptions>;

const BREAKER = { failures: count(1), rest: wait } satisfies ShapeOf<CircuitBreakerOptions>;

const RETRY = {
  retries: count(0),
  baseDelay: wait,
  maxDelay: wait,
  throttledBaseDelay: wait,
  throttledMaxDelay: wait,
  maxServerWait: amount("milliseconds"),
  statuses: listOf(count(1), "statuses"),
  methods: listOf(text, "methods"),
  idempotencyHeader: text,
  budget: either(oneOf(false), membersOf(BUDGET, "tokens: 500")),
  circuitBreaker: either(flag, membersOf(BREAKER, "failures: 5")),
} satisfies ShapeOf<RetryOptions>;

const ADAPTIVE = {
  paceBelow: share,
  maxPace: wait,
  decrease: share,
  increase: amount("shares"),
} satisfies ShapeOf<AdaptiveOptions>;

const THROTTLE = {
  requestsPerSecond: positive,
  burst: positive,
  concurrency: count(1),
  adaptive: either(flag, membersOf(ADAPTIVE, "paceBelow: 0.1")),
  maxQueue: count(0),
  maxWait: amount("milliseconds"),
  store: having("a store of rates", "take"),
} satisfies ShapeOf<ThrottleOptions>;

const CACHE_CALL = {
  ttl: amount("milliseconds"),
  force: flag,
  heuristic: amount("shares"),
  staleWhileRevalidate: amount("milliseconds"),
  staleIfError: amount("milliseconds"),
  maxBody: amount("bytes"),
  keep: amount("milliseconds"),
  varyBy: listOf(text, "names of headers"),
} satisfies ShapeOf<CacheCallOptions>;

const CACHE = {
  ...CACHE_CALL,
  store: having("a store of answers", "get", "set", "delete"),
  storeTimeout: ms(),
  storeRest: wait,
} satisfies ShapeOf<CacheOptions>;

const VALIDATE = {
  responses: oneOf("off", "report", "strict"),
  requests: oneOf("off", "strict"),
} satisfies ShapeOf<ValidateOptions>;

const REDIRECT = { limit: count(0) } satisfies ShapeOf<RedirectOptions>;

const TLS = {
  cert: whatever,
  key: whatever,
  pfx: whatever,
  passphrase: whatever,
  ca: whatever,
} satisfies ShapeOf<TlsOptions>;

const retry = either(flag, count(0), membersOf(RETRY, "retries: 4"));
const validate = either(VALIDATE.responses, membersOf(VALIDATE, `requests: "strict"`));
const headers: Rule = {
  want: "an object, a list of pairs or Headers, whose values are text",
  fits: (value) =>
    typeof value === "object" &&
    value !== null &&
    (Array.isArray(value) ? value.flat() : Object.values(value)).every(
      (one) => typeof one !== "object" || one === null,
    ),
};
const url: Rule = { want: "a URL", fits: (value) => typeof value === "string" || value instanceof URL };
const place = either(text, count(0));
const links = listOf(callable, "functions");

/** Of a client. */
export const CLIENT = {
  // Judged where it is used, with the API's schemes at hand; so are the names of servers.
  auth: whatever,
  baseUrl: url,
  operationServers: either(url, anObject),
  server: place,
  serverVariables: anObject,
  headers,
  timeouts: membersOf(TIMEOUTS, "headers: 20_000"),
  deadline: ms(),
  maxResponseBytes: amount("bytes"),
  redirect: either(oneOf(false), membersOf(REDIRECT, "limit: 5")),
  retry,
  throttle: either(oneOf(false), membersOf(THROTTLE, "concurrency: 10")),
  cache: either(flag, membersOf(CACHE, "ttl: 60_000")),
  validate,
  allowInsecure: flag,
  tracing: callable,
  transport: having("a transport", "send"),
  dispatcher: having("an undici dispatcher", "dispatch"),
  tls: membersOf(TLS, "ca"),
  proxy: {
    ...oneOf(false),
    want: "false, or left out; a proxy of your own is a dispatcher, `new ProxyAgent(url)` of undici",
  },
  fetch: callable,
  middleware: links,
  attemptMiddleware: links,
  logger: having("a logger", "debug", "info", "warn", "error"),
  userAgent: either(text, oneOf(false)),
  onRequest: callable,
  onResponse: callable,
  onRetry: callable,
  onThrottle: callable,
  onDrift: callable,
} satisfies ShapeOf<ClientOptions>;

/** Of a call. */
export const CALL = {
  signal: having("an AbortSignal, as a controller has in `signal`", "addEventListener"),
  timeout: either(ms(), membersOf(CALL_TIMEOUTS, "body: 5_000")),
  deadline: ms(),
  headers,
  retry,
  cache: either(flag, oneOf("reload"), membersOf(CACHE_CALL, "ttl: 60_000")),
  validate,
  // An empty one is none, and an unsafe call would be repeated under it.
  idempotencyKey: { want: "text that is not empty", fits: (value) => typeof value === "string" && value.trim() !== "" },
  server: either(place, url),
  accept: text,
  resume: anObject,
  prefetch: oneOf(0, 1),
  concurrency: count(1),
  maxPages: count(1),
  recheck: oneOf("on-change", "always", "never"),
} satisfies ShapeOf<CallOptions>;
