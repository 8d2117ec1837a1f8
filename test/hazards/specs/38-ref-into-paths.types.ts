import type { Equal, Expect } from "./expect-type.js";
import type { AResponse200, T } from "./38-ref-into-paths/index.js";

export type Cases = [
  Expect<Equal<AResponse200, { z?: string }>>,
  Expect<Equal<Awaited<ReturnType<T["b"]>>, AResponse200>>,
];
