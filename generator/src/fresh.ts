import { createHash } from "node:crypto";
import type { ApiConfig } from "./config/config.js";
import { configHash } from "./config/hash.js";
import type { SpecDocument } from "./load/document.js";
import { inputsOf, sourceStamp, sourcesUnchanged } from "./load/source/unchanged.js";
import type { Report } from "./report/diagnostic.js";
import { generatorFingerprint } from "./version.js";
import { isIntact, readStamp, writeStamp } from "./write/stamp.js";

/**
 * Whether the output of an API is what a run would make, told without a run: the same generator and options, every
 * source as it was, every generated file as it was written. False means that only a run can tell.
 */
export async function isFresh(config: ApiConfig): Promise<boolean> {
  if (!canStamp(config)) return false;
  const stamp = await readStamp(config.output);
  return (
    stamp !== undefined &&
    stamp.run === runKey(config) &&
    (await isIntact(config.output, stamp.manifest)) &&
    (await sourcesUnchanged(config, stamp.sources))
  );
}

/** Remembers what the files that are now in the output were made from. */
export async function rememberRun(config: ApiConfig, document: SpecDocument, report: Report): Promise<void> {
  // A file that was missing may appear.
  if (!canStamp(config) || report.diagnostics.some((one) => one.code === "load/ref-not-found")) return;
  const sources = document.sources.flatMap((source, index) => sourceStamp(source, index < inputsOf(config).length));
  await writeStamp(config.output, { run: runKey(config), sources });
}

/** Programs and objects cannot be hashed, and the standard input is there once. */
function canStamp(config: ApiConfig): boolean {
  const inputs = inputsOf(config);
  return (
    (config.emitters ?? []).length === 0 &&
    inputs.every((one) => one instanceof URL || (typeof one === "string" && one !== "-"))
  );
}

function runKey(config: ApiConfig): string {
  const { input, overlays, allowHosts } = config;
  const where = JSON.stringify([process.cwd(), input, overlays, allowHosts]);
  return createHash("sha256")
    .update(`${generatorFingerprint()} ${configHash(config)} ${where}`)
    .digest("hex");
}
