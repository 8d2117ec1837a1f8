import type { Equal, Expect } from "./expect-type.js";
import type { T } from "./17-opid-missing/index.js";

export type Cases = [Expect<Equal<keyof T, "get" | "getA" | "getAB" | "updateA">>];
