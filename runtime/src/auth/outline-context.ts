import type { OperationDefinition } from "../contract.js";
import type { CallContext } from "../http.js";

/** The context of a call that has not begun, and of requests that belong to no call: for errors and for the transport. */
export function outlineContext(
  operation: OperationDefinition,
  signal: AbortSignal = new AbortController().signal,
): CallContext {
  return {
    operation,
    startedAt: performance.now(),
    attempts: [],
    signal,
    timeouts: { headers: 30_000, body: 30_000 },
    redactedUrl: operation.path,
    partition: "",
    options: {},
    sent: "no",
  };
}
