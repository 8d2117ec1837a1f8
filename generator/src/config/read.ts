import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { ApiConfig, Config, Input } from "./config.js";
import { evaluate, isInstalledFor, unreadable } from "./evaluate.js";
import { refuseSharedNames, refuseSharedOutputs } from "./outputs.js";

const FILES = ["ts", "mts", "cts", "js", "mjs", "cjs", "json"].map((extension) => `codegen.config.${extension}`);

/** A configuration and where it came from. Paths in it are absolute. */
export interface FoundConfig {
  readonly file: string;
  readonly config: Config;
}

/**
 * Finds and reads the configuration of a folder: `codegen.config.{ts,mts,cts,js,mjs,cjs,json}`, else the `codegen` key of its
 * package.json. Undefined when there is none.
 *
 * @throws StopError with `config/unreadable` when the file cannot be run or parsed, `config/output-shared`, `config/names-shared`, and what
 * {@link checkConfig} throws.
 */
export async function readConfig(folder: string, named?: string): Promise<FoundConfig | undefined> {
  const file = findConfig(folder, named);
  if (file === undefined) return undefined;
  if (!existsSync(file))
    throw unreadable(file, `There is no configuration ${named}.`, "Check the path given to --config.");
  const value = await evaluate(file);
  if (value === undefined) return undefined;
  const { checkConfig } = await import("./check.js");
  const config = absolute(checkConfig(value, file), dirname(file));
  refuseSharedOutputs(config, file);
  refuseSharedNames(config, file);
  return { file, config };
}

/** The file that a folder's configuration would be in. It may be a package.json without one. */
export function findConfig(folder: string, named?: string): string | undefined {
  const given = named === undefined ? undefined : resolve(folder, named);
  if (given !== undefined && !statSync(given, { throwIfNoEntry: false })?.isDirectory()) return given;
  const files = [...FILES, "package.json"].map((name) => join(given ?? folder, name));
  // A folder that was named and has none is said to be without the first.
  return files.find((file) => existsSync(file)) ?? (given === undefined ? undefined : files[0]);
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
      output: resolve(folder, portable(api.output)),
      ...(typeof api.extensions === "string" && { extensions: resolve(folder, portable(api.extensions)) }),
      ...(api.namesFile !== undefined && { namesFile: resolve(folder, portable(api.namesFile)) }),
      ...(api.allowFolder !== undefined && { allowFolder: resolve(folder, portable(api.allowFolder)) }),
      ...(api.overlays && { overlays: api.overlays.map((one) => absoluteInput(one, folder)) }),
    },
  ]);
  return { apis: Object.fromEntries(apis) };
}

/** A configuration that was written on Windows names the same files everywhere. */
function portable(path: string): string {
  return path.replaceAll("\\", "/");
}

/** A file beside the configuration becomes absolute; URLs, stdin and files of npm packages stay as they are. */
function absoluteInput(input: Input, folder: string): Input {
  if (typeof input !== "string" || input === "-" || /^[a-z][a-z\d+.-]+:/i.test(input)) return input;
  const file = [input, portable(input)].map((one) => resolve(folder, one)).find((one) => existsSync(one));
  // What is in no package that is installed is said to be missing from beside the configuration.
  return file ?? (isOfPackage(input, folder) ? input : resolve(folder, portable(input)));
}

/** Whether a path may be that of a file in an npm package, seen from the configuration or from where we run. */
function isOfPackage(input: string, folder: string): boolean {
  const [, name] = /^((?:@[\w.~-]+\/)?[\w~-][\w.~-]*)\//.exec(input) ?? [];
  return name !== undefined && [folder, process.cwd()].some((from) => isInstalledFor(join(from, "codegen"), name));
}
