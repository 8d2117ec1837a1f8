import type { Grant } from "./auth/auth.js";
import type { OperationDefinition } from "./contract.js";

/**
 * Header fields by lower-case name; several fields of one name are joined with `", "`. A plain record, because a
 * `Headers` object costs more than all layers of a call together.
 */
export interface HeaderRecord {
  [name: string]: string;
}

/** A request as the layers see it: complete but for the credential, which the auth layer adds per attempt. */
export interface HttpRequest {
  readonly method: string;
  /** Scheme and authority, without a slash at the end: `https://api.example.com`. */
  readonly origin: string;
  /** Path and query as they are sent, beginning with `/`. No fragment. */
  readonly path: string;
  readonly headers: Readonly<HeaderRecord>;
  /** Undefined: no body. A stream can be sent once only: see `isReplayable`. */
  readonly body?: HttpBody | undefined;
  /** The caller's signal combined with `deadline`; undefined when the call has neither. */
  readonly signal?: AbortSignal | undefined;
}

/** What a transport can send. Multipart bodies are `Blob`s, or an iterable when a part is a stream. */
export type HttpBody = string | Uint8Array<ArrayBuffer> | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * The bytes of an answer, decompressed, not read yet. One of the methods is called once: a body that is neither read
 * nor cancelled keeps its connection busy. Reading rejects with an `SdkError` (timeout, abort, cut connection).
 */
export interface ResponseBody {
  /** Everything, as UTF-8. */
  text(): Promise<string>;
  /** Everything. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** Piece by piece, with back-pressure. */
  stream(): ReadableStream<Uint8Array>;
  /** Lets go of the body so that its connection is free; never rejects. */
  cancel(): Promise<void>;
}

/** An answer whose body has not been read. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<HeaderRecord>;
  /** `Set-Cookie` fields, which cannot be joined. */
  readonly setCookie?: readonly string[] | undefined;
  /** Null: no body. */
  readonly body: ResponseBody | null;
  /** The URL that answered, after redirects. */
  readonly url: string;
  /** Set by the cache layer. */
  readonly fromCache?: boolean;
}

/** One attempt, for errors and logs. Nothing in it is secret. */
export interface Attempt {
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  elapsedMs: number;
  status?: number;
  /** Code of the error that ended it. */
  error?: string;
  /** How long was waited before the next attempt, ms. */
  waitedMs?: number;
}

/** Bounds of one attempt in milliseconds; 0 is no bound. */
export interface AttemptTimeouts {
  /** From the request's dispatch to the first byte of its answer. */
  readonly headers: number;
  /** Between two pieces of the answer's body. */
  readonly body: number;
}

/** What belongs to one logical call, from its first layer to its last attempt. */
export interface CallContext {
  readonly operation: OperationDefinition;
  /** `performance.now()` when the call was sent. */
  readonly startedAt: number;
  /** Filled by the innermost layer; the retry layer adds `waitedMs`. */
  readonly attempts: Attempt[];
  /** The caller's signal, `deadline` and the client's end combined: ends every wait at once. Its reason is an `SdkError` or the caller's own. */
  readonly signal: AbortSignal;
  readonly timeouts: AttemptTimeouts;
  /** Idempotency key of this call, when it has one. */
  readonly idempotencyKey?: string | undefined;
  /** URL with secrets replaced, for messages. */
  redactedUrl: string;
  /** Names the credential without revealing it; set by the auth layer's partition function. Part of cache and limiter keys. */
  readonly partition: string;
  /** The credentials of this call, for the auth layer. */
  readonly grant?: Grant | undefined;
  /** Per-call options that a layer looks for under its own name: `retry`, `cache`, … */
  readonly options: { readonly [layer: string]: unknown };
  /** The body is handed out as a whole, so an attempt that breaks within it may be repeated. */
  readonly isWhole?: boolean;
  /** Whether the request's bytes may have reached the server: set by the transport, per attempt. */
  sent: "no" | "maybe";
}

/** Sends a request and gives its answer: what a {@link Layer} wraps. */
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
  /** Ends open connections. */
  close?(): Promise<void>;
}
