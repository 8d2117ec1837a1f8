import { resolve } from "node:path";
import type { ApiConfig } from "../config/config.js";
import { findConfig, readConfig } from "../config/read.js";
import { StopError } from "../report/diagnostic.js";
import { apiFromFlags, pickApis, type ShapeFlags } from "./options.js";

/**
 * What the command is about: the documents named on the command line as one API, else the APIs of the configuration.
 *
 * @throws StopError with `cli/no-output`, `cli/nothing-to-do`.
 */
export async function apisOf(
  words: readonly string[],
  flags: ShapeFlags & { readonly output?: string; readonly config?: string },
): Promise<[string, ApiConfig][]> {
  const folder = process.cwd();
  if (flags.output !== undefined && words.length > 0)
    return [[flags.name ?? baseName(words[0]!), apiFromFlags(oneOrMany(words), resolve(folder, flags.output), flags)]];
  const found = await readConfig(folder, flags.config);
  if (words.length > 0 && (!found || words.some((word) => /[./:]|^-$/.test(word)))) throw noOutput(words[0]!);
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

/** One document for a command that writes nothing. */
export function apiToInspect(words: readonly string[], flags: ShapeFlags): ApiConfig {
  return apiFromFlags(oneOrMany(words), "", flags);
}

function oneOrMany(words: readonly string[]): string | string[] {
  return words.length === 1 ? words[0]! : [...words];
}

function baseName(input: string): string {
  const last = input.split(/[?#]/)[0]!.split(/[\\/]/).filter(Boolean).at(-1) ?? input;
  return last === "-" ? "stdin" : last.replace(/\.(json|ya?ml)$/i, "");
}

function noOutput(word: string): StopError {
  return new StopError([
    {
      code: "cli/no-output",
      severity: "stop",
      message: "It is not said where the SDK should be written.",
      fix: `Run \`codegen ${word} -o src/api\`.`,
    },
  ]);
}

function nothingToDo(): StopError {
  return new StopError([
    {
      code: "cli/nothing-to-do",
      severity: "stop",
      message: "There is no codegen.config.ts here, and no document was named.",
      fix: "Run `codegen openapi.yaml -o src/api`, or write a codegen.config.ts (docs/configuration.md).",
    },
  ]);
}
