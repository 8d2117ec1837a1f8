import type { LimitSpec } from "../contract.js";
import type { HttpResponse } from "../http.js";
import { readBudgets } from "../throttle/budgets.js";
import { serverTime } from "../throttle/instant.js";

type Answer = Pick<HttpResponse, "status" | "headers">;

/** A century: what is longer is no time that a `Date` should be made of. */
const LONGEST = 100 * 365 * 86_400_000;

/**
 * How long the server asks to be left alone, ms; undefined when it names no time.
 *
 * In this order: `retry-after-ms`, `x-ms-retry-after-ms`, `Retry-After` as seconds or as an HTTP date (against the
 * answer's own `Date`, so that a wrong clock does no harm), then the reset of a rate limit that is used up.
 */
export function serverWait(answer: Answer, now: number, limits?: LimitSpec): number | undefined {
  const { headers } = answer;
  const wait =
    number(headers["retry-after-ms"]) ??
    number(headers["x-ms-retry-after-ms"]) ??
    retryAfter(headers["retry-after"], serverTime(headers, now)) ??
    (isLimit(answer.status, limits) ? resetWait(answer, now, limits) : undefined);
  return wait === undefined ? undefined : Math.min(wait, LONGEST);
}

/** When the server takes the request again: what errors carry as `retryAt`. */
export function retryAt(answer: Answer, now: number, limits?: LimitSpec): Date | undefined {
  const wait = serverWait(answer, now, limits);
  return wait === undefined ? undefined : new Date(now + wait);
}

/**
 * Whether the server refused the request because there were too many. 429 always says so; 503 and what the document
 * names (`403` at GitHub) mean other things too and need a wait that goes with them.
 */
export function isThrottled(status: number, limits: LimitSpec | undefined, named: number | undefined): boolean {
  return status === 429 || (named !== undefined && isLimit(status, limits));
}

function isLimit(status: number, limits: LimitSpec | undefined): boolean {
  return status === 429 || status === 503 || (limits?.statuses?.includes(status) ?? false);
}

function resetWait(answer: Answer, now: number, limits: LimitSpec | undefined): number | undefined {
  let wait: number | undefined;
  for (const budget of readBudgets(answer.headers, now, limits).values()) {
    // A budget that is not used up is not what the server complains about. On 429 it may not say how much remains.
    const spent = budget.remaining === undefined ? answer.status === 429 : budget.remaining <= 0;
    if (spent && budget.resetAt !== undefined) wait = Math.max(wait ?? 0, budget.resetAt - now);
  }
  return wait;
}

function retryAfter(value: string | undefined, server: number): number | undefined {
  if (value === undefined) return undefined;
  const seconds = number(value);
  // Beyond 2001 as seconds since the epoch: some servers send an instant where a delay belongs.
  if (seconds !== undefined) return Math.max(0, seconds > 1e9 ? seconds * 1000 - server : seconds * 1000);
  const date = /^[a-z]{3}[a-z]*,? |^\d{4}-\d\d-\d\dT/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - server);
}

function number(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}
