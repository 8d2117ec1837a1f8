import { lstat, readFile } from "node:fs/promises";
import { isInside } from "./paths.js";

/** What is to happen in an output folder, written down before it does. */
export interface Journal {
  /** Paths of files whose new texts are in the staging folder, under their index here. */
  readonly write: readonly string[];
  readonly remove: readonly string[];
  /** Those of them that were not there before. */
  readonly create: readonly string[];
}

/**
 * A journal that a run left; undefined when there is none. It is a file like others and may have been put there by
 * somebody else, with a cloned repository: one that is not whole, or leads out of the folder, is as if there were none.
 */
export async function readJournal(file: string): Promise<Journal | undefined> {
  const found = await lstat(file).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  try {
    const value: unknown = JSON.parse(await readFile(file, "utf8"));
    return isJournal(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isJournal(value: unknown): value is Journal {
  if (typeof value !== "object" || value === null) return false;
  const lists = new Map<string, unknown>(Object.entries(value));
  return ["write", "remove", "create"].every((name) => {
    const list = lists.get(name);
    return Array.isArray(list) && list.every((path) => typeof path === "string" && isInside(path));
  });
}
