import { SdkError } from "../../errors/sdk-error.js";
import type { HeaderRecord, HttpResponse } from "../../http.js";
import { retryAt } from "../../retry/server-wait.js";
import { outlineContext } from "../outline-context.js";
import { TokenError } from "./token-error.js";
import type { TokenSourceDeps } from "./token-source.js";

/** What oauth4webapi passes to its `customFetch`. */
export interface TokenFetchInit {
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

const MOST_BYTES = 1024 * 1024;

/**
 * A `fetch` over the client's transport, without its layers and without redirects. Answers that stray from RFC 6749 as
 * real servers do (form-encoded, error under status 200, no token type) are put right; others become `TokenError`.
 */
export function tokenFetch(deps: TokenSourceDeps): (url: string, init: TokenFetchInit) => Promise<Response> {
  return async (url, init) => {
    const { origin, pathname, search } = new URL(url);
    const place = origin + pathname;
    const context = outlineContext(
      { id: "token request", method: init.method, path: place },
      init.signal ?? deps.signal,
    );
    const headers: HeaderRecord = { "user-agent": "sdkwright-runtime", ...init.headers };
    const body = init.body === undefined ? undefined : String(init.body);
    try {
      const request = { method: init.method, origin, path: pathname + search, headers, body, signal: context.signal };
      const response = await deps.transport.send(request, context);
      const text = (await response.body?.text()) ?? "";
      return understood(place, response, text, retryAt(response, deps.clock.now()));
    } catch (error) {
      if (error instanceof TokenError || context.signal.aborted || !(error instanceof SdkError)) throw error;
      throw new TokenError(`${place} could not be reached: ${error.message}`, { isTransient: true });
    }
  };
}

function understood(place: string, { status, headers }: HttpResponse, text: string, later: Date | undefined): Response {
  if (status >= 300 && status < 400)
    throw new TokenError(`${place} answered with a redirect, which is not followed`, { status });
  const isTransient = status >= 500 || status === 429;
  const json = text.length > MOST_BYTES ? undefined : parse(headers["content-type"] ?? "", text);
  if (!json || isTransient) {
    const message = `${place} answered ${status}${json ? "" : " without JSON"}`;
    throw new TokenError(message, { status, isTransient, retryAt: isTransient ? later : undefined });
  }
  const isToken = typeof json["access_token"] === "string";
  const isError = typeof json["error"] === "string" && !isToken;
  if (status >= 400 && !isError) throw new TokenError(`${place} answered ${status}`, { status });
  const answer = isToken ? bearer(json) : json;
  const type = { "content-type": "application/json" };
  return new Response(JSON.stringify(answer), { status: isError ? Math.max(status, 400) : 200, headers: type });
}

/** The members that are used. An ID token is not, so it need not be valid. */
function bearer(json: Record<string, unknown>): Record<string, unknown> {
  const { access_token, refresh_token, scope, token_type } = json;
  const expiresIn = Number(json["expires_in"]);
  return {
    access_token,
    // Vendors have words of their own for it (`bot`, `BearerToken`); what is not sender-constrained is sent as bearer.
    token_type: typeof token_type === "string" && token_type.toLowerCase() === "dpop" ? "dpop" : "bearer",
    ...(expiresIn > 0 && Number.isFinite(expiresIn) && { expires_in: expiresIn }),
    ...(typeof refresh_token === "string" && refresh_token !== "" && { refresh_token }),
    ...(typeof scope === "string" && { scope }),
  };
}

function parse(type: string, text: string): Record<string, unknown> | undefined {
  if (/^application\/x-www-form-urlencoded/i.test(type)) return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
