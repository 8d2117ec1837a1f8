import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ApiConfig } from "../config/config.js";
import { findConfig, readConfig } from "../config/read.js";
import type { StopError } from "../report/diagnostic.js";
import { nearest } from "../report/nearest.js";
import { apiFromFlags, pickApis, type ShapeFlags } from "./options.js";
import { COMMANDS } from "./command-names.js";
import { stop } from "./stop.js";

/**
 * What the command is about: the documents named on the command line as one API, else the APIs of the configuration.
 *
 * @throws StopError with `cli/no-output`, `cli/nothing-to-do`, `cli/unknown-command`, `cli/output-of-api`.
 */
export async function apisOf(
  words: readonly string[],
  flags: ShapeFlags & { readonly output?: string; readonly config?: string },
): Promise<[string, ApiConfig][]> {
  const folder = process.cwd();
  if (flags.output !== undefined && words.length > 0) {
    await refuseApiNames(words, folder, flags.config);
    return [[flags.name ?? baseName(words[0]!), apiFromFlags(oneOrMany(words), resolve(folder, flags.output), flags)]];
  }
  const found = await readConfig(folder, flags.config);
  const document = words.find((word) => !found || (isPath(word) && !Object.hasOwn(found.config.apis, word)));
  if (document !== undefined) throw noOutput(document, folder);
  if (!found) throw nothingToDo();
  return pickApis(found.config, words);
}

/** The configuration file that {@link apisOf} reads. Undefined when documents are named on the command line. */
export function configFileOf(
  words: readonly string[],
  flags: { readonly output?: string; readonly config?: string },
): string | undefined {
  return flags.output !== undefined && words.length > 0 ? undefined : findConfig(process.cwd(), flags.config);
}

/** One document for a command that writes nothing: of a file, or of an API of the configuration. */
export async function apiToInspect(
  words: readonly string[],
  flags: ShapeFlags & { readonly config?: string },
): Promise<ApiConfig> {
  const [, api] = (words.length === 1 && (await configured(words, process.cwd(), flags.config))) || [];
  return api ?? apiFromFlags(oneOrMany(words), "", flags);
}

/** The first word that names an API of the configuration, and is neither a file nor an address. */
async function configured(
  words: readonly string[],
  folder: string,
  named: string | undefined,
): Promise<[string, ApiConfig] | undefined> {
  const bare = words.filter((word) => !/[/:\\]|^-$/.test(word) && !existsSync(resolve(folder, word)));
  if (bare.length === 0) return undefined;
  // A configuration that cannot be read has no part in this, unless it was asked for.
  const found = await readConfig(folder, named).catch((error: unknown) => {
    if (named !== undefined) throw error;
  });
  return Object.entries(found?.config.apis ?? {}).find(([name]) => bare.includes(name));
}

function oneOrMany(words: readonly string[]): string | string[] {
  return words.length === 1 ? words[0]! : [...words];
}

function baseName(input: string): string {
  const last = input.split(/[?#]/)[0]!.split(/[\\/]/).filter(Boolean).at(-1) ?? input;
  return last === "-" ? "stdin" : last.replace(/\.(json|ya?ml)$/i, "");
}

/** `codegen github -o DIR` beside a configuration that has an API `github`: the word is not meant as a document. */
async function refuseApiNames(words: readonly string[], folder: string, named: string | undefined): Promise<void> {
  const name = (await configured(words, folder, named))?.[0];
  if (name === undefined) return;
  throw stop("cli/output-of-api", {
    message: `\`${name}\` is an API of the configuration, which says where its SDK is written.`,
    fix: `Run \`codegen ${name}\` without --output, or name a document instead of the API.`,
  });
}

/** Whether a word of the command line is written as a path or an address is: nobody calls a command so. */
function isPath(word: string): boolean {
  return /[./:\\]|^-$/.test(word);
}

function noOutput(word: string, folder: string): StopError {
  if (!isPath(word) && !existsSync(resolve(folder, word))) {
    const guess = nearest(word, COMMANDS);
    return stop("cli/unknown-command", {
      message: `\`${word}\` is no command, and there is no document of that name.`,
      fix: guess ? `Did you mean \`codegen ${guess}\`?` : "`codegen --help` lists the commands.",
    });
  }
  return stop("cli/no-output", {
    message: "It is not said where the SDK should be written.",
    fix: `Run \`codegen ${word} -o src/api\`.`,
  });
}

function nothingToDo(): StopError {
  return stop("cli/nothing-to-do", {
    message: "There is no codegen.config.ts here, and no document was named.",
    fix: "Run `codegen openapi.yaml -o src/api`, or write a codegen.config.ts (docs/configuration.md).",
  });
}
