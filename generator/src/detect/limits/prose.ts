import { quote } from "../text/prose.js";

/** A rate that text states. */
export interface StatedRate {
  readonly requestsPerSecond: number;
  /** Requests of the window, which a client may send at once. */
  readonly burst: number;
  readonly quotation: string;
}

const RATE =
  /(\d[\d,]{0,8}) {0,2}(?:api |http |read |write |search |get )?(?:requests?|calls?|queries|reqs?|api calls)(?: (?:are|is) allowed)?(?: {0,2}\/ {0,2}| (?:per|a|an|every|each|in any|in a|within) )(\d{1,4})?[ -]{0,2}(seconds?|secs?|sec|s|minutes?|mins?|min|hours?|hrs?|hour|h|days?|d)\b/gi;
/** `Steady: 60/m`, “rate limit: 10/s”: what lasts goes before a burst. */
const SHORT = [/\b(?:steady|sustained)\b/, /\brate[ -]limits?\b/].map(
  (name) =>
    new RegExp(`${name.source}[^\\n\\d]{0,20}(\\d[\\d,]{0,8}) ?/ ?(s|sec|second|m|min|minute|h|hr|hour|d|day)\\b`, "i"),
);
const CONTEXT = /rate|limit|throttl|quota|allow|maximum|up to|at most|no more than|restrict|exceed/i;
/** Rates of somebody else than an ordinary caller. */
const LESSER =
  /unauthenticated|anonymous|sandbox|development|trial|free (?:plan|tier)|without (?:a|an) (?:key|token)|test mode|staging/i;

const SECONDS: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** The rate that a text states as a limit: the first one that is for ordinary callers. */
export function statedRate(text: string): StatedRate | undefined {
  if (!/\d/.test(text) || !/request|call|quer|req|rate|burst/i.test(text)) return undefined;
  const short = SHORT.map((pattern) => pattern.exec(text.slice(0, 40_000))).find((match) => match !== null);
  if (short) return shortRate(short);
  let lesser: StatedRate | undefined;
  for (const match of text.slice(0, 40_000).matchAll(RATE)) {
    const [whole, count = "", times = "1", unit = ""] = match;
    const before = text.slice(Math.max(0, match.index - 160), match.index);
    const around =
      before.slice(before.lastIndexOf("\n") + 1) +
      text.slice(match.index, match.index + whole.length + 100).split("\n")[0];
    if (!CONTEXT.test(around)) continue;
    const requests = Number(count.replaceAll(",", ""));
    const window = Number(times) * (SECONDS[unit.charAt(0).toLowerCase()] ?? 1);
    if (requests <= 0 || window <= 0) continue;
    const rate = {
      requestsPerSecond: Math.round((1_000 * requests) / window) / 1_000,
      burst: requests,
      quotation: quote(around),
    };
    if (rate.requestsPerSecond <= 0) continue;
    if (!LESSER.test(around)) return rate;
    lesser ??= rate;
  }
  return lesser;
}

function shortRate([whole, count = "", unit = ""]: RegExpExecArray): StatedRate | undefined {
  const requests = Number(count.replaceAll(",", ""));
  const requestsPerSecond = Math.round((1_000 * requests) / (SECONDS[unit.charAt(0).toLowerCase()] ?? 1)) / 1_000;
  return requestsPerSecond > 0 ? { requestsPerSecond, burst: requests, quotation: quote(whole) } : undefined;
}

/** “costs 50 units”: what one call takes of a budget. */
export function statedCost(text: string): number | undefined {
  if (!/cost|weight/i.test(text)) return undefined;
  const match =
    /(?:quota )?cost(?:s| is)?(?: of)?:? {0,2}(?:approximately )?(\d{1,6}) {0,2}(?:quota |api )?(?:units?|credits?|points?|tokens?)\b|\bweight(?: is)?:? {0,2}\**(\d{1,5})\b/i.exec(
      text.slice(0, 8_000),
    );
  const cost = Number(match?.[1] ?? match?.[2]);
  return cost > 0 ? cost : undefined;
}
