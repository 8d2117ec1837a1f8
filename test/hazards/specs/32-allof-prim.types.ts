import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./32-allof-prim/index.js";

export type Cases = [Expect<Equal<W, string>>];
