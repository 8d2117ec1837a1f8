import { RateLimitError } from "../errors/rate-limit-error.js";
import type { CallContext } from "../http.js";
import { QueueFullError } from "./queue-full-error.js";

/** The error of a call that would queue behind `maxQueue` others. */
export function queueFull(context: CallContext, maxQueue: number): QueueFullError {
  const { method, id } = context.operation;
  return new QueueFullError(
    `${method} ${context.redactedUrl} (${id}) was not sent: ${maxQueue} calls wait already. Start fewer at a time, or raise throttle.maxQueue.`,
    { context },
  );
}

/** The error of a call that the server would refuse, for longer than is waited. */
export function stillLimited(context: CallContext, until: number): RateLimitError {
  const { method, id } = context.operation;
  const retryAt = new Date(until);
  return new RateLimitError(
    `${method} ${context.redactedUrl} (${id}) was not sent: the server takes no more of these calls before ${retryAt.toISOString()}. Call again then.`,
    { context, status: 429, body: undefined, retryAt },
  );
}
