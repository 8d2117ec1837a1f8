import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./63-31-patternprops/index.js";

export const value: W = { a: 1, "x-b": "text", yes: { a: "x" } };
export type Cases = [Expect<Equal<W["x-b"], string>>, Expect<Equal<W["a"], number | undefined>>];
