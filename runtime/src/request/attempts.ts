import { SdkError } from "../errors/sdk-error.js";
import type { Attempt, Layer } from "../http.js";
import { rememberSecrets } from "./redact.js";

/** Notes each attempt, for errors and `response.attempts`. The innermost layer that sees one turn per attempt. */
export const recordAttempts: Layer = (next) => async (request, context) => {
  const began = performance.now();
  const attempt: Attempt = { number: context.attempts.length + 1, startedAt: Date.now(), elapsedMs: 0 };
  context.attempts.push(attempt);
  try {
    const response = await next(request, context);
    attempt.status = response.status;
    if (response.status >= 400) rememberSecrets(context, request);
    return response;
  } catch (error) {
    attempt.error = error instanceof SdkError ? error.code : "UNKNOWN";
    rememberSecrets(context, request);
    throw error;
  } finally {
    attempt.elapsedMs = performance.now() - began;
  }
};
