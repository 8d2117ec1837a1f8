import { join } from "node:path";
import pc from "picocolors";
import type { ApiConfig } from "../config/config.js";
import { isFresh } from "../fresh.js";
import type { Diagnostic } from "../report/diagnostic.js";
import { apisOf } from "./apis.js";
import { eachApi } from "./each-api.js";
import type { GenerateFlags } from "./generate.js";
import type { Reporter } from "./reporter.js";
import type { Staleness } from "./staleness.js";

/** `codegen check`: exit 1 when what is on disk is not what would be generated. Writes nothing. */
export async function checkCommand(words: string[], flags: GenerateFlags, reporter: Reporter): Promise<number> {
  const results: object[] = [];
  const code = await eachApi(
    {
      apis: await apisOf(words, flags),
      async run(name, config) {
        const { lines, misfits, edits, ...result } = await lookAt(name, config, reporter);
        const { stale, reasons = [] } = result;
        results.push({ api: name, ...result });
        reporter.line(
          stale
            ? `${pc.red("✗")} ${name} is stale; ${edits.length > 0 ? "it was edited by hand" : "run codegen"}`
            : `${pc.green("✓")} ${name} is up to date`,
        );
        for (const line of lines) reporter.line(`  ${line}`);
        if (stale) reporter.annotate?.(staleAt(name, config.output, reasons));
        reporter.diagnostics([...misfits, ...edits]);
        return !stale && misfits.every((one) => one.severity !== "stop");
      },
      failure: { stopped: "cannot be checked", bug: "cannot be checked" },
      onFailure: (name) => void results.push({ api: name, checked: false }),
    },
    reporter,
  );
  reporter.result(results);
  return code;
}

/** The generator is loaded only when it has something to do. */
async function lookAt(
  name: string,
  config: ApiConfig,
  reporter: Reporter,
): Promise<Pick<Staleness, "stale" | "lines" | "misfits" | "edits" | "reasons">> {
  reporter.stage(`${name}: checking …`);
  if (await isFresh(config)) return { stale: false, lines: [], misfits: [], edits: [] };
  return (await import("./staleness.js")).staleness(config);
}

/** Where a review of the generated code looks first. */
function staleAt(name: string, output: string, reasons: readonly string[]): Diagnostic {
  return {
    code: "cli/stale",
    severity: "stop",
    message: `${name} is stale${reasons.length > 0 ? `: ${reasons.join("; ")}` : ""}.`,
    place: { file: join(output, "codegen.lock.json"), line: 1, column: 1 },
    fix: `Run \`codegen ${name}\`, and commit what it writes.`,
  };
}
