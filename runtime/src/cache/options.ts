import type { Clock } from "../retry/clock.js";
import type { CacheStore } from "./store.js";

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
export interface CacheOptions {
  /** Freshness of answers that state none, ms. @default 0 */
  readonly ttl?: number;
  /** Let `ttl` win over what the answer states, `no-store` excepted. @default false */
  readonly force?: boolean;
  /** How long a stale answer is still served while it is renewed in the background, ms, where it does not say. @default 0 */
  readonly staleWhileRevalidate?: number;
  /** How long a stale answer is still served when the server fails, ms, where it does not say. @default 0 */
  readonly staleIfError?: number;
  /** Largest body that is stored or shared, bytes. @default 5 MiB */
  readonly maxBody?: number;
  /** How long a stale answer with a validator is kept for revalidation, ms. @default 24 h */
  readonly keep?: number;
  /** @default memory: 1,000 entries, 50 MiB */
  readonly store?: CacheStore;
}

/** What the cache layer is given by the client. */
export interface CacheDeps {
  readonly clock?: Clock;
  /** Ends background work when the client is closed. */
  readonly signal?: AbortSignal;
  /** Told about background work, so that `close()` can wait for it. */
  readonly background?: (work: Promise<void>) => void;
  /** Told when the store fails; the call goes on. */
  readonly warn?: (message: string) => void;
}
