import type { HeaderRecord } from "../http.js";

/** A stored answer. Plain data: a store may write it anywhere. */
export interface CacheEntry {
  readonly status: number;
  /** Names in lower case, without those of one connection. */
  readonly headers: Readonly<HeaderRecord>;
  readonly setCookie?: readonly string[] | undefined;
  /** Null: the answer had no body. */
  readonly body: Uint8Array<ArrayBuffer> | null;
  /** What the request accepted: an answer in another type is not served. */
  readonly accept?: string | undefined;
  /** When the request was sent and when its answer came, ms since the epoch. */
  readonly requestedAt: number;
  readonly receivedAt: number;
}

/** Stands in the place of an answer that varies: says by which request headers. The answers have keys of their own. */
export interface CacheVariants {
  readonly variesBy: readonly string[];
  /** Part of the answers' keys: a new one forgets them all. */
  readonly generation: string;
}

/** What stands under one key: an answer, or which request headers tell the answers of a URL apart. */
export type CacheRecord = CacheEntry | CacheVariants;

/**
 * Keeps answers. Errors of a store never fail a call: it goes to the network instead.
 *
 * A key names URL and credential, and the latter without revealing it; it may be long, and a URL may hold what should
 * not be read by others: stores outside the process hash it. A store may forget at any time.
 */
export interface CacheStore {
  /** What was kept under the key, if it is still there. */
  get(key: string): CacheRecord | undefined | Promise<CacheRecord | undefined>;
  /** Keeps `record` for at most `ttl` ms. */
  set(key: string, record: CacheRecord, ttl: number): void | Promise<void>;
  delete(key: string): void | Promise<void>;
}

export function isVariants(record: CacheRecord): record is CacheVariants {
  return "variesBy" in record;
}
