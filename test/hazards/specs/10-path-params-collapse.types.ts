import type { Equal, Expect } from "./expect-type.js";
import type { TGetUParams } from "./10-path-params-collapse/index.js";

export type Cases = [Expect<Equal<TGetUParams, { "user-id": string; user_id: string; "user.id": string }>>];
