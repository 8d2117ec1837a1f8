import type { Equal, Expect } from "./expect-type.js";
import type { T } from "./82-32-itemschema/index.js";

declare const t: T;
export async function events(): Promise<void> {
  for await (const event of t.ev()) void (event satisfies { data?: string; event?: string });
}
export type Cases = [Expect<Equal<keyof T, "ev">>];
