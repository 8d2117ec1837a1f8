import type { CallContext } from "../http.js";
import { AbortedError } from "./aborted-error.js";
import { ConnectionError } from "./connection-error.js";
import { SdkError } from "./sdk-error.js";
import { TimeoutError, type TimeoutKind } from "./timeout-error.js";
import { ValidationError } from "./validation-error.js";

const TIMEOUTS: { readonly [code: string]: TimeoutKind } = {
  UND_ERR_CONNECT_TIMEOUT: "connect",
  UND_ERR_HEADERS_TIMEOUT: "headers",
  UND_ERR_BODY_TIMEOUT: "body",
};

// With these no connection ever stood, so no byte of the request can have been read.
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
]);

// Deno's fetch has no codes, and says in words how far it came.
const NEVER_CONNECTED_WORDS = /client error \(Connect\)/;
const CODES: readonly (readonly [words: RegExp, code: string])[] = [
  [/client error \(Connect\): dns error/, "ENOTFOUND"],
  [/client error \(Connect\): .*Connection refused/, "ECONNREFUSED"],
];

const ADVICE: { readonly [code: string]: string } = {
  ENOTFOUND: "the host name does not resolve; check baseUrl and the DNS",
  EAI_AGAIN: "the DNS did not answer; check the network",
  ECONNREFUSED: "nothing listens there; check baseUrl and the port",
  ECONNRESET: "the server cut the connection",
  UND_ERR_SOCKET: "the server cut the connection",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the body is not as long as its Content-Length says",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the certificate is self-signed; pass it, or its CA, as tls.ca",
  SELF_SIGNED_CERT_IN_CHAIN: "the certificate's issuer is not trusted; pass its CA as tls.ca",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the certificate's issuer is not trusted; pass its CA as tls.ca",
  CERT_HAS_EXPIRED: "the server's certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "the certificate is for another host",
};

/** Makes an {@link SdkError} of what a transport failed with. */
export function networkError(cause: unknown, context: CallContext): SdkError {
  if (cause instanceof SdkError) return cause;
  const code = codeOf(cause);
  const kind = code === undefined ? undefined : TIMEOUTS[code];
  if (code === undefined ? NEVER_CONNECTED_WORDS.test(reasonOf(cause)) : NEVER_CONNECTED.has(code)) context.sent = "no";
  if (kind) return timeoutError(kind, context, cause);
  if (code === "UND_ERR_INVALID_ARG") {
    return new ValidationError(`${what(context)} cannot be sent: ${reasonOf(cause)}`, { context, cause });
  }
  if (code === "UND_ERR_DESTROYED" || code === "UND_ERR_CLOSED") {
    return closedError(context, cause);
  }
  const advice = (code !== undefined && ADVICE[code]) || reasonOf(cause);
  const sent = context.sent === "no" ? "not sent" : "it may have been executed";
  const text = `${what(context)} failed on the network (${sent}): ${advice}${code === undefined ? "" : ` [${code}]`}`;
  return new ConnectionError(text, { context, cause, sent: context.sent });
}

const WAITED_FOR: { readonly [kind in TimeoutKind]: string } = {
  connect: "a connection; raise timeouts.connect if the network is slow",
  headers: "the first byte of an answer; raise timeouts.headers if the server is slow",
  body: "the next piece of the body; raise timeouts.body if the server is slow",
  idle: "the next event; raise timeouts.idle if silences are usual",
  deadline: "the whole call; raise deadline",
};

/** The error for a bound that was met. */
export function timeoutError(kind: TimeoutKind, context: CallContext, cause?: unknown): TimeoutError {
  return new TimeoutError(`${what(context)} timed out waiting for ${WAITED_FOR[kind]}`, { context, kind, cause });
}

/** The error for a signal that was aborted: its reason where that is ours (a deadline), else {@link AbortedError}. */
export function abortError(signal: AbortSignal, context: CallContext): SdkError {
  const reason: unknown = signal.reason;
  if (reason instanceof SdkError) return reason;
  return new AbortedError(`${what(context)} was aborted by its caller`, { context, cause: reason });
}

/** The error for a call on a client that is closed. */
export function closedError(context: CallContext, cause?: unknown): AbortedError {
  return new AbortedError(`${what(context)} was ended: its client is closed; make a new client`, { context, cause });
}

/** How a message begins: `repos/get: GET https://api.github.com/repos/a/b`. */
export function what(context: CallContext): string {
  const call = `${context.operation.method} ${context.redactedUrl}`;
  return context.operation.id.includes(" ") ? call : `${context.operation.id}: ${call}`;
}

function codeOf(error: unknown): string | undefined {
  // fetch wraps what happened in a TypeError; trying several addresses gives one error for each.
  for (let depth = 0, at = error; depth < 4 && typeof at === "object" && at !== null; depth += 1) {
    if ("code" in at && typeof at.code === "string") return at.code;
    at = at instanceof AggregateError ? at.errors[0] : (at as { cause?: unknown }).cause;
  }
  const reason = reasonOf(error);
  return CODES.find(([words]) => words.test(reason))?.[1];
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `${error.message || error.name}${inner}`;
}
