/** Longest path a file system or archive is sure to take, in bytes. */
const LONGEST = 120;

/** Characters and names that one of the systems on which people check code out does not take. */
const NO_NAME = /[\\<>:"|?*\p{Cc}]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

/** Why a path cannot name a generated file, which is relative, under the root and short; undefined when it can. */
export function pathProblem(path: string): string | undefined {
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".." || /[\\:\0]/.test(part)))
    return "it is not a plain path inside the output folder";
  const bad = parts.find((part) => NO_NAME.test(part));
  if (bad !== undefined) return `${JSON.stringify(bad)} is no name of a file on every system`;
  return Buffer.byteLength(path) > LONGEST ? `it has more than ${LONGEST} bytes` : undefined;
}

/** Equal for paths that are one file where case is folded or Unicode composed. */
export function foldedPath(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

/** The folders on the way to a file, the outermost first. */
export function foldersOf(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, depth) => parts.slice(0, depth + 1).join("/"));
}

/** Paths that are in use, and the folders that they need. */
export class Taken {
  readonly #files = new Map<string, string>();
  readonly #folders = new Map<string, string>();

  constructor(paths: Iterable<string> = []) {
    for (const path of paths) this.add(path);
  }

  /** Takes a path, unless there is one that it cannot be beside: that is returned then. */
  add(path: string): string | undefined {
    const key = foldedPath(path);
    const folders = foldersOf(key);
    const twin = this.#folders.get(key) ?? [key, ...folders].map((one) => this.#files.get(one)).find(Boolean);
    if (twin !== undefined) return twin;
    this.#files.set(key, path);
    for (const one of folders) this.#folders.set(one, path);
    return undefined;
  }
}
