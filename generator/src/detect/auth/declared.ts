import type { Api, SecurityScheme } from "../../model/api.js";
import type { SchemeFacts } from "../facts.js";
import { prefixIn, shownPrefix } from "./prefix.js";

/** A declared scheme with the place where its credential travels, and the prefix that only text may know. */
export function declaredScheme(scheme: SecurityScheme, api: Api): SchemeFacts {
  switch (scheme.type) {
    case "apiKey":
      return apiKey(scheme, api);
    case "http": {
      const name = (scheme.scheme ?? "bearer").toLowerCase();
      return {
        type: "http",
        in: "header",
        name: "Authorization",
        scheme: scheme.scheme ?? "bearer",
        prefix: `${PREFIXES.get(name) ?? scheme.scheme ?? "Bearer"} `,
        from: "declared",
      };
    }
    case "oauth2":
    case "openIdConnect":
      return {
        type: scheme.type,
        in: "header",
        name: "Authorization",
        prefix: "Bearer ",
        ...(scheme.flows && {
          flows: scheme.flows.map((flow) => ({ ...flow, scopes: flow.scopes.map((scope) => scope.name) })),
        }),
        ...(scheme.openIdConnectUrl !== undefined && { openIdConnectUrl: scheme.openIdConnectUrl }),
        from: "declared",
      };
    case "mutualTLS":
      return { type: "mutualTLS", from: "declared" };
  }
}

const PREFIXES: ReadonlyMap<string, string> = new Map([
  ["bearer", "Bearer"],
  ["basic", "Basic"],
  ["digest", "Digest"],
]);

function apiKey(scheme: SecurityScheme, api: Api): SchemeFacts {
  const where = scheme.in ?? "header";
  const name = scheme.parameter ?? scheme.name;
  if (where !== "header" || name.toLowerCase() !== "authorization")
    return { type: "apiKey", in: where, name, from: "declared" };
  const prefix = prefixIn(scheme.description) ?? prefixOfName(scheme) ?? shownElsewhere(scheme, api);
  return { type: "apiKey", in: where, name, ...(prefix !== undefined && { prefix }), from: "declared" };
}

/** `bearerAuth`, `JWT`: declared as a key, but named after what it is. */
function prefixOfName({ name, bearerFormat }: SecurityScheme): string | undefined {
  return /bearer|jwt/i.test(name) || bearerFormat !== undefined ? "Bearer " : undefined;
}

/**
 * The prefix that examples of the header show in the operations or the introduction. Those of schemes that are declared
 * with their own do not count; when several others are shown, nobody knows which is meant.
 */
function shownElsewhere({ name }: SecurityScheme, api: Api): string | undefined {
  const others = new Set(api.schemes.flatMap((one) => (one.name === name ? [] : [ownPrefix(one)?.toLowerCase()])));
  const needing = api.operations.filter((one) =>
    one.security?.some((requirement) => requirement.some((part) => part.scheme === name)),
  );
  const texts = [
    ...(needing.length > 0 && needing.length < api.operations.length / 2 ? needing : api.operations).map(
      (one) => one.description,
    ),
    api.info.description,
  ];
  const shown = new Set<string>();
  for (const text of texts) {
    const prefix = text?.includes("uthorization") ? shownPrefix(text) : undefined;
    if (prefix !== undefined && !others.has(prefix.toLowerCase())) shown.add(prefix);
  }
  const [prefix, ...more] = shown;
  return more.length === 0 ? prefix : undefined;
}

function ownPrefix(scheme: SecurityScheme): string | undefined {
  if (scheme.type === "oauth2" || scheme.type === "openIdConnect") return "Bearer ";
  return scheme.type === "http" ? `${scheme.scheme ?? "bearer"} ` : undefined;
}
