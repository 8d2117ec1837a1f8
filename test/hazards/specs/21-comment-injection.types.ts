import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./21-comment-injection/index.js";

export type Cases = [Expect<Equal<W, { a?: string }>>];
