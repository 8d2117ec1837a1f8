import type { HttpResponse, Middleware } from "../http.js";

/** Options of {@link cookieJar}. */
export interface CookieJarOptions {
  /** Most cookies of one origin; the oldest go first. @default 100 */
  readonly limit?: number;
}

interface Cookie {
  readonly value: string;
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

const MOST_BYTES = 4096;

/**
 * Keeps the cookies that a server sets and sends them back, as a browser does, for APIs with sessions. A cookie goes
 * only to the very origin that set it, whatever its `Domain` says.
 *
 * @example
 * ```ts
 * new Forum({ attemptMiddleware: [cookieJar()] });
 * ```
 */
export function cookieJar({ limit = 100 }: CookieJarOptions = {}): Middleware {
  const jars = new Map<string, Map<string, Cookie>>();
  return async (request, next) => {
    const jar = jars.get(request.origin) ?? new Map<string, Cookie>();
    const { pathname } = new URL(request.path, request.origin);
    const cookie = [request.headers["cookie"], ...fitting(jar, pathname)].filter((part) => part).join("; ");
    const response = await next(cookie === "" ? request : { ...request, headers: { ...request.headers, cookie } });
    // After redirects another origin may have answered: its cookies are its own.
    const answered = response.url === "" ? request.origin : new URL(response.url, request.origin).origin;
    if (answered === request.origin && response.setCookie?.length) {
      store(jar, response, pathname, limit);
      jars.set(request.origin, jar);
    }
    return response;
  };
}

function fitting(jar: ReadonlyMap<string, Cookie>, pathname: string): string[] {
  const now = Date.now();
  return [...jar]
    .filter(([, { path, expiresAt }]) => expiresAt > now && isUnder(pathname, path))
    .toSorted(([, a], [, b]) => b.path.length - a.path.length) // RFC 6265, 5.4: the longest path first.
    .map(([key, { value }]) => `${key.slice(key.indexOf(" ") + 1)}=${value}`);
}

function isUnder(pathname: string, path: string): boolean {
  return pathname === path || (pathname.startsWith(path) && (path.endsWith("/") || pathname[path.length] === "/"));
}

function store(jar: Map<string, Cookie>, { setCookie = [] }: HttpResponse, pathname: string, limit: number): void {
  for (const line of setCookie) {
    const [pair = "", ...attributes] = line.split(";");
    const equals = pair.indexOf("=");
    if (equals <= 0 || pair.length > MOST_BYTES) continue;
    const given = new Map(attributes.map(attributeOf));
    const path = given.get("path")?.startsWith("/") ? given.get("path")! : folderOf(pathname);
    const key = `${path} ${pair.slice(0, equals).trim()}`; // One name may have a cookie for each path.
    const cookie = { value: pair.slice(equals + 1).trim(), path, expiresAt: expiry(given) };
    jar.delete(key);
    if (cookie.expiresAt > Date.now()) jar.set(key, cookie);
  }
  for (const key of [...jar.keys()].slice(0, Math.max(0, jar.size - limit))) jar.delete(key);
}

function attributeOf(text: string): [name: string, value: string] {
  const [name = "", ...value] = text.split("=");
  return [name.trim().toLowerCase(), value.join("=").trim()];
}

function folderOf(pathname: string): string {
  return pathname.slice(0, Math.max(1, pathname.lastIndexOf("/")));
}

function expiry(attributes: ReadonlyMap<string, string>): number {
  const age = attributes.get("max-age");
  if (age !== undefined && /^-?\d+$/.test(age)) return Date.now() + Number(age) * 1000;
  const date = Date.parse(attributes.get("expires") ?? "");
  return Number.isNaN(date) ? Infinity : date;
}
