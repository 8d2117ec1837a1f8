import type { HttpRequest } from "../http.js";
import { varyOf } from "./entry.js";
import { usefulFor } from "./freshness.js";
import { variantKey } from "./key.js";
import type { Rules } from "./rules.js";
import { isVariants, type CacheEntry, type CacheStore, type CacheVariants } from "./store.js";

/** Finds and keeps answers in a store; knows that some vary. */
export class Records {
  readonly #store: CacheStore;

  constructor(store: CacheStore) {
    this.#store = store;
  }

  async find(key: string, request: HttpRequest): Promise<CacheEntry | undefined> {
    let record = await this.#store.get(key);
    if (record && isVariants(record)) record = await this.#store.get(variantKey(key, record, request.headers));
    if (!record || isVariants(record)) return undefined;
    // APIs that answer in several types do not always say so in `Vary`.
    return record.accept === request.headers["accept"] ? record : undefined;
  }

  async keep(key: string, request: HttpRequest, entry: CacheEntry, rules: Rules): Promise<void> {
    const ttl = usefulFor(entry, rules);
    const names = varyOf(entry);
    if (names.length === 0) return this.#store.set(key, entry, ttl);
    const variants = await this.#variants(key, names);
    await this.#store.set(key, variants, Math.max(ttl, rules.keep));
    await this.#store.set(variantKey(key, variants, request.headers), entry, ttl);
  }

  async forget(key: string): Promise<void> {
    await this.#store.delete(key);
  }

  async #variants(key: string, names: readonly string[]): Promise<CacheVariants> {
    const known = await this.#store.get(key);
    if (known && isVariants(known) && known.variesBy.join() === names.join()) return known;
    return { variesBy: names, generation: crypto.randomUUID() };
  }
}
