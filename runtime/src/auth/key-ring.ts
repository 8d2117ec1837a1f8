import type { LimitSpec } from "../contract.js";
import type { HttpResponse } from "../http.js";
import { KeyPool } from "../throttle/key-pool.js";
import type { Placement, Presented, Presenter, PresenterDeps } from "./presenter.js";
import { SecretPresenter } from "./secret-presenter.js";

/**
 * Presents one of several keys: the one with most budget left. A key that the server limits rests, one that it refuses
 * is left out, and the request is sent again with another one.
 */
export class KeyRing implements Presenter {
  readonly place: string;
  readonly #keys: readonly SecretPresenter[];
  readonly #pool: KeyPool;
  readonly #refused = new Set<number>();
  /** Which key stands behind what was presented. */
  readonly #indexOf = new WeakMap<Presented, number>();

  constructor(
    place: string,
    keys: readonly string[],
    placement: Placement,
    deps: PresenterDeps & { readonly limits?: LimitSpec | undefined },
  ) {
    this.place = place;
    this.#keys = keys.map((key) => new SecretPresenter(place, key, placement, deps));
    this.#pool = new KeyPool(keys.length, { limits: deps.limits });
  }

  current(): Presented | Promise<Presented> {
    const index = this.#pick();
    const noted = (presented: Presented): Presented => {
      this.#indexOf.set(presented, index);
      return presented;
    };
    const presented = this.#keys[index]!.current();
    return presented instanceof Promise ? presented.then(noted) : noted(presented);
  }

  answered(presented: Presented, response: HttpResponse): boolean {
    const index = this.#indexOf.get(presented);
    if (index === undefined) return false;
    if (response.status !== 401) return this.#pool.observe(index, response);
    this.#refused.add(index);
    if (this.#refused.size < this.#keys.length) return true;
    this.#refused.clear(); // All of them: perhaps the fault is the server's, so the next call tries again.
    return false;
  }

  #pick(): number {
    const best = this.#pool.pick();
    return this.#refused.has(best) ? this.#keys.findIndex((_, index) => !this.#refused.has(index)) : best;
  }
}
