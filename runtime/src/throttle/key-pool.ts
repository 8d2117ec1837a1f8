import type { LimitSpec } from "../contract.js";
import type { HttpResponse } from "../http.js";
import { isThrottled, serverWait } from "../retry/server-wait.js";
import { systemClock, type Clock } from "../retry/clock.js";
import { readBudgets } from "./budgets.js";

interface Key {
  /** Calls left until its reset, as far as we know. */
  remaining: number;
  resetAt: number;
  /** The server refused it until then. */
  restsUntil: number;
}

/**
 * Several keys for one API: the one with most budget left is used, a limited one rests until its reset.
 */
export class KeyPool {
  readonly #keys: readonly Key[];
  readonly #clock: Pick<Clock, "now">;
  readonly #limits: LimitSpec | undefined;
  #last = -1;

  constructor(
    count: number,
    deps: { readonly clock?: Pick<Clock, "now">; readonly limits?: LimitSpec | undefined } = {},
  ) {
    this.#keys = Array.from({ length: count }, () => ({ remaining: Infinity, resetAt: 0, restsUntil: 0 }));
    this.#clock = deps.clock ?? systemClock;
    this.#limits = deps.limits;
  }

  /** Index of the key to use now. When all rest, the one that is free first. Equals take turns. */
  pick(): number {
    const now = this.#clock.now();
    const { length } = this.#keys;
    let best = -1;
    for (let step = 1; step <= length; step++) {
      const index = (this.#last + step) % length;
      if (best < 0 || this.#isBetter(index, best, now)) best = index;
    }
    this.#last = best;
    const key = this.#keys[best];
    if (key) key.remaining--;
    return best;
  }

  /** Learns from an answer to `key`. True: the server refused this key, and another one is free. */
  observe(key: number, response: Pick<HttpResponse, "status" | "headers">): boolean {
    const state = this.#keys[key];
    if (!state) return false;
    const now = this.#clock.now();
    for (const { remaining, resetAt, weighted } of readBudgets(response.headers, now, this.#limits).values()) {
      if (remaining === undefined || remaining < 0 || resetAt === undefined || weighted) continue;
      state.remaining = remaining;
      state.resetAt = resetAt;
    }
    const wait = response.status < 400 ? undefined : serverWait(response, now, this.#limits);
    if (response.status < 400 || !isThrottled(response.status, this.#limits, wait)) return false;
    state.restsUntil = Math.max(state.restsUntil, now + (wait ?? 1000));
    return this.#keys.some((other) => freeAt(other, now) <= now);
  }

  #isBetter(candidate: number, best: number, now: number): boolean {
    const [one, two] = [this.#keys[candidate], this.#keys[best]];
    if (!one || !two) return false;
    const [oneFree, twoFree] = [Math.max(now, freeAt(one, now)), Math.max(now, freeAt(two, now))];
    return oneFree === twoFree ? budget(one, now) > budget(two, now) : oneFree < twoFree;
  }
}

function budget(key: Key, now: number): number {
  return now >= key.resetAt ? Infinity : key.remaining;
}

function freeAt(key: Key, now: number): number {
  return budget(key, now) <= 0 ? Math.max(key.restsUntil, key.resetAt) : key.restsUntil;
}
