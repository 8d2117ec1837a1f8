import type { Equal, Expect } from "./expect-type.js";
import type { TGetUParams } from "./11-same-name-two-locations/index.js";

export type Cases = [Expect<Equal<TGetUParams, { id?: string; id_path: string; id_header?: string }>>];
