import type { Handler, Layer } from "./http.js";

/** Wraps `last` in the layers, the first one outermost. A layer that is off is `undefined` and not in the chain. */
export function compose(layers: readonly (Layer | undefined)[], last: Handler): Handler {
  return layers.reduceRight<Handler>((next, layer) => (layer ? layer(next) : next), last);
}
