import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { StopError, type Diagnostic, type Place } from "../../report/diagnostic.js";
import type { GitCommit, Revision } from "./git.js";

/** Most files that one document may refer to. */
const MOST = 2_000;

/** A document of a commit with the files it refers to, outside the working tree. */
export interface Checkout {
  readonly folder: string;
  readonly file: string;
  /** A place in the words of whoever named the revision. */
  place(place: Place): Place;
  remove(): Promise<void>;
}

/** Puts a document of a commit into a folder of its own, and every file of the commit that it leads to. */
export async function checkOut(commit: GitCommit, { rev }: Revision, main: string): Promise<Checkout> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "sdkwright-")));
  const seen = new Set([main]);
  const waiting = [main];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const bytes = await commit.read(path);
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
    for (const target of filesIn(bytes.toString(), path)) {
      if (seen.has(target) || seen.size >= MOST) continue;
      seen.add(target);
      // A reference that leads nowhere is told by whoever follows it.
      if ((await commit.find(target))?.kind === "blob") waiting.push(target);
    }
  }
  return {
    folder,
    file: join(folder, main),
    place: (place) => ({ ...place, file: named(place.file, folder, rev) }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Files that a document's references name, by their paths in the repository. */
function filesIn(text: string, from: string): string[] {
  const names = [...text.matchAll(/\$ref["']?\s*:\s*["']?([^"'\s#,}]+)/g)].map(([, name]) => name ?? "");
  return names
    .filter((name) => name !== "" && !/^([a-z][a-z\d+.-]*:|\/)/i.test(name))
    .map((name) => posix.normalize(posix.join(posix.dirname(from), decoded(name))))
    .filter((path) => !path.startsWith("../"));
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Diagnostics about a checkout, as the user knows its files. */
export function renamed(error: unknown, { folder }: Checkout, { rev }: Revision): unknown {
  if (!(error instanceof StopError)) return error;
  const text = (value: string): string => named(value, folder, rev);
  return new StopError(
    error.diagnostics.map((one): Diagnostic => {
      const { place, frame, fix, ...rest } = one;
      return {
        ...rest,
        message: text(one.message),
        ...(place && { place: { ...place, file: text(place.file) } }),
        ...(frame !== undefined && { frame }),
        fix: text(fix),
      };
    }),
  );
}

const named = (text: string, folder: string, rev: string): string => text.replaceAll(`${folder}/`, `${rev}:`);
