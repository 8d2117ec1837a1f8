import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { StopError } from "../report/diagnostic.js";

/** The file that says which files are ours, and from what they were made. */
export const MANIFEST = "codegen.lock.json";

/** Contents of `codegen.lock.json`. Holds no time and no path of the machine, so that it is the same everywhere. */
export interface Manifest {
  readonly manifest: 1;
  /** Version of the generator. */
  readonly generator: string;
  readonly document: { readonly title: string; readonly version: string; readonly hash: string };
  /** SHA-256 of the options that shaped the output. */
  readonly config: string;
  /** What was found out, in a few words, so that a review of the lock file shows a changed decision. */
  readonly detected: Detected;
  /** Path → SHA-256 of its text with LF line ends. */
  readonly files: { readonly [path: string]: string };
}

/** The decisions that a reviewer wants to see change. */
export interface Detected {
  readonly auth: readonly string[];
  /** Operation key → paging style. */
  readonly paging: { readonly [operation: string]: string };
}

/** Hash of a file's text. Line ends do not count: git may have changed them on checkout. */
export function fileHash(text: string): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
}

/** The manifest of an output folder, or undefined when there is none. */
export async function readManifest(output: string): Promise<Manifest | undefined> {
  const file = join(output, MANIFEST);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isManifest(value)) return value;
  } catch {
    // Told below: whatever is wrong with the file, the fix is the same.
  }
  throw new StopError([
    {
      code: "write/manifest-unreadable",
      severity: "stop",
      message: `${MANIFEST} is not a manifest of Sdkwright, so it is not known which files are generated.`,
      place: { file, line: 1, column: 1 },
      fix: "Restore it from version control, or delete it and run again with --force.",
    },
  ]);
}

/** Text of a manifest, keys sorted. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, sortKeys, 2)}\n`;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== "object" || value === null || !("manifest" in value) || value.manifest !== 1) return false;
  const files = "files" in value ? value.files : undefined;
  return typeof files === "object" && files !== null && Object.values(files).every((hash) => typeof hash === "string");
}
