import type { Budget } from "./budgets.js";

/** A limit as we believe it to be now. */
interface Window {
  limit: number | undefined;
  remaining: number;
  resetAt: number;
  /** Longest time to a reset that was seen: the length of the window as far as we know. */
  length: number;
  weighted: boolean;
  /** Number of the call that told us. */
  heardFrom: number;
}

/** Numbers of {@link Pace}; see `AdaptiveOptions`. */
export interface PaceOptions {
  readonly paceBelow: number;
  readonly maxPace: number;
  readonly maxWait: number;
}

/**
 * Spends the server's budget so that it lasts until its reset. What answers tell is corrected for the calls that are
 * under way, since the server may not have counted them yet.
 */
export class Pace {
  readonly #windows = new Map<string, Window>();
  readonly #options: PaceOptions;
  #lastStart = Number.NEGATIVE_INFINITY;

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  /** How long the next call has to wait, ms. */
  delay(now: number): number {
    let delay = 0;
    for (const [name, window] of this.#windows) delay = Math.max(delay, this.#windowDelay(name, window, now));
    return delay;
  }

  started(now: number, cost: number): void {
    this.#lastStart = now;
    for (const window of this.#windows.values()) if (!window.weighted) window.remaining -= cost;
  }

  /** Takes in what the answer to call number `call` told while `inFlight` others were under way. */
  learn(
    budgets: ReadonlyMap<string, Budget>,
    now: number,
    heard: { readonly call: number; readonly inFlight: number },
  ): void {
    for (const [name, budget] of budgets) {
      const { limit, remaining, resetAt } = budget;
      // Servers write -1, or a limit of 0, for "no limit".
      if (remaining === undefined || resetAt === undefined || remaining < 0 || limit === 0) continue;
      const weighted = budget.weighted ?? false;
      const left = weighted ? remaining : remaining - heard.inFlight;
      const known = this.#windows.get(name);
      // Answers overtake each other: an older one counts only when it is the worse news.
      if (known && heard.call < known.heardFrom && (left >= known.remaining || resetAt < known.resetAt)) continue;
      this.#windows.set(name, {
        limit: limit ?? known?.limit,
        remaining: left,
        resetAt,
        length: Math.max(budget.window ?? 0, resetAt - now, known?.length ?? 0),
        weighted,
        heardFrom: heard.call,
      });
    }
  }

  #windowDelay(name: string, window: Window, now: number): number {
    if (now >= window.resetAt) {
      this.#renew(name, window, now);
      return 0;
    }
    const left = window.resetAt - now;
    // The server has the last word on a budget that comes back too late to wait for.
    if (window.remaining <= 0) return left > this.#options.maxWait ? 0 : left;
    const low = window.limit !== undefined && window.remaining <= window.limit * this.#options.paceBelow;
    if (!low || window.weighted) return 0;
    const gap = Math.min(this.#options.maxPace, left / (window.remaining + 1));
    return Math.max(0, this.#lastStart + gap - now);
  }

  /** After its reset the budget is whole again, and no more than that is sent before the server is heard. */
  #renew(name: string, window: Window, now: number): void {
    if (window.limit === undefined || window.length <= 0) {
      this.#windows.delete(name);
      return;
    }
    window.remaining = window.limit;
    window.resetAt = now + window.length;
  }
}
