import { inspectHtml, inspectJson, inspectText } from "../inspect/index.js";
import { understand } from "../pipeline.js";
import { apiToInspect } from "./apis.js";
import { writeWhole } from "../write/whole.js";
import { located } from "./generate.js";
import type { ShapeFlags } from "./options.js";
import { print } from "./print.js";
import type { Reporter } from "./reporter.js";

/** Options of `codegen inspect`. */
export interface InspectFlags extends ShapeFlags {
  readonly json?: boolean;
  readonly html?: string;
  readonly config?: string;
}

/** `codegen inspect SPEC`, or the name of an API of the configuration: what was detected, why, and how to override it. */
export async function inspectCommand(specs: string[], flags: InspectFlags, reporter: Reporter): Promise<number> {
  reporter.stage("reading …");
  const known = await understand(await apiToInspect(specs, flags));
  reporter.done();
  if (flags.html !== undefined) {
    await writeWhole(flags.html, inspectHtml(known));
    reporter.line(`wrote ${flags.html}`);
  } else if (flags.json) await print(`${JSON.stringify(inspectJson(known), null, 2)}\n`);
  else {
    reporter.diagnostics(located(known));
    await print(inspectText(known));
  }
  return 0;
}
