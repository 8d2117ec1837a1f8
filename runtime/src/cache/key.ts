import { fingerprint } from "../auth/fingerprint.js";
import type { CallContext, HeaderRecord, HttpRequest } from "../http.js";
import type { Rules } from "./rules.js";
import type { CacheVariants } from "./store.js";

/** Headers that name who asks, whatever the answer says in `Vary`. */
const IDENTITY =
  /auth|cookie|token|key|secret|session|signature|credential|account|tenant|customer|organi[sz]ation|^x-org|project|workspace|impersonat|^x-user/;

/** They change from call to call and say nothing about the answer. */
const OF_THE_MOMENT = /^(traceparent|tracestate|baggage|idempotency-key|(x-)?(request|correlation|trace)-id)$/;

/**
 * Who asks: the credential, and a digest of the headers that tell people apart. At once where there are no such headers,
 * which is nearly always. With a URL behind it, it is the key of an answer.
 */
export function askerOf(request: HttpRequest, context: CallContext, rules: Rules): string | Promise<string> {
  const { partition } = context;
  const told = tellingHeaders(request.headers, context, rules);
  return told.length === 0 ? partition : fingerprint(JSON.stringify(told)).then((digest) => `${partition}+${digest}`);
}

export function keyOf(asker: string, url: string): string {
  return `${asker} ${url}`;
}

/** The key of the answer among its variants that fits the request. */
export function variantKey(
  key: string,
  { generation, variesBy }: CacheVariants,
  headers: Readonly<HeaderRecord>,
): string {
  const values = variesBy.map((name) => headers[name]?.trim().replace(/\s*,\s*/g, ",") ?? null);
  return `${key} ${generation} ${JSON.stringify(values)}`;
}

/** What must be the same for two requests to be one. Stays in this process. */
export function flightKey(key: string, headers: Readonly<HeaderRecord>): string {
  const pairs = Object.entries(headers).filter(([name]) => !OF_THE_MOMENT.test(name));
  return key + JSON.stringify(pairs.toSorted());
}

function tellingHeaders(
  headers: Readonly<HeaderRecord>,
  { operation }: CallContext,
  { varyBy }: Rules,
): (readonly [name: string, value: string])[] {
  const declared = new Set(varyBy);
  for (const [key, spec] of Object.entries(operation.params ?? {})) {
    if (spec.in === "header" || spec.in === "cookie") declared.add((spec.name ?? key).toLowerCase());
  }
  const telling = (name: string): boolean => declared.has(name) || (IDENTITY.test(name) && !OF_THE_MOMENT.test(name));
  return Object.entries(headers)
    .filter(([name]) => telling(name))
    .toSorted();
}
