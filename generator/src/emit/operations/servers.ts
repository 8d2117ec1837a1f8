import type { Server } from "../../model/api.js";
import type { Json } from "../../load/document.js";

/** Servers in the runtime's words. */
export function serverSpecs(servers: readonly Server[]): Json[] {
  return servers.map((server) => ({
    url: server.url,
    ...(server.name !== undefined && { name: server.name }),
    ...(server.variables.length > 0 && {
      variables: Object.fromEntries(
        server.variables.map((one) => [one.name, { default: one.default, ...(one.enum && { enum: [...one.enum] }) }]),
      ),
    }),
  }));
}
