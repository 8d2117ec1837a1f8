import { Agent, EnvHttpProxyAgent, type Dispatcher } from "undici";
import type { TlsOptions } from "../auth/credential.js";
import { ConfigError } from "../errors/config-error.js";
import { tlsConnectOptions } from "./tls.js";

/** How connections are made. */
export interface ConnectionOptions {
  /** Client certificate and authorities. */
  readonly tls?: TlsOptions | undefined;
  /** Bound of a connection's set-up, ms. @default 10_000 */
  readonly connectTimeout?: number | undefined;
  /** `false`: whatever the environment says, connect directly. @default the environment's proxy */
  readonly proxy?: false | undefined;
  /** @default process.env */
  readonly env?: { readonly [name: string]: string | undefined };
}

// This machine is never reached by way of another, whatever NO_PROXY says.
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * A dispatcher of its own for one client: an `Agent`, or, where `HTTPS_PROXY` or `HTTP_PROXY` is set, one that goes
 * through the proxy except for the hosts of `NO_PROXY` and this machine. Lower-case names count too and win.
 *
 * @throws ConfigError when a variable does not hold the URL of a proxy.
 */
export function createDispatcher(options: ConnectionOptions = {}): Dispatcher {
  const env = options.env ?? process.env;
  const connect = { ...tlsConnectOptions(options.tls), timeout: options.connectTimeout ?? 10_000 };
  const noProxy = env["no_proxy"] || env["NO_PROXY"] || "";
  const isDirect = options.proxy === false || noProxy.trim() === "*";
  const httpProxy = isDirect ? undefined : proxyUrl(env, "http_proxy");
  const httpsProxy = isDirect ? undefined : proxyUrl(env, "https_proxy");
  if (httpProxy === undefined && httpsProxy === undefined) return new Agent({ connect });
  return new EnvHttpProxyAgent({
    connect,
    requestTls: connect,
    // A proxy for http asks for the whole URL; tunnels to port 80 are commonly forbidden.
    proxyTunnel: false,
    // Empty, lest undici looks into the environment itself.
    httpProxy: httpProxy ?? "",
    httpsProxy: httpsProxy ?? "",
    noProxy: [noProxy, ...LOOPBACK].join(","),
  });
}

/** The proxy that a variable names; curl's short form without a scheme counts. */
function proxyUrl(env: NonNullable<ConnectionOptions["env"]>, name: string): string | undefined {
  const variable = env[name] ? name : name.toUpperCase();
  const value = env[variable]?.trim();
  if (!value) return undefined;
  const url = value.includes("://") ? value : `http://${value}`;
  if (URL.canParse(url)) return url;
  // The value is left out: it may hold a password.
  throw new ConfigError(
    `The environment variable ${variable} is not the URL of a proxy, such as http://proxy.internal:8080.`,
  );
}
