/** A stored answer. Plain data: a store may write it anywhere. */
export interface CacheEntry {
  readonly status: number;
  /** Names in lower case, in the order they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array<ArrayBuffer>;
  /** The URL that answered. */
  readonly url: string;
  /** When the request was sent and when its answer came, ms since the epoch. */
  readonly requestedAt: number;
  readonly receivedAt: number;
  /** Request headers that the answer depends on (`Vary`), as they were sent; null: absent. */
  readonly vary: readonly (readonly [name: string, value: string | null])[];
}

/**
 * Keeps answers. Errors of a store never fail a call: it goes to the network instead.
 *
 * A key names method, URL and credential without revealing the latter; it may be long. A store may forget at any time.
 */
export interface CacheStore {
  get(key: string): CacheEntry | undefined | Promise<CacheEntry | undefined>;
  /** Keeps `entry` for at most `ttl` ms. */
  set(key: string, entry: CacheEntry, ttl: number): void | Promise<void>;
  delete(key: string): void | Promise<void>;
  close?(): void | Promise<void>;
}
