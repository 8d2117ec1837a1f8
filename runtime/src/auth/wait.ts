import { onAbort } from "../retry/abort.js";

/** Waits for work that others may wait for too: an abort ends this wait, not the work. */
export function abortable<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const forget = onAbort(signal, () => reject(signal.reason));
    // Also when it is too late: a failure that nobody listens to would end the process.
    work.then(resolve, reject).finally(forget);
    if (signal.aborted) reject(signal.reason);
  });
}

/** Waits at most `ms`; what `late` makes is thrown after that. The work itself is not ended. */
export function bounded<Result>(work: Promise<Result>, ms: number, late: () => Error): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
