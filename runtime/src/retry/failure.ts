import type { LimitSpec } from "../contract.js";
import { ConnectionError } from "../errors/connection-error.js";
import { OutcomeUnknownError } from "../errors/outcome-unknown-error.js";
import { TimeoutError } from "../errors/timeout-error.js";
import type { HttpResponse } from "../http.js";
import type { Call } from "./call.js";
import { isThrottled, serverWait } from "./server-wait.js";

/** What is wrong with an attempt. */
export interface Failure {
  /** Whether sending again may help and does no harm. */
  readonly again: boolean;
  /** The server refused because there were too many. */
  readonly throttled: boolean;
  /** The wait that the server named, ms. */
  readonly wait?: number | undefined;
  /** The origin is to blame, for the circuit breaker. */
  readonly unwell: boolean;
}

/** Judges an answer that is a failure. */
export function judgeAnswer(
  answer: HttpResponse,
  call: Call,
  facts: { limits: LimitSpec | undefined; now: number },
): Failure {
  const { status, headers } = answer;
  const { retry } = call.context.operation;
  const wait = serverWait(answer, facts.now, facts.limits);
  const throttled = isThrottled(status, facts.limits, wait);
  const listed = throttled || call.policy.statuses.has(status) || (retry !== false && retry?.includes(status));
  // A server that names a wait along with 429 or 503 has not executed the request.
  const harmless = call.repeatable || (throttled && wait !== undefined);
  const told = headers["x-should-retry"];
  const again = told === "true" || (told !== "false" && retry !== false && listed === true && harmless);
  return { again, throttled: throttled || status === 529, wait, unwell: status >= 500 };
}

/** Judges an error of the layers below. */
export function judgeError(error: unknown, call: Call): Failure {
  // Who has waited for a body in vain is not made to wait as long again.
  const isLate = error instanceof TimeoutError && error.kind !== "deadline" && error.kind !== "body";
  const transient = error instanceof ConnectionError || isLate;
  const harmless = call.repeatable || !maybeExecuted(error, call);
  return {
    again: transient && call.context.operation.retry !== false && harmless,
    throttled: false,
    unwell: transient,
  };
}

/** The error that the caller gets: another one when a request that is not safe to repeat may have been executed. */
export function finalError(error: unknown, call: Call): unknown {
  const { context, policy, request } = call;
  if (policy.methods.has(request.method) || !maybeExecuted(error, call)) return error;
  return new OutcomeUnknownError(
    `${request.method} ${context.redactedUrl} may have been executed: it was sent, and no answer came (${messageOf(error)}). ` +
      "Look before you repeat it; under an idempotencyKey that the server honours it is safe to repeat.",
    { context, cause: error },
  );
}

function maybeExecuted(error: unknown, { context }: Call): boolean {
  if (error instanceof ConnectionError) return error.sent === "maybe";
  return error instanceof TimeoutError && error.kind === "headers" && context.sent === "maybe";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
