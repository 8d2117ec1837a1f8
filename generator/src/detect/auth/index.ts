import type { Api, SecurityScheme } from "../../model/api.js";
import type { AuthFacts, SchemeFacts } from "../facts.js";

/** Credentials the API takes: so far only what its security schemes declare. */
export function detectAuth(api: Api): AuthFacts {
  const schemes: { [name: string]: SchemeFacts } = Object.create(null);
  for (const scheme of api.schemes) schemes[scheme.name] = declared(scheme);
  const requirements = [...(api.security ?? []), ...api.operations.flatMap((operation) => operation.security ?? [])];
  const known = requirements.map((one) => one.map((part) => part.scheme)).filter((set) => set.every((name) => schemes[name]));
  const accept = [...new Map(known.map((set) => [set.join("\n"), set])).values()].filter((set) => set.length > 0);
  const anonymous = known.some((set) => set.length === 0) || api.operations.some((operation) => operation.security?.length === 0);
  return { schemes, accept, anonymous, unknown: api.schemes.length === 0 && !anonymous, evidence: [] };
}

function declared(scheme: SecurityScheme): SchemeFacts {
  return {
    type: scheme.type,
    ...(scheme.in && { in: scheme.in }),
    ...(scheme.parameter !== undefined && { name: scheme.parameter }),
    ...(scheme.scheme !== undefined && { scheme: scheme.scheme }),
    ...(scheme.flows && {
      flows: scheme.flows.map((flow) => ({ ...flow, scopes: flow.scopes.map((scope) => scope.name) })),
    }),
    ...(scheme.openIdConnectUrl !== undefined && { openIdConnectUrl: scheme.openIdConnectUrl }),
    from: "declared",
  };
}
