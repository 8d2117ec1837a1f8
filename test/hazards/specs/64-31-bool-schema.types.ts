import type { Equal, Expect } from "./expect-type.js";
import type { T, W } from "./64-31-bool-schema/index.js";

export type Cases = [Expect<Equal<W["c"], unknown[] | undefined>>];
// @ts-expect-error Nothing fits `false`.
export const refused: W = { b: 1 };
