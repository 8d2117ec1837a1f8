import type { Equal, Expect } from "./expect-type.js";
import type { T } from "./15-opid-digit/index.js";

export type Cases = [Expect<Equal<keyof T, "verify2Fa">>];
