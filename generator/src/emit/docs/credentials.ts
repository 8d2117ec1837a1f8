import type { SchemeFacts } from "../../detect/facts.js";
import { credentialKind, sortedSchemes } from "../client/auth.js";
import { typeKey } from "../code/index.js";
import { span } from "../templates/markdown.js";

export interface SchemeRow {
  readonly name: string;
  readonly what: string;
  readonly option: string;
  /** Markdown. */
  readonly variables: string;
}

/** What each scheme wants, as the option `auth` and in the environment. */
export function schemeRows(schemes: { readonly [name: string]: SchemeFacts }, env: string): SchemeRow[] {
  const sorted = sortedSchemes(schemes);
  const kinds = sorted.map(([, scheme]) => credentialKind(scheme));
  return sorted.map(([name, scheme]) => {
    const kind = credentialKind(scheme);
    const shared = kinds.filter((other) => other === kind).length > 1;
    return {
      name,
      what: described(scheme, kind),
      option: `auth: { ${typeKey(name)}: ${OPTION[kind] ?? '"…"'} }`,
      variables: variablesOf(name, kind, shared)
        .map((suffix) => span(`${env}_${suffix}`))
        .join(" "),
    };
  });
}

const OPTION: { readonly [kind: string]: string } = {
  apiKey: '"key"',
  bearer: '"token"',
  basic: '{ username: "name", password: "…" }',
  digest: '{ username: "name", password: "…" }',
  http: '"…"',
  oauth2: '{ clientId: "…", clientSecret: "…" }',
  openIdConnect: '{ clientId: "…", clientSecret: "…" }',
  mutualTLS: "{ cert, key }",
};

const VARIABLES: { readonly [kind: string]: readonly string[] } = {
  apiKey: ["API_KEY"],
  bearer: ["TOKEN"],
  basic: ["USERNAME", "PASSWORD"],
  digest: ["USERNAME", "PASSWORD"],
  http: ["TOKEN"],
  oauth2: ["TOKEN", "CLIENT_ID", "CLIENT_SECRET"],
  openIdConnect: ["TOKEN", "CLIENT_ID", "CLIENT_SECRET"],
};

/** As the runtime looks for them: where several schemes are of one kind, each has a variable of its own name. */
function variablesOf(scheme: string, kind: string, shared: boolean): readonly string[] {
  const usual = VARIABLES[kind] ?? [];
  if (!shared || usual.length !== 1) return usual;
  const words = scheme.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_");
  return [words.replace(/^_+|_+$/g, "").toUpperCase()];
}

function described(scheme: SchemeFacts, kind: string): string {
  switch (kind) {
    case "apiKey":
      return `API key in ${scheme.in ?? "header"} ${scheme.name ?? ""}`;
    case "bearer":
      return "bearer token";
    case "basic":
      return "name and password";
    case "digest":
      return "name and password (digest)";
    case "oauth2":
      return `OAuth 2.0: ${(scheme.flows ?? []).map((one) => one.flow).join(", ")}`;
    case "openIdConnect":
      return "OpenID Connect";
    case "mutualTLS":
      return "client certificate";
    default:
      return `HTTP ${scheme.scheme ?? ""}`;
  }
}
