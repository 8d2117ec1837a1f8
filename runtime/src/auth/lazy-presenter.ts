import type { HttpResponse } from "../http.js";
import type { Presented, Presenter } from "./presenter.js";
import { abortable } from "./wait.js";

/** A presenter whose code is loaded when it is first used, so that bundles carry it apart. */
export class LazyPresenter implements Presenter {
  readonly place: string;
  readonly #load: () => Promise<Presenter>;
  #loading: Promise<Presenter> | undefined;
  #loaded: Presenter | undefined;

  constructor(place: string, load: () => Promise<Presenter>) {
    this.place = place;
    this.#load = load;
  }

  current(signal?: AbortSignal): Presented | Promise<Presented> {
    return this.#loaded ? this.#loaded.current(signal) : this.#first(signal);
  }

  answered(presented: Presented, response: HttpResponse, round: number): boolean | Promise<boolean> {
    return this.#loaded?.answered?.(presented, response, round) ?? false;
  }

  async #first(signal?: AbortSignal): Promise<Presented> {
    this.#loading ??= this.#load();
    try {
      this.#loaded = await abortable(this.#loading, signal);
    } catch (error) {
      this.#loading = undefined; // A network that failed to load a part of the bundle may be back next time.
      throw error;
    }
    return this.#loaded.current(signal);
  }
}
