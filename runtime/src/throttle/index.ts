import type { Layer } from "../http.js";
import type { ThrottleDeps, ThrottleOptions } from "./options.js";

export type { AdaptiveOptions, ThrottleDeps, ThrottleEvent, ThrottleOptions } from "./options.js";
export type { LimiterRequest, LimiterStore } from "./store.js";

/** Holds calls back until the server has room for them. Sits between retry and auth, so it sees every attempt. */
export function throttle(options: ThrottleOptions = {}, deps: ThrottleDeps = {}): Layer {
  void [options, deps];
  return (next) => next; // The signature comes first, so that the client can be wired; the layer follows.
}
