import { readFileSync, readdirSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { nearest } from "../../report/nearest.js";
import type { Finding } from "../session.js";

/** Reading failed, for a reason that the user can mend. */
export class ReadProblem extends Error {
  override readonly name = "ReadProblem";

  constructor(readonly finding: Finding) {
    super(finding.message);
  }
}

/** @throws ReadProblem */
export function readBytes(path: string, maxBytes: number): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > maxBytes) throw tooLarge(path, maxBytes, size);
    return readFileSync(path);
  } catch (error) {
    throw error instanceof ReadProblem ? error : unreadable(path, error as NodeJS.ErrnoException);
  }
}

export function tooLarge(name: string, maxBytes: number, size?: number): ReadProblem {
  const has = size === undefined ? "has more" : `has ${size.toLocaleString("en")} bytes`;
  return new ReadProblem({
    code: "load/too-large",
    message: `${name} ${has}; at most ${maxBytes.toLocaleString("en")} bytes are read.`,
    fix: "Raise `maxBytes` in the configuration if this is the right file.",
  });
}

function unreadable(path: string, { code, message }: NodeJS.ErrnoException): ReadProblem {
  if (code === "ENOENT" || code === "ENOTDIR") {
    const guess = similar(path);
    const fix = guess === undefined ? "Check the path." : `Did you mean \`${guess}\`?`;
    return new ReadProblem({ code: "load/not-found", message: `There is no file ${path}.`, fix });
  }
  if (code === "EISDIR") {
    const found = documentsIn(path);
    const fix = found.length === 0 ? "Give the path of a file." : `Give the path of a file, such as ${found[0]}.`;
    return new ReadProblem({ code: "load/is-folder", message: `${path} is a folder.`, fix });
  }
  return new ReadProblem({
    code: "load/unreadable",
    message: `${path} cannot be read: ${message}.`,
    fix: "Check the permissions of the file.",
  });
}

function similar(path: string): string | undefined {
  try {
    return nearest(basename(path), readdirSync(dirname(path)));
  } catch {
    return undefined;
  }
}

function documentsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^(?:openapi|swagger|.*\.(?:ya?ml|json))$/i.test(name));
  } catch {
    return [];
  }
}
