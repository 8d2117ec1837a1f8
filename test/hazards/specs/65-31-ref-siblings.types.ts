import type { Equal, Expect } from "./expect-type.js";
import type { B, W } from "./65-31-ref-siblings/index.js";

export type Cases = [Expect<Equal<W["b"]["a"], string>>, Expect<Equal<NonNullable<W["c"]>["z"], number | undefined>>];
export const value: W = { b: { a: "x" } satisfies B };
