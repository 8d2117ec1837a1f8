import type { Json } from "../../load/document.js";
import type { Api, Extensions, Operation } from "../../model/api.js";
import type { Evidence, LimitFacts } from "../facts.js";
import { quote } from "../text/prose.js";
import type { Views } from "../view/view.js";
import { limitHeaders } from "./headers.js";
import { statedCost, statedRate, type StatedRate } from "./prose.js";

const SPEAKS = /rate[ -]?limit|throttl|too many requests|quota exceeded|request limit|slow down|error limit|calm/i;

/** What the document shows of the API's limits; undefined when it shows nothing. */
export function detectLimits(api: Api, views: Views): LimitFacts | undefined {
  const texts = [
    { text: (api.info.description ?? "").slice(0, 60_000), at: "/info/description" },
    ...refusals(api.operations),
  ];
  const headers = limitHeaders(api.operations, texts, views);
  const { statuses, evidence } = slowDowns(api.operations, headers.retryAfter === true);
  const spoken = SPEAKS.test(texts[0]?.text ?? "") ? (/\b429\b/.test(texts[0]?.text ?? "") ? [429] : []) : [];
  const rate = extensionRate(api.extensions) ?? statedRate(texts[0]?.text ?? "");
  const categories = api.operations.find((one) => rateExtension(one.extensions) !== undefined);
  const all = [...new Set([...statuses, ...spoken])].toSorted((a, b) => a - b);
  const shown = [
    ...headers.evidence,
    ...evidence,
    ...(rate ? [{ text: `“${rate.quotation}”`, at: "/info" }] : []),
    ...(categories ? [{ text: `extension \`${rateExtension(categories.extensions)}\``, at: categories.at }] : []),
  ];
  if (shown.length === 0 && all.length === 0) return undefined;
  const { evidence: _headers, ...names } = headers;
  return {
    ...(rate && { requestsPerSecond: rate.requestsPerSecond, burst: rate.burst }),
    ...names,
    statuses: all,
    evidence: shown,
  };
}

/** Limits and cost that one operation states for itself. */
export function operationLimits(operation: Operation): { readonly limits?: LimitFacts; readonly cost?: number } {
  const text = operation.description ?? "";
  const rate = extensionRate(operation.extensions) ?? statedRate(text);
  const cost = extensionCost(operation.extensions) ?? statedCost(text);
  return {
    ...(rate && {
      limits: {
        requestsPerSecond: rate.requestsPerSecond,
        burst: rate.burst,
        statuses: [],
        evidence: [{ text: `“${rate.quotation}”`, at: operation.at }],
      },
    }),
    ...(cost !== undefined && { cost }),
  };
}

/** Texts of answers that say no for now. */
function refusals(operations: readonly Operation[]): readonly { readonly text: string; readonly at: string }[] {
  const seen = new Set<string>();
  const found: { text: string; at: string }[] = [];
  for (const operation of operations)
    for (const { status, description = "", at } of operation.responses) {
      if (!/^(?:429|503|420)$/.test(status) || seen.has(description)) continue;
      seen.add(description);
      found.push({ text: description.slice(0, 2_000), at });
    }
  return found;
}

/** Statuses that mean “come back later”: 429 always; others where they say so. */
function slowDowns(
  operations: readonly Operation[],
  retryAfter: boolean,
): { statuses: readonly number[]; evidence: readonly Evidence[] } {
  const found = new Map<number, Evidence>();
  for (const operation of operations)
    for (const response of operation.responses) {
      const status = Number(response.status);
      if (!(status >= 400) || found.has(status)) continue;
      const text = response.description ?? "";
      const waits =
        status === 503 && retryAfter && response.headers.some((header) => /^retry-after$/i.test(header.name));
      if (status === 429 || waits || (status !== 404 && status !== 400 && SPEAKS.test(text.slice(0, 1_000))))
        found.set(status, { text: `status ${status}${text === "" ? "" : `: “${quote(text)}”`}`, at: response.at });
    }
  return { statuses: [...found.keys()], evidence: [...found.values()] };
}

const rateExtension = (extensions: Extensions): string | undefined =>
  Object.keys(extensions).find((name) => /^x-.{0,30}(?:rate-?limit|throttl)(?!.{0,30}exempt)/i.test(name));

/** `x-rate-limit: { limit: 100, period: 60 }`, `x-throttling: "100/minute"`. */
function extensionRate(extensions: Extensions): StatedRate | undefined {
  const name = rateExtension(extensions);
  const value: Json | undefined = name === undefined ? undefined : extensions[name as `x-${string}`];
  if (typeof value === "string") return statedRate(`limit ${value.replace(/^(\d+)\s*(?=\/|per)/, "$1 requests ")}`);
  if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
  const number = (keys: RegExp): number | undefined => {
    const found = Object.entries(value).find(([key, one]) => keys.test(key) && Number(one) > 0);
    return found && Number(found[1]);
  };
  const requests = number(/^(?:limit|requests?|rate|max|count|calls|rate-?limit)$/i);
  if (requests === undefined) return undefined;
  const unit = Object.entries(value).find(
    ([key, one]) => /unit|period|interval|window|per/i.test(key) && typeof one === "string",
  )?.[1];
  const seconds =
    number(/^(?:period|interval|window|seconds|per|duration)/i) ??
    { s: 1, m: 60, h: 3_600, d: 86_400 }[String(unit).charAt(0).toLowerCase()] ??
    1;
  return {
    requestsPerSecond: Math.round((1_000 * requests) / seconds) / 1_000,
    burst: number(/burst/i) ?? requests,
    quotation: `${name}: ${JSON.stringify(value).slice(0, 100)}`,
  };
}

function extensionCost(extensions: Extensions): number | undefined {
  const found = Object.entries(extensions).find(([name, value]) => /^x-.{0,30}cost$/i.test(name) && Number(value) > 0);
  return found && Number(found[1]);
}
