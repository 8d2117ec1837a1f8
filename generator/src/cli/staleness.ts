import { relative } from "node:path";
import pc from "picocolors";
import type { ApiConfig } from "../config/config.js";
import { levelOf, type Change } from "../diff/index.js";
import type { Diagnostic } from "../report/diagnostic.js";
import { generate } from "../generate.js";
import { changes, formatFiles, type Written } from "../write/index.js";
import { isCode, readCode } from "./diff/code.js";
import { codeChanges, differenceLines } from "./differences.js";
import { holdYoungGeneration } from "./young-generation.js";

/** How an SDK on disk differs from what its document would give. */
export interface Staleness {
  readonly stale: boolean;
  readonly written: Written;
  readonly semver?: ReturnType<typeof levelOf>;
  readonly changes?: readonly Change[];
  /** What is wrong with the user's extension. */
  readonly misfits: readonly Diagnostic[];
  /** For people: files, then what changes for users. */
  readonly lines: readonly string[];
}

export async function staleness(config: ApiConfig): Promise<Staleness> {
  // An edited file is stale too: `force` turns it from an error into a difference.
  const { written, files, report } = await generate(config, {
    dryRun: true,
    force: true,
    progress(stage) {
      if (stage === "model") holdYoungGeneration();
    },
  });
  const misfits = report.diagnostics.filter((one) => one.code.startsWith("surface/"));
  if (changes(written) === 0) return { stale: false, written, misfits, lines: [] };
  const found = await surfaceChanges(config.output, written, files);
  return {
    stale: true,
    written,
    misfits,
    semver: levelOf(found),
    changes: found,
    lines: [...fileLines(written), ...differenceLines(found)],
  };
}

/** An SDK that is not there yet has no users. */
async function surfaceChanges(
  output: string,
  written: Written,
  files: ReadonlyMap<string, string>,
): Promise<readonly Change[]> {
  const touched = [...written.created, ...written.updated, ...written.removed];
  const old = await readCode(output).catch(() => new Map<string, string>());
  return old.has("client.ts") && touched.some(isCode) ? codeChanges(old, await formatFiles(files)) : [];
}

function fileLines({ created, updated, removed, names }: Written): string[] {
  return [
    ...(names === undefined ? [] : [`${pc.yellow("~")} ${relative(process.cwd(), names)}`]),
    ...created.map((path) => `${pc.green("+")} ${path}`),
    ...updated.map((path) => `${pc.yellow("~")} ${path}`),
    ...removed.map((path) => `${pc.red("-")} ${path}`),
  ];
}
