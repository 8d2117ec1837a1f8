import type { TokenSet, TokenStore } from "../token-store.js";
import { bounded } from "../wait.js";

const BOUND_MS = 5_000;

/** A store that may fail or hang, under one key: work goes on without it where that does no harm. */
export class GuardedStore {
  readonly #store: TokenStore;
  readonly #key: string;
  readonly #warn: (problem: string) => void;

  constructor(store: TokenStore, key: string, warn: (problem: string) => void) {
    this.#store = store;
    this.#key = key;
    this.#warn = warn;
  }

  /**
   * Runs `work` with what is stored, under the store's lock. When the store fails first, runs `without` instead, if
   * there is one.
   */
  async locked(
    work: (stored: TokenSet | undefined) => Promise<TokenSet>,
    without: (() => Promise<TokenSet>) | undefined,
    signal: AbortSignal,
  ): Promise<TokenSet> {
    let outcome: Promise<TokenSet> | undefined;
    try {
      await this.#store.lock(
        this.#key,
        async () => {
          const stored = await this.#bounded(this.#store.get(this.#key));
          outcome = work(stored);
          await outcome;
        },
        signal,
      );
    } catch (error) {
      if (!outcome) {
        if (signal.aborted || !without) throw error;
        this.#warn(messageOf(error));
        return without();
      }
    }
    // Also when the lock could not be given back: what the work came to is what counts.
    return outcome!;
  }

  /** Keeps the tokens; a failure is told and survived. */
  async set(tokens: TokenSet): Promise<void> {
    try {
      await this.#bounded(this.#store.set(this.#key, tokens));
    } catch (error) {
      this.#warn(messageOf(error));
    }
  }

  #bounded<Result>(work: Promise<Result>): Promise<Result> {
    return bounded(work, BOUND_MS, () => new Error(`no answer within ${BOUND_MS / 1000} s`));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
