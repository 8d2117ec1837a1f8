import { ConfigError } from "../errors/config-error.js";
import type { CircuitBreakerOptions, RetryBudgetOptions, RetryOptions } from "./options.js";

/** The options with everything decided. */
export interface Policy {
  readonly retries: number;
  readonly baseDelay: number;
  readonly maxDelay: number;
  readonly throttledBaseDelay: number;
  readonly throttledMaxDelay: number;
  readonly maxServerWait: number;
  readonly statuses: ReadonlySet<number>;
  readonly methods: ReadonlySet<string>;
  readonly idempotencyHeader: string;
}

/** What is shared by all calls of a client. */
export interface SharedPolicy {
  readonly budget: Required<RetryBudgetOptions> | undefined;
  readonly circuitBreaker: Required<CircuitBreakerOptions> | undefined;
}

const DEFAULTS: Policy = {
  retries: 2,
  baseDelay: 500,
  maxDelay: 8000,
  throttledBaseDelay: 1000,
  throttledMaxDelay: 20_000,
  maxServerWait: 60_000,
  statuses: new Set([408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529]),
  methods: new Set(["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY"]),
  idempotencyHeader: "idempotency-key",
};

const NUMBERS = [
  "retries",
  "baseDelay",
  "maxDelay",
  "throttledBaseDelay",
  "throttledMaxDelay",
  "maxServerWait",
] as const;

type Input = RetryOptions | number | boolean | undefined;

/** @throws ConfigError when a number makes no sense */
export function checkNumbers(input: Input): RetryOptions {
  if (input === undefined || input === true) return {};
  const options: RetryOptions = typeof input === "object" ? input : { retries: input === false ? 0 : input };
  for (const name of NUMBERS) {
    // Null, in plain JavaScript; that, and what is no number, is refused by the first call.
    const value = (options as RetryOptions | null)?.[name];
    if (typeof value !== "number" || value >= 0) continue;
    throw new ConfigError(`retry.${name} is ${String(value)}: it has to be 0 or more.`);
  }
  return options;
}

/** Options over what they leave open. @throws ConfigError when a number makes no sense */
export function policyOf(input: Input, base: Policy = DEFAULTS): Policy {
  const options = checkNumbers(input);
  const policy = {
    ...base,
    ...(options.statuses && { statuses: new Set(options.statuses) }),
    ...(options.methods && { methods: new Set(options.methods.map((method) => method.toUpperCase())) }),
    ...(options.idempotencyHeader !== undefined && { idempotencyHeader: options.idempotencyHeader.toLowerCase() }),
  };
  for (const name of NUMBERS) policy[name] = options[name] ?? policy[name];
  return policy;
}

/** The parts of the options that calls do not decide for themselves. */
export function sharedPolicyOf(input: Input): SharedPolicy {
  const options: RetryOptions = typeof input === "object" ? input : {};
  const { budget = {}, circuitBreaker = false } = options;
  return {
    budget: budget === false ? undefined : { tokens: 500, cost: 14, throttledCost: 5, ...budget },
    circuitBreaker:
      circuitBreaker === false
        ? undefined
        : { failures: 5, rest: 30_000, ...(circuitBreaker === true ? {} : circuitBreaker) },
  };
}
