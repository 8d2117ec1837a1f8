import { steadyClock, type Clock } from "../retry/clock.js";
import { within } from "../retry/within.js";
import { MemoryLimiterStore } from "./memory-store.js";
import type { LimiterRequest, LimiterStore } from "./store.js";

/** How a shared store is relied upon. */
export interface GuardOptions {
  /** Longest wait for an answer of the store, ms. @default 500 */
  readonly timeout?: number;
  /** How long the store is left alone after it failed, ms. @default 1_000 */
  readonly rest?: number;
  /** Told once per outage. @default console.warn */
  readonly warn?: (message: string) => void;
  readonly clock?: Clock;
}

/**
 * Goes on with a limiter of this process while `shared` is out of order, and asks it again every `rest` without keeping
 * a call waiting. Warns once per outage. Meanwhile each process has the whole rate to itself: it cannot know of others.
 */
export class GuardedLimiterStore implements LimiterStore {
  readonly #shared: LimiterStore;
  readonly #own: LimiterStore;
  readonly #options: Required<GuardOptions>;
  #failed = false;
  #retryAt = 0;

  constructor(shared: LimiterStore, options: GuardOptions = {}) {
    this.#options = { timeout: 500, rest: 1000, warn: console.warn, clock: steadyClock, ...options };
    this.#shared = shared;
    this.#own = new MemoryLimiterStore(this.#options.clock);
  }

  take(request: LimiterRequest): number | Promise<number> {
    if (!this.#failed) return this.#ask(request).then((wait) => wait ?? this.#own.take(request));
    const now = this.#options.clock.now();
    if (now >= this.#retryAt) {
      this.#retryAt = now + this.#options.rest;
      void this.#ask(request);
    }
    return this.#own.take(request);
  }

  /** Undefined: the store is out of order. */
  async #ask(request: LimiterRequest): Promise<number | undefined> {
    try {
      const wait = await within(this.#shared.take(request), this.#options);
      if (typeof wait !== "number" || Number.isNaN(wait)) throw new TypeError("it answered no number");
      this.#failed = false;
      return Math.max(0, wait);
    } catch (error) {
      this.#retryAt = this.#options.clock.now() + this.#options.rest;
      if (!this.#failed) this.#warn(error);
      this.#failed = true;
      return undefined;
    }
  }

  #warn(error: unknown): void {
    const cause = error instanceof Error ? error.message : String(error);
    this.#options.warn(
      `The shared rate limiter failed (${cause}). Going on with a limiter of this process alone until it answers again.`,
    );
  }
}
