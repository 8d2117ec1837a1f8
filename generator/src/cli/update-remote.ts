import pc from "picocolors";
import type { ApiConfig } from "../config/config.js";
import { isFresh } from "../fresh.js";
import type { Generated } from "../generate.js";
import { changes, formatFiles } from "../write/index.js";
import { readManifest } from "../write/manifest.js";
import { isCode, readCode } from "./diff/code.js";
import { codeChanges, differenceLines } from "./differences.js";
import { generateApi } from "./generate.js";
import type { Reporter } from "./reporter.js";
import type { Updated } from "./update.js";

/**
 * Updates an API whose document is read where it is. No copy of the old document is kept: what was is told by the SDK
 * that stands in the output folder. Where nothing has changed, its server is only asked on condition.
 */
export async function updateRemote(
  name: string,
  config: ApiConfig,
  how: { readonly dryRun: boolean; readonly force: boolean },
  reporter: Reporter,
): Promise<Updated> {
  if (await isFresh(config)) {
    reporter.line(`${pc.green("✓")} ${name}: unchanged`);
    return { api: name, status: "unchanged" };
  }
  const before = await readManifest(config.output);
  const old = before && (await readCode(config.output));
  const made = await generateApi(name, config, how, reporter);
  const misfit = made.report.stopped && { misfit: true };
  if (changes(made.written) === 0) return { api: name, status: "unchanged", ...misfit };
  const found = old && (await changesFor(old, made, config, how.dryRun));
  for (const line of differenceLines(found ?? [])) reporter.line(`  ${line}`);
  return {
    api: name,
    status: "updated",
    ...(before && { from: versionText(before.document) }),
    to: versionText(made.api.info),
    ...(found && { changes: found }),
    ...misfit,
  };
}

async function changesFor(old: ReadonlyMap<string, string>, made: Generated, config: ApiConfig, dryRun: boolean) {
  const { created, updated, removed } = made.written;
  if (![...created, ...updated, ...removed].some(isCode)) return [];
  return codeChanges(old, dryRun ? await formatFiles(made.files) : await readCode(config.output));
}

/** What a document calls itself. */
export function versionText({ title, version }: { readonly title: string; readonly version: string }): string {
  return `${title} ${version}`.trim();
}
