import { Agent, EnvHttpProxyAgent, type Dispatcher } from "undici";
import type { TlsOptions } from "../auth/credential.js";
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
 */
export function createDispatcher(options: ConnectionOptions = {}): Dispatcher {
  const env = options.env ?? process.env;
  const secure = tlsConnectOptions(options.tls);
  const connect = { ...secure, timeout: options.connectTimeout ?? 10_000 };
  const httpProxy = env["http_proxy"] || env["HTTP_PROXY"] || "";
  const httpsProxy = env["https_proxy"] || env["HTTPS_PROXY"] || "";
  const noProxy = env["no_proxy"] || env["NO_PROXY"] || "";
  const direct = options.proxy === false || noProxy.trim() === "*" || (!httpProxy && !httpsProxy);
  if (direct) return new Agent({ connect });
  return new EnvHttpProxyAgent({
    connect,
    requestTls: connect,
    // A proxy for http asks for the whole URL; tunnels to port 80 are commonly forbidden.
    proxyTunnel: false,
    ...(httpProxy && { httpProxy }),
    ...(httpsProxy && { httpsProxy }),
    noProxy: [noProxy, ...LOOPBACK].join(","),
  });
}
