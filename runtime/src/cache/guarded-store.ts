import type { Clock } from "../retry/clock.js";
import { within } from "../retry/within.js";
import type { CacheRecord, CacheStore } from "./store.js";

/** How a store is relied upon. */
export interface GuardOptions {
  /** Longest wait for its answer, ms. */
  readonly timeout: number;
  /** How long it is left alone after it failed, ms. */
  readonly rest: number;
  readonly clock: Clock;
  readonly warn: ((message: string) => void) | undefined;
}

/** A store that never fails and never hangs: while it is out of order nothing is found and nothing is kept. */
export class GuardedCacheStore implements CacheStore {
  readonly #store: CacheStore;
  readonly #options: GuardOptions;
  #failed = false;
  #restsUntil = 0;

  constructor(store: CacheStore, options: GuardOptions) {
    this.#store = store;
    this.#options = options;
  }

  get(key: string): CacheRecord | undefined | Promise<CacheRecord | undefined> {
    return this.#ask(() => this.#store.get(key));
  }

  set(key: string, record: CacheRecord, ttl: number): void | Promise<void> {
    return this.#ask(() => this.#store.set(key, record, ttl)) as void | Promise<void>;
  }

  delete(key: string): void | Promise<void> {
    return this.#ask(() => this.#store.delete(key)) as void | Promise<void>;
  }

  #ask<Result>(work: () => Result | Promise<Result>): Result | undefined | Promise<Result | undefined> {
    if (!this.#failed) return this.#try(work);
    const { clock, rest } = this.#options;
    const now = clock.now();
    if (now < this.#restsUntil) return undefined;
    // One finds out whether it works again, and does not wait for that.
    this.#restsUntil = now + rest;
    void this.#try(work);
    return undefined;
  }

  #try<Result>(work: () => Result | Promise<Result>): Result | undefined | Promise<Result | undefined> {
    try {
      const result = work();
      if (result instanceof Promise) return this.#await(result);
      this.#failed = false;
      return result;
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  async #await<Result>(work: Promise<Result>): Promise<Result | undefined> {
    try {
      const result = await within(work, this.#options);
      this.#failed = false;
      return result;
    } catch (error) {
      this.#fail(error);
      return undefined;
    }
  }

  #fail(error: unknown): void {
    const { clock, rest, warn } = this.#options;
    this.#restsUntil = clock.now() + rest;
    if (!this.#failed) {
      const cause = error instanceof Error ? error.message : String(error);
      warn?.(`The cache's store failed (${cause}). Calls go to the network until it answers again.`);
    }
    this.#failed = true;
  }
}
