import type { LimitSpec } from "../contract.js";
import type { Clock } from "./clock.js";

/**
 * When and how often a failed call is sent again.
 *
 * @example
 * ```ts
 * new GitHub({ retry: { retries: 4, maxDelay: 30_000 } });
 * await github.repos.get(params, { retry: { retries: 0 } });
 * ```
 */
export interface RetryOptions {
  /** Attempts after the first one. @default 2 */
  readonly retries?: number;
  /** Upper bound of the first random wait, ms; doubles with each retry. @default 500 */
  readonly baseDelay?: number;
  /** Most that is waited of our own accord, ms. @default 8_000 */
  readonly maxDelay?: number;
  /** Like `baseDelay`, when the server said that it is throttling, ms. @default 1_000 */
  readonly throttledBaseDelay?: number;
  /** Like `maxDelay`, when the server said that it is throttling, ms. @default 20_000 */
  readonly throttledMaxDelay?: number;
  /**
   * Longest wait named by the server that is slept, ms. A longer one is neither slept nor shortened: the call fails at
   * once, and its error says in `retryAt` when to come back. @default 60_000
   */
  readonly maxServerWait?: number;
  /** Statuses that are retried. @default 408, 425, 429, 500, 502, 503, 504, 520–524, 529 */
  readonly statuses?: readonly number[];
  /** Methods that may be sent twice without a key. @default GET, HEAD, OPTIONS, TRACE, PUT, DELETE, QUERY */
  readonly methods?: readonly string[];
  /** Header for a key that the caller passes to an operation which declares no such header. @default "Idempotency-Key" */
  readonly idempotencyHeader?: string;
  /** Limits what retries may cost, per origin, so that an outage is not multiplied. `false`: no limit. */
  readonly budget?: RetryBudgetOptions | false;
  /** Stops calling an origin that keeps failing. @default false */
  readonly circuitBreaker?: CircuitBreakerOptions | boolean;
}

/** A bucket of tokens per origin: retries take, successes give back. */
export interface RetryBudgetOptions {
  /** Size of the bucket. @default 500 */
  readonly tokens?: number;
  /** Tokens that a retry takes. @default 14 */
  readonly cost?: number;
  /** Tokens that a retry takes when the server was throttling. @default 5 */
  readonly throttledCost?: number;
}

/** When an origin is left alone. */
export interface CircuitBreakerOptions {
  /** Failures in a row after which the circuit opens. @default 5 */
  readonly failures?: number;
  /** How long it stays open before one call tries again, ms. @default 30_000 */
  readonly rest?: number;
}

/** What a retry is about to do. Nothing in it is secret. */
export interface RetryEvent {
  readonly operationId: string;
  readonly method: string;
  /** Redacted. */
  readonly url: string;
  /** Number of the attempt that failed, from 1. */
  readonly attempt: number;
  readonly status?: number;
  /** Code of the error that ended the attempt. */
  readonly error?: string;
  /** How long is waited before the next attempt, ms. */
  readonly waitMs: number;
  /** The wait was named by the server. */
  readonly named: boolean;
}

/** What the retry layer is given by the client. */
export interface RetryDeps {
  readonly clock?: Clock;
  /** What the document says of the API's limits. An operation's own replace it. */
  readonly limits?: LimitSpec;
  readonly onRetry?: (event: RetryEvent) => void;
}
