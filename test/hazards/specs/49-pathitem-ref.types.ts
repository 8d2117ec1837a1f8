import type { Equal, Expect } from "./expect-type.js";
import type { T } from "./49-pathitem-ref/index.js";

export type Cases = [Expect<Equal<Awaited<ReturnType<T["getA"]>>, { a?: string }>>];
