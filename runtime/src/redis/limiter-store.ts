import { GuardedLimiterStore, type GuardOptions } from "../throttle/guarded-store.js";
import type { LimiterStore } from "../throttle/store.js";
import type { RedisAdapter } from "./adapter.js";

// GCRA, by the clock of Redis, so that the machines' own need not agree. Kept is when the bucket is full again; a bucket
// that is full is forgotten. Needs Redis 5, which replicates what a script does rather than the script.
const TAKE = `
local time = redis.call("TIME")
local now = time[1] * 1000 + time[2] / 1000
local interval, burst, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local full = math.max(tonumber(redis.call("GET", KEYS[1]) or 0), now) + cost * interval
redis.call("SET", KEYS[1], string.format("%.3f", full), "PX", math.ceil(full - now))
return string.format("%.3f", math.max(0, full - burst * interval - now))`;

/** Options of {@link redisLimiterStore}. */
export interface RedisLimiterOptions extends GuardOptions {
  /** Put before each key. @default "sdkwright:limit:" */
  readonly prefix?: string;
}

/**
 * Keeps rate budgets in Redis, so that all processes and machines that use it share one. While Redis is away each
 * process goes on with a limiter of its own, after one warning.
 *
 * @example
 * ```ts
 * const store = redisLimiterStore(fromIoredis(redis));
 * new GitHub({ throttle: { requestsPerSecond: 20, burst: 5, store } });
 * ```
 */
export function redisLimiterStore(redis: RedisAdapter, options: RedisLimiterOptions = {}): LimiterStore {
  const { prefix = "sdkwright:limit:", ...guard } = options;
  const shared: LimiterStore = {
    async take({ key, interval, burst, cost }) {
      return Number(await redis.script(TAKE, [prefix + key], [interval, burst, cost].map(String)));
    },
  };
  return new GuardedLimiterStore(shared, guard);
}
