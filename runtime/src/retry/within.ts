import type { Clock } from "./clock.js";

/** How long something may take. */
export interface Bound {
  readonly clock: Clock;
  /** Milliseconds. */
  readonly timeout: number;
}

/**
 * The result of work that others do, such as a store in the network, or an error that says how long it was waited for.
 * The work itself goes on: nobody can take it back.
 */
export async function within<Result>(work: Result | Promise<Result>, bound: Bound): Promise<Result> {
  const timer = new AbortController();
  try {
    return await Promise.race([work, tooLate(bound, timer.signal)]);
  } finally {
    timer.abort();
  }
}

async function tooLate({ clock, timeout }: Bound, signal: AbortSignal): Promise<never> {
  await clock.sleep(timeout, signal);
  throw new Error(`no answer within ${timeout} ms`);
}
