import type { Dispatcher } from "undici";
import type { Transport } from "../http.js";
import type { TransportOptions } from "../request/transport.js";
import { undiciTransport } from "./undici-transport.js";

/** What a client sends with when it is told nothing: undici, on Node. */
export function defaultTransport(options: TransportOptions): Transport {
  return undiciTransport(options.dispatcher as Dispatcher | undefined, options);
}
