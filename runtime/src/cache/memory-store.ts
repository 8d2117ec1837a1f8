import { LRUCache } from "lru-cache";
import { systemClock, type Clock } from "../retry/clock.js";
import { isVariants, type CacheRecord, type CacheStore } from "./store.js";

/** Bounds of a {@link MemoryCacheStore}. */
export interface MemoryCacheOptions {
  /** @default 1_000 */
  readonly maxEntries?: number;
  /** Bodies, headers and keys, bytes. @default 52_428_800 (50 MiB) */
  readonly maxBytes?: number;
  readonly clock?: Pick<Clock, "now">;
}

/** Keeps answers in this process; those that were not asked for the longest go first. */
export class MemoryCacheStore implements CacheStore {
  readonly #records: LRUCache<string, CacheRecord>;

  constructor({ maxEntries = 1000, maxBytes = 50 * 2 ** 20, clock = systemClock }: MemoryCacheOptions = {}) {
    this.#records = new LRUCache({
      max: maxEntries,
      maxSize: maxBytes,
      sizeCalculation: sizeOf,
      perf: { now: () => clock.now() },
      ttlResolution: 0,
    });
  }

  get(key: string): CacheRecord | undefined {
    return this.#records.get(key);
  }

  set(key: string, record: CacheRecord, ttl: number): void {
    this.#records.set(key, record, { ttl: Math.max(1, Math.floor(ttl)) });
  }

  delete(key: string): void {
    this.#records.delete(key);
  }
}

function sizeOf(record: CacheRecord, key: string): number {
  if (isVariants(record)) return key.length + 100;
  const headers = Object.entries(record.headers).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return key.length + headers + (record.body?.length ?? 0) + 200;
}
