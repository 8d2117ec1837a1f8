import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Diagnostic, StopError } from "../report/diagnostic.js";
import { sidesOf } from "./conflict-marks.js";

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
  readonly files: FileHashes;
  /** The files of the other branch, while a merge of two is not resolved. Never written. */
  readonly theirs?: FileHashes;
}

interface FileHashes {
  readonly [path: string]: string;
}

/** The decisions that a reviewer wants to see change. */
export interface Detected {
  readonly auth: readonly string[];
  /** Operation key → paging style. */
  readonly paging: { readonly [operation: string]: string };
}

/** Hash of a file's text, as it counts. */
export function fileHash(text: string): string {
  return createHash("sha256").update(plainText(text)).digest("hex");
}

/** A text without what git changes on checkout, line ends, and without the mark that some editors put before it. */
export function plainText(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
}

/** Paths that a manifest owns: of both branches, while a merge is not resolved. */
export function ownedPaths({ files, theirs }: Manifest): Set<string> {
  return new Set([...Object.keys(files), ...Object.keys(theirs ?? {})]);
}

/**
 * Whether a file is as runs left it: one of this branch, or in a merge one of the other; or what git made of both, which
 * it does only where both had changed.
 */
export function isAsGenerated({ files, theirs = {} }: Manifest, path: string, text: string): boolean {
  const known = [files, theirs].flatMap((one) => (Object.hasOwn(one, path) ? [one[path]!] : []));
  return known.includes(fileHash(text)) || new Set(known).size > 1 || (known.length > 0 && sidesOf(text) !== undefined);
}

/**
 * The manifest of an output folder, or undefined when there is none.
 *
 * @param isForced - One that cannot be read is as if there were none.
 * @throws StopError with `write/manifest-unreadable`.
 */
export async function readManifest(output: string, isForced = false): Promise<Manifest | undefined> {
  const file = join(output, MANIFEST);
  let text: string;
  try {
    text = plainText(await readFile(file, "utf8"));
  } catch (error) {
    if (["ENOENT", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
  const found = manifestIn(text);
  if (found || isForced) return found;
  throw new StopError([unreadable(file, text)]);
}

/** What a text says, or the two sides of a merge together. */
function manifestIn(text: string): Manifest | undefined {
  const [ours, theirs] = (sidesOf(text) ?? [text]).map(parsed);
  if (!isManifest(ours)) return undefined;
  if (theirs === undefined) return ours;
  return isManifest(theirs) ? { ...ours, theirs: theirs.files } : undefined;
}

/** Undefined: no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(file: string, text: string): Diagnostic {
  const value = parsed(text);
  const isNewer = typeof value === "object" && value !== null && "manifest" in value && Number(value.manifest) > 1;
  return {
    code: "write/manifest-unreadable",
    severity: "stop",
    message: isNewer
      ? `${MANIFEST} is from a newer version of Sdkwright, which this one cannot read.`
      : `${MANIFEST} is not a manifest of Sdkwright, so it is not known which files are generated.`,
    place: { file, line: 1, column: 1 },
    fix: isNewer
      ? "Update Sdkwright (`npm install`), so that everybody generates with the same version."
      : "Restore it from version control, or run with --force; then files that are no longer generated stay behind.",
  };
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
