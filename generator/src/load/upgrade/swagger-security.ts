import type { Json, JsonObject } from "../document.js";
import { isObject } from "../json.js";

const FLOWS: { readonly [flow: string]: string } = {
  implicit: "implicit",
  password: "password",
  application: "clientCredentials",
  accessCode: "authorizationCode",
};

/** Swagger 2.0's `securityDefinitions` as OpenAPI 3's `securitySchemes`, in place. */
export function upgradeSchemes(schemes: JsonObject): JsonObject {
  for (const scheme of Object.values(schemes)) if (isObject(scheme)) upgradeScheme(scheme);
  return schemes;
}

function upgradeScheme(scheme: JsonObject): void {
  if (scheme.type === "basic") {
    scheme.type = "http";
    scheme.scheme = "basic";
  }
  if (scheme.type !== "oauth2" || isObject(scheme.flows)) return;
  const { flow, authorizationUrl, tokenUrl, scopes } = scheme;
  const stated = typeof flow === "string" ? flow : "";
  const name = Object.hasOwn(FLOWS, stated) ? FLOWS[stated]! : stated || guess(authorizationUrl, tokenUrl);
  scheme.flows = {
    [name]: {
      ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
      ...(tokenUrl === undefined ? {} : { tokenUrl }),
      scopes: isObject(scopes) ? scopes : {},
    },
  };
  for (const key of ["flow", "authorizationUrl", "tokenUrl", "scopes"]) delete scheme[key];
}

/** A flow is required; where none is stated, its URLs tell. */
function guess(authorizationUrl: Json | undefined, tokenUrl: Json | undefined): string {
  if (authorizationUrl === undefined) return "clientCredentials";
  return tokenUrl === undefined ? "implicit" : "authorizationCode";
}
