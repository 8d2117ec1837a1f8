import type { Equal, Expect } from "./expect-type.js";
import type { D, Resource123, UserAdmin } from "./19-tags-collapse/index.js";

export type Cases = [
  Expect<Equal<keyof UserAdmin, "b" | "getA">>,
  Expect<Equal<keyof D, "get">>,
  Expect<Equal<keyof Resource123, "c">>,
];
