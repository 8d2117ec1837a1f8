import { onAbort } from "../../../runtime/src/retry/abort.js";
import type { Clock } from "../../../runtime/src/retry/index.js";

interface Timer {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  time: number;
  /** Every wait that was begun, ms. */
  readonly sleeps: number[] = [];
  #timers: Timer[] = [];
  readonly #chance: () => number;

  constructor(time = Date.UTC(2026, 0, 1), chance: () => number = () => 1) {
    this.time = time;
    this.#chance = chance;
  }

  now(): number {
    return this.time;
  }

  random(): number {
    return this.#chance();
  }

  get pending(): number {
    return this.#timers.length;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer: Timer = {
        at: this.time + ms,
        wake: () => {
          forget?.();
          resolve();
        },
      };
      const forget =
        signal &&
        onAbort(signal, () => {
          this.#timers = this.#timers.filter((other) => other !== timer);
          reject(signal.reason);
        });
      this.#timers.push(timer);
    });
  }

  /** Lets everything happen that does so within `ms`. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      await quiet();
      const next = this.#earliest();
      if (!next || next.at > end) break;
      this.#fire(next);
    }
    this.time = end;
    await quiet();
  }

  /** Goes from wait to wait until `work` is done. */
  async until<Result>(work: Promise<Result>): Promise<Result> {
    let done = false;
    const mark = (): void => {
      done = true;
    };
    work.then(mark, mark);
    for (let idle = 0; ;) {
      await quiet();
      if (done) return work;
      const next = this.#earliest();
      if (next) {
        this.#fire(next);
        idle = 0;
      } else if (idle++ > 1000) throw new Error("nothing is waited for, and the work is not done");
      // A digest is made in another thread, in time that no clock of a test's keeps.
      else await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  #earliest(): Timer | undefined {
    return this.#timers.reduce<Timer | undefined>(
      (least, timer) => (least && least.at <= timer.at ? least : timer),
      undefined,
    );
  }

  #fire(timer: Timer): void {
    this.#timers = this.#timers.filter((other) => other !== timer);
    this.time = Math.max(this.time, timer.at);
    timer.wake();
  }
}

/** Until all promises that can settle have settled. */
function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
