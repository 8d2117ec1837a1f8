import type { Equal, Expect } from "./expect-type.js";
import type { TStylesParams } from "./46-all-styles/index.js";

export type Cases = [
  Expect<Equal<TStylesParams["sim"], string[]>>,
  Expect<Equal<TStylesParams["deep"], { x?: string } | undefined>>,
  Expect<Equal<TStylesParams["X-Ids"], number[] | undefined>>,
  Expect<Equal<TStylesParams["jq"], { a?: string } | undefined>>,
];
