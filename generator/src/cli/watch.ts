import { relative } from "node:path";
import pc from "picocolors";
import type { ApiConfig } from "../config/config.js";
import { apiView, compareSdks, identical, type SdkView } from "../diff/index.js";
import type { Generated } from "../generate.js";
import { Memory } from "../memory.js";
import { StopError, type Diagnostic } from "../report/diagnostic.js";
import { apisOf, configFileOf } from "./apis.js";
import { bugReport } from "./bug-report.js";
import { differenceLines } from "./differences.js";
import { FileWatch } from "./file-watch.js";
import { generateApi, type GenerateFlags } from "./generate.js";
import { localInputs, localSources } from "./inputs.js";
import { interrupted } from "./interrupt.js";
import type { OutputFlags, Reporter } from "./reporter.js";

/** One API that is watched: the files it depends on, and what it was when it could be generated last. */
interface Watched {
  readonly name: string;
  readonly config: ApiConfig;
  /** Of the runs over this configuration. */
  readonly memory: Memory;
  files: readonly string[];
  last: { readonly view: SdkView; readonly memory: Memory } | undefined;
}

/**
 * `codegen --watch`: generates, and again whenever a document, a file that it refers to, an overlay or the configuration
 * changes, until it is interrupted. Errors are told and waited out.
 */
export async function watchCommand(
  words: string[],
  flags: GenerateFlags & OutputFlags,
  reporter: Reporter,
): Promise<number> {
  refuseUnwatchable(words, flags);
  const once = warningOnce(reporter);
  const config = configFileOf(words, flags);
  let apis = (await apisOf(words, flags)).map(([name, config]) => watched(name, config));
  const end = interrupted(() => reporter.line("ending; Ctrl-C again ends at once"));
  const watch = await FileWatch.open(end);
  try {
    const follow = (since: number) => watch.follow([...(config ? [config] : []), ...apis.flatMap(filesOf)], since);
    follow(Date.now());
    let concerned: readonly Watched[] = apis;
    while (!end.aborted) {
      const begin = Date.now();
      for (const api of concerned) await regenerate(api, flags, once);
      follow(begin);
      reporter.line(pc.dim("watching; Ctrl-C ends"));
      const changed = await watch.next();
      if (!changed) break;
      reporter.line(pc.dim(`changed: ${[...changed].map((file) => relative(process.cwd(), file)).join(", ")}`));
      const all = config !== undefined && changed.has(config);
      if (all) apis = await reread(apis, () => apisOf(words, flags), reporter);
      concerned = all ? apis : apis.filter((one) => one.files.some((file) => changed.has(file)));
    }
  } finally {
    await watch.close();
  }
  return 0;
}

function watched(name: string, config: ApiConfig, last?: Watched["last"]): Watched {
  return { name, config, memory: new Memory(), files: filesFor(config, undefined), last };
}

/** What a run reads: that can be known when it has ended well. */
function filesFor(config: ApiConfig, made: Generated | undefined): string[] {
  const read = made ? [...localSources(made.document), ...(made.own ? [made.own.file] : [])] : [];
  return [...new Set([...localInputs(config), ...read])];
}

const filesOf = ({ files }: Watched): readonly string[] => files;

/** The APIs that the configuration has now; those it had, when it cannot be read. */
async function reread(
  apis: readonly Watched[],
  read: () => Promise<[string, ApiConfig][]>,
  reporter: Reporter,
): Promise<Watched[]> {
  const found = await told(reporter, read);
  return found ? found.map(([name, config]) => watched(name, config, lastOf(apis, name))) : [...apis];
}

const lastOf = (apis: readonly Watched[], name: string) => apis.find((one) => one.name === name)?.last;

/** Generates one API; prints what that changed for its users. What a failed run read is watched no worse than before. */
async function regenerate(api: Watched, flags: GenerateFlags, reporter: Reporter): Promise<void> {
  const made = await told(reporter, () => generateApi(api.name, api.config, flags, reporter, api.memory));
  if (!made) {
    reporter.line(`${pc.red("✗")} ${api.name}: not generated; nothing was written`);
    return;
  }
  const view = apiView({ ...made, ...(api.config.types && { types: api.config.types }) });
  // Views of one memory share what is the same; those of another configuration have to be looked at.
  const skips = api.last?.memory === api.memory ? identical(api.last.view.types, view.types) : undefined;
  const changed = api.last ? compareSdks(api.last.view, view, skips) : [];
  for (const line of differenceLines(changed)) reporter.line(`  ${line}`);
  api.last = { view, memory: api.memory };
  api.files = filesFor(api.config, made);
}

/** Runs something whose failure is told and not the end. */
async function told<T>(reporter: Reporter, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof StopError) reporter.diagnostics(error.diagnostics);
    else process.stderr.write(bugReport(error));
    return undefined;
  }
}

/** Warnings that stay from run to run are told once; what stops a run, each time. */
function warningOnce(reporter: Reporter): Reporter {
  const told = new Set<string>();
  const isNew = ({ code, message }: Diagnostic) => told.size < told.add(`${code} ${message}`).size;
  return {
    ...reporter,
    diagnostics: (list) => reporter.diagnostics(list.filter((one) => one.severity === "stop" || isNew(one))),
  };
}

function refuseUnwatchable(words: readonly string[], flags: OutputFlags): void {
  const stop = (rest: Pick<Diagnostic, "code" | "message" | "fix">) => new StopError([{ severity: "stop", ...rest }]);
  if (words.includes("-"))
    throw stop({
      code: "cli/watch-stdin",
      message: "The standard input can be read once only, so it cannot be watched.",
      fix: "Give the path of a file.",
    });
  if (flags.json || flags.reporter === "json")
    throw stop({
      code: "cli/watch-json",
      message: "JSON is printed when a command ends, and --watch does not end.",
      fix: "Leave out --json, or --watch.",
    });
}
