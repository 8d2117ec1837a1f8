import type { Layer } from "../http.js";
import { Cache } from "./cache.js";
import type { CacheDeps, CacheOptions } from "./options.js";

export { decodeRecord, encodeRecord } from "./codec.js";
export { MemoryCacheStore, type MemoryCacheOptions } from "./memory-store.js";
export type { CacheCallOptions, CacheDeps, CacheOptions } from "./options.js";
export type { CacheEntry, CacheRecord, CacheStore, CacheVariants } from "./store.js";

/**
 * Answers from a store where RFC 9111 lets it. Sits above retry and auth. A call's own wishes are in
 * `context.options.cache`: `false`, `"reload"` (from the network, and keep it), or {@link CacheCallOptions}.
 */
export function cache(options: CacheOptions = {}, deps: CacheDeps = {}): Layer {
  const made = new Cache(options, deps);
  return (next) => (request, context) => made.handle(request, context, next);
}
