export { redisTokenStore, type RedisTokenStoreOptions } from "../auth/redis-token-store.js";
export type { RedisAdapter } from "./adapter.js";
export { redisCacheStore, type RedisCacheOptions } from "./cache-store.js";
export { fromIoredis, fromNodeRedis, type IoredisLike, type NodeRedisLike } from "./clients.js";
export { redisLimiterStore, type RedisLimiterOptions } from "./limiter-store.js";
export { GuardedLimiterStore, type GuardOptions } from "../throttle/guarded-store.js";
