import type { Equal, Expect } from "./expect-type.js";
import type { B, W } from "./31-allof-required-only/index.js";

export type Cases = [
  Expect<Equal<W, { a: string; b?: string; notThere: unknown }>>,
  Expect<Equal<B, { a?: string; b?: string }>>,
];
