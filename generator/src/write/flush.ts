import { open } from "node:fs/promises";

/** Brings the entries of a folder to the disk, so that what is renamed in it stays so when the power fails. */
export async function flushFolder(folder: string): Promise<void> {
  // Not every system lets folders be opened or flushed; then its own journal decides.
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
