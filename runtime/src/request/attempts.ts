import { SdkError } from "../errors/sdk-error.js";
import type { Attempt, HttpResponse, Layer } from "../http.js";
import { rememberSent } from "./redact.js";
import { followRedirects, isRedirect } from "./redirect.js";

/**
 * Notes each attempt, for errors and `response.attempts`, and follows its redirects. One layer for both, and without
 * `async`, because every call runs through it.
 */
export function recordAttempts(redirects: number): Layer {
  return (next) => (request, context) => {
    const attempt: Attempt = { number: context.attempts.length + 1, startedAt: Date.now(), elapsedMs: 0 };
    const began = performance.now();
    context.attempts.push(attempt);
    rememberSent(context, request);
    const ended = (response: HttpResponse): HttpResponse => {
      attempt.elapsedMs = performance.now() - began;
      attempt.status = response.status;
      return response;
    };
    const failed = (error: unknown): never => {
      attempt.elapsedMs = performance.now() - began;
      attempt.error = error instanceof SdkError ? error.code : "UNKNOWN";
      throw error;
    };
    return next(request, context).then((response) => {
      if (redirects === 0 || !isRedirect(response)) return ended(response);
      return followRedirects({ request, response, context, next, limit: redirects }).then(ended, failed);
    }, failed);
  };
}
