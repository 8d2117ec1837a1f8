import { randomUUID } from "node:crypto";
import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { systemClock } from "../retry/clock.js";

const POLL_MS = 25;

/** Times of a lock, ms. */
export interface LockTimes {
  /** A lock that was not touched for so long belongs to a process that died. */
  readonly staleAfter: number;
}

/**
 * Runs `work` while this process holds the lock file. The holder touches the file, so that a lock that nobody touches
 * can be taken over.
 */
export async function withFileLock<Result>(
  path: string,
  work: () => Promise<Result>,
  { staleAfter }: LockTimes,
  signal: AbortSignal,
): Promise<Result> {
  const holder = randomUUID();
  while (!(await created(path, holder))) {
    await breakIfStale(path, staleAfter);
    await systemClock.sleep(POLL_MS * (0.5 + Math.random()), signal);
  }
  const touch = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), staleAfter / 4);
  try {
    return await work();
  } finally {
    clearInterval(touch);
    if ((await readFile(path, "utf8").catch(() => "")) === holder) await rm(path, { force: true });
  }
}

async function created(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Two may find the lock stale at once: whoever breaks it looks again under a lock of its own. */
async function breakIfStale(path: string, staleAfter: number): Promise<void> {
  if (!(await isStale(path, staleAfter))) return;
  const breaking = `${path}.break`;
  if (await created(breaking, "")) {
    try {
      if (await isStale(path, staleAfter)) await rm(path, { force: true });
    } finally {
      await rm(breaking, { force: true });
    }
  } else if (await isStale(breaking, staleAfter)) {
    await rm(breaking, { force: true });
  }
}

async function isStale(path: string, staleAfter: number): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > staleAfter;
  } catch {
    return false; // Gone meanwhile.
  }
}
