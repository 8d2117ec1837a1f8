import { relative } from "node:path";
import pc from "picocolors";
import type { ApiConfig } from "../config/config.js";
import { configHash } from "../config/hash.js";
import { levelOf, type Change } from "../diff/index.js";
import { generate, type Generated } from "../generate.js";
import type { Diagnostic } from "../report/diagnostic.js";
import { printable } from "../report/printable.js";
import { VERSION } from "../version.js";
import { changes, conflictsWith, formatFiles, type Written } from "../write/index.js";
import { readManifest, type Manifest } from "../write/manifest.js";
import { isCode, readCode } from "./diff/code.js";
import { codeChanges, countLine, differenceLines } from "./differences.js";
import { versionText } from "./update-remote.js";
import { holdYoungGeneration } from "./young-generation.js";

/** How an SDK on disk differs from what its document would give. */
export interface Staleness {
  readonly stale: boolean;
  readonly written: Written;
  /** What made it stale, as far as the lock file and the files tell. */
  readonly reasons?: readonly string[];
  readonly semver?: ReturnType<typeof levelOf>;
  readonly changes?: readonly Change[];
  /** What is wrong with the user's extension. */
  readonly misfits: readonly Diagnostic[];
  /** Edits in generated files, which a run would refuse to lose. */
  readonly edits: readonly Diagnostic[];
  /** For people: why, files, then what changes for users. */
  readonly lines: readonly string[];
}

export async function staleness(config: ApiConfig): Promise<Staleness> {
  // An edited file is stale too: `force` turns it from an error into a difference.
  const made = await generate(config, {
    dryRun: true,
    force: true,
    progress(stage) {
      if (stage === "model") holdYoungGeneration();
    },
  });
  const { written, report } = made;
  const misfits = report.diagnostics.filter((one) => one.code.startsWith("surface/"));
  if (changes(written) === 0) return { stale: false, written, misfits, edits: [], lines: [] };
  const files = await formatFiles(made.files);
  const edits = await conflictsWith(config.output, files);
  const before = await readManifest(config.output);
  const missing = written.created.filter((path) => Object.hasOwn(before?.files ?? {}, path));
  // What is left of an SDK does not say what it was.
  const found = missing.some(isCode) ? [] : await surfaceChanges(config.output, written, files);
  const reasons = reasonsFor({ before, made, config, edited: edits.length, missing: missing.length });
  return {
    stale: true,
    written,
    reasons,
    misfits,
    edits,
    semver: levelOf(found),
    changes: found,
    lines: [
      ...reasons.map((reason) => printable(reason)),
      ...fileLines(written),
      countLine(written, found),
      ...differenceLines(found),
    ],
  };
}

/** What differs from the last run, as the lock file tells. */
function reasonsFor(found: {
  readonly before: Manifest | undefined;
  readonly made: Generated;
  readonly config: ApiConfig;
  readonly edited: number;
  readonly missing: number;
}): string[] {
  const { before, made, config, edited, missing } = found;
  if (!before) return ["it has not been generated yet"];
  const { document, generator } = before;
  const [from, to] = [versionText(document), versionText(made.api.info)];
  return [
    ...(generator === VERSION ? [] : [`it was made by sdkwright ${generator}; this is ${VERSION}`]),
    ...(document.hash === made.document.hash ? [] : [`the document changed: ${from === to ? to : `${from} → ${to}`}`]),
    ...(before.config === configHash(config) ? [] : ["its options in the configuration changed"]),
    ...(edited === 0 ? [] : [`${edited === 1 ? "a file was" : `${edited} files were`} edited by hand`]),
    ...(missing === 0 ? [] : [`${missing === 1 ? "a file is" : `${missing} files are`} missing`]),
  ];
}

/** An SDK that is not there yet has no users. */
async function surfaceChanges(
  output: string,
  written: Written,
  files: ReadonlyMap<string, string>,
): Promise<readonly Change[]> {
  const touched = [...written.created, ...written.updated, ...written.removed];
  const old = await readCode(output).catch(() => new Map<string, string>());
  return old.has("client.ts") && touched.some(isCode) ? codeChanges(old, files) : [];
}

function fileLines({ created, updated, removed, names }: Written): string[] {
  return [
    ...(names === undefined ? [] : [`${pc.yellow("~")} ${relative(process.cwd(), names)}`]),
    ...created.map((path) => `${pc.green("+")} ${path}`),
    ...updated.map((path) => `${pc.yellow("~")} ${path}`),
    ...removed.map((path) => `${pc.red("-")} ${path}`),
  ];
}
