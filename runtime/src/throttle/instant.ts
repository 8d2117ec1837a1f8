import type { LimitSpec } from "../contract.js";
import type { HeaderRecord } from "../http.js";

type ResetUnit = NonNullable<LimitSpec["headers"]>["resetUnit"];

const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|[dhms]))+$/;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The server's clock when it answered, ms since the epoch; ours where it does not say. */
export function serverTime(headers: Readonly<HeaderRecord>, now: number): number {
  const date = headers["date"] === undefined ? Number.NaN : Date.parse(headers["date"]);
  return Number.isNaN(date) ? now : date;
}

/**
 * Reads the reset of a rate limit as ms from now. Unless `unit` says what it is, the value tells: ISO and HTTP dates,
 * durations (`6m0s`, `20ms`), seconds or milliseconds since the epoch, else seconds to go.
 */
export function resetDelay(value: string, server: number, unit?: ResetUnit): number | undefined {
  const text = value.trim();
  if (/^-?\d+(\.\d+)?$/.test(text)) return numericDelay(Number(text), server, unit);
  if (DURATION.test(text)) return duration(text);
  const date = /[T:]/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - server);
}

function numericDelay(number: number, server: number, unit: ResetUnit): number {
  // 1e9 is September 2001 in seconds and 31 years as a delay; 1e11 is 1973 in milliseconds and the year 5138 in seconds.
  const kind = unit && unit !== "iso" ? unit : number > 1e11 ? "epoch-ms" : number > 1e9 ? "epoch-s" : "delta-s";
  const delay = {
    "epoch-ms": number - server,
    "epoch-s": number * 1000 - server,
    "delta-s": number * 1000,
    "delta-ms": number,
  }[kind];
  return Math.max(0, delay);
}

function duration(text: string): number {
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g)) {
    total += Number(amount) * (UNIT_MS[unit ?? ""] ?? 0);
  }
  return total;
}
