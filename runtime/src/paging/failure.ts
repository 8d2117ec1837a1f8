import { ConfigError } from "../errors/config-error.js";
import { what } from "../errors/network-error.js";
import { PaginationError } from "../errors/pagination-error.js";
import type { CallContext } from "../http.js";
import { redactUrl } from "../request/redact.js";
import { PagingProblem } from "./problem.js";
import type { PagedCall } from "./types.js";

/** An error of this listing that names its operation. */
export function paginationError(call: PagedCall, message: string): PaginationError {
  const context = contextOf(call);
  return new PaginationError(`${what(context)}: ${message}`, { context });
}

/** Gives a problem of paging the call that it arose in; other errors stay as they are. */
export function explained(call: PagedCall, error: unknown): unknown {
  return error instanceof PagingProblem ? paginationError(call, error.message) : error;
}

/** @throws ConfigError for what is no number of items */
export function checkLimit(call: PagedCall, maxItems: number): void {
  if (maxItems >= 0 && (Number.isInteger(maxItems) || maxItems === Infinity)) return;
  const message = `maxItems is ${String(maxItems)}: it has to be a whole number, 0 or more.`;
  throw new ConfigError(`${call.operation.id}: ${message}`, { context: contextOf(call) });
}

// It arises between calls, so it belongs to no attempt.
function contextOf({ operation, url, options }: PagedCall): CallContext {
  return {
    operation,
    startedAt: performance.now(),
    attempts: [],
    signal: options.signal ?? new AbortController().signal,
    timeouts: { headers: 0, body: 0 },
    redactedUrl: redactUrl(url),
    partition: "",
    options: {},
    sent: "maybe",
  };
}
