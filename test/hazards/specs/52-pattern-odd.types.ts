import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./52-pattern-odd/index.js";

export type Cases = [Expect<Equal<keyof W, "a" | "b" | "c" | "d" | "e" | "f">>];
