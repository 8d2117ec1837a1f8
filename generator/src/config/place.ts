import { existsSync, readFileSync } from "node:fs";
import type { Diagnostic } from "../report/diagnostic.js";
import { codeFrame } from "../report/frame.js";

/**
 * Where an option stands in a configuration file, as well as its text tells: the keys that lead to it are looked for one
 * after the other. A file that is computed may not have them; then it is the last one that was found.
 */
export function placeOf(file: string, path: readonly PropertyKey[]): Required<Pick<Diagnostic, "place" | "frame">> {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  let at = 0;
  for (const key of path) {
    if (typeof key !== "string") continue;
    const pattern = new RegExp(`(?<![\\w$])(["'\`]?)${key.replace(/[^\w]/g, "\\$&")}\\1\\s*[:,}]`, "g");
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) break;
    at = found.index;
  }
  const lines = text.split("\n");
  const line = text.slice(0, at).split("\n").length;
  const column = at - (text.lastIndexOf("\n", at - 1) + 1) + 1;
  return { place: { file, line, column }, frame: codeFrame(lines, { line, column }) };
}
