import type { Equal, Expect } from "./expect-type.js";
import type { TUpBody } from "./71-31-contentmedia/index.js";

export type Cases = [Expect<Equal<TUpBody["fs"], string[] | undefined>>];
