import type { Equal, Expect } from "./expect-type.js";
import type { T, W, WInput } from "./51-readwrite/index.js";

export type Cases = [
  Expect<Equal<keyof W, "child" | "id" | "l">>,
  Expect<Equal<keyof WInput, "child" | "l" | "secret">>,
  Expect<Equal<WInput["l"], WInput[] | undefined>>,
  Expect<Equal<Awaited<ReturnType<T["up"]>>, W>>,
];
