import type { Equal, Expect } from "./expect-type.js";
import type { B, W } from "./40-nullable-ref-sibling/index.js";

export type Cases = [Expect<Equal<W, { b: B | null; c: B | null }>>];
