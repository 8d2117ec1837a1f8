import { fingerprint } from "../auth/fingerprint.js";
import type { CallContext, HeaderRecord, HttpRequest } from "../http.js";
import type { Rules } from "./rules.js";
import type { CacheVariants } from "./store.js";

/** Headers that name who asks, whatever the answer says in `Vary`. */
const IDENTITY =
  /auth|cookie|token|key|secret|session|signature|credential|account|tenant|customer|organi[sz]ation|^x-org|project|workspace|impersonat|^x-user/;

/** They change from call to call and say nothing about the answer. */
const OF_THE_MOMENT = /^(traceparent|tracestate|baggage|idempotency-key|(x-)?(request|correlation|trace)-id)$/;

/** The key of a URL's answers for one credential. */
export function keyOf({ partition }: CallContext, url: string): string {
  return `${partition} ${url}`;
}

/** The key of the answer among its variants that fits the request. A digest: the headers may hold secrets. */
export async function variantKey(
  key: string,
  { generation, variesBy }: CacheVariants,
  headers: Readonly<HeaderRecord>,
): Promise<string> {
  const values = variesBy.map((name) => headers[name]?.trim().replace(/\s*,\s*/g, ",") ?? null);
  return `${key} ${generation} ${await fingerprint(JSON.stringify(values))}`;
}

/** What must be the same for two requests to be one. Stays in this process. */
export function flightKey(key: string, headers: Readonly<HeaderRecord>): string {
  const pairs = Object.entries(headers).filter(([name]) => !OF_THE_MOMENT.test(name));
  return key + JSON.stringify(pairs.toSorted());
}

/**
 * Names of request headers that tell answers apart, though the answer may not say so in `Vary`: those that name who asks,
 * the operation's header parameters, and what the caller listed.
 */
export function tellingHeaders({ headers }: HttpRequest, { operation }: CallContext, { varyBy }: Rules): string[] {
  const names = new Set(varyBy);
  for (const [key, spec] of Object.entries(operation.params ?? {})) {
    if (spec.in === "header") names.add((spec.name ?? key).toLowerCase());
  }
  for (const name in headers) if (IDENTITY.test(name)) names.add(name);
  return [...names].filter((name) => !OF_THE_MOMENT.test(name));
}
