import type { Equal, Expect } from "./expect-type.js";
import type { Base, C1, C2 } from "./35-disc-cycle/index.js";

export type Cases = [Expect<Equal<Base, C1 | C2>>, Expect<Equal<C1["t"], "c1">>];
export const narrowed = (one: Base): string | undefined => (one.t === "c1" ? one.x : one.y);
