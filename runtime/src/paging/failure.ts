import { PaginationError } from "../errors/pagination-error.js";
import { redactUrl } from "../request/redact.js";
import { PagingProblem } from "./problem.js";
import type { PagedCall } from "./types.js";

/** An error of this listing that names its operation. It belongs to no attempt: it arises between calls. */
export function paginationError({ operation, origins, options }: PagedCall, message: string): PaginationError {
  const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(operation.path);
  return new PaginationError(`${operation.id}: ${message}`, {
    context: {
      operation,
      startedAt: performance.now(),
      attempts: [],
      signal: options.signal ?? new AbortController().signal,
      timeouts: { headers: 0, body: 0 },
      redactedUrl: redactUrl(isAbsolute ? operation.path : `${origins[0] ?? ""}${operation.path}`),
      partition: "",
      options: {},
      sent: "maybe",
    },
  });
}

/** Gives a problem of paging the call that it arose in; other errors stay as they are. */
export function explained(call: PagedCall, error: unknown): unknown {
  return error instanceof PagingProblem ? paginationError(call, error.message) : error;
}
