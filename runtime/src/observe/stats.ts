import type { Stats } from "./types.js";

const WINDOW_SECONDS = 10;

/** Counts what a client does. */
export class StatsCounter {
  requests = 0;
  failures = 0;
  retries = 0;
  bytes = 0;
  items = 0;
  cacheHits = 0;
  waits = 0;
  waitedMs = 0;
  /** Requests by second, in a ring; and the second that each place stands for. */
  readonly #perSecond = new Float64Array(WINDOW_SECONDS);
  readonly #seconds = new Float64Array(WINDOW_SECONDS);

  request(): void {
    this.requests++;
    const second = Math.floor(performance.now() / 1000);
    const place = second % WINDOW_SECONDS;
    if (this.#seconds[place] !== second) {
      this.#seconds[place] = second;
      this.#perSecond[place] = 0;
    }
    this.#perSecond[place]! += 1;
  }

  wait(ms: number): void {
    this.waits++;
    this.waitedMs += ms;
  }

  snapshot(): Omit<Stats, "drift"> {
    const { requests, failures, retries, bytes, items, cacheHits, waits, waitedMs } = this;
    return { requests, failures, retries, bytes, items, cacheHits, waits, waitedMs, rate: this.#rate() };
  }

  #rate(): number {
    const now = Math.floor(performance.now() / 1000);
    const counts = this.#perSecond.filter((_, place) => now - this.#seconds[place]! < WINDOW_SECONDS);
    return counts.reduce((sum, count) => sum + count, 0) / WINDOW_SECONDS;
  }
}
