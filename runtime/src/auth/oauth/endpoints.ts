import {
  allowInsecureRequests,
  customFetch,
  discoveryRequest,
  processDiscoveryResponse,
  type AuthorizationServer,
} from "oauth4webapi";
import type { OAuthFlowSpec, SecuritySchemeSpec } from "../../contract.js";
import { ConfigError } from "../../errors/config-error.js";
import type { OAuthCredential, OAuthGrant } from "../oauth-credential.js";
import { isLoopback } from "../origins.js";
import { TokenError } from "./token-error.js";
import type { tokenFetch } from "./token-fetch.js";
import type { TokenSourceDeps } from "./token-source.js";

/** Where tokens come from, as far as the credential, the document or the server itself tells. */
export interface Endpoints {
  readonly server: AuthorizationServer;
  /** Told by the server itself: then it is held to its own word. */
  readonly isDiscovered: boolean;
  /** Where tokens are refreshed, when it is another place. */
  readonly refreshUrl?: string | undefined;
}

const WELL_KNOWN = "/.well-known/openid-configuration";

type FlowName = keyof Extract<SecuritySchemeSpec, { type: "oauth2" }>["flows"];

// The flow of each grant first; then whichever flow names the endpoint.
const FLOWS: { readonly [grant in OAuthGrant]: readonly FlowName[] } = {
  client_credentials: ["clientCredentials"],
  authorization_code: ["authorizationCode"],
  device_code: ["deviceAuthorization"],
  refresh_token: ["authorizationCode", "deviceAuthorization", "password"],
  jwt_bearer: ["clientCredentials"],
  password: ["password"],
};
const ALL_FLOWS: readonly FlowName[] = [
  "authorizationCode",
  "clientCredentials",
  "deviceAuthorization",
  "password",
  "implicit",
];

/** Finds the endpoints that a grant needs. Throws `ConfigError` where one is unknown or not safe. */
export async function findEndpoints(
  scheme: SecuritySchemeSpec,
  credential: OAuthCredential,
  grant: OAuthGrant,
  deps: TokenSourceDeps,
  fetch: ReturnType<typeof tokenFetch>,
  signal: AbortSignal,
): Promise<Endpoints> {
  const found = flowUrls(scheme, grant);
  const own = {
    tokenUrl: credential.tokenUrl ?? found.tokenUrl,
    authorizationUrl: credential.authorizationUrl ?? found.authorizationUrl,
    deviceAuthorizationUrl: credential.deviceAuthorizationUrl ?? found.deviceAuthorizationUrl,
  };
  const needed = neededUrls(grant);
  const isComplete = credential.issuer === undefined && needed.every((name) => own[name] !== undefined);
  const discovered = isComplete ? undefined : await discover(scheme, credential, deps, fetch, signal);
  const urls = {
    tokenUrl: credential.tokenUrl ?? discovered?.token_endpoint ?? own.tokenUrl,
    authorizationUrl: credential.authorizationUrl ?? discovered?.authorization_endpoint ?? own.authorizationUrl,
    deviceAuthorizationUrl:
      credential.deviceAuthorizationUrl ?? discovered?.device_authorization_endpoint ?? own.deviceAuthorizationUrl,
  };
  for (const name of needed) {
    if (urls[name] === undefined) throw new ConfigError(missingUrl(name, deps));
  }
  const safe = (url: string | undefined): string | undefined => (url === undefined ? undefined : safeUrl(url, deps));
  const tokenUrl = safe(urls.tokenUrl)!;
  return {
    isDiscovered: discovered !== undefined,
    refreshUrl: discovered || credential.tokenUrl !== undefined ? undefined : safe(found.refreshUrl),
    server: {
      ...discovered,
      issuer: discovered?.issuer ?? new URL(tokenUrl).origin,
      token_endpoint: tokenUrl,
      ...(urls.authorizationUrl !== undefined && { authorization_endpoint: safeUrl(urls.authorizationUrl, deps) }),
      ...(urls.deviceAuthorizationUrl !== undefined && {
        device_authorization_endpoint: safeUrl(urls.deviceAuthorizationUrl, deps),
      }),
    },
  };
}

type UrlName = "tokenUrl" | "authorizationUrl" | "deviceAuthorizationUrl";

function neededUrls(grant: OAuthGrant): readonly UrlName[] {
  if (grant === "authorization_code") return ["tokenUrl", "authorizationUrl"];
  return grant === "device_code" ? ["tokenUrl", "deviceAuthorizationUrl"] : ["tokenUrl"];
}

function missingUrl(name: UrlName, { api }: TokenSourceDeps): string {
  return `${api.name} names no ${name === "tokenUrl" ? "token endpoint" : `\`${name}\``} for this kind of credential. Pass \`auth: { ${name}: "https://…" }\`, or the \`issuer\` where it can be discovered.`;
}

function flowUrls(scheme: SecuritySchemeSpec, grant: OAuthGrant): OAuthFlowSpec {
  if (scheme.type !== "oauth2") return {};
  const flows = [...FLOWS[grant], ...ALL_FLOWS].map((name) => scheme.flows[name] ?? {});
  const first = (name: keyof Omit<OAuthFlowSpec, "scopes">): string | undefined =>
    flows.map((flow) => flow[name]).find((url) => url !== undefined && url !== "");
  const urls = {
    tokenUrl: first("tokenUrl"),
    authorizationUrl: first("authorizationUrl"),
    deviceAuthorizationUrl: first("deviceAuthorizationUrl"),
    refreshUrl: first("refreshUrl"),
  };
  return Object.fromEntries(Object.entries(urls).filter(([, url]) => url !== undefined));
}

/** Asks the server for its description: OpenID Connect's place, then RFC 8414's. */
async function discover(
  scheme: SecuritySchemeSpec,
  credential: OAuthCredential,
  deps: TokenSourceDeps,
  fetch: ReturnType<typeof tokenFetch>,
  signal: AbortSignal,
): Promise<AuthorizationServer | undefined> {
  const declared = scheme.type === "openIdConnect" ? scheme.url : undefined;
  const place = credential.issuer ?? declared;
  if (place === undefined) return undefined;
  const url = safeUrl(place, deps);
  const issuer = new URL(url.endsWith(WELL_KNOWN) ? url.slice(0, -WELL_KNOWN.length) : url);
  const options = { [customFetch]: fetch, [allowInsecureRequests]: true, signal };
  try {
    return await processDiscoveryResponse(issuer, await discoveryRequest(issuer, options));
  } catch (error) {
    if (!(error instanceof TokenError) || error.status !== 404) throw error;
    return processDiscoveryResponse(issuer, await discoveryRequest(issuer, { ...options, algorithm: "oauth2" }));
  }
}

/** An absolute URL that secrets may be sent to: https, or this machine. */
function safeUrl(url: string, { api, baseUrl, allowInsecure }: TokenSourceDeps): string {
  const base = URL.canParse(url) ? undefined : baseUrl();
  if (!URL.canParse(url, base))
    throw new ConfigError(`${api.name} names \`${url}\` for authorization, which is not a URL.`);
  const absolute = new URL(url, base);
  const isSafe =
    absolute.protocol === "https:" ||
    (absolute.protocol === "http:" && (allowInsecure || isLoopback(absolute.hostname)));
  if (isSafe) return absolute.href;
  throw new ConfigError(
    `${api.name} would send secrets to ${absolute.origin} without TLS. Name an https endpoint in \`auth\`, or pass \`allowInsecure: true\` where the network is trusted.`,
  );
}
