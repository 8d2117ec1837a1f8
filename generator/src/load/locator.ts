import type { JsonObject, Locator } from "./document.js";
import type { Origins } from "./origin.js";

/** Follows pointers into the normalised document back to the texts that its nodes came from. */
export function createLocator(root: JsonObject, origins: Origins): Locator {
  return {
    place(pointer) {
      const origin = origins.find(root, pointer);
      return origin?.source.place(origin.pointer);
    },
    frame(pointer) {
      const origin = origins.find(root, pointer);
      return origin?.source.frame(origin.pointer);
    },
    overlaid: (pointer) => origins.isOverlaid(root, pointer),
    literal(pointer) {
      const origin = origins.find(root, pointer);
      return origin?.source.literal(origin.pointer);
    },
  };
}
