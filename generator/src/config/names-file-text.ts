import { existsSync, readFileSync } from "node:fs";

/** Text of the file that keeps names, with LF line ends and no byte order mark; empty when there is none yet. */
export function namesFileText(file: string | undefined): string {
  return file !== undefined && existsSync(file)
    ? readFileSync(file, "utf8")
        .replace(/^\uFEFF/, "")
        .replaceAll("\r\n", "\n")
    : "";
}
