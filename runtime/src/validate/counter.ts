import type { DriftEntry, DriftStats } from "../observe/types.js";
import type { Difference } from "./difference.js";
import { keyOf } from "./examine.js";
import { merged } from "./shape.js";

const MOST_ENTRIES = 1_000;

/** What an answer is of. */
export interface Place {
  readonly operationId: string;
  readonly status: string;
  readonly mediaType: string;
}

/** Counts drift, within bounds. */
export class DriftCounter {
  checked = 0;
  drifted = 0;
  unchecked = 0;
  dropped = 0;
  readonly #entries = new Map<string, DriftEntry>();

  /** Undefined when there are too many already. */
  count(place: Place, difference: Difference): { readonly entry: DriftEntry; readonly isNew: boolean } | undefined {
    const { operationId, status, mediaType } = place;
    const key = JSON.stringify([operationId, status, mediaType, keyOf(difference)]);
    const known = this.#entries.get(key);
    if (!known && this.#entries.size === MOST_ENTRIES) {
      this.dropped += 1;
      return undefined;
    }
    const { kind, path, expected, keyword } = difference;
    const seen = known ? merged(known.seen, difference.seen) : difference.seen;
    const count = (known?.count ?? 0) + 1;
    const entry = { operationId, status, mediaType, path, kind, expected, seen, ...(keyword && { keyword }), count };
    this.#entries.set(key, entry);
    return { entry, isNew: !known || JSON.stringify(known.seen) !== JSON.stringify(seen) };
  }

  snapshot(): DriftStats {
    const { checked, drifted, dropped, unchecked } = this;
    return { checked, drifted, entries: [...this.#entries.values()], dropped, unchecked };
  }
}
