import type { ApiDefinition, SecuritySchemeSpec } from "../contract.js";
import type { AwsCredential, CredentialKind, TlsOptions, UserPassword } from "./credential.js";
import type { OAuthCredential } from "./oauth-credential.js";

/** The scheme of this name, if the document describes it. */
export function schemeNamed(api: Pick<ApiDefinition, "schemes">, name: string): SecuritySchemeSpec | undefined {
  return Object.hasOwn(api.schemes, name) ? api.schemes[name] : undefined;
}

/** Kind of credential that a scheme takes. */
export function kindOf(scheme: SecuritySchemeSpec): CredentialKind {
  if (scheme.type !== "http") return scheme.type;
  const name = scheme.scheme.toLowerCase();
  return name === "bearer" || name === "basic" || name === "digest" ? name : "http";
}

/** What an object given as a credential is, told by its members. */
export type Shape = "password" | "oauth" | "aws" | "tls";

type ShapeOf = { password: UserPassword; oauth: OAuthCredential; aws: AwsCredential; tls: TlsOptions };

const MEMBERS: { readonly [shape in Shape]: readonly string[] } = {
  tls: ["cert", "key", "pfx", "ca", "passphrase"],
  aws: ["accessKeyId", "secretAccessKey", "sessionToken", "region", "service"],
  password: ["username", "password"],
  oauth: `clientId clientSecret grant scopes audience tokenParameters authorizationParameters issuer tokenUrl
    authorizationUrl deviceAuthorizationUrl clientAuthentication privateKey keyId algorithm subject claims username
    password refreshToken openUrl receiver onDeviceCode userTimeout store`.split(/\s+/),
};

/** The shape whose members these are; undefined: it is something else, such as credentials by scheme name. */
export function shapeOf(value: object): Shape | undefined {
  const names = Object.keys(value);
  if (names.length === 0) return undefined;
  return (Object.keys(MEMBERS) as Shape[]).find((shape) => names.every((name) => MEMBERS[shape].includes(name)));
}

/** Narrows a credential to one shape. */
export function isShape<S extends Shape>(value: unknown, shape: S): value is ShapeOf[S] {
  return typeof value === "object" && value !== null && shapeOf(value) === shape;
}

/** Shapes, and `secret` for strings and functions, that a kind takes. */
export const TAKES: { readonly [kind in CredentialKind]: readonly (Shape | "secret")[] } = {
  apiKey: ["secret", "aws"],
  bearer: ["secret", "oauth"],
  basic: ["secret", "password"],
  digest: ["secret", "password"],
  http: ["secret"],
  oauth2: ["secret", "oauth", "password"],
  openIdConnect: ["secret", "oauth", "password"],
  mutualTLS: ["tls"],
};
