import type { ApiDefinition, OperationDefinition, ServerSpec } from "../contract.js";
import { ConfigError } from "../errors/config-error.js";
import type { ClientOptions } from "../options.js";
import { redactUrl } from "./redact.js";

const ABSOLUTE = /^https?:\/\/[^/?#]+/i;

/** Where requests go: the API's base URL, split. */
export interface Base {
  /** `https://api.example.com` */
  readonly origin: string;
  /** Base path without a slash at the end; may be empty. */
  readonly path: string;
  /** Query of the base URL itself, sent with each request; mostly empty. */
  readonly query: string;
  /** It stands in for the host that a path names itself. */
  readonly replaces?: true;
}

/** What decides where requests go. */
export interface ServerChoice {
  readonly api: Pick<ApiDefinition, "name" | "env" | "servers">;
  /** Options of the client. */
  readonly baseUrl: string | URL | undefined;
  readonly operationServers: ClientOptions["operationServers"];
  readonly server: string | number | undefined;
  readonly variables: { readonly [name: string]: string };
  readonly env: (name: string) => string | undefined;
}

/**
 * Base URL of the API: the option, else the server that was asked for, else the environment, else the first server.
 *
 * @throws {@link ConfigError} when there is none, or it is no URL that requests can go to
 */
export function apiBase(choice: ServerChoice): Base {
  const { api, baseUrl, server, env } = choice;
  if (baseUrl !== undefined) return parseBase(baseUrl, "The option baseUrl");
  if (server !== undefined) return serverBase(pick(api.servers, server, api.name), choice);
  const variable = `${api.env}_BASE_URL`;
  const fromEnvironment = env(variable);
  if (fromEnvironment) return parseBase(fromEnvironment, `The environment variable ${variable}`);
  const [first] = api.servers;
  if (!first) throw new ConfigError(`${api.name}: the document names no server; ${howToSay(api)}`);
  return serverBase(first, choice);
}

/**
 * Base URL of one call: the server it was given, else the operation's own, else the API's. An operation's own server
 * stands beside the option `baseUrl`: files are uploaded to the host that takes them, unless `operationServers` says where.
 */
export function callBase(
  operation: OperationDefinition,
  asked: string | number | URL | undefined,
  choice: ServerChoice,
  fallback: () => Base,
): Base {
  const servers = operation.servers ?? choice.api.servers;
  if (asked instanceof URL || (typeof asked === "string" && /^https?:\/\//i.test(asked))) {
    return { ...parseBase(asked, "The option server"), replaces: true };
  }
  if (asked !== undefined) return serverBase(pick(servers, asked, operation.id), choice, fallback);
  const [first] = operation.servers ?? [];
  const own = first && ((choice.server === undefined ? undefined : find(servers, choice.server)) ?? first);
  const host = templateOrigin(operation.path);
  const instead = standIn(host === undefined ? own : { url: host }, choice.operationServers);
  if (instead !== undefined) return { ...parseBase(instead, STAND_IN), replaces: true };
  return own ? serverBase(own, choice, fallback) : fallback();
}

const STAND_IN = "The option operationServers";

/** What the user has put in the place of an operation's own server. A relative one stands on the base URL already. */
function standIn(own: ServerSpec | undefined, given: ClientOptions["operationServers"]): string | URL | undefined {
  if (!own || given === undefined || !ABSOLUTE.test(own.url)) return undefined;
  if (typeof given === "string" || given instanceof URL) return given;
  const key = Object.keys(given).find((one) => one === own.name || own.url.startsWith(one));
  return key === undefined ? undefined : given[key];
}

/** @throws {@link ConfigError} when one of the URLs that stand in for servers is none */
export function checkStandIns(given: ClientOptions["operationServers"]): void {
  const all = given === undefined || typeof given === "string" || given instanceof URL ? [given] : Object.values(given);
  for (const one of all) if (one !== undefined) parseBase(one, STAND_IN);
}

/** A server with its variables put in; a relative one stands on `against`. */
function serverBase(server: ServerSpec, choice: ServerChoice, against?: () => Base): Base {
  const url = server.url.replace(/\{([^{}]*)\}/g, (_, name: string) => variableValue(server, name, choice));
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return parseBase(url, `Server ${url} of ${choice.api.name}`);
  if (!against) {
    throw new ConfigError(
      `${choice.api.name}: the document's server "${url}" is relative to wherever the document was published; ${howToSay(choice.api)}`,
    );
  }
  const { origin, path, query } = against();
  return { ...parseBase(new URL(url, `${origin}${path}/`), `Server ${url}`), query };
}

function variableValue(server: ServerSpec, name: string, { variables, api }: ServerChoice): string {
  const declared = Object.hasOwn(server.variables ?? {}, name) ? server.variables?.[name] : undefined;
  const value = Object.hasOwn(variables, name) ? variables[name]! : declared?.default;
  if (value === undefined || (value === "" && !declared?.enum?.includes(""))) {
    throw new ConfigError(
      `${api.name}: server ${server.url} needs a value for {${name}}; pass serverVariables: { ${name}: "…" }`,
    );
  }
  if (declared?.enum && !declared.enum.includes(value)) {
    throw new ConfigError(
      `${api.name}: {${name}} of server ${server.url} is one of ${declared.enum.join(", ")}, not "${value}"`,
    );
  }
  return value;
}

function pick(servers: readonly ServerSpec[], asked: string | number, owner: string): ServerSpec {
  const found = find(servers, asked);
  if (found) return found;
  const known = servers.map((server, index) => `${index}${server.name ? ` "${server.name}"` : ""} (${server.url})`);
  throw new ConfigError(`${owner} has no server ${JSON.stringify(asked)}; there is ${known.join(", ") || "none"}`);
}

function find(servers: readonly ServerSpec[], asked: string | number): ServerSpec | undefined {
  if (typeof asked === "number") return servers[asked];
  return servers.find(({ name }) => name === asked) ?? servers.find(({ url }) => url.startsWith(asked));
}

/** Splits a base URL. @throws {@link ConfigError} for one that requests cannot go to, or that holds a password */
export function parseBase(input: string | URL, who: string): Base {
  const shown = redactUrl(String(input));
  let url: URL;
  try {
    url = new URL(input);
  } catch {
    throw new ConfigError(`${who} is no URL: "${shown}"; give it whole, as in https://api.example.com/v1`);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    const hint = /^[\w.-]+:\d/.test(shown) ? `; write http://${shown}` : "";
    throw new ConfigError(`${who} is not an http or https URL: "${shown}"${hint}`);
  }
  if (url.username || url.password) {
    throw new ConfigError(`${who} holds a user name or password; pass them in the option auth`);
  }
  return { origin: url.origin, path: url.pathname.replace(/\/+$/, ""), query: url.search.slice(1) };
}

function howToSay({ env }: { readonly env: string }): string {
  return `pass the option baseUrl or set ${env}_BASE_URL`;
}

/** Origin of a path template that is an absolute URL: of an operation with a host of its own. */
export function templateOrigin(template: string): string | undefined {
  const absolute = ABSOLUTE.exec(template)?.[0];
  return absolute === undefined ? undefined : new URL(absolute).origin;
}
