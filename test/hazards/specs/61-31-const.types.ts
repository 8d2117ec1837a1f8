import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./61-31-const/index.js";

export type Cases = [Expect<Equal<W, { a: "x"; b?: 1; c?: null; d?: { k: 1 }; e?: "a'b\\"; f?: true }>>];
