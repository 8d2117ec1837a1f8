import { resolve } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { COMMANDS } from "./command-names.js";
import { stop } from "./stop.js";
import { nearest } from "../report/nearest.js";
import { StopError } from "../report/diagnostic.js";
import { baseUrlFault } from "../config/base-url.js";
import type { ApiConfig, Config } from "../config/config.js";

/** Options of the command line that shape an SDK; the same as those of the configuration file. */
export interface ShapeFlags {
  readonly name?: string;
  readonly overlay?: string[];
  readonly includeTag?: string[];
  readonly includePath?: string[];
  readonly includeOperation?: string[];
  readonly excludeTag?: string[];
  readonly excludePath?: string[];
  readonly excludeOperation?: string[];
  readonly deprecated: boolean;
  readonly header?: string[];
  readonly allowHost?: string[];
  readonly namesFile?: string;
  readonly baseUrl?: string;
  readonly paging: boolean;
  readonly package?: boolean;
  readonly dates?: "string" | "Date";
  readonly int64?: "number" | "bigint";
  readonly binary?: "blob" | "bytes" | "stream";
  readonly enums?: "union" | "enum" | "open";
  readonly importExtension?: ".js" | ".ts" | "none";
  readonly nullableRefs: boolean;
  readonly tolerant?: boolean;
  readonly allowFolder?: string;
  readonly lint?: boolean;
  readonly schemas?: "zod" | "zod/mini";
  readonly extensions?: string | false;
}

/** An option that may be given several times. */
export function repeated(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** A header that may be given several times; one that is none is told at once. */
export function repeatedHeader(value: string, before: readonly string[] = []): string[] {
  parseHeader(value);
  return [...before, value];
}

/** Adds the options that shape an SDK to a command. */
export function shapeOptions(command: Command): Command {
  return command
    .option("--name <class>", "class name of the client (default: from the title)")
    .option("--overlay <file>", "OpenAPI Overlay to apply; may be repeated", repeated)
    .option("--include-tag <tag>", "only operations of this tag; may be repeated", repeated)
    .option("--include-path <glob>", "only these paths, such as '/repos/**'; may be repeated", repeated)
    .option("--include-operation <id>", "only this operationId or 'METHOD /path'; may be repeated", repeated)
    .option("--exclude-tag <tag>", "leave out operations of this tag; may be repeated", repeated)
    .option("--exclude-path <glob>", "leave out these paths; may be repeated", repeated)
    .option("--exclude-operation <id>", "leave out this operation; may be repeated", repeated)
    .option("--no-deprecated", "leave out deprecated operations")
    .option(
      "--header <name:value>",
      "header for downloading SPEC, sent to its own origin only; may be repeated",
      repeatedHeader,
    )
    .option("--allow-host <host>", "host from which references may load; may be repeated", repeated)
    .option("--allow-folder <dir>", "folder that references to files may read from (default: that of SPEC)")
    .option("--names-file <file>", "keep names from run to run in this file; commit it")
    .option("--base-url <url>", "base URL that replaces the document's servers", baseUrl)
    .option("--no-paging", "make every operation a plain call")
    .option("--package", "also write package.json and tsconfig.json")
    .addOption(new Option("--dates <type>", "type of dates").choices(["string", "Date"]))
    .addOption(new Option("--int64 <type>", "type of 64-bit integers").choices(["number", "bigint"]))
    .addOption(new Option("--binary <type>", "type of binary answers").choices(["blob", "bytes", "stream"]))
    .addOption(new Option("--enums <form>", "form of enums").choices(["union", "enum", "open"]))
    .addOption(new Option("--import-extension <ext>", "how modules name each other").choices([".js", ".ts", "none"]))
    .addOption(new Option("--schemas <library>", "also emit schemas for validation").choices(["zod", "zod/mini"]))
    .option("--no-nullable-refs", "read 3.0's nullable beside $ref by the letter: ignore it")
    .option(
      "--extensions <file>",
      "module with code of your own that the SDK hands out (default: found in extensions/)",
    )
    .option("--no-extensions", "hand out no code of your own")
    .option("--lint", "also judge SPEC by the rules of OpenAPI itself")
    .option("--tolerant", "turn references that lead nowhere into unknown");
}

/** The options of one API, from the command line. */
export function apiFromFlags(input: string | string[], output: string, flags: ShapeFlags): ApiConfig {
  const include = compact({
    tags: flags.includeTag,
    paths: flags.includePath,
    operations: flags.includeOperation,
    deprecated: flags.deprecated ? undefined : false,
  });
  const exclude = compact({ tags: flags.excludeTag, paths: flags.excludePath, operations: flags.excludeOperation });
  const types = compact({ dates: flags.dates, int64: flags.int64, binary: flags.binary, enums: flags.enums });
  return {
    input,
    output,
    ...compact({
      name: flags.name,
      overlays: flags.overlay,
      include,
      exclude,
      types,
      headers: flags.header && headersOf(flags.header),
      allowHosts: flags.allowHost,
      namesFile: flags.namesFile === undefined ? undefined : resolve(flags.namesFile),
      baseUrl: flags.baseUrl,
      paging: flags.paging ? undefined : (false as const),
      package: flags.package,
      importExtension: flags.importExtension === "none" ? ("" as const) : flags.importExtension,
      nullableRefs: flags.nullableRefs ? undefined : false,
      tolerant: flags.tolerant,
      allowFolder: flags.allowFolder,
      lint: flags.lint,
      extensions: typeof flags.extensions === "string" ? resolve(flags.extensions) : flags.extensions,
      schemas: flags.schemas,
    }),
  };
}

/** Picks APIs of a configuration by name. */
export function pickApis(config: Config, names: readonly string[]): [string, ApiConfig][] {
  const all = Object.entries(config.apis);
  if (all.length === 0)
    throw stop("cli/nothing-to-do", {
      message: "The configuration names no API.",
      fix: "Run `codegen add URL`, or add one to `apis` (docs/configuration.md).",
    });
  if (names.length === 0) return all;
  return [...new Set(names)].map((name) => {
    const found = all.find(([one]) => one === name);
    if (found) return found;
    const guess = nearest(name, Object.keys(config.apis));
    const command = nearest(name, COMMANDS);
    throw new StopError([
      {
        code: "config/unknown-api",
        severity: "stop",
        message: `The configuration has no API \`${name}\`.`,
        fix: guess
          ? `Did you mean \`${guess}\`?`
          : command
            ? `Did you mean the command \`codegen ${command}\`?`
            : `It has ${Object.keys(config.apis).join(", ") || "none"}.`,
      },
    ]);
  });
}

type Compact<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Without members that are undefined; undefined when none is left. */
function compact<T extends object>(value: T): Compact<T> | undefined {
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return entries.length > 0 ? (Object.fromEntries(entries) as Compact<T>) : undefined;
}

/** `Name: value`, as they are given on the command line. */
export function headersOf(lines: readonly string[]): { readonly [name: string]: string } {
  return Object.fromEntries(lines.map(parseHeader));
}

function baseUrl(value: string): string {
  const wrong = baseUrlFault(value);
  if (wrong !== undefined) throw new InvalidArgumentError(`It ${wrong}.`);
  return value;
}

function parseHeader(text: string): [string, string] {
  const colon = text.indexOf(":");
  if (colon < 1) throw new InvalidArgumentError("A header is written 'Name: value'.");
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}
