import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire, register } from "node:module";
import { extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { types } from "node:util";
import { StopError } from "../report/diagnostic.js";
import { localModules, VERSION, versionOf } from "./modules.js";

/**
 * What a configuration file exports; undefined for a package.json without a `codegen` key.
 *
 * @throws StopError with `config/unreadable`
 */
export async function evaluate(file: string): Promise<unknown> {
  try {
    if (file.endsWith(".json")) {
      // npm, too, takes a package.json that begins with the mark that some editors put there.
      const text = (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
      const value = JSON.parse(text) as { codegen?: unknown };
      return file.endsWith("package.json") ? value.codegen : value;
    }
    expectChanges(file);
    if (/\.[cm]?js$/.test(file)) return await made(((await import(moduleOf(file))) as { default?: unknown }).default);
    const { createJiti } = await import("jiti");
    const jiti = createJiti(
      import.meta.url,
      isInstalledFor(file, "sdkwright") ? {} : { alias: { sdkwright: OURSELVES } },
    );
    const value: unknown = await jiti.import(file, { default: true });
    return await made(isModule(value) ? undefined : value);
  } catch (error) {
    if (error instanceof StopError) throw error;
    throw unreadable(
      file,
      `The configuration cannot be read: ${causeOf(error)}`,
      "Mend the file; it must export a configuration by default.",
      placeIn(file, error),
    );
  }
}

const read = new Set<string>();
let isFollowed = false;

/** While files are watched, a configuration is read again and again, and what it imports with it. */
function expectChanges(file: string): void {
  const { cache } = createRequire(file);
  for (const one of localModules(file)) delete cache[one];
  if (read.has(file) && !isFollowed) {
    isFollowed = true;
    followImports();
  }
  read.add(file);
}

function followImports(): void {
  try {
    register(new URL(`./reload-hooks${extname(import.meta.url)}`, import.meta.url));
  } catch (error) {
    // Run from its sources by what loads TypeScript itself, such as a test: then only the file is read anew.
    if ((error as NodeJS.ErrnoException).code !== "ERR_UNKNOWN_FILE_EXTENSION") throw error;
  }
}

/** A module as a whole, which is what there is without a default export. */
function isModule(value: unknown): boolean {
  return types.isModuleNamespaceObject(value) || (value as { __esModule?: unknown } | undefined)?.__esModule === true;
}

/** A configuration may be made by a function. */
async function made(value: unknown): Promise<unknown> {
  const config: unknown = typeof value === "function" ? await (value as () => unknown)() : value;
  if (config === undefined) throw new Error("it exports nothing by default");
  return config;
}

/** The first line: what follows is a list of modules, or the place once more. */
function causeOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0]!.trim();
}

/** Where a parser stumbled, if it says so: `at position 67`, `codegen.config.ts:2:0`. */
function placeIn(file: string, error: unknown): { line: number; column: number } {
  const text = error instanceof Error ? error.message : "";
  const [, position] = /at position (\d+)/.exec(text) ?? [];
  if (position !== undefined) {
    const before = readFileSync(file, "utf8").slice(0, Number(position)).split("\n");
    return { line: before.length, column: before.at(-1)!.length + 1 };
  }
  const [, line, column] = /:(\d+):(\d+)\s*$/.exec(text) ?? placeInStack(file, error) ?? [];
  return { line: Number(line ?? 1), column: Number(column ?? 0) + 1 };
}

/** Node begins the stack of a mistake of syntax with the line that it is in: `file:///…/codegen.config.mjs?…:3`. */
function placeInStack(file: string, error: unknown): RegExpExecArray | undefined {
  const [first = ""] = error instanceof SyntaxError ? (error.stack ?? "").split("\n") : [];
  return first.startsWith(pathToFileURL(file).href) ? (/:(\d+)$/.exec(first) ?? undefined) : undefined;
}

/** What `import … from "sdkwright"` means where it is not installed: with npx, before the first `npm install`. */
const OURSELVES = fileURLToPath(new URL(`../index${extname(import.meta.url)}`, import.meta.url));

/** Whether a package is where imports of a file look for it. */
export function isInstalledFor(file: string, name: string): boolean {
  return (createRequire(file).resolve.paths(name) ?? []).some((folder) => existsSync(join(folder, name)));
}

/** Node keeps modules for ever, by their address: a new version needs a new one. */
function moduleOf(file: string): string {
  return `${pathToFileURL(file).href}?${VERSION}=${versionOf(file)}`;
}

export function unreadable(file: string, message: string, fix: string, at = { line: 1, column: 1 }): StopError {
  return new StopError([{ code: "config/unreadable", severity: "stop", message, fix, place: { file, ...at } }]);
}
