/** One wish of the limiter: some units of a bucket that refills at a steady pace. */
export interface LimiterRequest {
  /** Names the bucket: origin and credential, without revealing the latter. */
  readonly key: string;
  /** Time in which one unit comes back, ms. */
  readonly interval: number;
  /** Units that a rested bucket holds. */
  readonly burst: number;
  /** Units wanted. */
  readonly cost: number;
}

/**
 * Keeps rate budgets by GCRA, the generic cell rate algorithm (ITU-T I.371): one instant per bucket says when it is
 * full again. `take` reserves the units, atomically for all who share the store, and answers how long to wait in ms
 * before they may be used; 0 is now. Memory answers at once, a shared store with a promise; where it rejects, the call
 * fails, so stores over a network are wrapped in a {@link GuardedLimiterStore}.
 */
export interface LimiterStore {
  take(request: LimiterRequest): number | Promise<number>;
}
