import type { ApiDefinition, SecuritySchemeSpec } from "../contract.js";
import type { Credential, CredentialKind } from "./credential.js";
import { kindOf, schemeNamed } from "./kind.js";

/** Reads one variable; empty counts as not set. */
export type Environment = (name: string) => string | undefined;

/** A credential and the variable that it came from: one variable serves each alternative, but never two schemes together. */
export interface Found {
  readonly credential: Credential;
  readonly source: string;
}

const TOKEN_KINDS: readonly CredentialKind[] = ["bearer", "oauth2", "openIdConnect", "http"];

/** The variable that belongs to one scheme alone: `PET_STORE_API_KEY_AUTH` for `apiKeyAuth`. */
export function schemeVariable(api: Pick<ApiDefinition, "env">, scheme: string): string {
  const words = scheme.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_");
  return `${api.env}_${words.replace(/^_+|_+$/g, "").toUpperCase()}`;
}

/** The variables that a person would set for a scheme, the usual one first. */
export function usualVariables(api: ApiDefinition, scheme: string): readonly string[] {
  const spec = schemeNamed(api, scheme);
  const kind = spec ? kindOf(spec) : "bearer";
  if (kind === "mutualTLS") return [];
  if (kind === "basic" || kind === "digest") return [`${api.env}_USERNAME and ${api.env}_PASSWORD`];
  const isAmbiguous = Object.values(api.schemes).filter((other) => kindOf(other) === kind).length > 1;
  if (isAmbiguous) return [schemeVariable(api, scheme)];
  if (kind === "apiKey") return [`${api.env}_API_KEY`];
  const isMachine = spec?.type === "oauth2" && spec.flows.clientCredentials !== undefined;
  return [`${api.env}_TOKEN`, ...(isMachine ? [`${api.env}_CLIENT_ID and ${api.env}_CLIENT_SECRET`] : [])];
}

/** Looks for a credential of one scheme: its own variable, then the usual ones of its kind. */
export function credentialFromEnvironment(api: ApiDefinition, scheme: string, env: Environment): Found | undefined {
  const spec = schemeNamed(api, scheme);
  const kind = spec ? kindOf(spec) : "bearer";
  if (kind === "mutualTLS") return undefined;
  const get = (name: string): string | undefined => env(name)?.trim() || undefined;
  const own = schemeVariable(api, scheme);
  if (get(own) !== undefined) return { credential: get(own)!, source: own };

  if (kind === "basic" || kind === "digest") return userPassword(api, get);
  for (const name of tokenVariables(api, kind)) {
    if (get(name) !== undefined) return { credential: get(name)!, source: name };
  }
  return spec && takesClient(spec) ? client(api, get) : undefined;
}

/** `_TOKEN` or `_API_KEY`; the other one as well where no scheme of the API claims it (`OPENAI_API_KEY` is a bearer). */
function tokenVariables(api: ApiDefinition, kind: CredentialKind): string[] {
  const kinds = new Set(Object.values(api.schemes).map(kindOf));
  const isToken = TOKEN_KINDS.includes(kind);
  const hasOther = isToken ? kinds.has("apiKey") : TOKEN_KINDS.some((token) => kinds.has(token));
  const [token, key] = [`${api.env}_TOKEN`, `${api.env}_API_KEY`];
  return isToken ? [token, ...(hasOther ? [] : [key])] : [key, ...(hasOther ? [] : [token])];
}

function userPassword(api: ApiDefinition, get: Environment): Found | undefined {
  const username = get(`${api.env}_USERNAME`);
  const password = get(`${api.env}_PASSWORD`);
  if (username === undefined && password === undefined) return undefined;
  return { credential: { username: username ?? "", password: password ?? "" }, source: `${api.env}_USERNAME` };
}

function takesClient(scheme: SecuritySchemeSpec): boolean {
  if (scheme.type === "openIdConnect") return true;
  return scheme.type === "oauth2" && Object.values(scheme.flows).some((flow) => flow?.tokenUrl !== undefined);
}

function client(api: ApiDefinition, get: Environment): Found | undefined {
  const clientId = get(`${api.env}_CLIENT_ID`);
  const clientSecret = get(`${api.env}_CLIENT_SECRET`);
  if (clientId === undefined || clientSecret === undefined) return undefined;
  return { credential: { clientId, clientSecret }, source: `${api.env}_CLIENT_ID` };
}
