/**
 * What looking into one answer may cost, in visited values. Trying the members of a union on a value costs the size of
 * the value, so that unions within unions cannot take for ever.
 */
export class Budget {
  #left: number;

  constructor(values: number) {
    this.#left = values;
  }

  /** False when it cannot be afforded; nothing more can then. */
  spend(values: number): boolean {
    this.#left -= values;
    return this.#left >= 0;
  }
}

/** How many values a value holds, itself included; counting ends beyond `most`, or deeper than `deepest`. */
export function sizeOf(value: unknown, most: number, deepest = 200): number {
  let count = 0;
  const visit = (one: unknown, depth: number): void => {
    count += 1;
    if (count > most || typeof one !== "object" || one === null) return;
    if (depth === deepest) count = Infinity;
    for (const key in one) {
      if (count > most) return;
      visit((one as { readonly [key: string]: unknown })[key], depth + 1);
    }
  };
  visit(value, 0);
  return count;
}
