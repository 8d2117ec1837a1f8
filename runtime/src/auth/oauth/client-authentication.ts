import { importJWK, importPKCS8, type CryptoKey } from "jose";
import { ClientSecretPost, modifyAssertion, None, PrivateKeyJwt, type ClientAuth } from "oauth4webapi";
import { ConfigError } from "../../errors/config-error.js";
import { basicField } from "../placements.js";
import type { Endpoints } from "./endpoints.js";
import type { OAuthCredential } from "../oauth-credential.js";

const PEM_ALGORITHMS = ["RS256", "ES256", "ES384", "ES512", "EdDSA"];

/** A private key and the algorithm that it signs with. */
export interface SigningKey {
  readonly key: CryptoKey;
  readonly algorithm: string;
  readonly keyId: string | undefined;
}

/**
 * Ways for the client to authenticate, the likeliest first. There are two where neither the user nor the server says:
 * some servers take the secret in the header only, others in the body only.
 */
export async function clientAuthentications(
  credential: OAuthCredential,
  endpoints: Endpoints,
): Promise<readonly ClientAuth[]> {
  const { clientId, clientSecret, clientAuthentication, privateKey } = credential;
  const isKeyed =
    clientAuthentication === "private_key_jwt" || (privateKey !== undefined && clientSecret === undefined);
  if (isKeyed && credential.grant !== "jwt_bearer") return [await keyed(credential, endpoints)];
  if (clientId === undefined) return [() => {}]; // RFC 7523: the assertion says who asks.
  if (clientAuthentication === "none" || clientSecret === undefined) return [None()];
  const basic = inHeader(formEncoded(clientId), formEncoded(clientSecret));
  const post = ClientSecretPost(clientSecret);
  if (clientAuthentication) return [clientAuthentication === "client_secret_basic" ? basic : post];
  const supported = endpoints.server.token_endpoint_auth_methods_supported ?? [];
  if (supported.includes("client_secret_post") && !supported.includes("client_secret_basic")) return [post];
  const isPlain = formEncoded(clientId) === clientId && formEncoded(clientSecret) === clientSecret;
  // Some servers do not decode what RFC 6749 says is encoded.
  return isPlain ? [basic, post] : [basic, post, inHeader(clientId, clientSecret)];
}

/** `client_secret_basic`. Only what must be is encoded: oauth4webapi encodes `-` and `_` too, which many do not decode. */
function inHeader(clientId: string, clientSecret: string): ClientAuth {
  return (_server, _client, _body, headers) => {
    headers.set("authorization", basicField("Basic ", { username: clientId, password: clientSecret }));
  };
}

/** `application/x-www-form-urlencoded` (RFC 6749, 2.3.1). */
function formEncoded(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}

async function keyed(credential: OAuthCredential, { server, isDiscovered }: Endpoints): Promise<ClientAuth> {
  const { key, keyId } = await signingKey(credential);
  return PrivateKeyJwt(keyId === undefined ? key : { key, kid: keyId }, {
    [modifyAssertion]: (_header, payload) => {
      // An issuer that we made up means nothing to the server; its token endpoint does (RFC 7523, 3).
      if (!isDiscovered) payload["aud"] = server.token_endpoint ?? server.issuer;
    },
  });
}

/** Imports the credential's private key. */
export async function signingKey({ privateKey, algorithm, keyId }: OAuthCredential): Promise<SigningKey> {
  if (privateKey === undefined) throw new ConfigError("This kind of credential needs `auth: { privateKey }`.");
  if (typeof privateKey === "string") return { ...(await fromPem(privateKey, algorithm)), keyId };
  if (!("kty" in privateKey))
    return { key: privateKey as CryptoKey, algorithm: algorithm ?? algorithmOf(privateKey as CryptoKey), keyId };
  const signing = algorithm ?? privateKey.alg ?? "RS256";
  const key = await importJWK(privateKey, signing).catch(() => undefined);
  if (key === undefined || key instanceof Uint8Array) throw unreadable();
  return { key, algorithm: signing, keyId: keyId ?? privateKey.kid };
}

async function fromPem(pem: string, algorithm: string | undefined): Promise<Omit<SigningKey, "keyId">> {
  for (const candidate of algorithm === undefined ? PEM_ALGORITHMS : [algorithm]) {
    const key = await importPKCS8(pem.trim(), candidate).catch(() => undefined);
    if (key) return { key, algorithm: candidate };
  }
  throw unreadable();
}

function algorithmOf(key: CryptoKey): string {
  const algorithm: { readonly name: string; readonly hash?: { readonly name: string }; readonly namedCurve?: string } =
    key.algorithm;
  const bits = algorithm.hash?.name.replace("SHA-", "") ?? "256";
  if (algorithm.name === "RSA-PSS") return `PS${bits}`;
  if (algorithm.name === "ECDSA")
    return `ES${algorithm.namedCurve === "P-521" ? "512" : (algorithm.namedCurve?.slice(2) ?? "256")}`;
  return algorithm.name === "Ed25519" ? "EdDSA" : `RS${bits}`;
}

function unreadable(): ConfigError {
  // What the importer says is left out: it may quote the key.
  return new ConfigError(
    "`auth.privateKey` cannot be read. Pass PKCS #8 PEM (`-----BEGIN PRIVATE KEY-----`; convert others with `openssl pkcs8 -topk8 -nocrypt`), a JWK or a CryptoKey, and its `algorithm`.",
  );
}
