import type { Layer } from "../http.js";
import { callOf } from "./call.js";
import type { RetryDeps, RetryOptions } from "./options.js";
import { policyOf, sharedPolicyOf } from "./policy.js";
import { Retrier } from "./retrier.js";

export { CircuitOpenError } from "./circuit-open-error.js";
export { systemClock, type Clock } from "./clock.js";
export type { CircuitBreakerOptions, RetryBudgetOptions, RetryDeps, RetryEvent, RetryOptions } from "./options.js";
export { retryAt } from "./server-wait.js";

/** What the option `retry` may be: options, how many retries, or none. */
export type RetryInput = Partial<RetryOptions> | number | boolean;

/**
 * Sends a failed attempt again. Belongs in every chain, also with `false`: it sends the idempotency key and tells when
 * the outcome of an unsafe request is unknown. A call's own options are in `context.options.retry`.
 *
 * Answers that are not retried, or not any more, are returned as they are: turning them into errors is done above.
 *
 * @throws OutcomeUnknownError when a request that must not be repeated may have been executed
 * @throws CircuitOpenError when the circuit breaker is on and open
 */
export function retry(options: RetryInput = {}, deps: RetryDeps = {}): Layer {
  const policy = policyOf(options);
  const retrier = new Retrier(sharedPolicyOf(options), deps);
  return (next) => (request, context) => {
    const own = context.options["retry"] as RetryInput | undefined;
    return retrier.send(callOf(request, context, own === undefined ? policy : policyOf(own, policy)), next);
  };
}
