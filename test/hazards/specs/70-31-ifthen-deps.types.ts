import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./70-31-ifthen-deps/index.js";

export type Cases = [Expect<Equal<W, { a?: string; b?: string }>>];
