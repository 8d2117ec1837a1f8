import { readFile } from "node:fs/promises";
import { plainText } from "./manifest.js";
import { writeWhole } from "./whole.js";

/** Writes the file that keeps names, unless it says the same already. @returns whether it differed */
export async function writeNamesFile(file: string, text: string, dryRun: boolean): Promise<boolean> {
  const old = await readFile(file, "utf8").catch(() => undefined);
  if (old !== undefined && plainText(old) === text) return false;
  if (!dryRun) await writeWhole(file, text);
  return true;
}
