/** Longest path a file system or archive is sure to take, in bytes. */
const LONGEST = 120;

/** Why a path cannot name a generated file, which is relative, under the root and short; undefined when it can. */
export function pathProblem(path: string): string | undefined {
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".." || /[\\:\0]/.test(part)))
    return "it is not a plain path inside the output folder";
  return Buffer.byteLength(path) > LONGEST ? `it has more than ${LONGEST} bytes` : undefined;
}

/** Equal for paths that are one file where case is folded or Unicode composed. */
export function foldedPath(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
