import type { TokenSet, TokenStore } from "./token-store.js";
import { abortable } from "./wait.js";

/** Keeps tokens as long as the process lives. The default; share one between clients of one account. */
export class MemoryTokenStore implements TokenStore {
  readonly #tokens = new Map<string, TokenSet>();
  /** The end of each queue for a lock; never rejects. */
  readonly #queues = new Map<string, Promise<unknown>>();

  async get(key: string): Promise<TokenSet | undefined> {
    return this.#tokens.get(key);
  }

  async set(key: string, tokens: TokenSet | undefined): Promise<void> {
    if (tokens) this.#tokens.set(key, tokens);
    else this.#tokens.delete(key);
  }

  lock<Result>(key: string, work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const before = this.#queues.get(key) ?? Promise.resolve();
    const mine = abortable(before, signal).then(work);
    // Whoever gives up while waiting leaves the queue as it was: the next one waits for those before it.
    const end = Promise.allSettled([before, mine]).then(() => {
      if (this.#queues.get(key) === end) this.#queues.delete(key);
    });
    this.#queues.set(key, end);
    return mine;
  }
}
