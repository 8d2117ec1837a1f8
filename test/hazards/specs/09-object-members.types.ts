import type { Equal, Expect } from "./expect-type.js";
import type { T, W } from "./09-object-members/index.js";

export const get = (t: T) => t.getX({ toString: "a", constructor: ["b"], valueOf: "c" });
export const create = (t: T, body: W) => t.updateX({ toString: "a", body });
export type Cases = [Expect<Equal<keyof W, "constructor" | "hasOwnProperty" | "toString">>];
