import type { Equal, Expect } from "./expect-type.js";
import type { TUpParams, W } from "./90-20-basic/index.js";

export type Cases = [
  Expect<Equal<TUpParams["q"], string[] | undefined>>,
  Expect<Equal<NonNullable<W>["a"], string | null | undefined>>,
];
