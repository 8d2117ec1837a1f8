import { relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pc from "picocolors";
import type { ApiConfig } from "../config/config.js";
import { extensionPlaces } from "../config/extension.js";
import { localModules } from "../config/modules.js";
import { apiView, compareSdks, identical, type SdkView } from "../diff/index.js";
import type { Generated } from "../generate.js";
import { Memory } from "../memory.js";
import { StopError, type Diagnostic } from "../report/diagnostic.js";
import { apisOf, configFileOf } from "./apis.js";
import { differenceLines } from "./differences.js";
import { FileWatch } from "./file-watch.js";
import { generateApi, type GenerateFlags } from "./generate.js";
import { localInputs, localSources } from "./inputs.js";
import { interrupted } from "./interrupt.js";
import { isWorthRehearsing, rehearse } from "./rehearsal.js";
import type { OutputFlags, Reporter } from "./reporter.js";

/** Milliseconds without a change after which there is time for what was put off. */
const IDLE = 2_000;

/** One API that is watched: the files it depends on, and what it was when it could be generated last. */
interface Watched {
  readonly name: string;
  readonly config: ApiConfig;
  readonly memory: Memory;
  files: readonly string[];
  last: SdkView | undefined;
  /** What the last run warned of. */
  warned: ReadonlySet<string>;
  /** The next round would be the first one, and slower than those that follow. */
  isCold: boolean;
}

/**
 * `codegen --watch`: generates, and again whenever a document, a file that it refers to, an overlay, the file of names or
 * the configuration changes, until it is interrupted. Errors are told and waited out.
 */
export async function watchCommand(
  words: string[],
  flags: GenerateFlags & OutputFlags,
  reporter: Reporter,
): Promise<number> {
  refuseUnwatchable(words, flags);
  const config = configFileOf(words, flags);
  let apis = (await apisOf(words, flags)).map(([name, config]) => watched(name, config));
  const end = interrupted(() => reporter.line("ending; Ctrl-C again ends at once"));
  const watch = await FileWatch.open(end);
  try {
    let modules = modulesOf(config);
    const follow = (since: number) => watch.follow([...modules, ...apis.flatMap(({ files }) => files)], since);
    follow(Date.now());
    let concerned: readonly Watched[] = apis;
    while (!end.aborted) {
      const begin = Date.now();
      for (const api of concerned) {
        const made = await regenerate(api, flags, reporter);
        if (made?.written.names !== undefined) watch.wrote(made.written.names);
      }
      follow(begin);
      reporter.line(pc.dim("watching; Ctrl-C ends"));
      const changed = await nextChange(watch, apis, reporter);
      if (!changed) break;
      reporter.line(pc.dim(`changed: ${[...changed].map((file) => relative(process.cwd(), file)).join(", ")}`));
      const all = modules.some((file) => changed.has(file));
      if (all) {
        modules = modulesOf(config);
        apis = await reread(apis, () => apisOf(words, flags), reporter);
      }
      concerned = all ? apis : apis.filter((one) => one.files.some((file) => changed.has(file)));
    }
  } finally {
    await watch.close();
  }
  await settle(apis, reporter);
  return 0;
}

/** The configuration and the modules that it imports. */
function modulesOf(config: string | undefined): readonly string[] {
  return config === undefined ? [] : localModules(config);
}

/** Waits for a change; what was put off is done meanwhile. */
async function nextChange(
  watch: FileWatch,
  apis: readonly Watched[],
  reporter: Reporter,
): Promise<ReadonlySet<string> | undefined> {
  const change = watch.next();
  const pause = new AbortController();
  const isIdle = sleep(IDLE, true, { signal: pause.signal }).catch(() => false);
  await Promise.race([change, isIdle]);
  pause.abort();
  if (await isIdle) {
    await settle(apis, reporter);
    for (const api of apis) await warmUp(api, watch);
  }
  return change;
}

async function warmUp(api: Watched, watch: FileWatch): Promise<void> {
  const { config, memory, last } = api;
  if (!api.isCold || !last || watch.hasChanged()) return;
  await rehearse({ config, memory, last }, () => watch.hasChanged());
  api.isCold = false;
}

async function settle(apis: readonly Watched[], reporter: Reporter): Promise<void> {
  for (const { memory } of apis) await told(reporter, () => memory.settle());
}

function watched(name: string, config: ApiConfig, before?: Watched): Watched {
  const { last, memory = new Memory(), warned = new Set<string>(), isCold = false } = before ?? {};
  return { name, config, memory, files: filesFor(config, undefined), last, warned, isCold };
}

/** What a run reads: that can be known when it has ended well. */
function filesFor(config: ApiConfig, made: Generated | undefined): string[] {
  const read = made ? [...localSources(made.document), ...made.ownFiles] : [];
  const names = config.namesFile === undefined ? [] : [config.namesFile];
  return [...new Set([...localInputs(config), ...extensionPlaces(config), ...names, ...read])];
}

/** The APIs that the configuration has now; those it had, when it cannot be read. */
async function reread(
  apis: readonly Watched[],
  read: () => Promise<[string, ApiConfig][]>,
  reporter: Reporter,
): Promise<Watched[]> {
  const found = await told(reporter, read);
  const before = (name: string) => apis.find((one) => one.name === name);
  return found ? found.map(([name, config]) => watched(name, config, before(name))) : [...apis];
}

/** Generates one API; prints what that changed for its users. What a failed run read is watched no worse than before. */
async function regenerate(api: Watched, flags: GenerateFlags, reporter: Reporter): Promise<Generated | undefined> {
  const news = onlyNews(api, reporter);
  const begin = performance.now();
  const made = await told(reporter, () => generateApi(api.name, api.config, flags, news, api.memory));
  if (!made) {
    reporter.line(`${pc.red("✗")} ${api.name}: not generated; nothing was written`);
    return undefined;
  }
  const view = apiView({ ...made, ...(api.config.types && { types: api.config.types }) });
  const changed = api.last ? compareSdks(api.last, view, identical(api.last.types, view.types)) : [];
  for (const line of differenceLines(changed)) reporter.line(`  ${line}`);
  api.isCold = !api.last && isWorthRehearsing(api.config, performance.now() - begin);
  api.last = view;
  api.files = filesFor(api.config, made);
  return made;
}

/** Runs something whose failure is told and not the end. */
async function told<T>(reporter: Reporter, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof StopError) reporter.diagnostics(error.diagnostics);
    else reporter.bug(error);
    return undefined;
  }
}

/** Warnings that the last run told already are not told again; what stops a run is, each time. */
function onlyNews(api: Watched, reporter: Reporter): Reporter {
  const keyOf = ({ code, message }: Diagnostic) => `${code} ${message}`;
  return {
    ...reporter,
    diagnostics(list) {
      const before = api.warned;
      reporter.diagnostics(list.filter((one) => one.severity === "stop" || !before.has(keyOf(one))));
      api.warned = new Set(list.map(keyOf));
    },
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
