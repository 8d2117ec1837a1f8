import { SdkError } from "../errors/sdk-error.js";
import type { Attempt, CallContext, HttpRequest, HttpResponse, Layer } from "../http.js";
import { rememberSecrets } from "./redact.js";
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
    const ended = (response: HttpResponse): HttpResponse => {
      attempt.elapsedMs = performance.now() - began;
      attempt.status = response.status;
      if (response.status >= 400) rememberSecrets(context, request);
      return response;
    };
    const failed = (error: unknown): never => {
      attempt.elapsedMs = performance.now() - began;
      return fail(error, attempt, request, context);
    };
    return next(request, context).then((response) => {
      if (redirects === 0 || !isRedirect(response)) return ended(response);
      return followRedirects({ request, response, context, next, limit: redirects }).then(ended, failed);
    }, failed);
  };
}

function fail(error: unknown, attempt: Attempt, request: HttpRequest, context: CallContext): never {
  attempt.error = error instanceof SdkError ? error.code : "UNKNOWN";
  rememberSecrets(context, request);
  throw error;
}
