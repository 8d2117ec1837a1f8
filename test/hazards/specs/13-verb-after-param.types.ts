import type { Equal, Expect } from "./expect-type.js";
import type { TActParams } from "./13-verb-after-param/index.js";

export type Cases = [Expect<Equal<TActParams, { id: string }>>];
