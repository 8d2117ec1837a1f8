import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes the file that keeps names, unless it says the same already. @returns whether it differed */
export async function writeNamesFile(file: string, text: string, dryRun: boolean): Promise<boolean> {
  const old = await readFile(file, "utf8").catch(() => undefined);
  if (old?.replaceAll("\r\n", "\n") === text) return false;
  if (dryRun) return true;
  const temporary = `${file}.${process.pid}.tmp`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(temporary, text);
  await rename(temporary, file);
  return true;
}
