import type { LimitSpec } from "../contract.js";
import type { HeaderRecord } from "../http.js";
import { classify, type Field } from "./fields.js";
import { resetDelay, serverTime } from "./instant.js";
import { readMembers } from "./structured.js";

/** One limit of the server, as an answer tells it. */
export interface Budget {
  limit?: number;
  remaining?: number;
  /** When the budget is full again, ms since the epoch by our clock. */
  resetAt?: number;
  /** Length of the window, ms. */
  window?: number;
  /** It counts something else than requests: tokens, points. */
  weighted?: boolean;
}

interface Clocks {
  readonly now: number;
  readonly server: number;
}

type DeclaredHeaders = NonNullable<LimitSpec["headers"]>;

const NONE: ReadonlyMap<string, Budget> = new Map();

/**
 * Every limit that the headers tell of: `RateLimit` with `RateLimit-Policy` in its final and its older forms,
 * `RateLimit-*`, `X-RateLimit-*`, `X-Rate-Limit-*`, vendors' spellings of these (`anthropic-ratelimit-tokens-reset`,
 * `x-ratelimit-remaining-minute`), and what the document declares. The key tells several of one answer apart: a
 * policy's name, `minute`, `tokens`; often it is empty.
 */
export function readBudgets(
  headers: Readonly<HeaderRecord>,
  now: number,
  limits?: LimitSpec,
): ReadonlyMap<string, Budget> {
  const found = new Map<string, Budget>();
  let clocks: Clocks | undefined;
  const read = (field: Field, value: string): void => {
    clocks ??= { now, server: serverTime(headers, now) };
    if (field.role === "structured") readStructured(value, found, clocks);
    else readNumber(field, value, budgetOf(found, field.name), clocks);
  };
  const declared = limits?.headers && declaredFields(limits.headers);
  for (const [header, field] of declared ?? []) {
    const value = headers[header];
    if (value !== undefined) read(field, value);
  }
  for (const header in headers) {
    if (!header.includes("limit") || declared?.has(header)) continue;
    const field = classify(header);
    if (field) read(field, headers[header] ?? "");
  }
  if (found.size === 0) return NONE;
  for (const budget of found.values()) complete(budget, now);
  return found;
}

/**
 * Names the bucket that an answer counts against, so that calls of another one do not wait: GitHub's
 * `X-RateLimit-Resource`, Discord's `X-RateLimit-Bucket`, the policies of `RateLimit`. Undefined: none is named.
 */
export function bucketName(headers: Readonly<HeaderRecord>): string | undefined {
  const named = headers["x-ratelimit-resource"] ?? headers["x-ratelimit-bucket"];
  if (named !== undefined) return named;
  const field = headers["ratelimit"];
  if (field === undefined || !field.includes(";")) return undefined;
  return readMembers(field)
    .map(({ name, params }) => name + (params.get("pk") ?? ""))
    .join();
}

const declaredCache = new WeakMap<DeclaredHeaders, ReadonlyMap<string, Field>>();

function declaredFields(declared: DeclaredHeaders): ReadonlyMap<string, Field> {
  let fields = declaredCache.get(declared);
  if (!fields) {
    const roles = ["limit", "remaining", "reset"] as const;
    fields = new Map(
      roles.flatMap((role): [string, Field][] => {
        const header = declared[role]?.toLowerCase();
        return header === undefined ? [] : [[header, { role, name: "", unit: declared.resetUnit }]];
      }),
    );
    declaredCache.set(declared, fields);
  }
  return fields;
}

function readNumber(field: Field, value: string, budget: Budget, clocks: Clocks): void {
  if (field.window !== undefined) {
    budget.window = field.window;
    budget.resetAt ??= clocks.now + field.window - (clocks.server % field.window);
  }
  if (field.weighted) budget.weighted = true;
  if (field.role === "reset") return setReset(budget, value, clocks, field.unit);
  const amount = Number.parseFloat(value);
  if (!Number.isFinite(amount)) return;
  if (field.role === "window") budget.window = amount * (field.unit === "delta-ms" ? 1 : 1000);
  else if (field.role !== "structured") budget[field.role] = amount;
}

function readStructured(text: string, found: Map<string, Budget>, clocks: Clocks): void {
  for (const { name, params } of readMembers(text)) {
    // Policies of older drafts have no name but begin with their quota: `100;w=60`.
    const quota = name !== "" && Number.isFinite(Number(name)) ? name : undefined;
    const budget = budgetOf(found, quota === undefined ? name : "");
    const number = (...keys: readonly string[]): number | undefined => {
      const key = keys.find((candidate) => params.has(candidate));
      const value = key === undefined ? Number.NaN : Number.parseFloat(params.get(key) ?? "");
      return Number.isFinite(value) ? value : undefined;
    };
    const limit = number("q", "limit") ?? (quota === undefined ? undefined : Number(quota));
    const remaining = number("r", "remaining");
    const window = number("w", "window");
    const reset = params.get("t") ?? params.get("reset");
    if (limit !== undefined) budget.limit = limit;
    if (remaining !== undefined) budget.remaining = remaining;
    if (window !== undefined) budget.window = window * 1000;
    if (reset !== undefined) setReset(budget, reset, clocks, undefined);
    if (params.has("qu") && params.get("qu") !== "requests") budget.weighted = true;
  }
}

function setReset(budget: Budget, value: string, { now, server }: Clocks, unit: Field["unit"]): void {
  const delay = resetDelay(value, server, unit);
  if (delay !== undefined) budget.resetAt = now + delay;
}

/** A window without a reset ends at the latest after its length. */
function complete(budget: Budget, now: number): void {
  if (budget.resetAt === undefined && budget.window !== undefined) budget.resetAt = now + budget.window;
}

function budgetOf(found: Map<string, Budget>, name: string): Budget {
  let budget = found.get(name);
  if (!budget) found.set(name, (budget = {}));
  return budget;
}
