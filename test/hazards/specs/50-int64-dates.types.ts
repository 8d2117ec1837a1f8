import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./50-int64-dates/index.js";

export type Cases = [
  Expect<Equal<W["on"], string | null | undefined>>,
  Expect<Equal<W["id"], number>>,
  Expect<Equal<W["m"], { [key: string]: string } | undefined>>,
];
