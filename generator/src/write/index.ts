import { lstat, realpath } from "node:fs/promises";
import type { FileSet } from "../emit/file-set.js";
import { StopError, type Diagnostic } from "../report/diagnostic.js";
import { fileSystemError } from "../report/file-system.js";
import { applyPlan, recover } from "./apply.js";
import { formatFiles, type Formatted } from "./format.js";
import { withLock } from "./lock.js";
import { fileHash, MANIFEST, manifestText, ownedPaths, readManifest, type Manifest } from "./manifest.js";
import { assertPaths, assertWay, isInside } from "./paths.js";
import { planWrite, type Plan } from "./plan.js";
import { isOursAlone, recoverSwap, swap } from "./swap.js";

export type { Detected, Manifest } from "./manifest.js";
export { formatFiles, Formatted } from "./format.js";
export { writeNamesFile } from "./names-file.js";
export type { Plan } from "./plan.js";

/** What was, or with `dryRun` would be, done to the output folder. */
export interface Written {
  /** Paths of files that were not there. */
  readonly created: readonly string[];
  /** Paths of files whose text changed. */
  readonly updated: readonly string[];
  /** Paths of files that are no longer generated. */
  readonly removed: readonly string[];
  /** How many files stayed as they were. */
  readonly unchanged: number;
  /** Two branches were being merged, and the marks of it stood in the manifest. */
  readonly merged?: true;
  /** The file that keeps names, when it differs. */
  readonly names?: string;
}

/**
 * Makes a folder hold exactly a file set, touching only what differs. Files that the last manifest does not own, or that
 * somebody edited, stop the run before anything is written; `force` takes them over.
 *
 * @throws StopError with `write/foreign-file`, `write/edited-file`, `write/link-in-output`, `write/manifest-unreadable`, `write/busy`, `write/kept-aside`, `write/refused`.
 */
export async function write(input: Writing): Promise<Written> {
  try {
    return await compareAndWrite(input);
  } catch (error) {
    throw fileSystemError(error, { also: "ENOENT", unnamed: input.output }) ?? error;
  }
}

interface Writing {
  readonly files: FileSet;
  readonly output: string;
  readonly about: Omit<Manifest, "manifest" | "files">;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  /** Texts that a run before had formatted. */
  readonly formatted?: Formatted;
}

async function compareAndWrite(input: Writing): Promise<Written> {
  assertPaths(input.files);
  const files = await formatFiles(input.files, input.formatted);
  const output = await realOutput(input.output);
  if (input.dryRun) return (await prepare({ ...input, output, files })).written;
  return withLock(output, async () => {
    await recoverSwap(output);
    await recover(output);
    const { plan, written, manifest, owned } = await prepare({ ...input, output, files });
    if (changes(written) > 0 && !(await replace(plan, files, manifest, owned))) await applyPlan(plan, manifest);
    return written;
  });
}

/** Compares, and refuses what may not be written. */
async function prepare(
  input: Writing,
): Promise<{ plan: Plan; written: Written; manifest: string; owned: ReadonlySet<string> }> {
  const { output, files, about, force = false } = input;
  const old = await readManifest(output, force && !input.dryRun);
  const ours = old ? ownedPaths(old) : new Set<string>();
  const gone = goneFrom(ours, files);
  await assertWay(output, { write: [...files.keys(), MANIFEST], remove: gone });
  const plan = await planWrite({ files, output, manifest: old, gone, force });
  if (plan.conflicts.length > 0) throw new StopError(plan.conflicts);
  const manifest = manifestText({
    manifest: 1,
    ...about,
    files: Object.fromEntries([...files].map(([path, text]) => [path, fileHash(text)])),
  });
  const owned = new Set([...ours, ...files.keys(), MANIFEST]);
  const written = summary(plan, old && manifestText(old), manifest);
  return { plan, manifest, owned, written: old?.theirs ? { ...written, merged: true } : written };
}

/** What a run with these files, as they are formatted, would refuse to replace: files that somebody edited, or that are not ours. */
export async function conflictsWith(output: string, files: FileSet): Promise<readonly Diagnostic[]> {
  const manifest = await readManifest(output);
  const gone = goneFrom(manifest ? ownedPaths(manifest) : new Set(), files);
  return (await planWrite({ files, output, manifest, gone, force: false })).conflicts;
}

/** Paths of ours that are no longer generated. */
function goneFrom(ours: ReadonlySet<string>, files: FileSet): string[] {
  return [...ours].filter((path) => !files.has(path) && isInside(path)).toSorted();
}

/** Puts a new folder in the place of the old one, where that harms nobody. */
async function replace(plan: Plan, files: FileSet, manifest: string, owned: ReadonlySet<string>): Promise<boolean> {
  if (!(await isOursAlone(plan.output, owned))) return false;
  const next = new Map<string, string | undefined>([[MANIFEST, manifest]]);
  for (const path of files.keys()) next.set(path, plan.create.get(path) ?? plan.update.get(path));
  return swap(plan.output, next, owned);
}

/** An output folder may be a link; what it leads to is what is written. */
async function realOutput(output: string): Promise<string> {
  const found = await realpath(output).catch(() => undefined);
  if (found === undefined && (await lstat(output).catch(() => undefined))) throw leadsNowhere(output);
  return found ?? output;
}

function leadsNowhere(output: string): StopError {
  return new StopError([
    {
      code: "write/link-in-output",
      severity: "stop",
      message: `${output} is a symbolic link that leads nowhere.`,
      place: { file: output, line: 1, column: 1 },
      fix: "Make the folder that it leads to, or remove the link.",
    },
  ]);
}

/** How many files differ. */
export function changes(written: Written): number {
  return written.created.length + written.updated.length + written.removed.length + (written.names ? 1 : 0);
}

/** The manifest is a file like the others, but for whose it is. */
function summary(plan: Plan, oldManifest: string | undefined, manifest: string): Written {
  const created = [...plan.create.keys()];
  const updated = [...plan.update.keys()];
  if (oldManifest === undefined) created.push(MANIFEST);
  else if (oldManifest !== manifest) updated.push(MANIFEST);
  return { created, updated, removed: plan.remove, unchanged: plan.unchanged };
}
