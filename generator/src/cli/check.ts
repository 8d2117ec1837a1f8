import pc from "picocolors";
import { generate } from "../generate.js";
import { changes } from "../write/index.js";
import { apisOf } from "./apis.js";
import type { GenerateFlags } from "./generate.js";
import type { Reporter } from "./reporter.js";

/** `codegen check`: exit 1 when what is on disk is not what would be generated. Writes nothing. */
export async function checkCommand(words: string[], flags: GenerateFlags, reporter: Reporter): Promise<number> {
  let stale = false;
  const results: unknown[] = [];
  for (const [name, config] of await apisOf(words, flags)) {
    reporter.stage(`${name}: checking …`);
    // An edited file is stale too: `force` turns it from an error into a difference.
    const { written } = await generate(config, { dryRun: true, force: true });
    results.push({ api: name, stale: changes(written) > 0, written });
    if (changes(written) === 0) {
      reporter.line(`${pc.green("✓")} ${name} is up to date`);
      continue;
    }
    stale = true;
    reporter.line(`${pc.red("✗")} ${name} is stale; run codegen`);
    for (const path of written.created) reporter.line(`  ${pc.green("+")} ${path}`);
    for (const path of written.updated) reporter.line(`  ${pc.yellow("~")} ${path}`);
    for (const path of written.removed) reporter.line(`  ${pc.red("-")} ${path}`);
  }
  reporter.result(results);
  return stale ? 1 : 0;
}
