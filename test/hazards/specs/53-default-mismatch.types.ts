import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./53-default-mismatch/index.js";

export type Cases = [
  Expect<Equal<W["b"], "x" | undefined>>,
  Expect<Equal<W["d"], boolean | undefined>>,
  Expect<Equal<W["e"], { z?: string } | undefined>>,
];
