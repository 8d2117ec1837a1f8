import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { flushFolder } from "./flush.js";
import { MANIFEST } from "./manifest.js";
import type { Plan } from "./plan.js";

/** Folder inside the output that holds files on their way in; it exists only while a run writes. */
export const STAGING = ".codegen-staging";
const JOURNAL = "journal.json";

interface Journal {
  readonly write: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Carries out a plan. All texts are first written to a staging folder; then a journal is put beside them by one rename,
 * which is the moment of decision; then the files are moved into place. A run that dies before the journal leaves the
 * old SDK, one that dies after it is completed by {@link recover} at the next run: never half of each.
 */
export async function applyPlan(plan: Plan, manifest: string): Promise<void> {
  const { output } = plan;
  const staging = join(output, STAGING);
  const texts = new Map([...plan.create, ...plan.update]);
  texts.set(MANIFEST, manifest);
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  const write = [...texts.keys()];
  await Promise.all(
    write.map((path, index) => writeFile(join(staging, String(index)), texts.get(path)!, { flush: true })),
  );
  const journal: Journal = { write, remove: plan.remove };
  await writeFile(join(staging, "journal.tmp"), JSON.stringify(journal), { flush: true });
  await rename(join(staging, "journal.tmp"), join(staging, JOURNAL));
  await flushFolder(staging);
  await complete(output, journal);
}

/** Finishes a run that died after its decision, and clears what one left that died before it. */
export async function recover(output: string): Promise<"none" | "completed" | "cleared"> {
  const staging = join(output, STAGING);
  let text: string;
  try {
    text = await readFile(join(staging, JOURNAL), "utf8");
  } catch {
    const left = await readdir(staging).catch(() => undefined);
    if (left === undefined) return "none";
    await rm(staging, { recursive: true, force: true });
    return "cleared";
  }
  await complete(output, JSON.parse(text) as Journal);
  return "completed";
}

async function complete(output: string, journal: Journal): Promise<void> {
  const staging = join(output, STAGING);
  const folders = new Set(journal.write.map((path) => dirname(join(output, path))));
  await Promise.all([...folders].map((folder) => mkdir(folder, { recursive: true })));
  await Promise.all(
    journal.write.map((path, index) =>
      rename(join(staging, String(index)), join(output, path)).catch((error: NodeJS.ErrnoException) => {
        // Moved already, by the run that died.
        if (error.code !== "ENOENT") throw error;
      }),
    ),
  );
  await Promise.all(journal.remove.map((path) => rm(join(output, path), { force: true })));
  await removeEmptyFolders(output, journal.remove);
  await rm(staging, { recursive: true, force: true });
}

async function removeEmptyFolders(output: string, removed: readonly string[]): Promise<void> {
  const folders = new Set<string>();
  for (const path of removed)
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) folders.add(folder);
  const deepestFirst = [...folders].toSorted((a, b) => b.length - a.length);
  for (const folder of deepestFirst) {
    // Not empty means that somebody else's file lives there: it stays.
    await rmdir(join(output, folder)).catch(() => {});
  }
}
