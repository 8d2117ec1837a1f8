/** One wish of the limiter: so many units of a bucket that refills at a steady pace. */
export interface LimiterRequest {
  /** Names the bucket. */
  readonly key: string;
  /** Time between two units at the full rate, ms. */
  readonly interval: number;
  /** Units that a rested bucket holds. */
  readonly burst: number;
  /** Units wanted. */
  readonly cost: number;
  /** Nothing is reserved when the wait would be longer than this, ms. */
  readonly maxWait: number;
}

/**
 * Keeps rate budgets. One operation, atomic for all who share the store.
 *
 * `take` reserves the units and answers how long to wait in ms before they are used: 0 is now. An answer above
 * `maxWait` means that nothing was reserved. Memory answers at once, a shared store with a promise.
 */
export interface LimiterStore {
  take(request: LimiterRequest): number | Promise<number>;
  /** Nobody gets units of the bucket in the next `ms`. */
  pause(key: string, ms: number): void | Promise<void>;
}
