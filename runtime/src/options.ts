import type { TlsOptions } from "./auth/credential.js";
import type { CacheOptions } from "./cache/options.js";
import type { Layer, Middleware, Transport } from "./http.js";
import type { Hooks, Logger } from "./observe/types.js";
import type { PagingOptions } from "./paging/types.js";
import type { RetryInput } from "./retry/index.js";
import type { ThrottleOptions } from "./throttle/options.js";

/** Header fields as a caller gives them. `undefined` removes a default of the client. */
export type HeadersInput =
  | Headers
  | readonly (readonly [name: string, value: string])[]
  | { readonly [name: string]: string | number | boolean | undefined };

/** Bounds of one attempt, in milliseconds; 0 switches a bound off. */
export interface Timeouts {
  /** From the start of the connection until it stands, TLS included. @default 10_000 */
  readonly connect?: number;
  /** From sending the request to the first byte of its answer. @default 60_000 */
  readonly headers?: number;
  /** Between two pieces of the answer's body. @default 30_000 */
  readonly body?: number;
  /** Between two events of a stream; comments do not count. @default 300_000 where the stream declares its end, else 0 */
  readonly idle?: number;
}

/** What is done with a redirect. */
export interface RedirectOptions {
  /** Redirects of one call. 0: a redirect is an error. @default 10 */
  readonly limit?: number;
}

/** Whether values are checked against the schemas of the document. Needs an SDK that was generated with `schemas`. */
export interface ValidateOptions {
  /**
   * Answers: `report` counts and tells how they differ from the document, and changes nothing else; `strict` throws a
   * `ValidationError`.
   *
   * @default "report" where the SDK has schemas
   */
  readonly responses?: "off" | "report" | "strict" | undefined;
  /** Arguments: `strict` throws a `ValidationError` before anything is sent. @default "off" */
  readonly requests?: "off" | "strict" | undefined;
}

/**
 * An undici `Dispatcher`, by its shape: an `Agent` with options of your own, a `ProxyAgent`, a `MockAgent`. Node only.
 */
export interface DispatcherLike {
  dispatch(options: object, handler: object): boolean;
  close(): Promise<void>;
}

/**
 * Options of a client. `Auth` is what the API's own schemes accept; the generated client narrows it.
 *
 * @example
 * const github = new GitHub({
 *   auth: "ghp_…",
 *   timeouts: { headers: 20_000 },
 *   retry: { retries: 4 },
 *   onRetry: ({ operationId, waitMs }) => console.warn(operationId, waitMs),
 * });
 */
export interface ClientOptions<Auth = unknown> extends Hooks {
  /** Credentials. Default: from the environment, such as `GITHUB_TOKEN`. */
  readonly auth?: Auth | undefined;
  /** Where the API is, with its base path. Default: `<API>_BASE_URL`, else the document's server. */
  readonly baseUrl?: string | URL | undefined;
  /**
   * Where operations go that have a server of their own in the document, such as uploads: one base URL for all of them, or
   * one for each server, by its name or a beginning of its URL. A mock takes both: `{ baseUrl: mock, operationServers: mock }`.
   *
   * @default those servers, whatever `baseUrl` says
   */
  readonly operationServers?: string | URL | { readonly [server: string]: string | URL } | undefined;
  /** Which of the document's servers: its name, its index, or a beginning of its URL. @default 0 */
  readonly server?: string | number | undefined;
  /** Values of the server's variables. Defaults are the document's. */
  readonly serverVariables?: { readonly [name: string]: string } | undefined;
  /** Sent with each request; a call's own headers win. */
  readonly headers?: HeadersInput | undefined;
  /** Bounds of each attempt. */
  readonly timeouts?: Timeouts | undefined;
  /** Bound of a whole call, in ms: all attempts, all waits, the body. @default none */
  readonly deadline?: number | undefined;
  /** Most bytes of one answer that are read into memory, after decompression. @default 268_435_456 (256 MiB) */
  readonly maxResponseBytes?: number | undefined;
  /** How many redirects are followed; `false`: none, a redirect is an error. @default { limit: 10 } */
  readonly redirect?: RedirectOptions | false | undefined;
  /** Retries: options, how many, or `false`. @default 2 retries */
  readonly retry?: RetryInput | undefined;
  /** Pace and concurrency, or `false`. @default adaptive, 50 at once */
  readonly throttle?: ThrottleOptions | false | undefined;
  /** A private cache after RFC 9111. @default off */
  readonly cache?: CacheOptions | boolean | undefined;
  /** Checks against the document's schemas; a word alone is for answers. @default answers are reported on */
  readonly validate?: ValidateOptions | ValidateOptions["responses"];
  /** Credentials may go over plain http to other machines than this one. @default false: a {@link ConfigError} */
  readonly allowInsecure?: boolean | undefined;
  /** OpenTelemetry: `openTelemetry()` of `@sdkwright/runtime/otel`. @default none */
  readonly tracing?: Layer | undefined;
  /** What puts requests on the network; it is yours to close. @default undici on Node, `fetch` elsewhere */
  readonly transport?: Transport | undefined;
  /** An undici dispatcher for the default transport on Node. It is yours to close. */
  readonly dispatcher?: DispatcherLike | undefined;
  /** Certificates of the client and the authorities to trust. Node only; a `transport` or `dispatcher` has its own. */
  readonly tls?: TlsOptions | undefined;
  /** `false`: connect directly, whatever `HTTPS_PROXY` and `HTTP_PROXY` say. Node only. */
  readonly proxy?: false | undefined;
  /** Send with this `fetch` instead. */
  readonly fetch?: typeof fetch | undefined;
  /** Your own links of the chain, once per call, outermost first. */
  readonly middleware?: readonly Middleware[] | undefined;
  /** Your own links of the chain, once per attempt, below credentials. */
  readonly attemptMiddleware?: readonly Middleware[] | undefined;
  /** Any object with debug, info, warn and error. Lines hold no secret. @default none */
  readonly logger?: Logger | undefined;
  /** Put before `sdkwright-runtime/…` in the `User-Agent` header, or `false` to send none of ours. */
  readonly userAgent?: string | false | undefined;
}

/**
 * Options of one call, in the second argument of every method.
 *
 * @example
 * await github.repos.get(p, { signal: AbortSignal.timeout(5_000), retry: false });
 */
export interface CallOptions extends PagingOptions {
  /** Ends the call at once, waits included. Combined with the timeouts. */
  readonly signal?: AbortSignal | undefined;
  /** Bounds of each attempt of this call: a number sets both `headers` and `body`, in ms. */
  readonly timeout?: number | Omit<Timeouts, "connect"> | undefined;
  /** Bound of this whole call, in ms. */
  readonly deadline?: number | undefined;
  /** Added to this request; wins over everything but the credential. `undefined` removes a default. */
  readonly headers?: HeadersInput | undefined;
  /** Retries of this call. */
  readonly retry?: RetryInput | undefined;
  /** `false`: to the network; `"reload"`: to the network, and keep the answer. */
  readonly cache?: Omit<CacheOptions, "store"> | boolean | "reload" | undefined;
  /** Checks of this call. */
  readonly validate?: ValidateOptions | ValidateOptions["responses"];
  /** Makes this unsafe call safe to repeat: the server executes one key once. Default: a UUID where the API takes a key. */
  readonly idempotencyKey?: string | undefined;
  /** Another server of the document, by name or index, or another base URL. */
  readonly server?: string | number | URL | undefined;
  /** Media type to ask for, where the operation answers in several. */
  readonly accept?: string | undefined;
}
