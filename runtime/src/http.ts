import type { OperationDefinition } from "./contract.js";

/** A request as the layers see it: complete but for the credential, which the auth layer adds per attempt. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  /** Lower-case names. */
  readonly headers: Headers;
  /** Undefined: no body. A stream can be sent once only. */
  readonly body?: HttpBody;
  /** Aborts this request: the caller's signal and all timeouts that apply. */
  readonly signal?: AbortSignal;
}

/** What a transport can send. `FormData` is the transport's own (undici's on Node). */
export type HttpBody = string | Uint8Array<ArrayBuffer> | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | FormData;

/** An answer whose body has not been read. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Null: no body. Must be read to its end or cancelled, or its connection stays busy. */
  readonly body: ReadableStream<Uint8Array> | null;
  /** The URL that answered, after redirects. */
  readonly url: string;
  /** Set by the cache layer. */
  readonly fromCache?: boolean;
}

/** One attempt, for errors and logs. Nothing in it is secret. */
export interface Attempt {
  readonly number: number;
  readonly startedAt: number;
  elapsedMs: number;
  status?: number;
  /** Code of the error that ended it. */
  error?: string;
  /** How long was waited before the next attempt, ms. */
  waitedMs?: number;
}

/** What belongs to one logical call, from its first layer to its last attempt. */
export interface CallContext {
  readonly operation: OperationDefinition;
  /** `performance.now()` when the call was sent. */
  readonly startedAt: number;
  readonly attempts: Attempt[];
  /** The caller's signal combined with `deadline`: ends every wait at once. */
  readonly signal: AbortSignal;
  /** Idempotency key of this call, when it has one. */
  readonly idempotencyKey?: string;
  /** URL with secrets replaced, for messages. */
  redactedUrl: string;
  /** Names the credential without revealing it; set by the auth layer's partition function. Part of cache and limiter keys. */
  readonly partition: string;
  /** Per-call options that a layer looks for under its own name: `retry`, `cache`, … */
  readonly options: { readonly [layer: string]: unknown };
  /** Whether the request's bytes may have reached the server: set by the transport. */
  sent: "no" | "maybe";
}

export type Handler = (request: HttpRequest, context: CallContext) => Promise<HttpResponse>;

/** A link of the chain: given the next handler, gives a handler. Knows only `next` and the context. */
export type Layer = (next: Handler) => Handler;

/** The user's own link: once per call (`middleware`) or once per attempt (`attemptMiddleware`). */
export type Middleware = (
  request: HttpRequest,
  next: (request: HttpRequest) => Promise<HttpResponse>,
) => Promise<HttpResponse>;

/** Puts one request on the network. */
export interface Transport {
  readonly send: Handler;
  close?(): Promise<void>;
}
