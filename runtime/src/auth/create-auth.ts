import type { ApiDefinition } from "../contract.js";
import type { Auth, AuthDeps } from "./auth.js";
import type { AuthOption } from "./credential.js";

/** Reads the option `auth` and the environment; throws `ConfigError` where they cannot be understood. */
export function createAuth(api: ApiDefinition, option: AuthOption | undefined, deps: AuthDeps): Auth {
  void [api, option, deps]; // The signature comes first, so that the client can be wired; the rest follows.
  return { prepare: () => ({ partition: "", secrets: [] }), layer: undefined, tls: undefined, close: async () => {} };
}
