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
  return adapterOf((command, ...args) => client.call(command, ...args));
}

/** So much of a client of the package `redis` (version 4 or later) as is used. */
export interface NodeRedisLike {
  sendCommand(args: string[]): Promise<unknown>;
}

/**
 * An adapter for the package `redis`.
 *
 * @example
 * ```ts
 * import { createClient } from "redis";
 *
 * const adapter = fromNodeRedis(await createClient({ url, disableOfflineQueue: true }).connect());
 * ```
 */
export function fromNodeRedis(client: NodeRedisLike): RedisAdapter {
  return adapterOf((...command) => client.sendCommand(command));
}

type Send = (command: string, ...args: string[]) => Promise<unknown>;

function adapterOf(send: Send): RedisAdapter {
  return {
    async get(key) {
      const value = await send("GET", key);
      return typeof value === "string" ? value : null;
    },
    async set(key, value, { ttl, ifAbsent } = {}) {
      // Redis takes whole milliseconds, at least one.
      const end = ttl === undefined ? [] : ["PX", String(Math.max(1, Math.ceil(ttl)))];
      return (await send("SET", key, value, ...end, ...(ifAbsent ? ["NX"] : []))) === "OK";
    },
    script: (text, keys, args) => send("EVAL", text, String(keys.length), ...keys, ...args),
  };
}
