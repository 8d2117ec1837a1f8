import type { CacheEntry } from "./store.js";

/** How a flight ended. */
export type Landing =
  | { readonly entry: CacheEntry; readonly url: string }
  /** The answer is for one caller only: it is too large, or says so. */
  | { readonly alone: true }
  /** `aborted`: by the caller who sent it, which is no reason for the others. */
  | { readonly error: unknown; readonly aborted: boolean };

/** A request on its way that equal ones wait for. */
export class Flight {
  /** Key of the answer that it will store. */
  readonly key: string;
  /** Callers that wait for it beside the one who sent it. */
  followers = 0;
  /** The resource was changed meanwhile: what comes back may be older than that, and is not stored. */
  outdated = false;
  readonly landed: Promise<Landing>;
  #land: (landing: Landing) => void = () => undefined;

  constructor(key: string) {
    this.key = key;
    this.landed = new Promise((resolve) => {
      this.#land = resolve;
    });
  }

  land(landing: Landing): void {
    this.#land(landing);
  }
}
