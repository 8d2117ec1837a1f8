import { createHash } from "node:crypto";
import type { ApiConfig } from "./config/config.js";
import { findExtension } from "./config/extension.js";
import { configHash } from "./config/hash.js";
import type { SpecDocument } from "./load/document.js";
import { inputsOf, sourceStamp, sourcesUnchanged } from "./load/source/unchanged.js";
import type { Report } from "./report/diagnostic.js";
import { generatorFingerprint } from "./version.js";
import { hashFiles, isIntact, readStamp, sameFiles, writeStamp } from "./write/stamp.js";

/**
 * Whether the output of an API is what a run would make, told without a run: the same generator and options, every
 * source as it was, every generated file as it was written. False means that only a run can tell.
 */
export async function isFresh(config: ApiConfig): Promise<boolean> {
  if (!canStamp(config)) return false;
  const stamp = await readStamp(config.output);
  return (
    stamp !== undefined &&
    stamp.run === (await runKey(config)) &&
    (await isIntact(config.output, stamp.manifest)) &&
    (await sameFiles(stamp.own)) &&
    (await sourcesUnchanged(config, stamp.sources))
  );
}

/** Remembers what the files that are now in the output were made from. `own`: files of the user's extension. */
export async function rememberRun(made: {
  readonly config: ApiConfig;
  readonly document: SpecDocument;
  readonly report: Report;
  readonly own: readonly string[];
}): Promise<void> {
  const { config, document, report, own } = made;
  // What is wrong is told by every run; and a file that was missing may appear.
  const untold = report.diagnostics.some(({ code, severity }) => severity === "stop" || PASSING.has(code));
  if (!canStamp(config) || untold) return;
  const sources = document.sources.flatMap((source, index) => sourceStamp(source, index < inputsOf(config).length));
  await writeStamp(config.output, { run: await runKey(config), sources, own: await hashFiles(own) });
}

/** Findings that may go away although no source has changed. */
const PASSING: ReadonlySet<string> = new Set(["load/ref-not-found", "surface/extension-unchecked"]);

/** Programs and objects cannot be hashed, and the standard input is there once. */
function canStamp(config: ApiConfig): boolean {
  const inputs = inputsOf(config);
  return (
    (config.emitters ?? []).length === 0 &&
    inputs.every((one) => one instanceof URL || (typeof one === "string" && one !== "-"))
  );
}

async function runKey(config: ApiConfig): Promise<string> {
  const { input, overlays, allowHosts } = config;
  const extension = (await findExtension(config))?.file;
  const where = JSON.stringify([process.cwd(), input, overlays, allowHosts, extension]);
  return createHash("sha256")
    .update(`${generatorFingerprint()} ${configHash(config)} ${where}`)
    .digest("hex");
}
