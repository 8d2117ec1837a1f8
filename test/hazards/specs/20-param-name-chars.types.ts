import type { Equal, Expect } from "./expect-type.js";
import type { TGetUParams } from "./20-param-name-chars/index.js";

export type Cases = [
  Expect<
    Equal<
      keyof TGetUParams,
      "x-req-2" | "$filter" | "filter[status]" | "a.b" | "a-b" | "it's" | "x:y" | "class" | "X-Req"
    >
  >,
  Expect<Equal<TGetUParams["filter[status]"], string[] | undefined>>,
  Expect<Equal<TGetUParams["x-req-2"], string>>,
];
