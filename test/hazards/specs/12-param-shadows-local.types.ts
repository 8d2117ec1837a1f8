import type { Equal, Expect } from "./expect-type.js";
import type { TGetUParams, TGetUBody } from "./12-param-shadows-local/index.js";

export type Cases = [
  Expect<Equal<TGetUParams["body"], TGetUBody | undefined>>,
  Expect<Equal<TGetUParams["body_query"], string | undefined>>,
  Expect<Equal<TGetUParams["this"], string | undefined>>,
];
