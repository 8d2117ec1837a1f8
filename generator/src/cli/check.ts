import pc from "picocolors";
import { isFresh } from "../fresh.js";
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
    reporter.diagnostics(misfits);
  }
  reporter.result(results);
  return failed ? 1 : 0;
}
