import type { Equal, Expect } from "./expect-type.js";
import type { AKidsItem, W } from "./37-ref-below-components/index.js";

export type Cases = [Expect<Equal<W["a"], AKidsItem[] | undefined>>, Expect<Equal<W["b"], { z?: string } | undefined>>];
