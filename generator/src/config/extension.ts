import { readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { type Report, StopError } from "../report/diagnostic.js";
import type { ApiConfig } from "./config.js";

/** The module in which a user adds to an SDK. */
export interface UserExtension {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
}

/**
 * The user's own module for an output folder: what `extensions` names; else `extensions/index.ts` in the folder; else,
 * beside it, `extensions/NAME.ts`, `extensions/NAME/index.ts`, or an `extensions/index.ts` that imports from the folder.
 *
 * @throws StopError with `config/no-extension`.
 */
export async function findExtension(
  config: Pick<ApiConfig, "output" | "extensions">,
): Promise<UserExtension | undefined> {
  const { output, extensions } = config;
  if (extensions === false || output === "") return undefined;
  if (extensions !== undefined) {
    const text = await read(extensions);
    if (text === undefined) throw missing(extensions);
    return { file: extensions, text };
  }
  const name = basename(output);
  const places = extensionPlaces(config);
  for (const file of places) {
    const text = await read(file);
    if (text === undefined) continue;
    // A folder of that name may be about something else altogether, or about the SDK next door.
    const isShared = file === places.at(-1);
    if (isShared && !text.includes(`"../${name}/`) && !text.includes(`'../${name}/`)) continue;
    return { file, text };
  }
  return undefined;
}

/** Where the module is looked for, in this order: it may be there yet, or not any more. */
export function extensionPlaces({ output, extensions }: Pick<ApiConfig, "output" | "extensions">): readonly string[] {
  if (extensions === false || output === "") return [];
  if (extensions !== undefined) return [extensions];
  const name = basename(output);
  const beside = join(dirname(output), "extensions");
  return [
    join(output, "extensions/index.ts"),
    join(beside, `${name}.ts`),
    join(beside, name, "index.ts"),
    join(beside, "index.ts"),
  ];
}

function read(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(error.code ?? "")) return undefined;
    throw error;
  });
}

function missing(file: string): StopError {
  return new StopError([
    {
      code: "config/no-extension",
      severity: "stop",
      message: `\`extensions\` names ${file}, which is not there.`,
      fix: "Check the path, or leave the option out.",
    },
  ]);
}

/** A package holds what is in its folder; an extension beside it would be left out. */
export function reportOutside(
  { file }: UserExtension,
  { output, package: isPackage }: ApiConfig,
  report: Report,
): void {
  if (!isPackage || !relative(output, file).startsWith("..")) return;
  report.add({
    code: "config/extension-outside",
    severity: "warn",
    message: "The extension is not in the folder of the package, so building the package will not find it.",
    place: { file, line: 1, column: 1 },
    fix: `Move it to ${join(basename(output), "extensions/index.ts")}; it is not touched there either.`,
  });
}
