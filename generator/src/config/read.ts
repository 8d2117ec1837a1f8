import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { StopError } from "../report/diagnostic.js";
import type { ApiConfig, Config, Input } from "./config.js";

const FILES = ["ts", "mts", "js", "mjs", "json"].map((extension) => `codegen.config.${extension}`);

/** A configuration and where it came from. Paths in it are absolute. */
export interface FoundConfig {
  readonly file: string;
  readonly config: Config;
}

/**
 * Finds and reads the configuration of a folder: `codegen.config.{ts,mts,js,mjs,json}`, else the `codegen` key of its
 * package.json. Undefined when there is none.
 *
 * @throws StopError with `config/unreadable` when the file cannot be run or parsed, and what {@link checkConfig} throws.
 */
export async function readConfig(folder: string, named?: string): Promise<FoundConfig | undefined> {
  const file = findConfig(folder, named);
  if (file === undefined) return undefined;
  if (!existsSync(file)) throw unreadable(file, `${named} does not exist.`, "Check the path given to --config.");
  const value = await evaluate(file);
  if (value === undefined) return undefined;
  const { checkConfig } = await import("./check.js");
  return { file, config: absolute(checkConfig(value, file), dirname(file)) };
}

/** The file that a folder's configuration would be in. It may be a package.json without one. */
export function findConfig(folder: string, named?: string): string | undefined {
  if (named !== undefined) return resolve(folder, named);
  return [...FILES, "package.json"].map((name) => join(folder, name)).find((file) => existsSync(file));
}

async function evaluate(file: string): Promise<unknown> {
  try {
    if (file.endsWith(".json")) {
      const value = JSON.parse(await readFile(file, "utf8")) as { codegen?: unknown };
      return file.endsWith("package.json") ? value.codegen : value;
    }
    if (/\.m?js$/.test(file)) return ((await import(moduleOf(file))) as { default?: unknown }).default;
    const { createJiti } = await import("jiti");
    const jiti = createJiti(import.meta.url, isInstalledFor(file) ? {} : { alias: { sdkwright: OURSELVES } });
    // While files are watched, the configuration is read again and again.
    delete jiti.cache[file];
    return await jiti.import(file, { default: true });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw unreadable(
      file,
      `The configuration cannot be read: ${cause}`,
      "Mend the file; it must export a configuration by default.",
    );
  }
}

/** What `import … from "sdkwright"` means where it is not installed: with npx, before the first `npm install`. */
const OURSELVES = fileURLToPath(new URL(`../index${extname(import.meta.url)}`, import.meta.url));

function isInstalledFor(file: string): boolean {
  return (createRequire(file).resolve.paths("sdkwright") ?? []).some((folder) => existsSync(join(folder, "sdkwright")));
}

/** Node keeps modules for ever, by their address: a new version of the file needs a new one. */
function moduleOf(file: string): string {
  return `${pathToFileURL(file).href}?changed=${statSync(file).mtimeMs}`;
}

function unreadable(file: string, message: string, fix: string): StopError {
  return new StopError([
    { code: "config/unreadable", severity: "stop", message, fix, place: { file, line: 1, column: 1 } },
  ]);
}

/** Paths in a configuration are relative to its file, not to where the command runs. */
function absolute(config: Config, folder: string): Config {
  const apis = Object.entries(config.apis).map(([name, api]): [string, ApiConfig] => [
    name,
    {
      ...api,
      input: Array.isArray(api.input)
        ? api.input.map((one: Input) => absoluteInput(one, folder))
        : absoluteInput(api.input as Input, folder),
      output: resolve(folder, api.output),
      ...(typeof api.extensions === "string" && { extensions: resolve(folder, api.extensions) }),
      ...(api.namesFile !== undefined && { namesFile: resolve(folder, api.namesFile) }),
      ...(api.overlays && { overlays: api.overlays.map((one) => absoluteInput(one, folder)) }),
    },
  ]);
  return { apis: Object.fromEntries(apis) };
}

/** A file beside the configuration becomes absolute; URLs, stdin and files of npm packages stay as they are. */
function absoluteInput(input: Input, folder: string): Input {
  if (typeof input !== "string" || input === "-" || /^[a-z][a-z\d+.-]+:/i.test(input)) return input;
  const file = resolve(folder, input);
  return existsSync(file) ? file : input;
}
