import type { RetryBudgetOptions } from "./options.js";

/** Tokens for retries, per origin: an outage drains them, and then there are no retries until calls succeed again. */
export class RetryBudget {
  readonly #options: Required<RetryBudgetOptions>;
  /** Only buckets that are not full. */
  readonly #left = new Map<string, number>();

  constructor(options: Required<RetryBudgetOptions>) {
    this.#options = options;
  }

  /** Takes the tokens for a retry: how many, or undefined when too few are left. */
  take(origin: string, throttled: boolean): number | undefined {
    const { tokens, cost, throttledCost } = this.#options;
    const price = throttled ? throttledCost : cost;
    const left = this.#left.get(origin) ?? tokens;
    if (left < price) return undefined;
    this.#left.set(origin, left - price);
    return price;
  }

  /** A call succeeded: gives back what its last retry took, or 1. */
  refund(origin: string, price: number | undefined): void {
    const left = this.#left.get(origin);
    if (left === undefined) return;
    const now = left + (price ?? 1);
    if (now < this.#options.tokens) this.#left.set(origin, now);
    else this.#left.delete(origin);
  }
}
