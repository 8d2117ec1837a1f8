import type { Dispatcher } from "undici";
import type { Handler, Transport } from "../http.js";
import type { TransportOptions } from "../request/transport.js";
import { undiciTransport } from "./undici-transport.js";

/** What a client sends with when it is given no transport: undici, on Node. */
export function defaultTransport(options: TransportOptions): Transport {
  if (options.fetch) return lateFetch(options);
  return undiciTransport(options.dispatcher as Dispatcher | undefined, options);
}

// Hardly anybody on Node wants it.
function lateFetch(options: TransportOptions): Transport {
  const transport = import("../fetch/fetch-transport.js").then((late) => late.fetchTransport(options.fetch, options));
  const send: Handler = async (request, context) => (await transport).send(request, context);
  return { send, close: async () => (await transport).close?.() };
}
