import type { Json } from "../../load/document.js";
import type { OAuthFlow, Requirement, SecurityScheme } from "../api.js";
import { below, defined, entries, extensions, isObject, prose, strings, text } from "../raw.js";
import type { DocumentReader, Node } from "./reader.js";

const TYPES: ReadonlySet<string> = new Set(["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"]);
const LOCATIONS: ReadonlySet<string> = new Set(["query", "header", "cookie"]);
const FLOWS: ReadonlySet<string> = new Set([
  "authorizationCode",
  "clientCredentials",
  "deviceAuthorization",
  "implicit",
  "password",
]);

export function schemesOf(reader: DocumentReader): SecurityScheme[] {
  const components = isObject(reader.root.components) ? reader.root.components : {};
  const nodes = reader.nodes(components.securitySchemes, "/components/securitySchemes", "security scheme");
  return nodes.flatMap((node) => schemeOf(reader, node) ?? []);
}

function schemeOf(
  reader: DocumentReader,
  { key, json, at }: Node & { readonly key: string },
): SecurityScheme | undefined {
  const type = text(json.type);
  if (type === undefined || !TYPES.has(type)) {
    reader.warn(
      "model/security-scheme",
      `The security scheme ${key} has no known type; it is left out.`,
      at,
      `Set \`type\` to one of ${[...TYPES].join(", ")}.`,
    );
    return undefined;
  }
  const place = text(json.in);
  if (type === "apiKey" && (place === undefined || !LOCATIONS.has(place) || prose(json.name) === undefined)) {
    reader.warn(
      "model/security-scheme",
      `The API key ${key} does not say where it travels; it is left out.`,
      at,
      "Set `in` and `name`.",
    );
    return undefined;
  }
  return defined({
    name: key,
    at,
    type: type as SecurityScheme["type"],
    description: prose(json.description),
    deprecated: json.deprecated === true ? true : undefined,
    in: type === "apiKey" ? (place as SecurityScheme["in"]) : undefined,
    parameter: type === "apiKey" ? text(json.name) : undefined,
    scheme: type === "http" ? schemeName(prose(json.scheme) ?? "bearer") : undefined,
    bearerFormat: type === "http" ? prose(json.bearerFormat) : undefined,
    flows: type === "oauth2" ? flowsOf(reader, json.flows, below(at, "flows")) : undefined,
    openIdConnectUrl: type === "openIdConnect" ? prose(json.openIdConnectUrl) : undefined,
    extensions: extensions(json),
  }) as SecurityScheme;
}

/** Names are case-insensitive (RFC 9110), but not to every server: those of other schemes are sent as they are written. */
function schemeName(scheme: string): string {
  const name = scheme.toLowerCase();
  return KNOWN_SCHEMES.has(name) ? name : scheme;
}

const KNOWN_SCHEMES = new Set(["basic", "bearer", "digest"]);

function flowsOf(reader: DocumentReader, json: Json | undefined, at: string): OAuthFlow[] {
  return entries(json).flatMap(([flow, raw]) => {
    if (flow.startsWith("x-")) return [];
    if (!FLOWS.has(flow) || !isObject(raw)) {
      reader.warn(
        "model/oauth-flow",
        `${JSON.stringify(flow)} is no OAuth flow; it is left out.`,
        below(at, flow),
        `Use one of ${[...FLOWS].join(", ")}.`,
      );
      return [];
    }
    const scopes = entries(raw.scopes).map(([name, description]) => defined({ name, description: prose(description) }));
    return [
      defined({
        flow: flow as OAuthFlow["flow"],
        authorizationUrl: prose(raw.authorizationUrl),
        tokenUrl: prose(raw.tokenUrl),
        refreshUrl: prose(raw.refreshUrl),
        deviceAuthorizationUrl: prose(raw.deviceAuthorizationUrl),
        scopes,
      }),
    ];
  });
}

/**
 * Requirements: alternatives in the document's order. Undefined: nothing is said, or nothing that could be met.
 *
 * @param schemes - Names of the schemes that exist. An alternative that needs another one is left out.
 */
export function securityOf(
  reader: DocumentReader,
  json: Json | undefined,
  around: { at: string; schemes: ReadonlySet<string> },
): Requirement[] | undefined {
  if (json === undefined) return undefined;
  const { at, schemes } = around;
  if (!Array.isArray(json)) {
    reader.warn("model/security", "`security` must be a list; it is ignored.", at, "Write a list.");
    return undefined;
  }
  const requirements = json.flatMap((raw, index) => {
    const needed = entries(raw).map(([scheme, scopes]) => ({ scheme, scopes: strings(scopes) }));
    const unknown = needed.filter(({ scheme }) => !schemes.has(scheme)).map(({ scheme }) => scheme);
    if (unknown.length === 0) return [needed];
    reader.warn(
      "model/security-unknown",
      `The security scheme ${unknown.join(", ")} is not declared; this alternative is left out.`,
      below(at, index),
      "Declare it under `components.securitySchemes`.",
    );
    return [];
  });
  return json.length > 0 && requirements.length === 0 ? undefined : requirements;
}
