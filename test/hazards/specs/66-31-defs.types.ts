import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./66-31-defs/index.js";

export type Cases = [Expect<Equal<NonNullable<W["i"]>, { q?: string }>>];
