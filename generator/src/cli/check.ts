import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pc from "picocolors";
import { isFresh } from "../fresh.js";
import type { SurfaceChange, SurfaceReader } from "../surface/surface.js";
import { apisOf } from "./apis.js";
import type { GenerateFlags } from "./generate.js";
import type { Reporter } from "./reporter.js";

/** `codegen check`: exit 1 when what is on disk is not what would be generated. Writes nothing. */
export async function checkCommand(words: string[], flags: GenerateFlags, reporter: Reporter): Promise<number> {
  let stale = false;
  const results: unknown[] = [];
  for (const [name, config] of await apisOf(words, flags)) {
    reporter.stage(`${name}: checking …`);
    if (await isFresh(config)) {
      results.push({ api: name, stale: false });
      reporter.line(`${pc.green("✓")} ${name} is up to date`);
      continue;
    }
    // The generator is loaded only when it has something to do.
    const [{ generate }, { changes, formatFiles }] = await Promise.all([
      import("../generate.js"),
      import("../write/index.js"),
    ]);
    // An edited file is stale too: `force` turns it from an error into a difference.
    const { written, files } = await generate(config, { dryRun: true, force: true });
    results.push({ api: name, stale: changes(written) > 0, written });
    if (changes(written) === 0) {
      reporter.line(`${pc.green("✓")} ${name} is up to date`);
      continue;
    }
    stale = true;
    reporter.line(`${pc.red("✗")} ${name} is stale; run codegen`);
    for (const path of written.created) reporter.line(`  ${pc.green("+")} ${path}`);
    const surfaces = await surfaceReader(written.updated);
    const next = await formatFiles(files);
    for (const path of written.updated) {
      reporter.line(`  ${pc.yellow("~")} ${path}`);
      if (!surfaces || !path.endsWith(".ts")) continue;
      const before = await readFile(join(config.output, path), "utf8");
      for (const line of surfaceLines(surfaces.compare(path, before, next.get(path)!))) reporter.line(`      ${line}`);
    }
    for (const path of written.removed) reporter.line(`  ${pc.red("-")} ${path}`);
  }
  reporter.result(results);
  return stale ? 1 : 0;
}

/** ts-morph is loaded only when there is code to compare. */
async function surfaceReader(paths: readonly string[]): Promise<SurfaceReader | undefined> {
  if (!paths.some((path) => path.endsWith(".ts"))) return undefined;
  const { SurfaceReader } = await import("../surface/surface.js");
  return new SurfaceReader();
}

function surfaceLines({ added, removed, changed }: SurfaceChange): string[] {
  return [
    ...added.map((name) => `${pc.green("+")} ${name}`),
    ...removed.map((name) => `${pc.red("-")} ${name}`),
    ...changed.map((name) => `${pc.yellow("~")} ${name}`),
  ];
}
