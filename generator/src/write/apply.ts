import { lstat, mkdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { each } from "./each.js";
import { flushFolder } from "./flush.js";
import { readJournal, type Journal } from "./journal.js";
import { MANIFEST } from "./manifest.js";
import { assertWay } from "./paths.js";
import type { Plan } from "./plan.js";
import { secondName } from "./second-name.js";

/** Folder inside the output that holds files on their way in; it exists only while a run writes. */
export const STAGING = ".codegen-staging";
/** Beside the texts: what is being done, or being undone because the file system refused a part of it. */
const DOING = "journal.json";
const UNDOING = "undo.json";

/**
 * Carries out a plan. All texts are first written to a staging folder; then a journal is put beside them by one rename,
 * which is the moment of decision; then the files are moved into place. A run that dies before the journal leaves the
 * old SDK, one that dies after it is completed by {@link recover} at the next run: never half of each. Where the file
 * system refuses a part of it, the rest is undone.
 */
export async function applyPlan(plan: Plan, manifest: string): Promise<void> {
  const { output } = plan;
  const texts = new Map([...plan.create, ...plan.update, [MANIFEST, manifest]]);
  const staging = join(output, STAGING);
  let journal: Journal;
  try {
    journal = await stage(output, texts, plan.remove);
  } catch (error) {
    await rm(staging, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
  try {
    await complete(output, journal);
  } catch (error) {
    await rename(join(staging, DOING), join(staging, UNDOING));
    await undo(output, journal);
    throw error;
  }
}

/** Gathers all that is needed to do what a journal says, and to undo it, and then the journal. */
async function stage(output: string, texts: ReadonlyMap<string, string>, remove: readonly string[]): Promise<Journal> {
  const staging = join(output, STAGING);
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  const write = [...texts.keys()];
  const create: string[] = [];
  await each(write.entries(), ([index, path]) =>
    writeFile(join(staging, String(index)), texts.get(path)!, { flush: true }),
  );
  await each([...write, ...remove].entries(), async ([index, path]) => {
    const found = await lstat(join(output, path)).catch(() => undefined);
    if (found?.isFile()) await secondName(join(output, path), before(output, index));
    else create.push(path);
  });
  const journal: Journal = { write, remove, create };
  await writeFile(join(staging, "journal.tmp"), JSON.stringify(journal), { flush: true });
  await rename(join(staging, "journal.tmp"), join(staging, DOING));
  await flushFolder(staging);
  return journal;
}

const before = (output: string, index: number): string => join(output, STAGING, `${index}.before`);

/** Finishes a run that died after its decision, and clears what one left that died before it. */
export async function recover(output: string): Promise<"none" | "completed" | "cleared"> {
  const staging = join(output, STAGING);
  const found = await lstat(staging).catch(() => undefined);
  if (!found) return "none";
  const isFolder = found.isDirectory();
  const undoing = isFolder ? await readJournal(join(staging, UNDOING)) : undefined;
  const doing = isFolder && !undoing ? await readJournal(join(staging, DOING)) : undefined;
  const journal = undoing ?? doing;
  if (journal) await assertWay(output, journal);
  if (undoing) await undo(output, undoing);
  else if (doing) await complete(output, doing);
  else await rm(staging, { recursive: true, force: true });
  return doing ? "completed" : "cleared";
}

/** What goes, goes first: a file may take the place of a folder, or of one whose name differs by case only. */
async function complete(output: string, journal: Journal): Promise<void> {
  const staging = join(output, STAGING);
  await each(journal.remove, (path) => rm(join(output, path), { force: true }));
  await removeEmptyFolders(output, journal.remove);
  await makeFolders(output, journal.write);
  // Not there: moved already, by the run that died.
  await each(journal.write.entries(), ([index, path]) => moveIfThere(join(staging, String(index)), join(output, path)));
  await rm(staging, { recursive: true, force: true });
}

async function undo(output: string, { write, remove, create }: Journal): Promise<void> {
  await each(create, async (path) => {
    // It was not made yet where the folder that had to make way for it is still there.
    const found = await lstat(join(output, path)).catch(() => undefined);
    if (found?.isFile()) await rm(join(output, path), { force: true });
  });
  await removeEmptyFolders(output, create);
  const old = [...write, ...remove].map((path) => ({ path, isNew: create.includes(path) }));
  await makeFolders(
    output,
    old.flatMap(({ path, isNew }) => (isNew ? [] : [path])),
  );
  await each(old.entries(), ([index, { path }]) => moveIfThere(before(output, index), join(output, path)));
  await rm(join(output, STAGING), { recursive: true, force: true });
}

async function makeFolders(output: string, paths: readonly string[]): Promise<void> {
  await each(new Set(paths.map((path) => dirname(join(output, path)))), (folder) => mkdir(folder, { recursive: true }));
}

async function moveIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
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
