import { hash, quick } from "./fingerprint.js";
import { valueAt } from "./pointer.js";

/** One item with what tells it from others. */
export interface Row {
  readonly item: unknown;
  readonly key: string;
  /** Two equal keys are one item. Not so for bare strings and numbers, which may well be equal. */
  readonly distinct: boolean;
}

/** Identifies items by their id, where one is declared and present, else by all of their content. */
export function toRow(item: unknown, idField: string | undefined): Row {
  const id = idField === undefined ? undefined : valueAt(item, idField);
  if (id !== undefined && id !== null) return { item, key: hash(`${typeof id}:${idText(id)}`), distinct: true };
  return { item, key: hash(quick(item)), distinct: typeof item === "object" && item !== null };
}

function idText(id: unknown): string {
  return typeof id === "object" ? quick(id) : String(id);
}

/** Keys → number of the page on which they were met first. Keeps the most recent ones only. */
export class Recent {
  #young = new Map<string, number>();
  #old = new Map<string, number>();
  readonly #limit: number;

  /** Between `limit / 2` and `limit` keys are kept. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether the key was met before this page. */
  isBefore(key: string, page: number): boolean {
    const met = this.#young.get(key) ?? this.#old.get(key);
    return met !== undefined && met < page;
  }

  add(key: string, page: number): void {
    if (this.#young.has(key) || this.#old.has(key)) return;
    if (this.#young.size >= this.#limit / 2) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, page);
  }
}
