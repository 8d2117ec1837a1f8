/**
 * What led to what in a comparison, so that a change of a type is told with the calls and events it reaches. Users are
 * calls and events by their names, and pairs of types by theirs.
 */
export class Trail {
  /** Pair of types → what uses it. */
  readonly #users = new Map<string, Set<string>>();
  readonly #known = new Map<string, readonly string[]>();

  /** @param user - undefined: nothing does, it is only exported */
  add(pair: string, user: string | undefined): void {
    const users = this.#users.get(pair) ?? new Set();
    this.#users.set(pair, users);
    if (user !== undefined) users.add(user);
  }

  /** Calls and events, the nearest first: those that name a type, then those that name what names it. */
  callsOf(users: readonly string[]): readonly string[] {
    const key = users.join("\n\n");
    const known = this.#known.get(key) ?? this.#reaching(users);
    this.#known.set(key, known);
    return known;
  }

  #reaching(users: readonly string[]): readonly string[] {
    const all = new Set(users);
    // Whatever is added on the way is visited too.
    for (const one of all) for (const user of [...(this.#users.get(one) ?? [])].toSorted()) all.add(user);
    return [...all].filter((one) => !this.#users.has(one));
  }
}
