/**
 * What this package asks of a Redis client: three commands, so that any client will do.
 *
 * @example
 * ```ts
 * const redis = new Redis(url); // ioredis
 * const adapter: RedisAdapter = fromIoredis(redis);
 * ```
 */
export interface RedisAdapter {
  /** `GET key`. */
  get(key: string): Promise<string | null>;
  /** `SET key value [PX ttl] [NX]`; answers whether it was set. */
  set(key: string, value: string, options?: { readonly ttl?: number; readonly ifAbsent?: boolean }): Promise<boolean>;
  /** `EVAL text numkeys key… arg…`. */
  script(text: string, keys: readonly string[], args: readonly string[]): Promise<unknown>;
}
