import { join } from "node:path";
import pc from "picocolors";
import { isFresh } from "../fresh.js";
import type { Diagnostic } from "../report/diagnostic.js";
import { apisOf } from "./apis.js";
import type { GenerateFlags } from "./generate.js";
import type { Reporter } from "./reporter.js";

/** `codegen check`: exit 1 when what is on disk is not what would be generated. Writes nothing. */
export async function checkCommand(words: string[], flags: GenerateFlags, reporter: Reporter): Promise<number> {
  const results: object[] = [];
  let failed = false;
  for (const [name, config] of await apisOf(words, flags)) {
    reporter.stage(`${name}: checking …`);
    // The generator is loaded only when it has something to do.
    const found = (await isFresh(config))
      ? { stale: false, lines: [], misfits: [] }
      : await (await import("./staleness.js")).staleness(config);
    const { lines, misfits, ...result } = found;
    results.push({ api: name, ...result });
    failed ||= found.stale || misfits.some((one) => one.severity === "stop");
    reporter.line(
      found.stale ? `${pc.red("✗")} ${name} is stale; run codegen` : `${pc.green("✓")} ${name} is up to date`,
    );
    for (const line of lines) reporter.line(`  ${line}`);
    if (found.stale) reporter.annotate?.(staleAt(name, config.output));
    reporter.diagnostics(misfits);
  }
  reporter.result(results);
  return failed ? 1 : 0;
}

/** Where a review of the generated code looks first. */
function staleAt(name: string, output: string): Diagnostic {
  return {
    code: "cli/stale",
    severity: "stop",
    message: `${name} is stale.`,
    place: { file: join(output, "codegen.lock.json"), line: 1, column: 1 },
    fix: `Run \`codegen ${name}\`, and commit what it writes.`,
  };
}
