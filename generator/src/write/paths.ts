import { lstat } from "node:fs/promises";
import { join } from "node:path";
import type { FileSet } from "../emit/file-set.js";
import { foldedPath, pathProblem } from "../files/path.js";
import { StopError } from "../report/diagnostic.js";

/**
 * Holds the promise that every path is relative, under the root, short, and unlike every other on file systems that
 * fold case or compose Unicode. Names come from a hostile document; that they are safe is our duty, so a breach is a bug.
 */
export function assertPaths(files: FileSet): void {
  const folded = new Map<string, string>();
  for (const path of files.keys()) {
    const problem = pathProblem(path);
    if (problem !== undefined) throw new Error(`generated path ${JSON.stringify(path)} is not safe: ${problem}`);
    const key = foldedPath(path);
    const twin = folded.get(key);
    if (twin !== undefined) throw new Error(`generated paths fall together: ${twin}, ${path}`);
    folded.set(key, path);
  }
}

/** Refuses an output folder in which a link would lead a generated file elsewhere. */
export async function assertNoLinks(output: string, paths: Iterable<string>): Promise<void> {
  const folders = new Set<string>();
  for (const path of paths) {
    const parts = path.split("/");
    for (let depth = 1; depth <= parts.length; depth++) folders.add(parts.slice(0, depth).join("/"));
  }
  await Promise.all(
    [...folders].map(async (folder) => {
      const found = await lstat(join(output, folder)).catch(() => undefined);
      if (found?.isSymbolicLink())
        throw new StopError([
          {
            code: "write/link-in-output",
            severity: "stop",
            message: `${folder} in the output folder is a symbolic link; generated files are not written through links.`,
            place: { file: join(output, folder), line: 1, column: 1 },
            fix: "Remove the link, or choose another output folder.",
          },
        ]);
    }),
  );
}
