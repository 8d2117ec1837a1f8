import type { HeaderRecord } from "../http.js";
import type { RetryEvent } from "../retry/options.js";
import type { ThrottleEvent } from "../throttle/options.js";

/** Any object with these four methods: `console`, pino, winston, … `fields` hold no secrets. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Structured part of a log line, redacted. */
export type LogFields = { readonly [name: string]: unknown };

/** What hooks are told of a call. Secrets are replaced in `url` and `headers`. */
export interface CallEvent {
  readonly operationId: string;
  readonly method: string;
  readonly url: string;
}

export interface RequestEvent extends CallEvent {
  /** 1 for the first attempt. */
  readonly attempt: number;
  readonly headers: Readonly<HeaderRecord>;
}

export interface ResponseEvent extends RequestEvent {
  readonly status: number;
  /** Of this attempt, to the answer's headers, ms. */
  readonly elapsedMs: number;
}

export interface DriftEvent {
  readonly operationId: string;
  /** JSON Pointer into the answer. */
  readonly path: string;
  readonly message: string;
  /** How often this difference has been seen. */
  readonly count: number;
}

/** Called as things happen. A hook that throws or rejects never breaks a call: the error goes to the logger. */
export interface Hooks {
  /** Before each attempt. */
  readonly onRequest?: (event: RequestEvent) => unknown;
  /** When the headers of an answer have arrived. */
  readonly onResponse?: (event: ResponseEvent) => unknown;
  readonly onRetry?: (event: RetryEvent) => unknown;
  readonly onThrottle?: (event: ThrottleEvent) => unknown;
  /** An answer that differs from its schema (`validate: "report"`). */
  readonly onDrift?: (event: DriftEvent) => unknown;
}

/** Figures of one client since it was made. */
export interface Stats {
  /** Attempts put on the network. */
  readonly requests: number;
  /** Calls that ended in an error; those that their caller aborted are not counted. */
  readonly failures: number;
  readonly retries: number;
  /** Bytes of answers' bodies: as the server states them, else as they are read (of text, characters). */
  readonly bytes: number;
  /** Items handed out by paged calls. */
  readonly items: number;
  readonly cacheHits: number;
  /** Waits for the throttle or before a retry, and their sum in ms. */
  readonly waits: number;
  readonly waitedMs: number;
  /** Requests per second over the last ten seconds. */
  readonly rate: number;
}
