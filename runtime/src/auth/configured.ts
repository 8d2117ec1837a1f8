import type { ApiDefinition, SecuritySchemeSpec } from "../contract.js";
import { ConfigError } from "../errors/config-error.js";
import type { AuthOption, Credential, CredentialKind } from "./credential.js";
import { credentialFromEnvironment, type Environment, type Found } from "./environment.js";
import { isShape, kindOf, schemeNamed, shapeOf, TAKES } from "./kind.js";

/** A scheme of the document, or the usual one where the document has none. */
export interface ConfiguredScheme extends Found {
  readonly scheme: SecuritySchemeSpec;
}

/** What the user gave, sorted by scheme. */
export interface Configured {
  readonly byScheme: ReadonlyMap<string, ConfiguredScheme>;
  /** One credential for everything: used for schemes that a requirement names but the document does not describe. */
  readonly single?: ConfiguredScheme | undefined;
}

const BEARER: SecuritySchemeSpec = { type: "http", scheme: "bearer" };
const BASIC: SecuritySchemeSpec = { type: "http", scheme: "basic" };

// Where one string could go to several schemes, what is nearest to "a token".
const RANK: readonly CredentialKind[] = ["bearer", "oauth2", "openIdConnect", "apiKey", "http", "basic", "digest"];

/** Sorts the option `auth` by scheme; without it, looks into the environment. */
export function configured(api: ApiDefinition, option: AuthOption | undefined, env: Environment): Configured {
  if (option === undefined) return fromEnvironment(api, env);
  if (option === null || !["string", "function", "object"].includes(typeof option)) {
    throw new ConfigError(`\`auth\` of ${api.name} is ${String(option)}. Pass ${accepted(api)}, or leave it out.`);
  }
  if (typeof option === "object" && !Array.isArray(option) && isByScheme(api, option)) return byScheme(api, option);
  return single(api, option as Credential);
}

/** What `auth` accepts, in words. */
export function accepted(api: ApiDefinition): string {
  const names = Object.keys(api.schemes);
  const keyed = names.length > 1 ? ` or an object with ${names.map((name) => `\`${name}\``).join(", ")}` : "";
  return `a string, a function that gives one${keyed}`;
}

function fromEnvironment(api: ApiDefinition, env: Environment): Configured {
  const found = new Map<string, ConfiguredScheme>();
  for (const [name, scheme] of Object.entries(api.schemes)) {
    const one = credentialFromEnvironment(api, name, env);
    if (one) found.set(name, { ...one, scheme });
  }
  const token = Object.keys(api.schemes).length === 0 ? env(`${api.env}_TOKEN`)?.trim() : undefined;
  return token
    ? { byScheme: found, single: { scheme: BEARER, credential: token, source: "single" } }
    : { byScheme: found };
}

function isByScheme(api: ApiDefinition, option: object): boolean {
  const names = Object.keys(option);
  return names.every((name) => Object.hasOwn(api.schemes, name)) || shapeOf(option) === undefined;
}

function byScheme(api: ApiDefinition, option: object): Configured {
  const found = new Map<string, ConfiguredScheme>();
  for (const [name, value] of Object.entries(option) as [string, Credential | undefined][]) {
    if (value === undefined) continue;
    const scheme = schemeNamed(api, name) ?? usualScheme(value);
    if (!fits(value, scheme)) throw new ConfigError(misfit(api, value, `\`auth.${name}\``, [kindOf(scheme)]));
    found.set(name, { scheme, credential: value, source: `auth.${name}` });
  }
  return { byScheme: found };
}

/** One credential: for the scheme that it fits best, and all others that would send the same. */
function single(api: ApiDefinition, credential: Credential): Configured {
  const names = Object.keys(api.schemes);
  const best = schemeFor(api, credential);
  if (best === undefined) {
    const scheme = usualScheme(credential);
    const mayStandAlone = names.length === 0 || kindOf(scheme) === "mutualTLS";
    if (!mayStandAlone || !fits(credential, scheme)) {
      throw new ConfigError(
        misfit(
          api,
          credential,
          "`auth`",
          names.map((name) => kindOf(api.schemes[name]!)),
        ),
      );
    }
    return { byScheme: new Map(), single: { scheme, credential, source: "single" } };
  }
  const found = new Map<string, ConfiguredScheme>();
  const chosen = api.schemes[best]!;
  for (const name of names) {
    const scheme = api.schemes[name]!;
    if (name === best || sendsSame(scheme, chosen, credential))
      found.set(name, { scheme, credential, source: "single" });
  }
  return { byScheme: found, single: found.get(best) };
}

