import type { Equal, Expect } from "./expect-type.js";
import type { TQsParams } from "./83-32-querystring/index.js";

export type Cases = [Expect<Equal<TQsParams, { qs?: { a?: string }; c?: string }>>];
