import type { Equal, Expect } from "./expect-type.js";
import type { T } from "./14-opid-keyword/index.js";

export type Cases = [Expect<Equal<keyof T, "class" | "constructor_" | "default" | "deleteA" | "then_">>];
