import type { LimitSpec } from "../contract.js";
import { ConfigError } from "../errors/config-error.js";
import { steadyClock, type Clock } from "../retry/clock.js";
import { MemoryLimiterStore } from "./memory-store.js";
import type { AdaptiveOptions, ThrottleDeps, ThrottleOptions } from "./options.js";
import type { LimiterStore } from "./store.js";

/** The options with everything decided. */
export interface Settings {
  readonly requestsPerSecond: number | undefined;
  readonly burst: number | undefined;
  readonly concurrency: number;
  readonly adaptive: Required<AdaptiveOptions> | undefined;
  readonly maxQueue: number;
  readonly maxWait: number;
  readonly limits: LimitSpec | undefined;
  readonly store: LimiterStore;
  readonly clock: Clock;
}

const ADAPTIVE: Required<AdaptiveOptions> = { paceBelow: 0.1, maxPace: 10_000, decrease: 0.7, increase: 0.05 };

/** Fills in the defaults. @throws ConfigError when a number makes no sense */
export function settingsOf(options: ThrottleOptions, deps: ThrottleDeps): Settings {
  const { adaptive = true, store, ...numbers } = options;
  for (const [name, value] of Object.entries(numbers)) {
    const least = name === "maxQueue" || name === "maxWait" ? 0 : Number.MIN_VALUE;
    if (value !== undefined && !(value >= least)) {
      throw new ConfigError(
        `throttle.${name} is ${String(value)}: it has to be a number above ${least === 0 ? "or equal to " : ""}0.`,
      );
    }
  }
  const clock = deps.clock ?? steadyClock;
  return {
    requestsPerSecond: numbers.requestsPerSecond,
    burst: numbers.burst,
    concurrency: numbers.concurrency ?? 50,
    adaptive: adaptive === false ? undefined : { ...ADAPTIVE, ...(adaptive === true ? {} : adaptive) },
    maxQueue: numbers.maxQueue ?? 1000,
    maxWait: numbers.maxWait ?? 60_000,
    limits: deps.limits,
    store: store ?? new MemoryLimiterStore(clock),
    clock,
  };
}
