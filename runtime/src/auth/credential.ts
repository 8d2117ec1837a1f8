import type { OAuthCredential } from "./oauth-credential.js";

/** What a caller presents: the secret itself, or a function that is asked for it before every request. */
export type Secret = string | (() => string | Promise<string>);

/** A name and a password, as RFC 7617 and RFC 7616 have them. */
export interface UserPassword {
  /** May hold no colon for `basic`. */
  readonly username: string;
  /** @default "" */
  readonly password?: string;
}

/**
 * Keys for mutual TLS, as PEM text (`cert` with `key`) or as PKCS #12 (`pfx`). Node only.
 *
 * @example
 * new Bank({ auth: { cert: await readFile("client.pem", "utf8"), key: await readFile("client.key", "utf8") } });
 */
export interface TlsOptions {
  /** The client's certificate, and the chain up to its authority, as PEM. */
  readonly cert?: string | Uint8Array;
  /** Private key of `cert`, as PEM. */
  readonly key?: string | Uint8Array;
  /** Both as PKCS #12, instead of `cert` and `key`. */
  readonly pfx?: string | Uint8Array;
  /** Of `key` or `pfx`. */
  readonly passphrase?: string;
  /** Authorities that the server's certificate may come from, instead of the well-known ones. */
  readonly ca?: string | Uint8Array | readonly (string | Uint8Array)[];
}

/** Keys that sign requests to AWS (Signature Version 4). */
export interface AwsCredential {
  /** Public name of the key. */
  readonly accessKeyId: string;
  /** Signs; is never sent. */
  readonly secretAccessKey: string;
  /** Of temporary keys. Default: none. */
  readonly sessionToken?: string;
  /** Default: read from the host name. */
  readonly region?: string;
  /** Such as `execute-api` or `s3`. Default: read from the host name. */
  readonly service?: string;
}

/**
 * What each kind of scheme accepts. Several keys for one scheme (`[first, second]`): the one with most budget
 * left is used; one that is limited (429) rests until its reset, one that is refused (401) is left out.
 */
export interface CredentialKinds {
  readonly apiKey: Secret | readonly string[] | AwsCredential;
  readonly bearer: Secret | readonly string[] | OAuthCredential;
  /** A string is `username:password`; without a colon, it is a name with an empty password. */
  readonly basic: Secret | UserPassword;
  /** A string is `username:password`. */
  readonly digest: Secret | UserPassword;
  /** Any other scheme of HTTP: what stands after its name. */
  readonly http: Secret | readonly string[];
  /** A string is an access token. */
  readonly oauth2: Secret | OAuthCredential;
  /** A string is an access token. */
  readonly openIdConnect: Secret | OAuthCredential;
  readonly mutualTLS: TlsOptions;
}

/** A kind of credential, named after the scheme's type, or its HTTP scheme. */
export type CredentialKind = keyof CredentialKinds;

/**
 * What is accepted for one scheme.
 *
 * @example
 * type PetStoreAuth = Credential<"bearer"> | { bearer?: Credential<"bearer">; apiKey?: Credential<"apiKey"> };
 */
export type Credential<Kind extends CredentialKind = CredentialKind> = CredentialKinds[Kind];

/**
 * The option `auth` of a client: one credential, which goes to the scheme that it fits, or credentials by scheme name.
 * The generated client narrows it to the schemes of its API.
 *
 * @example
 * new Shop({ auth: "token" });
 * new Shop({ auth: () => vault.read("shop") });
 * new Shop({ auth: { clientId, clientSecret } });
 * new Shop({ auth: { bearer: "token", appKey: "key" } });
 */
export type AuthOption = Credential | { readonly [scheme: string]: Credential | undefined };