/**
 * The scheme that takes a credential given without a name: among those that suffice alone for the API's requirement,
 * else among all, the one nearest to a token.
 */
export function schemeFor(api: ApiDefinition, credential: Credential): string | undefined {
  const fitting = (names: readonly string[]): string | undefined =>
    names
      .filter((name) => Object.hasOwn(api.schemes, name) && fits(credential, api.schemes[name]!))
      .toSorted((a, b) => rank(credential, api.schemes[a]!) - rank(credential, api.schemes[b]!))[0];
  const alone = api.security.map((alternative) => Object.keys(alternative)).filter((names) => names.length === 1);
  return fitting(alone.flat()) ?? fitting(Object.keys(api.schemes));
}

function rank(credential: Credential, scheme: SecuritySchemeSpec): number {
  if (isShape(credential, "password")) return scheme.type === "http" ? 0 : 1;
  // Signatures go into `Authorization`; an API that takes them often has a key of another name as well.
  if (isShape(credential, "aws")) return scheme.type === "apiKey" && /^authorization$/i.test(scheme.name) ? 0 : 1;
  const kind = kindOf(scheme);
  // A bearer scheme names no token endpoint.
  return isShape(credential, "oauth") && kind === "bearer" ? RANK.length : RANK.indexOf(kind);
}

function fits(credential: Credential, scheme: SecuritySchemeSpec): boolean {
  const takes = TAKES[kindOf(scheme)];
  if (typeof credential === "string" || typeof credential === "function") return takes.includes("secret");
  if (Array.isArray(credential)) return takes.includes("secret") && isKeyList(credential);
  const shape = typeof credential === "object" && credential !== null ? shapeOf(credential) : undefined;
  if (shape === "password" && scheme.type === "oauth2" && !scheme.flows.password) return false;
  return shape !== undefined && takes.includes(shape);
}

function isKeyList(value: readonly unknown[]): boolean {
  return value.length > 0 && value.every((key) => typeof key === "string" && key.trim() !== "");
}

function usualScheme(credential: Credential): SecuritySchemeSpec {
  const shape = typeof credential === "object" && !Array.isArray(credential) ? shapeOf(credential) : undefined;
  if (shape === "tls") return { type: "mutualTLS" };
  if (shape === "aws") return { type: "apiKey", in: "header", name: "authorization" };
  return shape === "password" ? BASIC : BEARER;
}

/** Whether two schemes put one credential into requests in the same way: a token of OAuth is a bearer token. */
function sendsSame(one: SecuritySchemeSpec, other: SecuritySchemeSpec, credential: Credential): boolean {
  if (!fits(credential, one)) return false;
  if (typeof credential === "object" && !Array.isArray(credential)) return one.type === other.type;
  return bearerPrefix(one) !== undefined && bearerPrefix(one) === bearerPrefix(other);
}

function bearerPrefix(scheme: SecuritySchemeSpec): string | undefined {
  switch (kindOf(scheme)) {
    case "bearer":
      return (scheme.type === "http" ? scheme.prefix : undefined) ?? "Bearer ";
    case "oauth2":
    case "openIdConnect":
      return "Bearer ";
    default:
      return undefined;
  }
}

function misfit(api: ApiDefinition, credential: Credential, where: string, kinds: readonly CredentialKind[]): string {
  const members = typeof credential === "object" && credential !== null ? Object.keys(credential) : [];
  const got = Array.isArray(credential)
    ? "a list"
    : members.length > 0
      ? `an object with ${members.map((name) => `\`${name}\``).join(", ")}`
      : typeof credential;
  return `${where} of ${api.name} is ${got}, which does not fit ${[...new Set(kinds)].join(" or ")}. Pass ${accepted(api)}.`;
}
