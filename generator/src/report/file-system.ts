import { StopError } from "./diagnostic.js";

/** What the file system says when it is the user, not Sdkwright, who can mend it. */
const REASONS: { readonly [code: string]: readonly [what: string, fix: string] } = {
  EACCES: ["you may not write or read there", "Check the permissions of the folder and of what is in it."],
  EPERM: ["the system does not permit it", "Check the permissions of the folder and of what is in it."],
  EROFS: ["it is on a file system that is read-only", "Choose a folder that can be written to."],
  ENOTDIR: ["a part of the path is a file, not a folder", "Choose another path, or move that file away."],
  EISDIR: ["it is a folder, not a file", "Choose another path."],
  ENAMETOOLONG: ["the path is longer than the system allows", "Choose a shorter path."],
  ENOSPC: ["the disk is full", "Free some space."],
  EDQUOT: ["the quota of the disk is used up", "Free some space."],
  EMFILE: ["too many files are open", "Raise the limit of open files (`ulimit -n`)."],
  ENFILE: ["too many files are open on this machine", "Close some programs."],
  EBUSY: ["another program holds it", "Close what uses it, and run the command again."],
  EIO: ["the disk does not answer as it should", "Check the disk."],
};

const NOWHERE = new StopError([
  {
    code: "write/refused",
    severity: "stop",
    message: "The folder in which the command was started is gone.",
    fix: "Change to one that is there.",
  },
]);

/** What is done with a file that is open; Node does not say which then. */
const WITHIN = new Set(["read", "write", "fsync", "close", "ftruncate"]);

/**
 * An error of the file system as something that the user can mend; undefined for every other error. A file that is not
 * there counts only where that is asked for: who reads one says so better.
 *
 * @param unnamed - What to call a file whose name the system does not tell.
 */
export function fileSystemError(
  error: unknown,
  { also, unnamed = "A file" }: { readonly also?: "ENOENT"; readonly unnamed?: string } = {},
): StopError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = "", syscall, path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (syscall === "uv_cwd") return NOWHERE;
  if (syscall === undefined || (path === undefined && !WITHIN.has(syscall))) return undefined;
  const reason = reasonOf(code, syscall, also);
  if (reason === undefined) return undefined;
  const [what, fix] = reason;
  return new StopError([
    {
      code: "write/refused",
      severity: "stop",
      message: `${dest ?? path ?? unnamed} cannot be used: ${what} (${code}, ${syscall}).`,
      fix,
    },
  ]);
}

function reasonOf(code: string, syscall: string, also: string | undefined): (typeof REASONS)[string] | undefined {
  if (code === "EEXIST" && syscall === "mkdir") return REASONS["ENOTDIR"];
  if (code === also) return ["the folder cannot be made", "Choose a folder that can be written to."];
  return Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
}
