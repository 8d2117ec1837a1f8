import type { Equal, Expect } from "./expect-type.js";
import type { C, E, F, L, N, O } from "./41-empty-schemas/index.js";

export type Cases = [
  Expect<Equal<E, unknown>>,
  Expect<Equal<N, unknown>>,
  Expect<Equal<L, unknown[]>>,
  Expect<Equal<O, F>>,
];
export const closed: C = {};
// @ts-expect-error A closed object takes no member.
export const open: C = { a: 1 };
