import type { CryptoKey, JWK } from "jose";
import type { TokenStore } from "./token-store.js";

/** How a token is asked for (RFC 6749 and its kin). */
export type OAuthGrant =
  | "client_credentials"
  | "authorization_code"
  | "device_code"
  | "refresh_token"
  | "jwt_bearer"
  | "password";

/** A private key as PKCS #8 PEM text, as JWK, or as a `CryptoKey`. */
export type PrivateKey = string | JWK | CryptoKey;

/** What a person needs to grant access on another device (RFC 8628). */
export interface DevicePrompt {
  /** What the user types in. */
  readonly userCode: string;
  /** Where the user types it in. */
  readonly verificationUri: string;
  /** The same with the code in it, for a link or a QR code. */
  readonly verificationUriComplete?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Receives the answer of the authorization server in the authorization code flow. */
export interface RedirectReceiver {
  /** `redirect_uri` of the request. */
  readonly redirectUri: string;
  /** The URL that the browser was sent to. Rejects when `signal` aborts. */
  receive(signal: AbortSignal): Promise<URL>;
  close(): void | Promise<void>;
}

/**
 * A way to get tokens from an authorization server. Endpoints come from the document, or from the server's own
 * description when there is an `issuer`; every one can be named here.
 *
 * Which grant is used follows from what is given: `onDeviceCode` is the device flow, `openUrl` the authorization code
 * flow with PKCE, `username` the password grant, `refreshToken` alone a refresh, else client credentials. `grant` says
 * it outright.
 *
 * @example
 * // Client credentials
 * new Shop({ auth: { clientId, clientSecret } });
 * @example
 * // A command-line program: browser, PKCE and a receiver on the loopback interface
 * new Shop({ auth: { clientId, openUrl: (url) => open(url), store: fileTokenStore("~/.config/shop") } });
 * @example
 * // A device without a browser
 * new Shop({ auth: { clientId, onDeviceCode: ({ userCode, verificationUri }) => console.log(verificationUri, userCode) } });
 */
export interface OAuthCredential {
  /** As the authorization server registered the client. */
  readonly clientId?: string;
  /** The client's password. Default: none, as for public clients. */
  readonly clientSecret?: string;
  /** How tokens are got. Default: what the other members show. */
  readonly grant?: OAuthGrant;
  /** Default: the scopes that the document's own requirement names. */
  readonly scopes?: readonly string[];
  /** For whom the token is: sent as `audience`. */
  readonly audience?: string;
  /** Further parameters of the token request. */
  readonly tokenParameters?: { readonly [name: string]: string };
  /** Further parameters of the authorization request, such as `prompt` or `access_type`. */
  readonly authorizationParameters?: { readonly [name: string]: string };

  /** Discover the endpoints at `<issuer>/.well-known/openid-configuration` (or RFC 8414's place). */
  readonly issuer?: string;
  /** Token endpoint, https. Default: the document's, or the issuer's. */
  readonly tokenUrl?: string;
  /** Where the user grants access, https. Default: the document's, or the issuer's. */
  readonly authorizationUrl?: string;
  /** Where device codes come from, https. Default: the document's, or the issuer's. */
  readonly deviceAuthorizationUrl?: string;

  /** How the client authenticates. Default: what the server announces, else Basic and, where that fails, the body. */
  readonly clientAuthentication?: "client_secret_basic" | "client_secret_post" | "private_key_jwt" | "none";
  /** Signs the client's assertion (`private_key_jwt`), or the user's (`jwt_bearer`, RFC 7523). */
  readonly privateKey?: PrivateKey;
  /** `kid` of that key. */
  readonly keyId?: string;
  /** Algorithm of that key. @default the key's own, else "RS256" */
  readonly algorithm?: string;

  /** `sub` of a `jwt_bearer` assertion. @default clientId */
  readonly subject?: string;
  /** Further claims of a `jwt_bearer` assertion; `iss` and `aud` may be replaced. */
  readonly claims?: { readonly [name: string]: unknown };

  /** Password grant: the user's name. */
  readonly username?: string;
  /** Password grant: the user's password. */
  readonly password?: string;
  /** A refresh token that was got elsewhere. The store's own, when there is one, is newer and wins. */
  readonly refreshToken?: string;

  /** Authorization code: shows the URL to the user, usually in a browser. */
  readonly openUrl?: (url: string) => unknown;
  /** Authorization code: how the answer comes back. Default on Node: a listener on `127.0.0.1`. */
  readonly receiver?: () => RedirectReceiver | Promise<RedirectReceiver>;
  /** Device flow: shows the code to the user. */
  readonly onDeviceCode?: (prompt: DevicePrompt) => unknown;
  /** How long a user has to grant access, ms. @default 300_000 */
  readonly userTimeout?: number;

  /** Where tokens are kept. @default memory */
  readonly store?: TokenStore;
}
