import type { CallContext, HeaderRecord, HttpRequest } from "../http.js";

/** Stands in the place of a secret. */
export const REDACTED = "[redacted]";

// Allow-lists: what is not known to be harmless is replaced.
const HARMLESS_HEADERS: ReadonlySet<string> = new Set(
  `accept accept-encoding accept-language accept-ranges age allow cache-control connection content-disposition
  content-encoding content-language content-length content-range content-type date deprecation etag expires host
  idempotency-key if-match if-modified-since if-none-match if-unmodified-since keep-alive last-modified link
  range ratelimit ratelimit-limit ratelimit-policy ratelimit-remaining ratelimit-reset retry-after retry-after-ms server
  server-timing sunset traceparent transfer-encoding user-agent vary via warning x-amzn-requestid x-correlation-id
  x-github-request-id x-rate-limit-limit x-rate-limit-remaining x-rate-limit-reset x-ratelimit-limit
  x-ratelimit-remaining x-ratelimit-reset x-ratelimit-resource x-ratelimit-used x-request-id x-retry-count
  x-should-retry x-trace-id cf-ray request-id`.split(/\s+/),
);

const HARMLESS_QUERY: ReadonlySet<string> = new Set(
  `after api-version asc before count cursor date desc direction end end_date expand ending_before fields filter format from
  include interval lang language limit locale max_results maxresults offset order order_by orderby page page_size
  pagesize per_page perpage q query search select since size skip sort sort_by sortby start start_date starting_after
  state status symbol timezone to top type units until version view`.split(/\s+/),
);

/** Copies headers; the value of each that is not on the list of harmless ones is replaced. */
export function redactHeaders(headers: Readonly<HeaderRecord>): HeaderRecord {
  const copy: HeaderRecord = Object.create(null);
  for (const name of Object.keys(headers)) {
    copy[name] = HARMLESS_HEADERS.has(name.toLowerCase()) ? redactUrlsIn(name, headers[name]!) : REDACTED;
  }
  return copy;
}

/** A URL or path for people: no userinfo, no fragment, and only harmless query parameters keep their values. */
export function redactUrl(url: string): string {
  const bare = url.replace(/#.*$/s, "").replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1");
  const mark = bare.indexOf("?");
  if (mark < 0) return bare;
  const pairs = bare.slice(mark + 1).split("&");
  return `${bare.slice(0, mark)}?${pairs.map(redactPair).join("&")}`;
}

function redactPair(pair: string): string {
  const equals = pair.indexOf("=");
  if (equals < 0) return pair === "" || HARMLESS_QUERY.has(pair.toLowerCase()) ? pair : REDACTED;
  const name = pair.slice(0, equals);
  return isHarmlessQuery(name) ? pair : `${name}=${REDACTED}`;
}

function isHarmlessQuery(name: string): boolean {
  return HARMLESS_QUERY.has(name.replace(/(\[|%5B).*$/i, "").toLowerCase());
}

// `Link` holds URLs, and a next link may carry the key it was asked with.
function redactUrlsIn(name: string, value: string): string {
  return name === "link" ? value.replace(/<([^>]*)>/g, (_, url: string) => `<${redactUrl(url)}>`) : value;
}

/** Under this the core's context keeps the requests of a call, out of sight of those who print it. */
export const SENT = Symbol("sent");

type Sender = { readonly [SENT]?: HttpRequest[] };

// A weak map for each call would cost more than all the rest of its book-keeping.
const markedSecrets = new WeakMap<CallContext, Set<string>>();

/** Notes what a call sends, credentials included, so that no message of it repeats them. */
export function rememberSent(context: CallContext, request: HttpRequest): void {
  (context as Sender)[SENT]?.push(request);
}

/** Marks one value as a secret of this call. Those of its grant and of its requests are known without that. */
export function addSecret(context: CallContext, value: string): void {
  const secrets = markedSecrets.get(context) ?? new Set();
  markedSecrets.set(context, secrets.add(value));
}

/** Replaces every secret of a call, in every form in which a server would echo it. */
export function hideSecrets(context: CallContext, text: string): string {
  const sent = (context as Sender)[SENT] ?? [];
  const values = [...(context.grant?.secrets ?? []), ...(markedSecrets.get(context) ?? []), ...sent.flatMap(secretsIn)];
  const secrets = new Set(values.flatMap(formsOf));
  let hidden = text;
  // Longest first: a part must not spoil the whole.
  for (const secret of [...secrets].toSorted((a, b) => b.length - a.length))
    hidden = hidden.replaceAll(secret, REDACTED);
  return hidden;
}

function secretsIn({ headers, path }: HttpRequest): string[] {
  const ofHeaders = Object.entries(headers).flatMap(([name, value]) => {
    if (HARMLESS_HEADERS.has(name)) return [];
    return /authorization|cookie/.test(name) ? [value, ...partsOf(value)] : [value];
  });
  const mark = path.indexOf("?");
  const query = new URLSearchParams(mark < 0 ? "" : path.slice(mark + 1));
  return [...ofHeaders, ...[...query].flatMap(([name, value]) => (isHarmlessQuery(name) ? [] : [value]))];
}

// Shorter values would blot out ordinary words of a message.
const SHORTEST_SECRET = 6;

function formsOf(value: string): string[] {
  return value.length < SHORTEST_SECRET ? [] : [value, encodeURIComponent(value)];
}

// `Bearer abc`, `session=abc; other=def`: what a server would echo is one of the parts.
function partsOf(value: string): string[] {
  const basic = /^Basic\s+(\S+)$/i.exec(value)?.[1];
  const pieces = value.split(/[\s;,]+/).flatMap((piece) => [piece, piece.replace(/^[^=]*=/, "")]);
  return basic === undefined ? pieces : [...pieces, passwordIn(basic)];
}

function passwordIn(encoded: string): string {
  try {
    return atob(encoded).replace(/^[^:]*:/s, "");
  } catch {
    // Not base64: then nothing is hidden in it.
    return "";
  }
}

const DEEPEST = 12;

/** A copy of plain data in which every string has gone through `hide`. Bounded in depth, so that it always ends. */
export function scrub(value: unknown, hide: (text: string) => string, depth = 0): unknown {
  if (typeof value === "string") return hide(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth === DEEPEST) return "…";
  if (value instanceof Date) return Number.isNaN(value.valueOf()) ? "Invalid Date" : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => scrub(item, hide, depth + 1));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(value)) copy[hide(key)] = scrub(item, hide, depth + 1);
  return copy;
}
