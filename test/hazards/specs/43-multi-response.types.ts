import type { Equal, Expect } from "./expect-type.js";
import type { T, TGetUError, TGetUError4XX, TGetUResult } from "./43-multi-response/index.js";

declare const t: T;
// Told apart by status, and within one status by media type; errors of a range by the status too.
export async function narrowed(): Promise<void> {
  const answer = await t.getU().withResponse();
  if (answer.status === 201) void (answer.data satisfies number);
  else if (answer.status === 200 && answer.mediaType === "text/csv") void (answer.data satisfies string);
  else if (answer.status === 200 && answer.mediaType === "application/json") void (answer.data satisfies TGetUResult);
  const result = await t.getU().safe();
  if (!result.ok && result.error.status === 404) void (result.error.body satisfies TGetUError4XX);
  if (!result.ok && result.error.status === 500) void (result.error.body satisfies TGetUError);
}
export type Cases = [Expect<Equal<Awaited<ReturnType<T["getU"]>>, TGetUResult | Blob | string | number | boolean>>];
