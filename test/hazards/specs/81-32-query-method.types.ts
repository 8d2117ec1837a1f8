import type { Equal, Expect } from "./expect-type.js";
import type { T } from "./81-32-query-method/index.js";

export type Cases = [Expect<Equal<keyof T, "copyIt" | "search">>];
