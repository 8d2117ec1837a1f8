import type { FileSet } from "../emit/file-set.js";
import { StopError } from "../report/diagnostic.js";
import { applyPlan, recover } from "./apply.js";
import { formatFiles } from "./format.js";
import { fileHash, MANIFEST, manifestText, readManifest, type Manifest } from "./manifest.js";
import { assertNoLinks, assertPaths } from "./paths.js";
import { planWrite, type Plan } from "./plan.js";

export type { Detected, Manifest } from "./manifest.js";
export { formatFiles } from "./format.js";
export type { Plan } from "./plan.js";

/** What was, or with `dryRun` would be, done to the output folder. */
export interface Written {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/**
 * Makes a folder hold exactly a file set, touching only what differs. Files that the last manifest does not own, or that
 * somebody edited, stop the run before anything is written; `force` takes them over.
 *
 * @throws StopError with `write/foreign-file`, `write/edited-file`, `write/link-in-output`, `write/manifest-unreadable`.
 */
export async function write(input: {
  readonly files: FileSet;
  readonly output: string;
  readonly about: Omit<Manifest, "manifest" | "files">;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}): Promise<Written> {
  const { output, force = false, dryRun = false } = input;
  assertPaths(input.files);
  if (!dryRun) await recover(output);
  const files = await formatFiles(input.files);
  await assertNoLinks(output, files.keys());
  const old = await readManifest(output);
  const plan = await planWrite({ files, output, manifest: old, force });
  if (plan.conflicts.length > 0) throw new StopError(plan.conflicts);
  const manifest = manifestText({
    manifest: 1,
    ...input.about,
    files: Object.fromEntries([...files].map(([path, text]) => [path, fileHash(text)])),
  });
  const written = summary(plan, old && manifestText(old), manifest);
  if (!dryRun && changes(written) > 0) await applyPlan(plan, manifest);
  return written;
}

/** How many files differ. */
export function changes(written: Written): number {
  return written.created.length + written.updated.length + written.removed.length;
}

/** The manifest is a file like the others, but for whose it is. */
function summary(plan: Plan, oldManifest: string | undefined, manifest: string): Written {
  const created = [...plan.create.keys()];
  const updated = [...plan.update.keys()];
  if (oldManifest === undefined) created.push(MANIFEST);
  else if (oldManifest !== manifest) updated.push(MANIFEST);
  return { created, updated, removed: plan.remove, unchanged: plan.unchanged };
}
