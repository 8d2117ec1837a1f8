import {
  allowInsecureRequests,
  customFetch,
  genericTokenEndpointRequest,
  processGenericTokenEndpointResponse,
  ResponseBodyError,
  type AuthorizationServer,
  type Client,
  type ClientAuth,
  type TokenEndpointRequestOptions,
} from "oauth4webapi";
import { SignJWT } from "jose";
import type { SecuritySchemeSpec } from "../../contract.js";
import { ConfigError } from "../../errors/config-error.js";
import type { OAuthCredential, OAuthGrant } from "../oauth-credential.js";
import type { TokenSet } from "../token-store.js";
import { clientAuthentications, signingKey } from "./client-authentication.js";
import { findEndpoints, type Endpoints } from "./endpoints.js";
import { TokenError } from "./token-error.js";
import { tokenFetch } from "./token-fetch.js";
import type { TokenSourceDeps } from "./token-source.js";

const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const ASSERTION_SECONDS = 300;

/** What one request to the authorization server is made with. */
export interface TokenCall {
  readonly server: AuthorizationServer;
  readonly client: Client;
  readonly authentication: ClientAuth;
  readonly options: Omit<TokenEndpointRequestOptions, "additionalParameters">;
}

/** Speaks with one authorization server for one client. */
export class TokenRequester {
  readonly grant: OAuthGrant;
  readonly credential: OAuthCredential;
  readonly deps: TokenSourceDeps;
  /** Parameters that every way of getting a first token sends. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly #scheme: SecuritySchemeSpec;
  readonly #fetch: ReturnType<typeof tokenFetch>;
  #endpoints: Endpoints | undefined;
  /** The way of authenticating that the server accepted. */
  #accepted: ClientAuth | undefined;

  constructor(scheme: SecuritySchemeSpec, schemeName: string, credential: OAuthCredential, deps: TokenSourceDeps) {
    this.#scheme = scheme;
    this.credential = credential;
    this.deps = deps;
    this.grant = credential.grant ?? grantOf(credential);
    this.#fetch = tokenFetch(deps);
    const scope = (credential.scopes ?? scopesOf(deps, schemeName)).join(" ");
    const { audience, tokenParameters } = credential;
    this.parameters = {
      ...(scope !== "" && { scope }),
      ...(audience !== undefined && { audience }),
      ...tokenParameters,
    };
  }

