import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./60-31-type-arrays/index.js";

export type Cases = [
  Expect<Equal<W["a"], string | null | undefined>>,
  Expect<Equal<W["b"], number | null | undefined>>,
  Expect<Equal<W["c"], string | number | boolean | undefined>>,
  Expect<Equal<W["d"], string[] | null | undefined>>,
];
