import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a file so that whoever reads it sees the old text or the new one, whatever happens. What could be read by its
 * owner alone stays so.
 */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const next = `${file}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`;
  const mode = (await stat(file).catch(() => undefined))?.mode;
  try {
    await writeFile(next, content, { flush: true, ...(mode !== undefined && { mode: mode & 0o777 }) });
    await rename(next, file);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
}
