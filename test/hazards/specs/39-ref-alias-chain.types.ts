import type { Equal, Expect } from "./expect-type.js";
import type { A, B, C, W } from "./39-ref-alias-chain/index.js";

export type Cases = [Expect<Equal<A, C>>, Expect<Equal<B, C>>, Expect<Equal<W, { a?: C }>>];
