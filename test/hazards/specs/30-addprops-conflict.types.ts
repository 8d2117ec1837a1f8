import type { Equal, Expect } from "./expect-type.js";
import type { W } from "./30-addprops-conflict/index.js";

export type Cases = [Expect<Equal<W["code"], number>>, Expect<Equal<W["o"], { a?: string } | undefined>>];
// An object literal satisfies the type.
export const value: W = { code: 1, o: { a: "x" }, more: "text" };
