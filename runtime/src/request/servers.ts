import { serverOrigins } from "../auth/origins.js";
import type { ApiDefinition, OperationDefinition } from "../contract.js";
import type { CallOptions, ClientOptions } from "../options.js";
import { apiBase, callBase, checkStandIns, templateOrigin, type Base, type ServerChoice } from "./server.js";

/** Where the calls of one client go, and which origins are the API's own. */
export class Servers {
  readonly #choice: ServerChoice;
  readonly #origins: Set<string>;
  #base: Base | undefined;

  constructor(api: ApiDefinition, options: ClientOptions, env: ServerChoice["env"]) {
    const { baseUrl, operationServers, server, serverVariables: variables = {} } = options;
    checkStandIns(operationServers);
    this.#choice = { api, baseUrl, operationServers, server, variables, env };
    this.#origins = serverOrigins(api.servers, variables);
  }

  /** Base URL of the API. @throws ConfigError when there is none, or it is no URL that requests can go to */
  get base(): Base {
    return (this.#base ??= this.#own(apiBase(this.#choice)));
  }

  /** Base URL of one call. `placed`: server variables that are credentials. @throws ConfigError as {@link base} does */
  baseOf(operation: OperationDefinition, options: CallOptions | undefined, placed?: ServerChoice["variables"]): Base {
    if (placed && Object.keys(placed).length > 0) {
      const choice = { ...this.#choice, variables: { ...placed, ...this.#choice.variables } };
      return this.#own(callBase(operation, options?.server, choice, () => apiBase(choice)));
    }
    const isMoved = options?.server !== undefined || this.#choice.operationServers !== undefined;
    if (!operation.servers && !isMoved) return this.base;
    return this.#own(callBase(operation, options?.server, this.#choice, () => this.base));
  }

  /** The API's own origins: links and credentials lead nowhere else. */
  origins(operation: OperationDefinition, options: CallOptions | undefined): readonly string[] {
    return [...this.#origins, ...ownOrigins(operation), this.baseOf(operation, options).origin];
  }

  /** Whether credentials may go there. */
  isOwn(origin: string, operation: OperationDefinition): boolean {
    return this.#origins.has(origin) || ownOrigins(operation).has(origin);
  }

  // Where the user sends calls is where the user wants the credentials to go.
  #own(base: Base): Base {
    this.#origins.add(base.origin);
    return base;
  }
}

/** Origins of the servers that the document gives to one operation. */
function ownOrigins(operation: OperationDefinition): ReadonlySet<string> {
  const origins = serverOrigins(operation.servers ?? []);
  const origin = templateOrigin(operation.path);
  return origin === undefined ? origins : origins.add(origin);
}
