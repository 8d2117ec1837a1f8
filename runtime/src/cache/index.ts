import type { Layer } from "../http.js";
import type { CacheDeps, CacheOptions } from "./options.js";

export type { CacheDeps, CacheOptions } from "./options.js";
export type { CacheEntry, CacheStore } from "./store.js";

/**
 * Answers from a store where RFC 9111 lets it. Sits above retry and auth. Per-call options: `context.options.cache`
 * (`false`, `true`, `"reload"`, or {@link CacheOptions} without `store`).
 */
export function cache(options: CacheOptions = {}, deps: CacheDeps = {}): Layer {
  void [options, deps];
  return (next) => next; // The signature comes first, so that the client can be wired; the layer follows.
}
