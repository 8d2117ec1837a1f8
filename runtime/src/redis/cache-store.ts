import { fingerprint } from "../auth/fingerprint.js";
import { decodeRecord, encodeRecord } from "../cache/codec.js";
import type { CacheStore } from "../cache/store.js";
import type { RedisAdapter } from "./adapter.js";
import { toBytes, toText } from "./binary.js";

const FORGET = 'return redis.call("DEL", KEYS[1])';

/** Options of {@link redisCacheStore}. */
export interface RedisCacheOptions {
  /** Put before each key. @default "sdkwright:cache:" */
  readonly prefix?: string;
}

/**
 * Keeps answers in Redis, for all processes that use it. Keys are digests; the answers stand there as they came, so what
 * can read that Redis can read them. Redis itself bounds how much is kept (`maxmemory`, `maxmemory-policy allkeys-lru`).
 *
 * @example
 * ```ts
 * new GitHub({ cache: { store: redisCacheStore(fromIoredis(redis)) } });
 * ```
 */
export function redisCacheStore(redis: RedisAdapter, options: RedisCacheOptions = {}): CacheStore {
  const { prefix = "sdkwright:cache:" } = options;
  const place = async (key: string): Promise<string> => prefix + (await fingerprint(key));
  return {
    async get(key) {
      const text = await redis.get(await place(key));
      return text === null ? undefined : decodeRecord(toBytes(text));
    },
    async set(key, record, ttl) {
      await redis.set(await place(key), toText(encodeRecord(record)), { ttl });
    },
    async delete(key) {
      await redis.script(FORGET, [await place(key)], []);
    },
  };
}
