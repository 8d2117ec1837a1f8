import type { Equal, Expect } from "./expect-type.js";
import type { T, TUpBody, TUpParams, TUpResult } from "./45-mime-params/index.js";

export type Cases = [
  Expect<Equal<TUpParams, { body?: TUpBody }>>,
  Expect<Equal<Awaited<ReturnType<T["up"]>>, TUpResult | string>>,
];
