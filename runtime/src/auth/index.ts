export type { Auth, AuthDeps, Grant, PlacedCredentials, PrepareOptions } from "./auth.js";
export { cookieJar, type CookieJarOptions } from "./cookie-jar.js";
export { createAuth } from "./create-auth.js";
export type {
  AuthOption,
  AwsCredential,
  Credential,
  CredentialKind,
  CredentialKinds,
  Secret,
  TlsOptions,
  UserPassword,
} from "./credential.js";
export type { DevicePrompt, OAuthCredential, OAuthGrant, PrivateKey, RedirectReceiver } from "./oauth-credential.js";
export { isLoopback, isOwnOrigin, serverOrigins } from "./origins.js";
export { MemoryTokenStore } from "./memory-token-store.js";
export { redisTokenStore, type RedisTokenStoreOptions } from "./redis-token-store.js";
export type { TokenSet, TokenStore } from "./token-store.js";
