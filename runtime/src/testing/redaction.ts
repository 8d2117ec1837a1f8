import type { HeaderRecord } from "../http.js";
import { scopeOf, textOf, typeOf, type Exchange, type RecordedExchange } from "./exchange.js";
import { parsedJson } from "./json.js";
import { REDACTED, type Secrets } from "./secrets.js";

/** What an exchange is compared by: its request without its secrets, and without what is random in it. */
export interface RequestShape {
  readonly scope: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** A request as it stands in a fixture. */
export function requestShape({ request }: Pick<Exchange, "request">, secrets: Secrets): RequestShape {
  return {
    scope: scopeOf(request.origin),
    method: request.method,
    path: redactedPath(request.path, secrets),
    body: requestContent(request, secrets),
  };
}

/**
 * A recorded request, with what is known as a secret now replaced in it, too: a word that is one now, or a fixture of
 * nock's own, is compared like with like.
 */
export function recordedShape(
  { scope, method, path, body }: RecordedExchange,
  { request }: Pick<Exchange, "request">,
  secrets: Secrets,
): RequestShape {
  const hidden = typeof body === "string" ? hideText(body, typeOf(request.headers), secrets) : secrets.hideIn(body);
  return { scope, method, path: redactedPath(path, secrets), body: hidden };
}

/** An exchange as it stands in a fixture. */
export function recordedExchange(exchange: Exchange, secrets: Secrets): RecordedExchange {
  const { answer, content } = exchange;
  const text = textOf(content);
  return {
    ...requestShape(exchange, secrets),
    status: answer.status,
    response: text === undefined ? hideBytes(content, secrets) : hideText(text, typeOf(answer.headers), secrets),
    rawHeaders: answerHeaders(answer.headers, answer.setCookie ?? [], secrets),
    responseIsBinary: text === undefined,
  };
}

function redactedPath(path: string, secrets: Secrets): string {
  const mark = path.indexOf("?");
  if (mark < 0) return secrets.hide(path);
  return `${secrets.hide(path.slice(0, mark))}?${secrets.hidePairs(path.slice(mark + 1))}`;
}

function requestContent({ headers, body }: Exchange["request"], secrets: Secrets): unknown {
  const type = typeOf(headers);
  // The boundary is another one each time.
  const boundary = /boundary="?([^";]+)/i.exec(headers["content-type"] ?? "")?.[1];
  const text = textOf(body);
  if (text === undefined) return hideBytes(withoutBoundary(body, boundary), secrets);
  return hideText(boundary === undefined ? text : text.replaceAll(boundary, BOUNDARY), type, secrets);
}

const BOUNDARY = "boundary";

function withoutBoundary(bytes: Uint8Array<ArrayBuffer>, boundary: string | undefined): Uint8Array<ArrayBuffer> {
  if (boundary === undefined) return bytes;
  return new Uint8Array(Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll(boundary, BOUNDARY), "latin1"));
}

function hideText(text: string, type: string, secrets: Secrets): unknown {
  if (type === "application/x-www-form-urlencoded") return secrets.hidePairs(text);
  const json = /[/+](?:json|problem)\b|^$|javascript/.test(type) ? parsedJson(text) : undefined;
  if (json) return json.write(secrets.hideIn(json.value));
  if (/ndjson|jsonl|jsonlines|event-stream/.test(type)) return hideLines(text, secrets);
  return type.startsWith("multipart/") ? hideParts(text, secrets) : secrets.hide(text);
}

/** Lines of JSON, or events whose data is JSON. */
function hideLines(text: string, secrets: Secrets): string {
  return text.replace(/^((?:data:)?[ \t]*)([[{].*)$/gm, (whole: string, before: string, line: string) => {
    const json = parsedJson(line);
    const hidden = json?.write(secrets.hideIn(json.value));
    return hidden === undefined || JSON.stringify(hidden) === line
      ? secrets.hide(whole)
      : before + (typeof hidden === "string" ? hidden : JSON.stringify(hidden));
  });
}

function hideParts(text: string, secrets: Secrets): string {
  const parts = text.replace(
    /(content-disposition:[^\r\n]*?\bname="([^"]*)"[^\r\n]*(?:\r?\n[^\r\n]+)*\r?\n\r?\n)([\s\S]*?)(?=\r?\n--)/gi,
    (_whole, head: string, name: string, content: string) => head + String(secrets.hideIn(content, name)),
  );
  return secrets.hide(parts);
}

/** Bytes as nock writes them, in hexadecimal. */
function hideBytes(bytes: Uint8Array<ArrayBuffer>, secrets: Secrets): string {
  return Buffer.from(secrets.hide(Buffer.from(bytes).toString("latin1")), "latin1").toString("hex");
}

/** What says nothing of the answer, or another thing each time. */
const DROPPED =
  /^(?:age|alt-svc|connection|content-encoding|content-length|date|expires|keep-alive|nel|report-to|server-timing|strict-transport-security|trailer|transfer-encoding|upgrade|via|x-powered-by|x-response-time|x-runtime|x-served-by|x-timer)$|^(?:cf|x-amz-cf|x-cache|x-b3)-|trace|rate-?limit.*-(?:remaining|reset|used)$/i;
const NUMBERED = /request-?id$|correlation-?id$/i;

function answerHeaders(
  headers: Readonly<HeaderRecord>,
  cookies: readonly string[],
  secrets: Secrets,
): RecordedExchange["rawHeaders"] {
  const kept = Object.entries(headers).filter(([name]) => !DROPPED.test(name) && name !== "set-cookie");
  const fields = kept.map(([name, value]): [string, string | string[]] => {
    if (NUMBERED.test(name)) return [name, "recorded"];
    return [name, secrets.isSecretHeader(name) ? REDACTED : hideUrls(value, secrets)];
  });
  if (cookies.length > 0) fields.push(["set-cookie", cookies.map(hideCookie)]);
  return Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** `Link` and `Location` hold URLs, which may carry the key they were asked with. */
function hideUrls(value: string, secrets: Secrets): string {
  return secrets.hide(value.replace(/(?<=\?)[^\s<>"]*/g, (query) => secrets.hidePairs(query)));
}

/** Name and attributes stay, so that a cookie jar does what it did. `Expires` is another date each time. */
function hideCookie(cookie: string): string {
  const [pair = "", ...attributes] = cookie.split(";").map((part) => part.trim());
  const kept = attributes.filter((attribute) => !/^expires=/i.test(attribute));
  return [`${pair.split("=", 1)[0]!}=${REDACTED}`, ...kept].join("; ");
}
