import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { link, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StopError } from "../report/diagnostic.js";

/** Milliseconds that a run waits for another one on the same folder. */
const PATIENCE = 60_000;
const PAUSE = 50;
/** Milliseconds after which a lock surely has its text. */
const WRITTEN_BY = 2_000;

/**
 * Runs something while no other run writes to the same output folder. The lock of a process that died is taken over.
 *
 * @throws StopError with `write/busy` when the other run does not end.
 */
export async function withLock<T>(output: string, run: () => Promise<T>, patience = PATIENCE): Promise<T> {
  const file = await take(output, patience);
  try {
    return await run();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(output: string, patience: number): Promise<string> {
  let file = join(dirname(output), `.${basename(output)}.codegen-lock`);
  await mkdir(dirname(file), { recursive: true });
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      const handle = await open(file, "wx");
      await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() }));
      await handle.close();
      return file;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Nothing may be made beside the output, but perhaps in it.
      if ((code === "EACCES" || code === "EPERM" || code === "EROFS") && dirname(file) !== output && existsSync(output))
        file = join(output, ".codegen-lock");
      else if (code !== "EEXIST") throw error;
    }
    const holder = await readFile(file, "utf8").catch(() => "");
    if (holder === "" ? await isOld(file) : await isDead(holder, file)) await takeAway(file, holder);
    else if (Date.now() > deadline) throw busy(file, output);
    else await sleep(PAUSE);
  }
}

/** A lock that is empty is being written; a while later, its process has died over it. */
async function isOld(file: string): Promise<boolean> {
  return Date.now() - (await changedAt(file)) > WRITTEN_BY;
}

/** Milliseconds since 1970. Of a file that is gone, a time that is yet to come. */
async function changedAt(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.mtimeMs ?? Infinity;
}

/** A lock of another machine cannot be judged. */
async function isDead(holder: string, file: string): Promise<boolean> {
  try {
    const { pid, host } = JSON.parse(holder) as { pid: number; host: string };
    if (host !== hostname()) return false;
    // In a container every run has the same number: what is older than this process is not its own.
    if (pid === process.pid) return (await changedAt(file)) < Date.now() - process.uptime() * 1000;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/** By renaming, which only one of several runs can; what turns out to be somebody's new lock is given back. */
async function takeAway(file: string, holder: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, "utf8")) !== holder) await link(aside, file).catch(() => {});
    await rm(aside, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

function busy(file: string, output: string): StopError {
  return new StopError([
    {
      code: "write/busy",
      severity: "stop",
      message: `Another run writes to ${output} and does not end.`,
      place: { file, line: 1, column: 1 },
      fix: "Wait for it, or remove this lock file if no run is left.",
    },
  ]);
}
