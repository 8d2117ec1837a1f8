import type { Equal, Expect } from "./expect-type.js";
import type { TGetUParams } from "./54-param-in-path-missing-def/index.js";

export type Cases = [Expect<Equal<TGetUParams, { id: string }>>];
