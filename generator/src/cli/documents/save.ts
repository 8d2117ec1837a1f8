import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { writeWhole } from "../../write/whole.js";
import type { Layout } from "./layout.js";

/** Puts the files of a document where they belong. */
export async function saveLayout({ document, files }: Layout): Promise<void> {
  for (const [path, { bytes }] of files) await writeWhole(join(dirname(document), path), bytes);
}

/** Lends a copy of a document in a folder of its own, to try it before anything of the user's is touched. */
export async function withCopy<T>({ document, files }: Layout, use: (document: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "sdkwright-"));
  try {
    await saveLayout({ document: join(folder, basename(document)), files, elsewhere: [] });
    return await use(join(folder, basename(document)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
