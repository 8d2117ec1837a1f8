import type { Layer } from "../http.js";
import type { RetryDeps, RetryOptions } from "./options.js";

export { systemClock, type Clock } from "./clock.js";
export type { CircuitBreakerOptions, RetryBudgetOptions, RetryDeps, RetryEvent, RetryOptions } from "./options.js";

/**
 * Sends a failed attempt again. Belongs in every chain, also with `retries: 0`: it records attempts, sends the
 * idempotency key and tells when the outcome of an unsafe request is unknown. Per-call options: `context.options.retry`
 * (`false`, a number of retries, or {@link RetryOptions}).
 */
export function retry(options: RetryOptions = {}, deps: RetryDeps = {}): Layer {
  void [options, deps];
  return (next) => next; // The signature comes first, so that the client can be wired; the layer follows.
}
