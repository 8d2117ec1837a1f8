import type { Clock } from "../retry/clock.js";
import type { LimiterRequest, LimiterStore } from "./store.js";

const MAX_BUCKETS = 10_000;

/** Keeps rate budgets of this process. */
export class MemoryLimiterStore implements LimiterStore {
  /** When each bucket is full again: the "theoretical arrival time" of GCRA. */
  readonly #full = new Map<string, number>();
  readonly #now: () => number;

  constructor(clock: Pick<Clock, "now">) {
    this.#now = () => clock.now();
  }

  take({ key, interval, burst, cost }: LimiterRequest): number {
    const now = this.#now();
    const full = Math.max(this.#full.get(key) ?? now, now) + cost * interval;
    if (this.#full.size >= MAX_BUCKETS && !this.#full.has(key)) this.#forget(now);
    this.#full.set(key, full);
    return Math.max(0, full - burst * interval - now);
  }

  /** A bucket that is full again is like one that was never used. */
  #forget(now: number): void {
    for (const [key, full] of this.#full) if (full <= now) this.#full.delete(key);
  }
}
