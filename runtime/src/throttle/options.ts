import type { LimitSpec } from "../contract.js";
import type { Clock } from "../retry/clock.js";
import type { LimiterStore } from "./store.js";

/**
 * How fast and how many at once calls are sent, per origin and credential.
 *
 * @example
 * ```ts
 * new GitHub({ throttle: { requestsPerSecond: 20, burst: 5, concurrency: 10 } });
 * ```
 */
export interface ThrottleOptions {
  /** Rate that is never exceeded. @default what the document states, else none */
  readonly requestsPerSecond?: number;
  /** Requests that may be sent at once after a pause. @default what the document states, else 10 ms' worth, at least 1 */
  readonly burst?: number;
  /** Requests that wait for an answer at the same time. @default 50 */
  readonly concurrency?: number;
  /**
   * Learns from the server's rate-limit headers and from 429: slows down before the budget is spent, pauses until the
   * reset, and finds its rate where the server names none. @default true
   */
  readonly adaptive?: boolean | AdaptiveOptions;
  /** Calls that may wait. The next one fails at once with `QueueFullError`. @default 1_000 */
  readonly maxQueue?: number;
  /**
   * Longest pause that a call sits out, ms. While the server refuses an operation for longer than that, its calls fail
   * at once with a `RateLimitError` that has `retryAt`. @default 60_000
   */
  readonly maxWait?: number;
  /** Where the rate is kept. Pass one on Redis and all processes share one budget. @default memory */
  readonly store?: LimiterStore;
}

/** Numbers of the adaptive throttle. */
export interface AdaptiveOptions {
  /** Share of the server's budget at or below which calls are spread over the time until its reset. @default 0.1 */
  readonly paceBelow?: number;
  /** Longest gap between two calls that pacing makes while budget remains, ms. @default 10_000 */
  readonly maxPace?: number;
  /** What the rate is multiplied by on 429. @default 0.7 */
  readonly decrease?: number;
  /** What is added to the rate per second without a 429, as a share of the rate before it. @default 0.05 */
  readonly increase?: number;
}

/** A call that waits for its turn. Nothing in it is secret. */
export interface ThrottleEvent {
  readonly operationId: string;
  readonly method: string;
  /** Redacted. */
  readonly url: string;
  /** How long the call waited, ms. */
  readonly waitedMs: number;
  /** Calls that still wait behind it. */
  readonly queued: number;
}

/** What the throttle layer is given by the client. */
export interface ThrottleDeps {
  readonly clock?: Clock;
  /** What the document says of the API's limits. An operation's own replace it. */
  readonly limits?: LimitSpec;
  readonly onThrottle?: (event: ThrottleEvent) => void;
}
