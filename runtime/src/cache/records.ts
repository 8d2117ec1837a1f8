import type { HttpRequest } from "../http.js";
import { varyOf } from "./entry.js";
import { variantKey } from "./key.js";
import { isVariants, type CacheEntry, type CacheStore, type CacheVariants } from "./store.js";

/** Where an answer belongs. */
export interface Place {
  readonly key: string;
  readonly request: HttpRequest;
  /** Names of request headers that tell answers apart, beside those that the answer names itself. */
  readonly telling: readonly string[];
}

/**
 * Finds and keeps answers in a store. An answer that varies stands under a key of its own, and a list of the headers in
 * its place: so all variants of a URL are forgotten by forgetting the list.
 */
export class Records {
  readonly #store: CacheStore;

  constructor(store: CacheStore) {
    this.#store = store;
  }

  async find({ key, request, telling }: Place): Promise<CacheEntry | undefined> {
    let record = await this.#store.get(key);
    const known = record && isVariants(record) ? record.variesBy : [];
    if (!telling.every((name) => known.includes(name))) return undefined;
    if (record && isVariants(record)) record = await this.#store.get(await variantKey(key, record, request.headers));
    if (!record || isVariants(record)) return undefined;
    // APIs that answer in several types do not always say so in `Vary`.
    return record.accept === request.headers["accept"] ? record : undefined;
  }

  /** Keeps an answer for `ttl` ms, and the list of what it varies by for `keep` ms at least. */
  async keep({ key, request, telling }: Place, entry: CacheEntry, { ttl, keep }: Lifetimes): Promise<void> {
    const variants = await this.#variants(key, [...varyOf(entry), ...telling]);
    if (variants.variesBy.length === 0) return this.#store.set(key, entry, ttl);
    await this.#store.set(key, variants, Math.max(ttl, keep));
    await this.#store.set(await variantKey(key, variants, request.headers), entry, ttl);
  }

  async forget(key: string): Promise<void> {
    await this.#store.delete(key);
  }

  async #variants(key: string, names: readonly string[]): Promise<CacheVariants> {
    const record = await this.#store.get(key);
    const known = record && isVariants(record) ? record : undefined;
    if (known && names.every((name) => known.variesBy.includes(name))) return known;
    const variesBy = [...new Set([...(known?.variesBy ?? []), ...names])].toSorted();
    return { variesBy, generation: crypto.randomUUID() };
  }
}

/** How long something is kept, ms. */
export interface Lifetimes {
  readonly ttl: number;
  readonly keep: number;
}
