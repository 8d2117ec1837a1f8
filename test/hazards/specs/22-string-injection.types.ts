import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./22-string-injection/index.js";

export type Cases = [Expect<Equal<W["a"], "'" | '"' | "`" | "${x}" | "\\" | "\n" | "*/" | "</script>" | undefined>>];
