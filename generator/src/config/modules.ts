import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";

/** Paths that a module names in imports and exports, and in calls of `import` and `require`. */
const RELATIVE = /\b(?:from|import|require)\s*\(?\s*(["'])(\.{1,2}\/[^"'\n]*)\1/g;
/** What may be left out of a path, or stands in it for the file that it is compiled from. */
const ENDINGS = ["", ".ts", ".mts", ".js", ".mjs", ".cjs", ".json", "/index.ts", "/index.js"];
const COMPILED = /\.([cm]?)js$/;
const CODE = /\.[cm]?[jt]s$/;
/** More modules than any configuration has. */
const MOST = 500;

/**
 * A module and those that it imports by relative paths, directly or not. Packages are left out. A path that leads to no
 * file is among them as it is written: the file may be made yet.
 */
export function localModules(file: string): readonly string[] {
  const found = new Set([file]);
  // Whatever is added on the way is looked at too.
  for (const one of found) {
    if (!CODE.test(one)) continue;
    for (const [, , path] of read(one).matchAll(RELATIVE))
      if (found.size < MOST) found.add(fileAt(resolve(dirname(one), path!)));
  }
  return [...found];
}

/** Marks a version of a module in its address. */
export const VERSION = "changed";

/** What a module is now, its local imports included: it changes when one of them is written. */
export function versionOf(file: string): string {
  const hash = createHash("sha256");
  for (const one of localModules(file)) hash.update(`${one} ${statSync(one, { throwIfNoEntry: false })?.mtimeMs}\n`);
  return hash.digest("hex").slice(0, 16);
}

function fileAt(path: string): string {
  const source = COMPILED.test(path) ? [path, path.replace(COMPILED, ".$1ts")] : ENDINGS.map((ending) => path + ending);
  return source.find(isFile) ?? (extname(path) === "" ? `${path}.ts` : path);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Whoever runs the module tells that it cannot be read.
    return "";
  }
}
