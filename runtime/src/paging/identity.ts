import { hash, quick } from "./fingerprint.js";
import { valueAt } from "./pointer.js";
import type { Key } from "./types.js";

/** One item with what tells it from others. */
export interface Row {
  readonly item: unknown;
  readonly key: Key;
  /** Two equal keys are one item. Not so for bare strings and numbers, which may well be equal. */
  readonly distinct: boolean;
}

/** Longer ids are kept as fingerprints. */
const LONGEST_KEY = 40;

/** Identifies items by their id, where one is declared and present, else by all of their content. */
export function toRow(item: unknown, idField: string | undefined): Row {
  const id = idField === undefined ? undefined : valueAt(item, idField);
  if (id !== undefined && id !== null) return { item, key: keyOf(id), distinct: true };
  return { item, key: hash(quick(item)), distinct: typeof item === "object" && item !== null };
}

function keyOf(id: NonNullable<unknown>): Key {
  if (typeof id === "number" || (typeof id === "string" && id.length <= LONGEST_KEY)) return id;
  return hash(typeof id === "object" ? quick(id) : `${typeof id}:${String(id)}`);
}

/** Keys → number of the page on which they were met first. Keeps the most recent ones only. */
export class Recent {
  #young = new Map<Key, number>();
  #old = new Map<Key, number>();
  readonly #limit: number;

  /** Between `limit / 2` and `limit` keys are kept. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The page on which the key was met first, if it was. */
  pageOf(key: Key): number | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  /** The same, and remembers the key. */
  meet(key: Key, page: number): number | undefined {
    const met = this.pageOf(key);
    if (met !== undefined) return met;
    if (this.#young.size >= this.#limit / 2) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, page);
    return undefined;
  }
}
