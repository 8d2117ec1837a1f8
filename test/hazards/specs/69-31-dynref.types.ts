import type { Equal, Expect } from "./expect-type.js";
import type { L, W } from "./69-31-dynref/index.js";

export type Cases = [Expect<Equal<W, { l?: L }>>, Expect<Equal<L["items"], unknown[] | undefined>>];
