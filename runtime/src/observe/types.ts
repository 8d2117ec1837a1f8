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
  /** `operationId`, or `METHOD /path` where the document has none. */
  readonly operationId: string;
  readonly method: string;
  /** Redacted. */
  readonly url: string;
}

/** What `onRequest` is told, before each attempt. */
export interface RequestEvent extends CallEvent {
  /** 1 for the first attempt. */
  readonly attempt: number;
  readonly headers: Readonly<HeaderRecord>;
}

/** What `onResponse` is told, when the headers of an answer are there. */
export interface ResponseEvent extends RequestEvent {
  readonly status: number;
  /** Of this attempt, to the answer's headers, ms. */
  readonly elapsedMs: number;
}

/**
 * How an answer differs from what the document says of it: a field that the document does not have, a required one that
 * is not there, a value of another JSON type, a value that is none of an enum, one that no member of a union takes, or
 * one that breaks another keyword (`minLength`, `pattern`, …).
 */
export type DriftKind =
  | "new-field"
  | "missing-field"
  | "changed-type"
  | "unknown-enum-value"
  | "unknown-union-member"
  | "constraint";

/** What was seen in the place of what the document says, as a small JSON Schema: types and names, never values. */
export interface DriftShape {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly properties?: { readonly [name: string]: DriftShape };
  readonly additionalProperties?: DriftShape;
  readonly items?: DriftShape;
  /** Unknown enum values and tags of unions only, at most 16, none that looks like a secret. */
  readonly enum?: readonly (string | number | boolean | null)[];
}

/** One difference between an API and its document, however often it was seen. */
export interface DriftEntry {
  readonly operationId: string;
  /** As the document has it: `200`, `4XX`, `default`. */
  readonly status: string;
  /** As the document has it. */
  readonly mediaType: string;
  /** JSON Pointer into the answer; positions in lists and keys of maps are `*`. */
  readonly path: string;
  readonly kind: DriftKind;
  /** What the document wants there, for people. */
  readonly expected: string;
  readonly seen: DriftShape;
  /** JSON Schema's keyword that is broken, where `kind` is `constraint` and one is to blame. */
  readonly keyword?: string;
  /** Answers in which it was seen. */
  readonly count: number;
}

/** A difference in an answer just received. */
export interface DriftEvent extends DriftEntry {
  /** Name of the API. */
  readonly api: string;
  /** One line for people. Holds no value of the answer but unknown enum values. */
  readonly message: string;
  /** The difference, or something about it, had not been seen before. */
  readonly isNew: boolean;
}

/** What checking answers has found since the client was made. */
export interface DriftStats {
  /** Answers, pages and events that were checked. */
  readonly checked: number;
  /** Those of them that differ from the document. */
  readonly drifted: number;
  /** At most 1,000, in the order in which they were first seen. */
  readonly entries: readonly DriftEntry[];
  /** Differences that were beyond the bounds of an answer (100) or of the client (1,000 entries). */
  readonly dropped: number;
  /** Answers that could not be checked: schemas that do not load, values nested too deep. */
  readonly unchecked: number;
}

/** Called as things happen. A hook that throws or rejects never breaks a call: the error goes to the logger. */
export interface Hooks {
  /** Before each attempt. */
  readonly onRequest?: (event: RequestEvent) => unknown;
  /** When the headers of an answer have arrived. */
  readonly onResponse?: (event: ResponseEvent) => unknown;
  readonly onRetry?: (event: RetryEvent) => unknown;
  readonly onThrottle?: (event: ThrottleEvent) => unknown;
  /** Once per answer and difference, where answers are checked (`validate: "report"` or `"strict"`). */
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
  /** How answers differ from the document, where they are checked. */
  readonly drift: DriftStats;
}
