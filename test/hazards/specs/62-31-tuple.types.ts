import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./62-31-tuple/index.js";

export type Cases = [
  Expect<Equal<W["a"], [string?, number?, ...unknown[]] | undefined>>,
  Expect<Equal<W["b"], [string?] | undefined>>,
  Expect<Equal<W["c"], [string, ...boolean[]] | undefined>>,
];
