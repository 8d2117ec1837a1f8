import type { Equal, Expect } from "./expect-type.js";
import type { T } from "./44-no-content/index.js";

export type Cases = [Expect<Equal<Awaited<ReturnType<T["del"]>>, undefined>>];
