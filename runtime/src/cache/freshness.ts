import { directivesOf, isNoCache, secondsOf, type Directives } from "./cache-control.js";
import type { Rules } from "./rules.js";
import type { CacheEntry } from "./store.js";

/** What may be done with a stored answer now. */
export interface Freshness {
  /** It is served as it is. */
  readonly fresh: boolean;
  /** It is served, and renewed in the background. */
  readonly renewable: boolean;
  /** It is served when the server fails. */
  readonly onError: boolean;
  /** Seconds since the origin server made it. */
  readonly age: number;
}

const NOTHING: Directives = new Map();

/** Judges a stored answer for a request with the directives `asked` (RFC 9111, 4.2 and 5.2; RFC 5861). */
export function freshnessOf(entry: CacheEntry, asked: Directives, rules: Rules, now: number): Freshness {
  const told = rules.force ? NOTHING : directivesOf(entry.headers["cache-control"]);
  const age = ageOf(entry, now);
  const stale = staleness(entry, told, rules, { now, age });
  const strict = told.has("must-revalidate") || isNoCache(told);
  const mayServe = !isNoCache(told) && !isNoCache(asked) && !(age > (secondsOf(asked, "max-age") ?? Infinity));
  const minFresh = secondsOf(asked, "min-fresh") ?? 0;
  const maxStale = asked.get("max-stale") === "" ? Infinity : (secondsOf(asked, "max-stale") ?? 0);
  const within = (directive: string, ms: number): boolean =>
    !strict && stale < (secondsOf(told, directive) ?? ms / 1000);
  return {
    fresh: mayServe && stale + minFresh < (strict ? 0 : maxStale),
    renewable: mayServe && minFresh === 0 && within("stale-while-revalidate", rules.staleWhileRevalidate),
    onError: within("stale-if-error", rules.staleIfError),
    age,
  };
}

/** How long a store keeps the answer, ms: while it is fresh, and while it is of use thereafter. */
export function usefulFor(entry: CacheEntry, rules: Rules): number {
  const told = rules.force ? NOTHING : directivesOf(entry.headers["cache-control"]);
  const now = entry.receivedAt;
  const fresh = -staleness(entry, told, rules, { now, age: ageOf(entry, now) });
  const after = Math.max(
    secondsOf(told, "stale-while-revalidate") ?? rules.staleWhileRevalidate / 1000,
    secondsOf(told, "stale-if-error") ?? rules.staleIfError / 1000,
    entry.status < 300 && hasValidator(entry) ? rules.keep / 1000 : 0,
  );
  return Math.min(Math.max(0, fresh) + after, LONGEST) * 1000;
}

export function hasValidator({ headers }: CacheEntry): boolean {
  return headers["etag"] !== undefined || headers["last-modified"] !== undefined;
}

/** Statuses that may be fresh without saying so (RFC 9110, 15.1). */
const GUESSABLE: ReadonlySet<number> = new Set([200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501]);

/** A year, in seconds. */
const LONGEST = 365 * 86_400;

/** Seconds since the answer went stale; negative while it is fresh. */
function staleness(
  entry: CacheEntry,
  told: Directives,
  rules: Rules,
  { now, age }: { readonly now: number; readonly age: number },
): number {
  const stated = rules.force ? undefined : statedLifetime(entry, told);
  if (stated !== undefined) return age - stated;
  // A lifetime of our own begins when the answer came, however long it was under way.
  if (entry.status < 300 && rules.ttl > 0) return (now - entry.receivedAt) / 1000 - rules.ttl / 1000;
  return age - guessedLifetime(entry, told, rules);
}

/** RFC 9111, 4.2.2: what has not changed for long will not change at once. */
function guessedLifetime({ headers, receivedAt, status }: CacheEntry, told: Directives, rules: Rules): number {
  const modified = dateOf(headers["last-modified"]);
  if (modified === undefined || !(GUESSABLE.has(status) || told.has("public"))) return 0;
  const unchanged = ((dateOf(headers["date"]) ?? receivedAt) - modified) / 1000;
  return Math.min(Math.max(0, unchanged * rules.heuristic), 86_400);
}

function statedLifetime({ headers, receivedAt }: CacheEntry, told: Directives): number | undefined {
  const maxAge = secondsOf(told, "max-age");
  if (maxAge !== undefined) return maxAge;
  if (headers["expires"] !== undefined) {
    const seconds = (Date.parse(headers["expires"]) - (dateOf(headers["date"]) ?? receivedAt)) / 1000;
    return Number.isNaN(seconds) ? 0 : Math.max(0, seconds);
  }
  return isNoCache(told) ? 0 : undefined;
}

/** RFC 9111, 4.2.3. An `Age` that is no number says that something is wrong, and the answer counts as old. */
function ageOf({ headers, receivedAt, requestedAt }: CacheEntry, now: number): number {
  const stated = headers["age"];
  if (stated !== undefined && !/^\d+$/.test(stated)) return Infinity;
  const date = dateOf(headers["date"]);
  // `Date` has no fractions, so neither may the difference.
  const apparent = date === undefined ? 0 : Math.max(0, Math.floor((receivedAt - date) / 1000));
  const corrected = Number(stated ?? 0) + (receivedAt - requestedAt) / 1000;
  return Math.max(apparent, corrected) + (now - receivedAt) / 1000;
}

function dateOf(field: string | undefined): number | undefined {
  const date = field === undefined ? Number.NaN : Date.parse(field);
  return Number.isNaN(date) ? undefined : date;
}
