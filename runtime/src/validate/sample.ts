import { setOwn } from "../response/exact-json.js";
import { sizeOf } from "./budget.js";

/** Most values of one answer that are looked at. */
const MOST = 20_000;
/** How many items are kept of each list, tried in turn. */
const LENGTHS = [200, 50, 10, 3, 1];

/** A value of bounded size. */
export interface Sample {
  readonly value: unknown;
  /** Lists that were shortened: what is said of their length is not true. */
  readonly shortened: ReadonlySet<unknown>;
}

const NONE: ReadonlySet<unknown> = new Set();

/**
 * A value as it is, or, where it is large, a copy whose lists are shortened to items from all over them. Undefined for
 * what cannot be brought to size: maps of very many keys, values nested too deep.
 */
export function sampleOf(value: unknown): Sample | undefined {
  if (sizeOf(value, MOST) <= MOST) return { value, shortened: NONE };
  for (const length of LENGTHS) {
    const shortened = new Set<unknown>();
    const copy = new Shortener(length, shortened).copyOf(value, 0);
    if (copy !== TOO_MUCH && sizeOf(copy, MOST) <= MOST) return { value: copy, shortened };
  }
  return undefined;
}

const TOO_MUCH = Symbol("too much");

class Shortener {
  readonly #length: number;
  readonly #shortened: Set<unknown>;
  #count = 0;

  constructor(length: number, shortened: Set<unknown>) {
    this.#length = length;
    this.#shortened = shortened;
  }

  copyOf(value: unknown, depth: number): unknown {
    this.#count += 1;
    if (typeof value !== "object" || value === null) return value;
    if (this.#count > MOST || depth > 200) return TOO_MUCH;
    const copy = Array.isArray(value) ? this.#list(value, depth) : this.#object(value, depth);
    return this.#count > MOST ? TOO_MUCH : copy;
  }

  #list(list: readonly unknown[], depth: number): unknown[] {
    const isLong = list.length > this.#length;
    const step = list.length / this.#length;
    const kept = isLong ? Array.from({ length: this.#length }, (_, index) => list[Math.floor(index * step)]) : list;
    const copy = kept.map((item) => this.copyOf(item, depth + 1));
    if (isLong) this.#shortened.add(copy);
    return copy;
  }

  #object(object: object, depth: number): object {
    const copy = {};
    for (const key in object) {
      if (this.#count > MOST) break;
      setOwn(copy, key, this.copyOf((object as { readonly [key: string]: unknown })[key], depth + 1));
    }
    return copy;
  }
}
