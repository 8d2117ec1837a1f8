import type { Equal, Expect } from "./expect-type.js";
import type { B, W } from "./68-31-nullable-anyof/index.js";

export type Cases = [Expect<Equal<W, { a: B | null; b?: string | null; c?: null }>>];
