import type { RedisAdapter } from "../redis/adapter.js";
import { systemClock, type Clock } from "../retry/clock.js";
import type { TokenSet, TokenStore } from "./token-store.js";
import { readTokenSet } from "./token-set.js";
import { bounded } from "./wait.js";

/** Options of {@link redisTokenStore}. */
export interface RedisTokenStoreOptions {
  /** Put before each key. @default "sdkwright:token:" */
  readonly prefix?: string;
  /** A lock whose holder died is free after this, ms. @default 10_000 */
  readonly lockTtl?: number;
  readonly clock?: Clock;
}

// Only the holder may prolong or give back a lock.
const PROLONG = `if redis.call("get", KEYS[1]) == ARGV[1] then return redis.call("pexpire", KEYS[1], ARGV[2]) end return 0`;
const RELEASE = `if redis.call("get", KEYS[1]) == ARGV[1] then return redis.call("del", KEYS[1]) end return 0`;
const FORGET = `return redis.call("del", KEYS[1])`;
const POLL_MS = 50;
// Clients queue commands while Redis is away; here somebody waits.
const COMMAND_BOUND_MS = 5_000;

/**
 * Keeps tokens in Redis, for all processes that use it. What can read that Redis can use the tokens.
 *
 * @example
 * ```ts
 * new Shop({ auth: { clientId, clientSecret, store: redisTokenStore(adapter) } });
 * ```
 */
export function redisTokenStore(redis: RedisAdapter, options: RedisTokenStoreOptions = {}): TokenStore {
  return new RedisTokenStore(redis, options);
}

class RedisTokenStore implements TokenStore {
  readonly #redis: RedisAdapter;
  readonly #prefix: string;
  readonly #lockTtl: number;
  readonly #clock: Clock;

  constructor(
    redis: RedisAdapter,
    { prefix = "sdkwright:token:", lockTtl = 10_000, clock = systemClock }: RedisTokenStoreOptions,
  ) {
    this.#redis = boundedAdapter(redis);
    this.#prefix = prefix;
    this.#lockTtl = lockTtl;
    this.#clock = clock;
  }

  async get(key: string): Promise<TokenSet | undefined> {
    const text = await this.#redis.get(this.#prefix + key);
    return text === null ? undefined : readTokenSet(text);
  }

  async set(key: string, tokens: TokenSet | undefined): Promise<void> {
    const place = this.#prefix + key;
    if (!tokens) return void (await this.#redis.script(FORGET, [place], []));
    const left = tokens.expiresAt === undefined ? undefined : tokens.expiresAt - this.#clock.now();
    // A refresh token outlives the access token that came with it.
    const ttl = tokens.refreshToken === undefined && left !== undefined ? { ttl: Math.max(1, Math.ceil(left)) } : {};
    await this.#redis.set(place, JSON.stringify(tokens), ttl);
  }

  async lock<Result>(key: string, work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const place = `${this.#prefix}${key}:lock`;
    const holder = crypto.randomUUID();
    while (!(await this.#redis.set(place, holder, { ttl: this.#lockTtl, ifAbsent: true }))) {
      await this.#clock.sleep(POLL_MS * (0.5 + this.#clock.random()), signal);
    }
    const prolong = setInterval(() => {
      this.#redis.script(PROLONG, [place], [holder, String(this.#lockTtl)]).catch(() => {});
    }, this.#lockTtl / 3);
    try {
      return await work();
    } finally {
      clearInterval(prolong);
      await this.#redis.script(RELEASE, [place], [holder]);
    }
  }
}

function inTime<Result>(work: Promise<Result>): Promise<Result> {
  return bounded(work, COMMAND_BOUND_MS, () => new Error(`Redis gave no answer within ${COMMAND_BOUND_MS / 1000} s`));
}

function boundedAdapter(redis: RedisAdapter): RedisAdapter {
  return {
    get: (key) => inTime(redis.get(key)),
    set: (key, value, options) => inTime(redis.set(key, value, options)),
    script: (text, keys, args) => inTime(redis.script(text, keys, args)),
  };
}
