import { randomUUID } from "node:crypto";
import { appendFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { DriftEvent } from "../observe/types.js";

/**
 * Writes differences between answers and their document to a file, for `codegen drift`: one line of JSON whenever there
 * is something new about one, and at its 2nd, 4th, 8th … answer. So the file stays small however much is called, and
 * processes may share it. It holds no values but unknown enum values.
 *
 * A file that cannot be written is an error line of the client's logger, and harms no call.
 *
 * @example
 * const github = new GitHub({ onDrift: driftLog("github.drift.jsonl") });
 */
export function driftLog(file: string): (event: DriftEvent) => Promise<void> {
  const run = randomUUID();
  // Lines stay in order, and whole. That the folder cannot be made is told by the first that cannot be written.
  let written: Promise<unknown> = mkdir(dirname(file), { recursive: true }).catch(() => undefined);
  return async ({ message: _message, isNew, ...difference }) => {
    if (!isNew && !isPowerOfTwo(difference.count)) return;
    const line = `${JSON.stringify({ time: new Date().toISOString(), run, ...difference })}\n`;
    const writing = written.catch(() => undefined).then(() => appendFile(file, line));
    written = writing;
    await writing;
  };
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}