  /** Gets a token with what the credential itself holds. */
  async direct(signal: AbortSignal): Promise<TokenSet> {
    const { parameters } = this;
    const { username, password = "", clientSecret, privateKey, clientAuthentication } = this.credential;
    switch (this.grant) {
      case "client_credentials":
        if (clientSecret === undefined && privateKey === undefined && clientAuthentication === undefined) {
          throw new ConfigError(
            "Client credentials need `auth: { clientSecret }` or `{ privateKey }`. Where a user grants access, pass `openUrl` or `onDeviceCode`.",
          );
        }
        return this.request("client_credentials", parameters, signal);
      case "password":
        if (username === undefined) throw new ConfigError("The password grant needs `auth: { username, password }`.");
        return this.request("password", { ...parameters, username, password }, signal);
      case "jwt_bearer":
        return this.request(JWT_BEARER, { ...parameters, assertion: await this.#assertion(signal) }, signal);
      default:
        throw new TokenError("there is no refresh token that the server still accepts", { error: "invalid_grant" });
    }
  }

  /** Trades a refresh token for new tokens; the server may replace it, else it stays. */
  async refresh(refreshToken: string, signal: AbortSignal): Promise<TokenSet> {
    const { refreshUrl } = await this.endpoints(signal);
    const tokens = await this.request("refresh_token", { refresh_token: refreshToken }, signal, refreshUrl);
    return { refreshToken, ...tokens };
  }

  /** One request to the token endpoint. */
  request(
    grantType: string,
    parameters: Readonly<Record<string, string>>,
    signal: AbortSignal,
    url?: string,
  ): Promise<TokenSet> {
    return this.authenticated(signal, ({ server, client, authentication, options }) => {
      const place = url === undefined ? server : { ...server, token_endpoint: url };
      return this.tokens(place, client, () =>
        genericTokenEndpointRequest(place, client, authentication, grantType, parameters, options),
      );
    });
  }

  /** Reads a token answer. Its lifetime counts from before the request, so that no token is used too long. */
  async tokens(server: AuthorizationServer, client: Client, send: () => Promise<Response>): Promise<TokenSet> {
    const obtainedAt = this.deps.clock.now();
    const answer = await processGenericTokenEndpointResponse(server, client, await send());
    if (answer.token_type === "dpop") throw new TokenError("the server gave a DPoP token, which is not supported");
    return {
      accessToken: answer.access_token,
      obtainedAt,
      ...(answer.expires_in !== undefined && { expiresAt: obtainedAt + answer.expires_in * 1000 }),
      ...(answer.refresh_token !== undefined && { refreshToken: answer.refresh_token }),
      ...(answer.scope !== undefined && { scope: answer.scope }),
    };
  }

  /** Sends with the first way of authenticating that the server accepts, and remembers it. */
  async authenticated<Result>(signal: AbortSignal, send: (call: TokenCall) => Promise<Result>): Promise<Result> {
    const endpoints = await this.endpoints(signal);
    const ways = this.#accepted ? [this.#accepted] : await clientAuthentications(this.credential, endpoints);
    const client: Client = { client_id: this.credential.clientId ?? "none" };
    const options = { [customFetch]: this.#fetch, [allowInsecureRequests]: true, signal };
    for (const [index, authentication] of ways.entries()) {
      try {
        const result = await send({ server: endpoints.server, client, authentication, options });
        this.#accepted = authentication;
        return result;
      } catch (error) {
        const known = asTokenError(error);
        const isLast = index === ways.length - 1;
        if (isLast || !(known instanceof TokenError && (known.status === 401 || known.error === "invalid_client")))
          throw known;
      }
    }
    throw new ConfigError("This client has no way to authenticate at the token endpoint.");
  }

  async endpoints(signal: AbortSignal): Promise<Endpoints> {
    this.#endpoints ??= await findEndpoints(this.#scheme, this.credential, this.grant, this.deps, this.#fetch, signal);
    return this.#endpoints;
  }

  /** RFC 7523: a JWT that says who acts, signed with the credential's key. */
  async #assertion(signal: AbortSignal): Promise<string> {
    const { clientId, subject = clientId, claims } = this.credential;
    const { server } = await this.endpoints(signal);
    const { key, algorithm, keyId } = await signingKey(this.credential);
    const now = Math.floor(this.deps.clock.now() / 1000);
    return new SignJWT({
      ...(clientId !== undefined && { iss: clientId }),
      ...(subject !== undefined && { sub: subject }),
      aud: server.token_endpoint ?? server.issuer,
      iat: now,
      exp: now + ASSERTION_SECONDS,
      jti: crypto.randomUUID(),
      ...claims,
    })
      .setProtectedHeader({ alg: algorithm, typ: "JWT", ...(keyId !== undefined && { kid: keyId }) })
      .sign(key);
  }
}

function grantOf(credential: OAuthCredential): OAuthGrant {
  if (credential.onDeviceCode) return "device_code";
  if (credential.openUrl) return "authorization_code";
  if (credential.username !== undefined) return "password";
  if (credential.refreshToken !== undefined) return "refresh_token";
  if (credential.privateKey !== undefined && credential.subject !== undefined) return "jwt_bearer";
  return "client_credentials";
}

/** The scopes that the API's own requirement names for the scheme. */
function scopesOf({ api }: TokenSourceDeps, scheme: string): readonly string[] {
  const scopes = api.security.flatMap((alternative) =>
    Object.hasOwn(alternative, scheme) ? alternative[scheme]! : [],
  );
  return [...new Set(scopes)];
}

/** Makes a `TokenError` of what oauth4webapi throws, without the answers that its errors carry. */
export function asTokenError(error: unknown): unknown {
  if (error instanceof ResponseBodyError) {
    const description = error.error_description === undefined ? "" : ` (${error.error_description})`;
    return new TokenError(`the server refused: ${error.error}${description}`, {
      error: error.error,
      status: error.status,
    });
  }
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && code.startsWith("OAUTH_") ? new TokenError((error as Error).message) : error;
}
