import type { SecuritySchemeSpec } from "../contract.js";
import { ConfigError } from "../errors/config-error.js";
import type { HttpRequest } from "../http.js";
import { withField } from "../request/headers.js";
import type { UserPassword } from "./credential.js";
import type { Placement, PresenterDeps } from "./presenter.js";

type ApiKeyScheme = Extract<SecuritySchemeSpec, { type: "apiKey" }>;

/** Puts an API key where its scheme says. */
export function apiKeyPlacement(scheme: ApiKeyScheme, deps: PresenterDeps): Placement {
  const { name, prefix = "" } = scheme;
  switch (scheme.in) {
    case "header":
      return headerPlacement(name, prefix, deps);
    case "query":
      return (given) => {
        const key = given.trim();
        const value = prefixed(prefix, key);
        return { secrets: [key], apply: (request) => withQuery(request, name, value) };
      };
    case "cookie":
      return (given) => {
        const key = given.trim();
        const value = sendable(prefixed(prefix, key), /^[!#-+\--:<-[\]-~]*$/, "a cookie", deps);
        return { secrets: [key], apply: (request) => withCookie(request, name, value) };
      };
    case "path":
    case "server":
    case "body":
      return (given) => {
        const key = given.trim();
        const value = prefixed(prefix, key);
        return { secrets: [key], placed: { [scheme.in]: { [name]: value } }, apply: (request) => request };
      };
  }
}

/** Puts a value behind its prefix into a header; a value that has the prefix already does not get it twice. */
export function headerPlacement(name: string, prefix: string, deps: PresenterDeps): Placement {
  const lowerName = name.toLowerCase();
  return (given) => {
    const value = given.trim(); // Files and environments end with a line break.
    const field = sendable(prefixed(prefix, value), /^[\t\x20-\x7e\x80-\xff]*$/, "a header", deps);
    return { secrets: [value, field], apply: (request) => withHeader(request, lowerName, field) };
  };
}

/** Basic authentication (RFC 7617) in UTF-8. */
export function basicPlacement(prefix: string, deps: PresenterDeps): Placement {
  return (value) => {
    const { username, password = "" } = userPassword(value);
    // oxlint-disable-next-line no-control-regex -- RFC 7617 forbids exactly these.
    if (/[\x00-\x1f\x7f]/.test(value)) throw unsendable("Basic authentication", deps);
    const field = basicField(prefix, { username, password });
    const secrets = password === "" ? [username, field] : [password, field];
    return { secrets, apply: (request) => withHeader(request, "authorization", field) };
  };
}

/** The field of RFC 7617, in UTF-8. */
export function basicField(prefix: string, { username, password = "" }: UserPassword): string {
  return prefix + btoa(String.fromCharCode(...new TextEncoder().encode(`${username}:${password}`)));
}

/** Reads `username:password`; without a colon it is a name with an empty password, as `curl -u name:` has it. */
export function userPassword(text: string): UserPassword {
  const colon = text.indexOf(":");
  return colon < 0 ? { username: text } : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** The inverse of {@link userPassword}. */
export function joined({ username, password = "" }: UserPassword, { api, scheme }: PresenterDeps): string {
  if (!username.includes(":")) return `${username}:${password}`;
  throw new ConfigError(
    `The user name of ${api} for \`${scheme}\` has a colon, which HTTP authentication cannot carry.`,
  );
}

/** Sets a header over whatever stands there. */
export function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  return { ...request, headers: withField(request.headers, name, value) };
}

function withQuery(request: HttpRequest, name: string, value: string): HttpRequest {
  const mark = request.path.indexOf("?");
  const path = mark < 0 ? request.path : request.path.slice(0, mark);
  const others =
    mark < 0
      ? []
      : request.path
          .slice(mark + 1)
          .split("&")
          .filter((pair) => !isNamed(pair, name));
  const own = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  return { ...request, path: `${path}?${[...others.filter((pair) => pair !== ""), own].join("&")}` };
}

function isNamed(pair: string, name: string): boolean {
  return new URLSearchParams(pair).has(name);
}

function withCookie(request: HttpRequest, name: string, value: string): HttpRequest {
  const others = (request.headers["cookie"] ?? "").split(/;\s*/).filter((pair) => pair && !pair.startsWith(`${name}=`));
  return withHeader(request, "cookie", [...others, `${name}=${value}`].join("; "));
}

function prefixed(prefix: string, value: string): string {
  // A prefix without a blank or the like at its end could be the beginning of the key itself.
  const isThere = /[\s=:]$/.test(prefix) && value.toLowerCase().startsWith(prefix.toLowerCase());
  return isThere ? value : prefix + value;
}

function sendable(value: string, allowed: RegExp, where: string, deps: PresenterDeps): string {
  if (allowed.test(value)) return value;
  throw unsendable(where, deps);
}

function unsendable(where: string, { api, scheme }: PresenterDeps): ConfigError {
  return new ConfigError(
    `The credential of ${api} for \`${scheme}\` has characters that ${where} cannot carry, such as a line break. Pass the bare value.`,
  );
}
