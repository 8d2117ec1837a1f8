import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./07-weird-property-names/index.js";

export type Cases = [
  Expect<
    Equal<keyof W, "" | "$x" | "1a" | "@id" | "a\nb" | 'a"b' | "a'b" | "a\\b" | "constructor" | "foo-bar" | "ünï">
  >,
  Expect<Equal<W["foo-bar"], string>>,
];
