import type { ServerSpec } from "../contract.js";

/** Values of a server's variables, as the user chose them. */
export type ServerVariables = { readonly [name: string]: string };

// A server with many variables of many values: what lies beyond is reached only by choosing it.
const MOST_ORIGINS = 1_000;

/**
 * Origins of servers for every value that the document lists for their variables; a variable that the user chose has
 * that value only. Relative servers have none.
 */
export function serverOrigins(servers: readonly ServerSpec[], chosen: ServerVariables = {}): Set<string> {
  const origins = new Set<string>();
  for (const server of servers) {
    for (const url of expand(server, chosen)) {
      const origin = originOf(url);
      if (origin !== undefined) origins.add(origin);
    }
  }
  return origins;
}

/** Whether an absolute URL is within the origins: credentials go nowhere else. */
export function isOwnOrigin(url: string, origins: ReadonlySet<string>): boolean {
  const origin = originOf(url);
  return origin !== undefined && origins.has(origin);
}

/** Whether a host is this machine: plain http is safe there. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
}

function originOf(url: string): string | undefined {
  try {
    const { protocol, origin } = new URL(url);
    return protocol === "https:" || protocol === "http:" ? origin : undefined;
  } catch {
    return undefined;
  }
}

function expand(server: ServerSpec, chosen: ServerVariables): string[] {
  const authority = /^[^:/?#]+:\/\/[^/?#]*/.exec(server.url)?.[0] ?? "";
  let urls = [authority];
  for (const [, name = ""] of authority.matchAll(/\{([^{}]*)\}/g)) {
    const values = valuesOf(server, name, chosen);
    urls = urls
      .flatMap((url) => values.map((value) => url.replaceAll(`{${name}}`, () => value)))
      .slice(0, MOST_ORIGINS);
  }
  return urls;
}

function valuesOf({ variables = {} }: ServerSpec, name: string, chosen: ServerVariables): readonly string[] {
  if (Object.hasOwn(chosen, name)) return [chosen[name]!];
  const variable = Object.hasOwn(variables, name) ? variables[name] : undefined;
  return variable ? [variable.default, ...(variable.enum ?? [])] : [];
}
