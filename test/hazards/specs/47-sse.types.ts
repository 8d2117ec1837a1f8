import type { Equal, Expect } from "./expect-type.js";
import type { T, TEvResult } from "./47-sse/index.js";

declare const t: T;
export async function events(): Promise<void> {
  for await (const event of t.ev()) void (event satisfies TEvResult);
}
export type Cases = [Expect<Equal<TEvResult, { a?: string }>>];
