import { ApiError } from "../errors/api-error.js";
import { what } from "../errors/network-error.js";
import type { CallContext, Handler, HeaderRecord, HttpRequest, HttpResponse } from "../http.js";
import { fieldText } from "./field.js";
import { isReplayable } from "./replay.js";
import { redactUrl } from "./redact.js";
import { targetOf } from "./target.js";

// What may follow to another origin. A list of what is harmless: nobody knows every header that carries a secret.
const HARMLESS: ReadonlySet<string> = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "content-language",
  "content-type",
  "range",
  "user-agent",
]);

/** An answer that leads elsewhere, and the request that it answers. */
export interface Redirected {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  readonly context: CallContext;
  readonly next: Handler;
  readonly limit: number;
}

/** Whether an answer is a redirect that says where to. */
export function isRedirect({ status, headers }: HttpResponse): boolean {
  if (status < 301 || status > 308) return false;
  return (status <= 303 || status >= 307) && headers["location"] !== undefined;
}

/**
 * Follows redirects to their end. Credentials stay with the origin they were meant for; `https` never leads to `http`;
 * 303 turns into GET, as 301 and 302 do for POST; else the same request is sent again, if its body can be.
 *
 * @throws ApiError for a redirect that is not followed, with the reason
 */
export async function followRedirects({ request, response, context, next, limit }: Redirected): Promise<HttpResponse> {
  let current = request;
  let answer = response;
  for (let hops = 0; isRedirect(answer); hops += 1) {
    const following = hops === limit ? `more than ${limit} redirects` : redirected(current, answer, context);
    if (typeof following === "string") throw refused(answer, context, following);
    await answer.body?.cancel();
    current = following;
    answer = await next(current, context);
  }
  return answer;
}

/** The request that a redirect asks for, or why it is not sent. */
function redirected(
  request: HttpRequest,
  { status, headers }: HttpResponse,
  context: CallContext,
): HttpRequest | string {
  let url: URL;
  try {
    url = new URL(fieldText(headers["location"]!), request.origin + request.path);
  } catch {
    return "its Location is no URL";
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return `it leads to ${url.protocol}`;
  if (request.origin.startsWith("https:") && url.protocol === "http:") return "it leads from https to http";
  const { origin, path } = targetOf(url.href);
  const leaves = origin !== request.origin;
  const dropsBody = request.method !== "HEAD" && (status === 303 || (status <= 302 && request.method === "POST"));
  if (!dropsBody && !isReplayable(request.body)) return "the body is a stream, which cannot be sent twice";
  if (!dropsBody && leaves && Object.keys(context.grant?.placed?.body ?? {}).length > 0) {
    return "the body holds a credential, and it leads to another origin";
  }
  const kept = leaves ? harmless(request.headers) : { ...request.headers };
  if (!dropsBody) return { ...request, origin, path, headers: kept };
  delete kept["content-type"];
  return { ...request, method: "GET", origin, path, headers: kept, body: undefined };
}

function harmless(headers: Readonly<HeaderRecord>): HeaderRecord {
  const kept: HeaderRecord = {};
  for (const [name, value] of Object.entries(headers)) if (HARMLESS.has(name)) kept[name] = value;
  return kept;
}

function refused({ status, headers, body }: HttpResponse, context: CallContext, why: string): ApiError {
  void body?.cancel();
  const to = redactUrl(headers["location"] ?? "");
  const message = `${what(context)} answered ${status}, a redirect to ${to} that is not followed: ${why}; check baseUrl`;
  return new ApiError(message, { context, status, headers, body: undefined });
}
