import type { Equal, Expect } from "./expect-type.js";
import type { E } from "./27-enum-empty/index.js";

// No value at all would fit an empty list; its author means the type beside it.
export type Cases = [Expect<Equal<E, string>>];
