import { renameSync } from "node:fs";
import { chmod, lstat, mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { StopError } from "../report/diagnostic.js";
import { each } from "./each.js";
import { flushFolder } from "./flush.js";
import { MANIFEST, ownedPaths, readManifest } from "./manifest.js";
import { secondName } from "./second-name.js";

/*
 * The new SDK is built beside the old one, whole, and takes its place by renaming folders. What stands at the output is
 * the old SDK or the new one at every moment but one: between two renames, which nothing but the death of the process
 * comes between, both stand beside it, and the next run puts the new one there.
 */

/** Beside the output: the SDK in the making, the one that is complete, and the one that it replaced. */
const beside = (output: string, what: "making" | "new" | "old"): string =>
  join(dirname(output), `.${basename(output)}.codegen-${what}`);

/** Whether an output folder may be replaced as a whole: nothing in it is anybody else's, and no shell stands in it. */
export async function isOursAlone(output: string, ours: ReadonlySet<string>): Promise<boolean> {
  const toHere = relative(output, process.cwd());
  const holdsUs = toHere === "" || !(toHere.startsWith("..") || isAbsolute(toHere));
  return !holdsUs && (await foreignPaths(output, ours)).length === 0;
}

/** What is in a folder and is not among our files; folders without a file of ours stand for all that is in them. */
async function foreignPaths(output: string, ours: ReadonlySet<string>): Promise<string[]> {
  const folders = new Set<string>();
  for (const path of ours)
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) folders.add(folder);
  const visit = async (folder: string): Promise<string[]> => {
    const entries = await readdir(join(output, folder), { withFileTypes: true }).catch(() => []);
    const found = entries.map(async (entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && folders.has(path)) return visit(path);
      return entry.isFile() && ours.has(path) ? [] : [path];
    });
    return (await Promise.all(found)).flat();
  };
  return visit("");
}

/**
 * Replaces the output folder by one with these files: path → text, or undefined for what stays as it is. False when the
 * file system does not let folders be made or renamed there; nothing has happened then. `ours`: paths of the old files.
 */
export async function swap(
  output: string,
  files: ReadonlyMap<string, string | undefined>,
  ours: ReadonlySet<string>,
): Promise<boolean> {
  const making = beside(output, "making");
  try {
    // Where there was none, there is nothing to lose.
    const flush = await exists(output);
    await build(making, output, files, flush);
    await rename(making, beside(output, "new"));
  } catch (error) {
    await rm(making, { recursive: true, force: true }).catch(() => {});
    if (isRefusal(error)) return false;
    throw error;
  }
  try {
    exchange(output);
  } catch (error) {
    await recoverSwap(output);
    if (isRefusal(error)) return false;
    throw error;
  }
  // Until then, the old SDK is what a disk that loses its power would still have.
  await flushFolder(dirname(output));
  await discard(beside(output, "old"), output, ours);
  return true;
}

/** Removes the folder that was replaced. What somebody put into it at the last moment goes to where it was meant to be. */
async function discard(old: string, output: string, ours: ReadonlySet<string>): Promise<void> {
  for (const path of await foreignPaths(old, ours)) {
    if (!(await isFree(output, path))) throw keptAside(join(old, path), path);
    await mkdir(dirname(join(output, path)), { recursive: true });
    await rename(join(old, path), join(output, path));
  }
  await rm(old, { recursive: true, force: true });
}

/** Whether a file can be put there: nothing has its name, and no link leads elsewhere on the way. */
async function isFree(output: string, path: string): Promise<boolean> {
  const kindAt = (at: string) => lstat(join(output, at)).catch(() => undefined);
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    const found = await kindAt(folder);
    if (found && !found.isDirectory()) return false;
  }
  return (await kindAt(path)) === undefined;
}

function keptAside(file: string, path: string): StopError {
  return new StopError([
    {
      code: "write/kept-aside",
      severity: "stop",
      message: `${file} came into the output folder while it was replaced, and something else has the name ${path} now.`,
      place: { file, line: 1, column: 1 },
      fix: "Move it to where it belongs, and run again.",
    },
  ]);
}

/** Finishes or undoes what a run left that died. */
export async function recoverSwap(output: string): Promise<"none" | "completed" | "cleared"> {
  const [making, next, old] = (["making", "new", "old"] as const).map((what) => beside(output, what));
  const [isThere, hasMaking, hasNext, hasOld] = await Promise.all([output, making!, next!, old!].map(exists));
  if (!isThere && hasNext) await rename(next!, output);
  else if (!isThere && hasOld) await rename(old!, output);
  if (hasOld && (isThere || hasNext)) {
    // Without its manifest it was being removed, which begins when nothing of others is left in it.
    const manifest = await readManifest(old!).catch(() => undefined);
    if (manifest) await discard(old!, output, ownedPaths(manifest).add(MANIFEST));
  }
  await Promise.all([making!, next!, old!].map((folder) => rm(folder, { recursive: true, force: true })));
  return !isThere && hasNext ? "completed" : hasMaking || hasNext || hasOld ? "cleared" : "none";
}

async function build(
  folder: string,
  output: string,
  files: ReadonlyMap<string, string | undefined>,
  flush: boolean,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const folders = new Set([...files.keys()].map((path) => dirname(join(folder, path))));
  await mkdir(folder, { recursive: true });
  await each(folders, (one) => mkdir(one, { recursive: true }));
  await each(files, ([path, text]) =>
    text === undefined
      ? secondName(join(output, path), join(folder, path))
      : writeFile(join(folder, path), text, { flush }),
  );
  if (flush) await each(folders, flushFolder);
  const mode = (await stat(output).catch(() => undefined))?.mode;
  if (mode !== undefined) await chmod(folder, mode & 0o7777);
}

/** Two renames in one breath: no signal handler and no other work of this process comes between them. */
function exchange(output: string): void {
  try {
    renameSync(output, beside(output, "old"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  renameSync(beside(output, "new"), output);
}

function isRefusal(error: unknown): boolean {
  return ["EACCES", "EPERM", "EROFS", "EBUSY", "EXDEV", "ENOTEMPTY"].includes(
    (error as NodeJS.ErrnoException).code ?? "",
  );
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
