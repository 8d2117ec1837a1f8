import { ConfigError } from "../errors/config-error.js";
import type { Transport } from "../http.js";
import type { TransportOptions } from "../request/transport.js";
import { fetchTransport } from "./fetch-transport.js";

/** What a client sends with when it is given no transport: `fetch`, wherever there is no undici. */
export function defaultTransport(options: TransportOptions): Transport {
  if (options.dispatcher) throw new ConfigError("The option dispatcher is undici's, which is used on Node only");
  if (options.tls) throw new ConfigError("Mutual TLS needs Node: fetch takes no client certificate");
  return fetchTransport(options.fetch, options);
}
