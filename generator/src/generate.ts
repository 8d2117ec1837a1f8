import type { ApiConfig } from "./config/config.js";
import { configHash } from "./config/hash.js";
import type { Facts } from "./detect/facts.js";
import type { FileSet } from "./emit/file-set.js";
import { rememberRun } from "./fresh.js";
import { generateFiles, type Progress, type Understanding } from "./pipeline.js";
import { VERSION } from "./version.js";
import { changes, write, type Detected, type Written } from "./write/index.js";

/** What one run made. */
export interface Generated extends Understanding {
  /** Texts before they are formatted. */
  readonly files: FileSet;
  readonly written: Written;
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
 * Reads a document and writes its SDK.
 *
 * @throws StopError when the document, the configuration or the output folder does not allow it; nothing is written then.
 * @example
 * import { generate } from "sdkwright";
 * const { written } = await generate({ input: "openapi.yaml", output: "src/api" });
 */
export async function generate(config: ApiConfig, options: GenerateOptions = {}): Promise<Generated> {
  const { progress, ...how } = options;
  const known = await generateFiles(config, progress);
  progress?.("write");
  const { document, api, facts } = known;
  const written = await write({
    files: known.files,
    output: config.output,
    about: {
      generator: VERSION,
      document: { title: api.info.title, version: api.info.version, hash: document.hash },
      config: configHash(config),
      detected: detected(facts),
    },
    ...how,
  });
  if (!options.dryRun || changes(written) === 0) await rememberRun(config, document, known.report);
  return { ...known, written };
}

function detected(facts: Facts): Detected {
  const paging = [...facts.operations].flatMap(([key, { paging: pager }]) =>
    pager ? [[key, pager.style] as const] : [],
  );
  return { auth: Object.keys(facts.auth.schemes).toSorted(), paging: Object.fromEntries(paging) };
}
