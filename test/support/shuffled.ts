import type { Json, JsonObject } from "../../generator/src/load/document.js";

/** The same document with the keys of every object in another order. Lists keep theirs. */
export function shuffled(document: JsonObject, seed: number): JsonObject {
  let state = seed;
  const random = () => {
    // mulberry32: small, and the same everywhere.
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const visit = (node: Json): Json => {
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== "object" || node === null) return node;
    const entries = Object.entries(node).map(([key, value]): [string, Json, number] => [key, visit(value), random()]);
    const copy: JsonObject = {};
    for (const [key, value] of entries.toSorted((a, b) => a[2] - b[2]))
      Object.defineProperty(copy, key, { value, enumerable: true, writable: true, configurable: true });
    return copy;
  };
  return visit(document) as JsonObject;
}
