import type { CallContext, HttpRequest } from "../http.js";
import { isReplayable } from "../request/replay.js";
import type { Policy } from "./policy.js";

/** A call and what may be done with it. */
export interface Call {
  readonly request: HttpRequest;
  readonly context: CallContext;
  readonly policy: Policy;
  /** It may be executed twice without harm: by its method, or because it carries an idempotency key. */
  readonly repeatable: boolean;
  /** Its body can be sent a second time: it is no stream. */
  readonly replayable: boolean;
}

/**
 * Adds the idempotency key: the caller's, or a UUID where the operation declares a header for one. It is made once per
 * call, so every attempt carries the same.
 */
export function callOf(request: HttpRequest, context: CallContext, policy: Policy): Call {
  const { body, headers, method } = request;
  const declared = context.operation.idempotency?.toLowerCase();
  const replayable = isReplayable(body);
  const header = declared ?? policy.idempotencyHeader;
  if (headers[header] !== undefined) return { request, context, policy, repeatable: true, replayable };
  if (declared === undefined && context.idempotencyKey === undefined) {
    return { request, context, policy, repeatable: policy.methods.has(method), replayable };
  }
  const key = context.idempotencyKey ?? crypto.randomUUID();
  const keyed = { ...request, headers: { ...headers, [header]: key } };
  return { request: keyed, context, policy, repeatable: true, replayable };
}
