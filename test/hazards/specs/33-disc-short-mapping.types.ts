import type { Equal, Expect } from "./expect-type.js";
import type { Cat, Dog } from "./33-disc-short-mapping/index.js";

export type Cases = [Expect<Equal<Cat["k"], "c-2" | "cat">>, Expect<Equal<Dog["k"], "dog">>];
export const narrowed = (pet: Cat | Dog): string | undefined => (pet.k === "dog" ? pet.d : pet.c);
