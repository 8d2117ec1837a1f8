import { join } from "node:path";
import type { ApiConfig } from "./config/config.js";
import type { UserExtension } from "./config/extension.js";
import { configHash } from "./config/hash.js";
import { recordNames } from "./name/index.js";
import type { Facts } from "./detect/facts.js";
import type { FileSet } from "./emit/file-set.js";
import { rememberRun } from "./fresh.js";
import type { Memory } from "./memory.js";
import { generateFiles, type Progress, type Understanding } from "./pipeline.js";
import type { Diagnostic, Report } from "./report/diagnostic.js";
import { VERSION } from "./version.js";
import { changes, write, writeNamesFile, type Detected, type Written } from "./write/index.js";

/** What one run made. */
export interface Generated extends Understanding {
  /** Texts before they are formatted. */
  readonly files: FileSet;
  readonly written: Written;
  /** The user's own module, when there is one. */
  readonly own?: UserExtension;
  /** Files that it consists of. */
  readonly ownFiles: readonly string[];
}

/** How a run behaves; what it makes is the business of {@link ApiConfig}. */
export interface GenerateOptions {
  /** Compare only. Default false. */
  readonly dryRun?: boolean;
  /** Replace files that were edited or that are not ours. Default false. */
  readonly force?: boolean;
  readonly progress?: (stage: Parameters<Progress>[0] | "write") => void;
}

/**
 * Reads a document and writes its SDK. Where the user's extension does not fit it, the SDK is written all the same, and
 * the report is `stopped`.
 *
 * @throws StopError when the document, the configuration or the output folder does not allow it; nothing is written then.
 * @example
 * import { generate } from "sdkwright";
 * const { written } = await generate({ input: "openapi.yaml", output: "src/api" });
 */
export async function generate(config: ApiConfig, options: GenerateOptions = {}): Promise<Generated> {
  return generateAgain(config, options, undefined);
}

/** {@link generate}, with what earlier runs over the same API left. */
export async function generateAgain(
  config: ApiConfig,
  options: GenerateOptions,
  memory: Memory | undefined,
): Promise<Generated> {
  const { progress, ...how } = options;
  const known = await generateFiles(config, progress, memory);
  progress?.("write");
  const { document, api, facts } = known;
  const names = await namesToKeep(config, known);
  const files = await write({
    files: known.files,
    output: config.output,
    about: {
      generator: VERSION,
      document: { title: api.info.title, version: api.info.version, hash: document.hash },
      config: configHash(config, names),
      detected: detected(facts),
    },
    ...(memory && { formatted: memory.formatted }),
    ...how,
  });
  if (files.merged) known.report.add(merged(config.output));
  const written = await keepNames(files, config.namesFile, { names, dryRun: options.dryRun ?? false });
  const ownFiles = await checkOwn({ ...known, written, config, isOnDisk: !options.dryRun });
  if (!options.dryRun || changes(written) === 0) {
    const remember = () => rememberRun({ config, document, report: known.report, own: ownFiles });
    if (memory) memory.putOff(remember);
    else await remember();
  }
  return { ...known, written, ownFiles };
}

function merged(output: string): Diagnostic {
  return {
    code: "write/merged",
    severity: "warn",
    message: "Two branches had changed this SDK and git left its marks in codegen.lock.json; all files were made anew.",
    place: { file: join(output, "codegen.lock.json"), line: 1, column: 1 },
    fix: "Commit the files as they are now. Edits by hand that a branch had made in them are gone; they are in its history.",
  };
}

/** Reports where the user's extension does not fit the SDK; gives the files that it consists of. */
async function checkOwn(input: {
  readonly own?: UserExtension;
  readonly config: ApiConfig;
  readonly files: FileSet;
  readonly written: Written;
  readonly report: Report;
  readonly isOnDisk: boolean;
}): Promise<readonly string[]> {
  const { own, config, files, written, report, isOnDisk } = input;
  if (!own) return [];
  const { checkExtension } = await import("./surface/extension-check.js");
  const changed = new Map<string, string | undefined>();
  if (!isOnDisk) {
    for (const path of [...written.created, ...written.updated]) {
      const text = files.get(path);
      if (text !== undefined) changed.set(path, text);
    }
    for (const path of written.removed) changed.set(path, undefined);
  }
  const found = checkExtension({ file: own.file, output: config.output, changed });
  for (const one of found.diagnostics) report.add(one);
  return found.files;
}

/** Text of the file that keeps names; none without the option. */
async function namesToKeep({ namesFile }: ApiConfig, { api, names }: Understanding): Promise<string> {
  if (namesFile === undefined) return "";
  return (await import("./config/names-file.js")).namesText(recordNames(api, names));
}

async function keepNames(
  written: Written,
  file: string | undefined,
  { names, dryRun }: { readonly names: string; readonly dryRun: boolean },
): Promise<Written> {
  if (file === undefined) return written;
  return (await writeNamesFile(file, names, dryRun)) ? { ...written, names: file } : written;
}

function detected(facts: Facts): Detected {
  const paging = [...facts.operations].flatMap(([key, { paging: pager }]) =>
    pager ? [[key, pager.style] as const] : [],
  );
  return { auth: Object.keys(facts.auth.schemes).toSorted(), paging: Object.fromEntries(paging) };
}
