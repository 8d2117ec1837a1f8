import type { ApiConfig } from "./config/config.js";
import { findExtension, reportOutside, type UserExtension } from "./config/extension.js";
import { detect } from "./detect/index.js";
import type { Facts } from "./detect/facts.js";
import { emit } from "./emit/index.js";
import type { FileSet } from "./emit/file-set.js";
import { load } from "./load/index.js";
import type { SpecDocument } from "./load/document.js";
import type { Memory } from "./memory.js";
import { buildApi } from "./model/index.js";
import type { Api } from "./model/api.js";
import { name, type KeptNames } from "./name/index.js";
import type { Names } from "./name/names.js";
import { openTexts } from "./write/texts.js";
import { Report, StopError } from "./report/diagnostic.js";

/** What a run knows once it has read and understood a document, before any code is made. */
export interface Understanding {
  readonly document: SpecDocument;
  readonly api: Api;
  readonly names: Names;
  readonly facts: Facts;
  readonly report: Report;
}

/** Told when a stage begins; the command line shows it. */
export type Progress = (stage: "load" | "model" | "name" | "detect" | "emit") => void;

const silent: Progress = () => {};

/** config → load → model → name → detect. `memory`: of earlier runs over the same API. */
export async function understand(
  config: ApiConfig,
  progress: Progress = silent,
  memory?: Memory,
): Promise<Understanding> {
  const report = new Report();
  progress("load");
  const document = await load(config, report, memory && { texts: memory.texts });
  stopIfNeeded(report);
  progress("model");
  const api = memory ? memory.rounds.build(document, report) : buildApi(document, report);
  progress("name");
  const names = name(api, config, report, await namesBefore(config));
  memory?.rounds.named(api, names);
  progress("detect");
  const facts = detect(api, config, report, (at) => document.locator.overlaid?.(at) ?? false);
  stopIfNeeded(report);
  return { document, api, names, facts, report };
}

/** What an earlier run called things, where that is kept. */
async function namesBefore({ namesFile }: ApiConfig): Promise<KeptNames | undefined> {
  return namesFile === undefined ? undefined : (await import("./config/names-file.js")).readNamesFile(namesFile);
}

/** … → emit: the whole SDK in memory. `write` puts it on disk. */
export async function generateFiles(
  config: ApiConfig,
  progress: Progress = silent,
  memory?: Memory,
): Promise<Understanding & { readonly files: FileSet; readonly own?: UserExtension }> {
  const own = await findExtension(config);
  const known = { ...(await understand(config, progress, memory)), ...(own && { own }) };
  if (own) reportOutside(own, config, known.report);
  progress("emit");
  const texts = memory?.isWarm ? undefined : await openTexts(config.output);
  const files = await emit(known, config, texts);
  await texts?.save();
  stopIfNeeded(known.report);
  if (memory) memory.isWarm = true;
  return { ...known, files };
}

function stopIfNeeded(report: Report): void {
  if (report.stopped) throw new StopError(report.diagnostics);
}
