import pc from "picocolors";
import { join, relative } from "node:path";
import { generateAgain, type Generated } from "../generate.js";
import type { Memory } from "../memory.js";
import type { ApiConfig } from "../config/config.js";
import { isInstalledFor } from "../config/evaluate.js";
import type { Place } from "../report/diagnostic.js";
import { changes } from "../write/index.js";
import type { Reporter } from "./reporter.js";
import { apisOf } from "./apis.js";
import { eachApi } from "./each-api.js";
import type { ShapeFlags } from "./options.js";
import { holdYoungGeneration } from "./young-generation.js";

/** Options of `codegen [SPEC…]`. */
export interface GenerateFlags extends ShapeFlags {
  readonly output?: string;
  readonly config?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly watch?: boolean;
}

const DOING = {
  load: "reading",
  model: "understanding",
  name: "naming",
  detect: "detecting conventions",
  emit: "writing code",
  write: "comparing with disk",
};

/** `codegen [SPEC…] -o DIR`, or every API of the configuration. */
export async function generateCommand(specs: string[], flags: GenerateFlags, reporter: Reporter): Promise<number> {
  const results: unknown[] = [];
  const code = await eachApi(
    {
      apis: await apisOf(specs, flags),
      async run(name, config) {
        const made = await generateApi(name, config, flags, reporter);
        results.push(resultOf(name, config, made));
        return !made.report.stopped;
      },
      failure: { stopped: "not generated; nothing was written", bug: "not generated" },
      onFailure: (name) => void results.push({ api: name, generated: false }),
    },
    reporter,
  );
  reporter.result(results);
  return code;
}

/** Generates one API and prints what came of it. */
export async function generateApi(
  name: string,
  config: ApiConfig,
  flags: Pick<GenerateFlags, "dryRun" | "force">,
  reporter: Reporter,
  memory?: Memory,
): Promise<Generated> {
  const begin = performance.now();
  const options = {
    dryRun: flags.dryRun ?? false,
    force: flags.force ?? false,
    progress(stage: keyof typeof DOING) {
      reporter.stage(`${name}: ${DOING[stage]} …`);
      // A watch has the room and no time.
      if (stage === "model" && !memory) holdYoungGeneration();
    },
  };
  const made = await generateAgain(config, options, memory);
  const seconds = (performance.now() - begin) / 1000;
  reporter.diagnostics(located(made));
  for (const line of summaryLines(name, config, made, seconds, flags.dryRun ?? false)) reporter.line(line);
  if (made.report.stopped) reporter.line(`${pc.red("✗")} ${name}: your extension does not fit the new SDK`);
  return made;
}

/** What one run made, for programs. */
export function resultOf(name: string, config: ApiConfig, made: Generated): object {
  return { api: name, generated: true, output: config.output, ...counts(made), written: made.written };
}

/** Diagnostics with the place that their pointer leads to. It is looked for when it is asked for: few are shown. */
export function located({
  report,
  document,
}: Pick<Generated, "report" | "document">): Generated["report"]["diagnostics"] {
  return report.diagnostics.map((one) => {
    const { at } = one;
    if (Object.hasOwn(one, "place") || at === undefined) return one;
    let place: Place | undefined;
    return {
      ...one,
      // Undefined says as much as nothing to all who read it.
      get place() {
        return (place ??= document.locator.place(at)) as Place;
      },
    };
  });
}

function counts({ api, facts, names, document }: Generated) {
  return {
    operations: api.operations.length,
    schemas: api.schemas.length,
    resources: names.resources.length,
    paged: [...facts.operations.values()].filter((one) => one.paging).length,
    skipped: document.skipped,
  };
}

function summaryLines(name: string, config: ApiConfig, made: Generated, seconds: number, dryRun: boolean): string[] {
  const { operations, schemas, paged, skipped } = counts(made);
  const { written, report, facts } = made;
  const schemes = Object.keys(facts.auth.schemes);
  const auth = facts.auth.unknown ? "not stated" : schemes.length > 0 ? schemes.join(", ") : "none declared";
  const warnings = report.diagnostics.filter((one) => one.severity === "warn").length;
  const repairs = report.diagnostics.filter((one) => one.severity === "repair").length;
  const files = [
    written.created.length > 0 && `${written.created.length} new`,
    written.updated.length > 0 && `${written.updated.length} changed`,
    written.removed.length > 0 && `${written.removed.length} removed`,
    written.unchanged > 0 && `${written.unchanged} unchanged`,
  ].filter(Boolean);
  const verb = changes(written) === 0 ? "up to date," : dryRun ? "would write" : "wrote";
  const notes = [warnings > 0 && count(warnings, "warning"), repairs > 0 && count(repairs, "repair")].filter(Boolean);
  const output = relative(process.cwd(), config.output) || ".";
  return [
    `${pc.green("✓")} ${pc.bold(name)} → ${output} (${seconds.toFixed(1)} s)`,
    `  ${count(operations, "operation")}, ${count(schemas, "schema")}, ${paged} paged; credentials: ${auth}`,
    ...(skipped.length > 0 ? [`  ${count(skipped.length, "operation")} left out`] : []),
    `  ${[`${verb} ${files.join(", ")}`, ...notes].join("; ")}`,
    ...(written.created.includes("client.ts") && !dryRun ? neededLines(config) : []),
  ];
}

/** What a new SDK stands on and cannot find. A folder that is a package of its own says so itself. */
function neededLines(config: ApiConfig): string[] {
  if (config.package) return [];
  const needed = ["@sdkwright/runtime", ...(config.schemas ? ["zod"] : [])];
  const missing = needed.filter((name) => !isInstalledFor(join(config.output, "client.ts"), name));
  return missing.length === 0 ? [] : [`  next: ${pc.bold(`npm install ${missing.join(" ")}`)}, which it stands on`];
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
