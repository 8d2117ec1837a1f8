import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { MANIFEST } from "../../write/manifest.js";

/** Files of an SDK that its users compile against. */
export const isCode = (path: string): boolean => path.endsWith(".ts") && !path.includes("node_modules/");

/** A folder with a manifest is an SDK. */
export async function isSdkFolder(path: string): Promise<boolean> {
  return (await stat(join(path, MANIFEST)).catch(() => undefined))?.isFile() ?? false;
}

/** The code of an SDK: path → text. Links are not followed. */
export async function readCode(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter(isCode);
  const texts = paths.map(async (path) => [path, await readFile(join(folder, path), "utf8")] as const);
  return new Map(await Promise.all(texts));
}
