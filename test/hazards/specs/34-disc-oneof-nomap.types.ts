import type { Equal, Expect } from "./expect-type.js";
import type { A, B, W } from "./34-disc-oneof-nomap/index.js";

export type Cases = [Expect<Equal<W, A | B>>, Expect<Equal<A["kind"], "A">>];
export const narrowed = (one: W): string | undefined => (one.kind === "A" ? one.a : one.b);
