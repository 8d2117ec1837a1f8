import type { Equal, Expect } from "./expect-type.js";
import type { E, W } from "./23-enum-weird/index.js";

export type Cases = [
  Expect<
    Equal<E, "" | " " | "a b" | "A B" | "a-b" | "a_b" | "1" | "-1" | "+1" | "é" | "日本" | "constructor" | "a" | "A">
  >,
  Expect<Equal<W["i"], "x" | "y" | "X" | undefined>>,
];
