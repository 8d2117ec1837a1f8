import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./08-proto-property/index.js";

export type Cases = [Expect<Equal<keyof W, "__proto__" | "a">>];
