import type { Stats } from "node:fs";
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import type { FileSet } from "../emit/file-set.js";
import { foldersOf, pathProblem, Taken } from "../files/path.js";
import { type Diagnostic, StopError } from "../report/diagnostic.js";
import { each } from "./each.js";

/**
 * Holds the promise that every path is relative, under the root, short, and unlike every other on file systems that
 * fold case or compose Unicode. Names come from a hostile document; that they are safe is our duty, so a breach is a bug.
 */
export function assertPaths(files: FileSet): void {
  const taken = new Taken();
  for (const path of files.keys()) {
    const problem = pathProblem(path);
    if (problem !== undefined) throw new Error(`generated path ${JSON.stringify(path)} is not safe: ${problem}`);
    const twin = taken.add(path);
    if (twin !== undefined) throw new Error(`generated paths fall together: ${twin}, ${path}`);
  }
}

/** A manifest or a journal may have been tampered with: whether a path that one names is in the folder. */
export function isInside(path: string): boolean {
  return (
    !path.startsWith("/") &&
    !/[\\:\0]/.test(path) &&
    path.split("/").every((part) => part !== ".." && part !== "" && part !== ".")
  );
}

/**
 * Refuses an output folder in which a link would lead a generated file elsewhere, or in which a file stands where a
 * folder has to be, or a folder where a file has to be.
 *
 * @throws StopError with `write/link-in-output` and `write/foreign-file`.
 */
export async function assertWay(
  output: string,
  { write, remove }: { readonly write: readonly string[]; readonly remove: readonly string[] },
): Promise<void> {
  const going = new Set([...remove, ...remove.flatMap(foldersOf)]);
  const folders = new Set(write.flatMap(foldersOf));
  const found: Diagnostic[] = [];
  await each(new Set([...write, ...folders, ...going]), async (path) => {
    const stats = await lstat(join(output, path)).catch(() => undefined);
    if (stats?.isSymbolicLink()) found.push(isLink(output, path));
    else if (!stats || going.has(path)) return;
    else if (folders.has(path) ? !stats.isDirectory() : !stats.isFile()) found.push(isOther(output, path, stats));
  });
  if (found.length > 0) throw new StopError(found.toSorted((a, b) => (a.message < b.message ? -1 : 1)));
}

function isLink(output: string, path: string): Diagnostic {
  return {
    code: "write/link-in-output",
    severity: "stop",
    message: `${path} in the output folder is a symbolic link; generated files are not written through links.`,
    place: { file: join(output, path), line: 1, column: 1 },
    fix: "Remove the link, or choose another output folder.",
  };
}

function isOther(output: string, path: string, stats: Stats): Diagnostic {
  const [is, wanted] = stats.isDirectory() ? ["a folder", "a file"] : ["no folder", "a folder"];
  return {
    code: "write/foreign-file",
    severity: "stop",
    message: `${path} in the output folder is ${is}, and ${wanted} of that name is generated.`,
    place: { file: join(output, path), line: 1, column: 1 },
    fix: "Move it, or choose another output folder.",
  };
}
