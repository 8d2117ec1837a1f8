import type { Clock } from "../retry/clock.js";
import type { CacheStore } from "./store.js";

/** What one call may decide about the cache. */
export interface CacheCallOptions {
  /** Freshness of answers that state none, ms. @default 0 */
  readonly ttl?: number;
  /** Let `ttl` win over what the answer states, `no-store` excepted. @default false */
  readonly force?: boolean;
  /**
   * Freshness of answers that state none but say when they last changed, as a share of the time since then, at most a
   * day. RFC 9111 suggests 0.1, which suits documents better than data. @default 0
   */
  readonly heuristic?: number;
  /** How long a stale answer is still served while it is renewed in the background, ms, where it does not say. @default 0 */
  readonly staleWhileRevalidate?: number;
  /** How long a stale answer is still served when the server fails, ms, where it does not say. @default 0 */
  readonly staleIfError?: number;
  /** Largest body that is stored, or shared by concurrent calls, bytes. @default 5_242_880 (5 MiB) */
  readonly maxBody?: number;
  /** How long a stale answer that can be revalidated is kept, ms. @default 86_400_000 (24 h) */
  readonly keep?: number;
  /**
   * Request headers that tell answers apart beside those that the answer names in `Vary`. Header parameters of the
   * operation and headers that look like a credential or a tenant always do. @default none
   */
  readonly varyBy?: readonly string[];
}

/**
 * A private cache after RFC 9111: fresh answers without a request, stale ones revalidated with `ETag` or
 * `Last-Modified`, equal concurrent requests sent once. `true` is all defaults.
 *
 * @example
 * ```ts
 * new GitHub({ cache: true });
 * new GitHub({ cache: { ttl: 60_000 } });            // this API says nothing about freshness
 * await github.repos.get(params, { cache: false });  // this call goes to the network
 * ```
 */
export interface CacheOptions extends CacheCallOptions {
  /** Where answers are kept. @default memory: 1,000 entries, 50 MiB */
  readonly store?: CacheStore;
  /** Longest wait for an answer of `store`, ms; then the call goes to the network. @default 500 */
  readonly storeTimeout?: number;
  /** How long `store` is left alone after it failed, ms. @default 1_000 */
  readonly storeRest?: number;
}

/** What the cache layer is given by the client. */
export interface CacheDeps {
  readonly clock?: Clock;
  /** Ends background work when the client is closed. */
  readonly signal?: AbortSignal;
  /** Told about background work, so that `close()` can wait for it. */
  readonly background?: (work: Promise<void>) => void;
  /** Most bytes of one answer that are read into memory. @default 268_435_456 (256 MiB) */
  readonly maxResponseBytes?: number | undefined;
  /** Told once per outage of the store; calls go on. */
  readonly warn?: (message: string) => void;
}
