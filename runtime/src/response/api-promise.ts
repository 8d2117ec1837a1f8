import type { ByMediaType } from "../contract.js";
import type { AbortedError } from "../errors/aborted-error.js";
import type { ApiError } from "../errors/api-error.js";
import type { AuthError } from "../errors/auth-error.js";
import type { ConfigError } from "../errors/config-error.js";
import { SdkError } from "../errors/sdk-error.js";
import type { ConnectionError } from "../errors/connection-error.js";
import type { DecodeError } from "../errors/decode-error.js";
import type { OutcomeUnknownError } from "../errors/outcome-unknown-error.js";
import type { PaginationError } from "../errors/pagination-error.js";
import type { StreamTruncatedError } from "../errors/stream-truncated-error.js";
import type { TimeoutError } from "../errors/timeout-error.js";
import type { ValidationError } from "../errors/validation-error.js";
import type { CallResponse } from "./call-response.js";
import type { RawResponse } from "./raw-response.js";
import type { FailureStatusOf, SuccessStatus, SuccessStatusOf, UndeclaredStatus } from "./status.js";

/** A decoded answer and what came with it. */
export interface Answer<Data = unknown, Status extends number = number, MediaType = string | undefined> {
  /** The decoded body. */
  readonly data: Data;
  /** Headers, timing and how it came. */
  readonly response: CallResponse;
  readonly status: Status;
  /** Without parameters, in lower case; undefined when there is no body. */
  readonly mediaType: MediaType;
}

/**
 * The answer of an operation. Where it has several success answers, a union told apart by `status` and, within one
 * status, by `mediaType`.
 */
export type AnswerOf<Result, Successes> = unknown extends Successes
  ? Answer<Result>
  : {
      [Key in keyof Successes]: AnswerOfStatus<Successes[Key], SuccessStatusOf<Key, keyof Successes>>;
    }[keyof Successes];

type AnswerOfStatus<Body, Status extends number> =
  Body extends ByMediaType<infer Bodies>
    ? { [MediaType in keyof Bodies]: Answer<Bodies[MediaType], Status, MediaType> }[keyof Bodies]
    : Answer<Body, Status>;

/** An {@link ApiError} for each declared status, so that comparing `status` picks the type of `body`. */
export type FailureOf<Failures> = unknown extends Failures
  ? ApiError
  :
      | { [Key in keyof Failures]: ApiErrorOf<FailureStatusOf<Key, keyof Failures>, Failures[Key]> }[keyof Failures]
      | ApiErrorOf<UndeclaredStatus<keyof Failures> | SuccessStatus, unknown>;

type ApiErrorOf<Status extends number, Body> = [Status] extends [never] ? never : ApiError<Status, Body>;

/** Errors without an answer of the server's; `status` is undefined. */
export type NoAnswerError = (
  | ConnectionError
  | TimeoutError
  | AbortedError
  | ValidationError
  | OutcomeUnknownError
  | PaginationError
  | StreamTruncatedError
  | AuthError
  | ConfigError
) & { readonly status: undefined };

/** Everything that a call can throw. */
export type CallError<Failures = unknown> = FailureOf<Failures> | DecodeError | ValidationError | NoAnswerError;

/** What `.safe()` resolves to. */
export type SafeResult<Data, Failures = unknown> =
  | { readonly ok: true; readonly data: Data; readonly response: CallResponse; readonly error?: undefined }
  | { readonly ok: false; readonly error: CallError<Failures>; readonly data?: undefined };

/** How an {@link ApiPromise} does its work: one of the two is called, once. */
export interface Sending {
  decoded(): Promise<Answer>;
  raw(): Promise<RawResponse>;
}

/**
 * One call. It is sent once, when it is first awaited or used, and may be awaited any number of times.
 *
 * @example
 * const repo = await github.repos.get(p);
 * const { data, response } = await github.repos.get(p).withResponse();
 * const result = await github.repos.get(p).safe();
 * if (!result.ok && result.error.status === 404) console.error(result.error.body.message);
 */
export class ApiPromise<Result, Failures = unknown, Successes = unknown> implements Promise<Result> {
  readonly [Symbol.toStringTag]: string = "ApiPromise";
  readonly #sending: Sending;
  #answer: Promise<Answer> | undefined;
  #raw: Promise<RawResponse> | undefined;

  constructor(sending: Sending) {
    this.#sending = sending;
  }

  then<Fulfilled = Result, Rejected = never>(
    onFulfilled?: ((value: Result) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    const given = ({ data }: Answer): Fulfilled | PromiseLike<Fulfilled> =>
      onFulfilled ? onFulfilled(data as Result) : (data as Fulfilled);
    return this.#decoded().then(given, onRejected);
  }

  catch<Rejected = never>(
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Result | Rejected> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Result> {
    return this.then().finally(onFinally);
  }

  /** The decoded body with what came beside it. @throws as awaiting the call does */
  withResponse(): Promise<AnswerOf<Result, Successes>> {
    return this.#decoded() as Promise<AnswerOf<Result, Successes>>;
  }

  /**
   * The answer before it is read, to stream or save it. Failures throw as ever.
   *
   * @throws SdkError where the call has been awaited: to have the answer both ways it would be sent twice
   */
  raw(): Promise<RawResponse> {
    if (this.#answer) return Promise.reject(usedOtherwise("awaited", "raw()"));
    this.#raw ??= this.#sending.raw();
    return this.#raw;
  }

  /** Never throws: the error is a value, and its `body` is typed by its `status`. */
  async safe(): Promise<SafeResult<Result, Failures>> {
    try {
      const { data, response } = await this.#decoded();
      return { ok: true, data: data as Result, response };
    } catch (error) {
      return { ok: false, error: error as CallError<Failures> };
    }
  }

  #decoded(): Promise<Answer> {
    if (this.#raw) return Promise.reject(usedOtherwise("read by raw()", "the decoded body"));
    this.#answer ??= this.#sending.decoded();
    return this.#answer;
  }
}

function usedOtherwise(how: string, wanted: string): SdkError {
  return new SdkError(`This call has been ${how}, and is not sent twice: make a call of its own for ${wanted}.`);
}
