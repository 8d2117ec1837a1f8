import type { Operation } from "../model/api.js";
import { phrase } from "./text/words.js";

const NAMES = /^(?:x )?(?:\w+ )?(?:request|req|trace|correlation) ?id$|^(?:cf ray|x ms request id)$/;

/** Header of the answers that names the request; the most common one. */
export function requestIdHeader(operations: readonly Operation[]): string | undefined {
  const counts = new Map<string, number>();
  for (const operation of operations)
    for (const response of operation.responses)
      for (const { name } of response.headers)
        if (NAMES.test(phrase(name))) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]?.[0];
}
