import { onAbort } from "./abort.js";

/** Time and chance, passed in so that tests own them. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
}

/** `setTimeout` fires at once when it is asked for more, ms. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** The clock of the machine. */
export const systemClock: Clock = {
  now: Date.now,
  random: Math.random,
  sleep(ms, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer = setTimeout(
        () => {
          forget?.();
          resolve();
        },
        Math.min(ms, LONGEST_TIMER),
      );
      const forget =
        signal &&
        onAbort(signal, () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
    });
  },
};

/** Never runs backwards, as the clock of a machine may: nobody waits for an hour that comes twice. */
export const steadyClock: Clock = { ...systemClock, now: () => performance.timeOrigin + performance.now() };
