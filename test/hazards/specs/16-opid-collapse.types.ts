import type { Equal, Expect } from "./expect-type.js";
import type { T } from "./16-opid-collapse/index.js";

export type Cases = [Expect<Equal<keyof T, "getUser" | "getUserA" | "getUserB">>];
