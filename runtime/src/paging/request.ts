import { requestAt } from "./position.js";
import type { PagedCall, PageRequest, Position } from "./types.js";

/** The call for the page at a position; sent when it is used. `signal` ends it as the caller's own does. */
export function requestPage(call: PagedCall, position: Position, signal?: AbortSignal): PageRequest {
  const { params, url } = requestAt(call.operation.paging, call.params, position);
  const signals = [call.options.signal, signal].filter((one) => one !== undefined);
  const combined = signals.length > 1 ? AbortSignal.any(signals) : signals[0];
  return call.send(params, combined ? { ...call.options, signal: combined } : call.options, url);
}
