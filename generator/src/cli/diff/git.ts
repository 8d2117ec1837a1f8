import { execFile } from "node:child_process";
import { posix } from "node:path";
import { StopError } from "../../report/diagnostic.js";

/** Most files that are read of one revision. */
const MOST_FILES = 20_000;
const MOST_BYTES = 1 << 28;
/** Milliseconds that one call of git may take. */
const TIMEOUT = 60_000;

/** A path in a revision of a repository: `HEAD~1:specs/pets.yaml`. */
export interface Revision {
  /** As it was given. */
  readonly name: string;
  readonly rev: string;
  readonly path: string;
}

/** What an input says, if it has the form of a revision and is no address and no path of Windows. */
export function revisionOf(input: string): Revision | undefined {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(input) || /^[a-z]:[\\/]/i.test(input)) return undefined;
  const colon = input.indexOf(":");
  return colon < 1 ? undefined : { name: input, rev: input.slice(0, colon), path: input.slice(colon + 1) };
}

export interface InCommit {
  /** From the root of the repository. */
  readonly path: string;
  readonly kind: "blob" | "tree";
}

/** One commit of the repository that a folder is in. */
export class GitCommit {
  private constructor(
    readonly folder: string,
    readonly hash: string,
    /** Where the folder is in the repository: `specs/`, or nothing. */
    readonly prefix: string,
  ) {}

  /** @throws StopError with `cli/bad-revision`, `cli/unknown-revision`, `cli/no-git`. */
  static async open(folder: string, rev: string): Promise<GitCommit> {
    // Whatever git would take for an option, a range or several words is no name of a commit.
    if (!/^[^\s:-][^\s:]*$/.test(rev) || rev.includes(".."))
      throw stop("cli/bad-revision", `\`${rev}\` is no name of a commit.`, "Write it as in `HEAD~1:openapi.yaml`.");
    const prefix = await git(folder, ["rev-parse", "--show-prefix"]).catch(noRepository);
    const found = await git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${rev}^{commit}`]).catch(
      () => {
        const fix = "Check the name; in CI, fetch the history (`fetch-depth: 0`).";
        throw stop("cli/unknown-revision", `The repository has no commit \`${rev}\`.`, fix);
      },
    );
    return new GitCommit(folder, found.toString().trim(), prefix.toString().trim());
  }

  /** The path of a file or folder in this commit, from the root or from the folder. Undefined: it is not there. */
  async find(path: string): Promise<InCommit | undefined> {
    return (await this.#at(path)) ?? this.findHere(path);
  }

  /** The same, from the folder only. */
  findHere(path: string): Promise<InCommit | undefined> {
    return this.#at(posix.join(this.prefix, path));
  }

  async #at(path: string): Promise<InCommit | undefined> {
    const clean = posix.normalize(path).replace(/\/$/, "");
    if (clean.startsWith("../") || clean === ".." || clean.startsWith("/")) return undefined;
    const at = clean === "." ? "" : clean;
    const kind = await git(this.folder, ["cat-file", "-t", `${this.hash}:${at}`]).catch(() => undefined);
    const word = kind?.toString().trim();
    return word === "blob" || word === "tree" ? { path: at, kind: word } : undefined;
  }

  read(path: string): Promise<Buffer> {
    return git(this.folder, ["cat-file", "blob", `${this.hash}:${path}`]);
  }

  /** Files below a folder, by their paths in it. */
  async list(path: string): Promise<readonly string[]> {
    const text = await git(this.folder, ["ls-tree", "-r", "-z", "--name-only", `${this.hash}:${path}`]);
    return text.toString().split("\0").filter(Boolean).slice(0, MOST_FILES);
  }

  /** Texts of the files below a folder that are wanted. */
  async readAll(path: string, wanted: (file: string) => boolean): Promise<ReadonlyMap<string, string>> {
    const files = (await this.list(path)).filter(wanted);
    const texts = new Map<string, string>();
    const work = async (): Promise<void> => {
      for (let file = files.pop(); file !== undefined; file = files.pop())
        texts.set(file, (await this.read(posix.join(path, file))).toString());
    };
    await Promise.all(Array.from({ length: 4 }, work));
    return texts;
  }
}

function git(folder: string, args: readonly string[]): Promise<Buffer> {
  return new Promise((done, fail) => {
    const options = { cwd: folder, encoding: "buffer", maxBuffer: MOST_BYTES, timeout: TIMEOUT } as const;
    execFile("git", args, options, (error, stdout) => (error ? fail(error) : done(stdout)));
  });
}

function noRepository(error: NodeJS.ErrnoException): never {
  const missing = error.code === "ENOENT";
  throw stop(
    "cli/no-git",
    missing ? "git is not installed." : "This folder is in no git repository.",
    "Run it inside a repository; `codegen diff` also takes two documents.",
  );
}

function stop(code: string, message: string, fix: string): StopError {
  return new StopError([{ code, severity: "stop", message, fix }]);
}
