import type { Equal, Expect } from "./expect-type.js";
import type { E } from "./24-enum-num/index.js";

export type Cases = [Expect<Equal<E, 1 | -1 | 0 | 1000000000000>>];
