import type { Attempt, CallContext, HeaderRecord } from "../http.js";
import { hideSecrets, redactHeaders, scrub } from "../request/redact.js";

/** What an error knows beside its message. Everything is optional: an error may arise before a call exists. */
export interface ErrorDetails {
  readonly context?: CallContext | undefined;
  readonly cause?: unknown;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly headers?: Readonly<HeaderRecord> | undefined;
  readonly body?: unknown;
  readonly retryAt?: Date | undefined;
}

// Shared by all copies of this package in one process, so that `instanceof` works across them.
const LINEAGE = Symbol.for("@sdkwright/runtime/error");
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/**
 * The root of every error that a generated SDK throws.
 *
 * Nothing secret is in its message, its stack, its JSON or what `console.log` prints: headers and query parameters are
 * shown by an allow-list, and values that were sent as credentials are replaced wherever they turn up. `instanceof`
 * works across two copies of the runtime.
 *
 * @example
 * try {
 *   await github.repos.get({ owner, repo });
 * } catch (error) {
 *   if (error instanceof SdkError) console.error(error.code, error.requestId, error.message);
 * }
 */
export class SdkError extends Error {
  /** What `instanceof` compares: the same in every version and under every minifier. */
  static readonly brand: string = "SdkError";

  /** A stable word for programs: `NOT_FOUND`, `TIMEOUT`, … */
  readonly code: string = "SDK";
  /** `operationId` of the operation, or `METHOD /path` where the document has none. */
  readonly operationId: string | undefined;
  /** HTTP method of the operation. */
  readonly method: string | undefined;
  /** URL of the call with secrets replaced. */
  readonly url: string | undefined;
  /** Every time that the request was sent. */
  readonly attempts: readonly Attempt[];
  /** From the start of the call to this error, ms. */
  readonly elapsedMs: number;
  /** Of the answer; undefined where there was none. */
  readonly status: number | undefined;
  /** The server's own name for this request; its vendor's support asks for it. */
  readonly requestId: string | undefined;
  /** Headers of the answer; all but a list of harmless ones are replaced. */
  readonly headers: Readonly<HeaderRecord> | undefined;
  /** Decoded body of the answer, or its text where it could not be decoded. */
  readonly body: unknown;
  /** When the server will take the request again. */
  readonly retryAt: Date | undefined;

  readonly #hide: (text: string) => string;

  constructor(message: string, details: ErrorDetails = {}) {
    const { context } = details;
    const hide = (text: string): string => (context ? hideSecrets(context, text) : text);
    super(hide(oneLine(message)), details.cause === undefined ? undefined : { cause: details.cause });
    this.#hide = hide;
    this.operationId = context?.operation.id;
    this.method = context?.operation.method;
    this.url = context?.redactedUrl;
    this.attempts = context?.attempts ?? [];
    this.elapsedMs = context ? performance.now() - context.startedAt : 0;
    this.status = details.status;
    this.requestId = details.requestId;
    this.headers = details.headers && redactHeaders(details.headers);
    this.body = details.body;
    this.retryAt = details.retryAt;
    // Not by a class field: a name of its own would show among the properties of each error that is printed.
    Object.defineProperty(this, "name", { value: brandsOf(new.target)[0], configurable: true, writable: true });
  }

  static override [Symbol.hasInstance](this: typeof SdkError, value: unknown): boolean {
    // A subclass of the user's own has no brand and is compared as any class is.
    if (!Object.hasOwn(this, "brand")) return Function.prototype[Symbol.hasInstance].call(this, value);
    if (typeof value !== "object" || value === null || !(LINEAGE in value)) return false;
    return (value[LINEAGE] as readonly string[]).includes(this.brand);
  }

  get [LINEAGE](): readonly string[] {
    return brandsOf(this.constructor);
  }

  /** Plain data for logs; safe to print. */
  toJSON(): Record<string, unknown> {
    const own = Object.entries(this).filter(([, value]) => value !== undefined);
    const plain = { name: this.name, message: this.message, ...Object.fromEntries(own) };
    return scrub(plain, this.#hide) as Record<string, unknown>;
  }

  [INSPECT](_depth: number, options: object, inspect?: (value: unknown, options: object) => string): string {
    const { name, message, ...rest } = this.toJSON();
    const head = this.stack ?? `${String(name)}: ${String(message)}`;
    return inspect ? `${head} ${inspect(rest, options)}` : head;
  }
}

function brandsOf(constructor: unknown): string[] {
  const brands: string[] = [];
  for (let type = constructor; typeof type === "function"; type = Object.getPrototypeOf(type)) {
    if (Object.hasOwn(type, "brand")) brands.push((type as typeof SdkError).brand);
  }
  return brands;
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ");
}
