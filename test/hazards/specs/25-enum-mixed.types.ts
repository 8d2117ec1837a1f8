import type { Equal, Expect } from "./expect-type.js";
import type { E } from "./25-enum-mixed/index.js";

export type Cases = [Expect<Equal<E, 1 | "1" | true | 1.5 | null>>];
