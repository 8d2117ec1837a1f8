import type { SchemeFacts } from "../../detect/facts.js";
import type { Json } from "../../load/document.js";
import { stringLiteral, typeKey } from "../code/index.js";

type Schemes = { readonly [name: string]: SchemeFacts };

/** `CredentialKind` of the runtime. */
export function credentialKind(scheme: SchemeFacts): string {
  if (scheme.type !== "http") return scheme.type;
  const name = (scheme.scheme ?? "").toLowerCase();
  return ["bearer", "basic", "digest"].includes(name) ? name : "http";
}

/** Type of the option `auth`: one credential, or credentials by scheme. */
export function authType(schemes: Schemes): string {
  const sorted = sortedSchemes(schemes);
  if (sorted.length === 0) return "never";
  const kinds = [...new Set(sorted.map(([, scheme]) => credentialKind(scheme)))];
  const byName = sorted.map(([name, scheme]) => `${typeKey(name)}?: ${credential(credentialKind(scheme))} | undefined`);
  return [...kinds.map(credential), `{ ${byName.join("; ")} }`].join(" | ");
}

export const sortedSchemes = (schemes: Schemes): [string, SchemeFacts][] =>
  Object.entries(schemes).toSorted(([a], [b]) => (a < b ? -1 : 1));

const credential = (kind: string): string => `Credential<${stringLiteral(kind)}>`;

/** Schemes in the runtime's words. */
export function schemeSpecs(schemes: Schemes): { [name: string]: Json } {
  return Object.fromEntries(sortedSchemes(schemes).map(([name, scheme]) => [name, schemeSpec(scheme)]));
}

function schemeSpec(scheme: SchemeFacts): Json {
  const usual = scheme.type === "http" && scheme.prefix?.trim().toLowerCase() === scheme.scheme?.toLowerCase();
  const prefix = scheme.prefix !== undefined && !usual && { prefix: scheme.prefix };
  switch (scheme.type) {
    case "apiKey":
      return { type: "apiKey", in: scheme.in ?? "header", name: scheme.name ?? "Authorization", ...prefix };
    case "http":
      return { type: "http", scheme: scheme.scheme ?? "bearer", ...prefix };
    case "oauth2":
      return { type: "oauth2", flows: flowSpecs(scheme) };
    case "openIdConnect":
      return { type: "openIdConnect", url: scheme.openIdConnectUrl ?? "" };
    case "mutualTLS":
      return { type: "mutualTLS" };
  }
}

function flowSpecs(scheme: SchemeFacts): Json {
  const flows = (scheme.flows ?? []).map(({ flow, scopes, ...urls }): [string, Json] => {
    const known = Object.entries(urls).filter((entry): entry is [string, string] => typeof entry[1] === "string");
    return [flow, { ...Object.fromEntries(known), ...(scopes.length > 0 && { scopes: [...scopes] }) }];
  });
  return Object.fromEntries(flows);
}
