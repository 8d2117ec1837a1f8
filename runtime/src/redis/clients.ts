import type { RedisAdapter } from "./adapter.js";

/** So much of an `ioredis` client as is used. */
export interface IoredisLike {
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
}

/**
 * An adapter for `ioredis`.
 *
 * Make the client with `enableOfflineQueue: false`: it then fails at once while Redis is away, where it would otherwise
 * keep commands for later. Nothing hangs either way.
 *
 * @example
 * ```ts
 * const adapter = fromIoredis(new Redis(url, { enableOfflineQueue: false }));
 * ```
 */
export function fromIoredis(client: IoredisLike): RedisAdapter {
  return {
    get: async (key) => textOf(await client.call("GET", key)),
    async set(key, value, { ttl, ifAbsent } = {}) {
      const options = [...(ttl === undefined ? [] : ["PX", whole(ttl)]), ...(ifAbsent ? ["NX"] : [])];
      return (await client.call("SET", key, value, ...options)) === "OK";
    },
    eval: (script, keys, args) => client.call("EVAL", script, keys.length, ...keys, ...args),
  };
}

/** So much of a client of the package `redis` (version 4 or later) as is used. */
export interface NodeRedisLike {
  get(key: string): Promise<unknown>;
  set(key: string, value: string, options?: { PX?: number; NX?: true }): Promise<unknown>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/**
 * An adapter for the package `redis`.
 *
 * @example
 * ```ts
 * const adapter = fromNodeRedis(await createClient({ url, disableOfflineQueue: true }).connect());
 * ```
 */
export function fromNodeRedis(client: NodeRedisLike): RedisAdapter {
  return {
    get: async (key) => textOf(await client.get(key)),
    async set(key, value, { ttl, ifAbsent } = {}) {
      const options = { ...(ttl !== undefined && { PX: whole(ttl) }), ...(ifAbsent && { NX: true as const }) };
      return (await client.set(key, value, options)) === "OK";
    },
    eval: (script, keys, args) => client.eval(script, { keys: [...keys], arguments: [...args] }),
  };
}

/** Redis takes whole milliseconds, at least one. */
function whole(ttl: number): number {
  return Math.max(1, Math.ceil(ttl));
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
