import type { Equal, Expect } from "./expect-type.js";
import type { E } from "./27-enum-empty/index.js";

// No value at all fits an empty list, which schemas say; its author means the type beside it.
export type Cases = [Expect<Equal<E, string>>];
