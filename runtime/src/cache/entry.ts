import type { HeaderRecord, HttpRequest, HttpResponse, ResponseBody } from "../http.js";
import { directivesOf } from "./cache-control.js";
import { hasValidator, usefulFor } from "./freshness.js";
import type { Rules } from "./rules.js";
import { StoredBody } from "./stored-body.js";
import type { CacheEntry } from "./store.js";

/** When a request was sent, and when its answer came. */
export interface Times {
  readonly requestedAt: number;
  readonly receivedAt: number;
}

/** They belong to one connection, and so do those that `Connection` names (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authentication-info",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** They describe the stored body, which a 304 does not replace (RFC 9111, 3.2). */
const OF_THE_BODY = ["content-encoding", "content-length", "content-md5", "content-range", "etag"];

/** Parts of answers, and answers that are about the credential or the moment. */
const NEVER_STORED: ReadonlySet<number> = new Set([206, 304, 401, 407, 428, 429, 431, 511]);

const UNDERSTOOD: ReadonlySet<number> = new Set([200, 203, 204, 300, 301, 308, 400, 403, 404, 405, 410, 414, 501]);

/** What is stored of an answer. */
export function entryOf(
  request: HttpRequest,
  response: HttpResponse,
  body: Uint8Array<ArrayBuffer> | null,
  times: Times,
): CacheEntry {
  const { status, setCookie } = response;
  const headers = endToEnd(response.headers);
  // `no-cache="a, b"` lets the answer be stored, but not these.
  for (const name of namesIn(directivesOf(headers["cache-control"]).get("no-cache"))) delete headers[name];
  return { status, headers, setCookie, body, accept: request.headers["accept"], ...times };
}

/** A stored answer with what a 304 said of it. */
export function freshened(entry: CacheEntry, { headers, setCookie }: HttpResponse, times: Times): CacheEntry {
  const news = endToEnd(headers);
  for (const name of OF_THE_BODY) delete news[name];
  return { ...entry, headers: { ...entry.headers, ...news }, setCookie: setCookie ?? entry.setCookie, ...times };
}

/** Whether RFC 9111, 3 lets a private cache store the answer, and it would be of use. `entry` may lack its body. */
export function isStorable(entry: CacheEntry, rules: Rules): boolean {
  const told = directivesOf(entry.headers["cache-control"]);
  if (NEVER_STORED.has(entry.status)) return false;
  if (told.has("must-understand") ? !UNDERSTOOD.has(entry.status) : told.has("no-store")) return false;
  return !variesByAnything(entry) && usefulFor(entry, rules) > 0;
}

/** Whether callers that ask the same at the same time may get one answer. */
export function isShareable(entry: CacheEntry): boolean {
  return !variesByAnything(entry) && !directivesOf(entry.headers["cache-control"]).has("no-store");
}

/** Names of the request headers that the answer depends on. */
export function varyOf({ headers }: CacheEntry): string[] {
  return [...new Set(namesIn(headers["vary"]))].toSorted();
}

/** The request that asks whether the stored answer still holds; undefined: it cannot be asked. */
export function conditional(request: HttpRequest, entry: CacheEntry): HttpRequest | undefined {
  if (!hasValidator(entry)) return undefined;
  const { etag, "last-modified": modified } = entry.headers;
  const headers: HeaderRecord = { ...request.headers };
  if (etag !== undefined) headers["if-none-match"] = etag;
  if (modified !== undefined) headers["if-modified-since"] = modified;
  return { ...request, headers };
}

/** The stored answer as one of the network's. */
export function responseOf(
  entry: CacheEntry,
  { age, url }: { readonly age: number; readonly url: string },
): HttpResponse {
  const { status, headers, setCookie } = entry;
  const body: ResponseBody | null = entry.body && new StoredBody(entry.body);
  return {
    status,
    headers: { ...headers, age: String(Number.isFinite(age) ? Math.floor(age) : headers["age"]) },
    setCookie,
    body,
    url,
    fromCache: true,
  };
}

function endToEnd(headers: Readonly<HeaderRecord>): HeaderRecord {
  const copy: HeaderRecord = { ...headers };
  for (const name of [...HOP_BY_HOP, ...namesIn(headers["connection"])]) delete copy[name];
  return copy;
}

function namesIn(list = ""): string[] {
  return list.split(",").flatMap((name) => name.trim().toLowerCase() || []);
}

function variesByAnything({ headers }: CacheEntry): boolean {
  return headers["vary"]?.includes("*") ?? false;
}

/**
 * Whether another URL answered than the one that was asked: then its answer is not stored. A credential may have been
 * added to the query on the way.
 */
export function wasRedirected({ url }: HttpResponse, { origin, path }: HttpRequest): boolean {
  if (url === origin + path || !URL.canParse(url)) return false;
  const [asked, answered] = [new URL(origin + path), new URL(url)];
  const kept = [...asked.searchParams].every(([name, value]) => answered.searchParams.has(name, value));
  return asked.origin !== answered.origin || asked.pathname !== answered.pathname || !kept;
}
