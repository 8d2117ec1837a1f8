import { copyFile, link } from "node:fs/promises";

/** The same file under a second name, so that its time of change stays; a copy where that is not possible. */
export async function secondName(file: string, name: string): Promise<void> {
  await link(file, name).catch(() => copyFile(file, name));
}
