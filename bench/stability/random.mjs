/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = (list, random) => list[Math.floor(random() * list.length)];

/** The same document with the keys of every object in another order. Lists keep theirs. */
export function shuffled(node, random) {
  if (Array.isArray(node)) return node.map((one) => shuffled(one, random));
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, shuffled(value, random), random()]);
  const copy = {};
  for (const [key, value] of entries.toSorted((a, b) => a[2] - b[2]))
    Object.defineProperty(copy, key, { value, enumerable: true, writable: true, configurable: true });
  return copy;
}
