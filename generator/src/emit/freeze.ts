/**
 * Freezes plain data with all that is in it, so that a program which changes what it is only lent fails there and then:
 * what is known of an API is shared by all emitters, and in a watch by the next run. Maps and sets cannot be frozen, what
 * is in them can.
 */
export function freeze(value: unknown): void {
  const waiting: unknown[] = [value];
  const seen = new Set<object>();
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== "object" || next === null || seen.has(next)) continue;
    seen.add(next);
    if (next instanceof Map) for (const pair of next) waiting.push(pair[0], pair[1]);
    else if (next instanceof Set) for (const one of next) waiting.push(one);
    else if (isPlain(next)) for (const one of Object.values(Object.freeze(next))) waiting.push(one);
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}
