import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./26-enum-nullable/index.js";

export type Cases = [Expect<Equal<W, { e: "x" | null; f: "x" | null; g: null }>>];
