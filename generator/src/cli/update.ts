import { relative } from "node:path";
import pc from "picocolors";
import type { ApiConfig } from "../config/config.js";
import { readConfig } from "../config/read.js";
import { levelOf, type Change } from "../diff/index.js";
import { generate } from "../generate.js";
import { understand, type Understanding } from "../pipeline.js";
import { StopError } from "../report/diagnostic.js";
import { differenceLines, runChanges } from "./differences.js";
import { eachApi } from "./each-api.js";
import { refresh, saveRefreshed, withRefreshed, type Refreshed } from "./documents/refresh.js";
import { writeWhole } from "../write/whole.js";
import { generateApi } from "./generate.js";
import { inputsOf, isRemote } from "./inputs.js";
import { headersOf, pickApis } from "./options.js";
import { updateMarkdown } from "./update-markdown.js";
import { updateRemote, versionText } from "./update-remote.js";
import type { Reporter } from "./reporter.js";
import { stop } from "./stop.js";

/** Options of `codegen update`. */
export interface UpdateFlags {
  readonly config?: string;
  readonly header?: string[];
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly markdown?: string;
}

/** What became of one API. */
export interface Updated {
  readonly api: string;
  readonly status: "updated" | "unchanged" | "local" | "failed";
  readonly from?: string;
  readonly to?: string;
  readonly changes?: readonly Change[];
  /** The user's extension does not fit the new SDK. */
  readonly misfit?: boolean;
}

/** `codegen update [API…]`: fetches what changed on the servers, says what that means, and generates. */
export async function updateCommand(words: string[], flags: UpdateFlags, reporter: Reporter): Promise<number> {
  const found = await readConfig(process.cwd(), flags.config);
  if (!found)
    throw stop("cli/nothing-to-do", {
      message: "There is no codegen.config.ts here, so there is nothing to update.",
      fix: "Run `codegen add URL` first.",
    });
  const results: Updated[] = [];
  const code = await eachApi(
    {
      apis: pickApis(found.config, words),
      async run(name, config) {
        const updated = await updateApi(name, withHeaders(config, flags), flags, reporter);
        results.push(updated);
        return !updated.misfit;
      },
      failure: { stopped: "not updated; its document and its SDK are as they were", bug: "not updated" },
      onFailure: (name) => void results.push({ api: name, status: "failed" }),
    },
    reporter,
  );
  if (flags.markdown !== undefined) await writeWhole(flags.markdown, updateMarkdown(results));
  reporter.result(
    results.map(({ changes, ...rest }) => ({ ...rest, ...(changes && { semver: levelOf(changes), changes }) })),
  );
  return code;
}

async function updateApi(name: string, config: ApiConfig, flags: UpdateFlags, reporter: Reporter): Promise<Updated> {
  const { dryRun = false, force = false } = flags;
  reporter.stage(`${name}: asking for changes …`);
  const refreshed = await refresh(config, force);
  const changed = refreshed.filter((one) => one.changed.length > 0);
  if (changed.length === 0 && inputsOf(config).some(isRemote))
    return updateRemote(name, config, { dryRun, force }, reporter);
  if (refreshed.length === 0) {
    reporter.line(`${pc.dim("–")} ${name}: its document was not downloaded by \`codegen add\`; nothing to ask for`);
    return { api: name, status: "local" };
  }
  if (changed.length === 0) {
    reporter.line(`${pc.green("✓")} ${name}: unchanged since ${dates(refreshed)}`);
    return { api: name, status: "unchanged" };
  }
  for (const one of changed)
    reporter.line(`${pc.yellow("↓")} ${name}: ${relative(process.cwd(), one.document)} changed`);
  const before = await understood(config);
  // Tried on copies: a new document that is no good must leave the old one and its SDK in place.
  const after = await withRefreshed(config, changed, async (copy) => {
    const tried = await generate(copy, { dryRun: true, force });
    return { api: tried.api, changes: before && runChanges(before, tried, config.types) };
  });
  for (const line of differenceLines(after.changes ?? [])) reporter.line(`  ${line}`);
  if (!dryRun) for (const one of changed) await saveRefreshed(one);
  const made = dryRun ? undefined : await generateApi(name, config, { force }, reporter);
  return {
    api: name,
    status: "updated",
    ...(before && { from: versionText(before.api.info) }),
    to: versionText(after.api.info),
    ...(after.changes && { changes: after.changes }),
    ...(made?.report.stopped && { misfit: true }),
  };
}

/** The API as its old documents describe it. Undefined when those are not usable: then there is nothing to compare. */
async function understood(config: ApiConfig): Promise<Understanding | undefined> {
  try {
    return await understand(config);
  } catch (error) {
    if (error instanceof StopError) return undefined;
    throw error;
  }
}

function dates(refreshed: readonly Refreshed[]): string {
  return [...new Set(refreshed.map(({ before }) => before.retrieved.slice(0, 10)))].join(", ");
}

function withHeaders(config: ApiConfig, { header }: UpdateFlags): ApiConfig {
  return header ? { ...config, headers: { ...config.headers, ...headersOf(header) } } : config;
}
