import type { CallContext } from "../http.js";
import type { AdaptiveRate } from "./adaptive-rate.js";
import { stillLimited } from "./errors.js";
import type { Gate } from "./gate.js";
import type { Lane } from "./lane.js";
import type { Pace } from "./pace.js";

/** A call in the queue. */
export interface Waiter {
  readonly lane: Lane;
  readonly context: CallContext;
  readonly start: () => void;
  readonly fail: (error: unknown) => void;
}

/** A unit of the rate that was reserved for whoever is first when it falls due. */
interface Reservation {
  readonly due: number;
  readonly cost: number;
  readonly lane: Lane;
}

/**
 * Calls that share one limit of the server, in the order they came. Only the first reserves anything, and what it
 * reserved passes on to the next one when it is aborted.
 */
export class Bucket {
  readonly pace: Pace | undefined;
  readonly rate: AdaptiveRate | undefined;
  inFlight = 0;
  readonly #gate: Gate;
  readonly #queue = new Set<Waiter>();
  #reservation: Reservation | undefined;
  #asking = false;
  #alarm: { readonly due: number; readonly off: AbortController } | undefined;

  constructor(gate: Gate, adaptive: { readonly pace: Pace; readonly rate: AdaptiveRate } | undefined) {
    this.#gate = gate;
    this.pace = adaptive?.pace;
    this.rate = adaptive?.rate;
  }

  /** Starts a call of `lane` if nothing stands in its way. */
  tryStart(lane: Lane, now: number): boolean {
    if (this.#queue.size > 0 || this.#asking || !this.#gate.hasRoom()) return false;
    if (lane.pausedUntil > now || this.#delay(now) > 0 || !this.#reserve(lane, now)) return false;
    lane.started(now);
    return true;
  }

  enqueue(waiter: Waiter): void {
    this.#queue.add(waiter);
    this.drain();
  }

  /** Takes a call out of the queue. */
  leave(waiter: Waiter): void {
    this.#queue.delete(waiter);
    if (this.#queue.size === 0) this.#silence();
  }

  /** The server refuses `lane` for longer than is waited: its calls in the queue fail. */
  refuse(lane: Lane): void {
    for (const waiter of this.#queue) {
      if (waiter.lane === lane) this.#fail(waiter, stillLimited(waiter.context, lane.pausedUntil));
    }
  }

  /** Starts what may start, and sets an alarm for the rest. */
  drain(): void {
    while (this.#queue.size > 0 && !this.#asking) {
      const now = this.#gate.clock.now();
      const waiter = this.#first(now);
      if (!waiter) return;
      const delay = this.#delay(now);
      if (delay > 0) return this.#wake(now + delay);
      if (!this.#gate.hasRoom()) return this.#gate.await(this);
      if (!this.#reserve(waiter.lane, now)) return;
      this.leave(waiter);
      waiter.lane.started(now);
      waiter.start();
    }
  }

  /** The first call whose own operation does not pause. */
  #first(now: number): Waiter | undefined {
    let earliest = Number.POSITIVE_INFINITY;
    for (const waiter of this.#queue) {
      if (waiter.lane.pausedUntil <= now) return waiter;
      earliest = Math.min(earliest, waiter.lane.pausedUntil);
    }
    this.#wake(earliest);
    return undefined;
  }

  #delay(now: number): number {
    return this.pace && this.rate ? Math.max(this.pace.delay(now), this.rate.delay(now)) : 0;
  }

  /** Takes a unit of the configured rate. False: it is not due yet, and the queue goes on when it is. */
  #reserve(lane: Lane, now: number): boolean {
    const { rate } = lane;
    if (!rate) return true;
    const held = this.#reservation;
    if (held && held.due > now && held.lane.rate === rate) {
      this.#wake(held.due);
      return false;
    }
    this.#reservation = undefined;
    // As long as the burst takes to come back, a late unit is accounted for: timers are late where there is much to do.
    // One that was left lying for longer must not be used on top of those that were earned since.
    const late = held ? now - held.due : Infinity;
    if (held?.lane.rate === rate && held.cost === lane.cost && late <= rate.burst * rate.interval) return true;
    const wait = this.#gate.store.take({ ...rate, cost: lane.cost });
    if (typeof wait === "number") {
      if (wait === 0) return true;
      this.#hold(lane, now + wait);
      return false;
    }
    this.#asking = true;
    void this.#ask(lane, wait);
    return false;
  }

  async #ask(lane: Lane, wait: Promise<number>): Promise<void> {
    try {
      const ms = await wait;
      this.#asking = false;
      this.#hold(lane, this.#gate.clock.now() + ms);
    } catch (error) {
      this.#asking = false;
      for (const first of this.#queue) {
        this.#fail(first, error);
        break;
      }
    }
    this.drain();
  }

  #fail(waiter: Waiter, error: unknown): void {
    this.leave(waiter);
    waiter.fail(error);
  }

  #hold(lane: Lane, due: number): void {
    this.#reservation = { due, cost: lane.cost, lane };
    this.#wake(due);
  }

  #wake(due: number): void {
    if (this.#queue.size === 0 || (this.#alarm && this.#alarm.due <= due)) return;
    this.#silence();
    const off = new AbortController();
    const alarm = { due, off };
    this.#alarm = alarm;
    this.#gate.clock.sleep(Math.max(0, due - this.#gate.clock.now()), off.signal).then(
      () => {
        if (this.#alarm !== alarm) return;
        this.#alarm = undefined;
        this.drain();
      },
      () => {},
    );
  }

  #silence(): void {
    this.#alarm?.off.abort();
    this.#alarm = undefined;
  }
}
