import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import pc from "picocolors";
import type { ApiConfig, Config } from "../config/config.js";
import { addApi, property, type Plain } from "../config/edit/index.js";
import { readConfig } from "../config/read.js";
import { prepare, type Prepared } from "./documents/prepare.js";
import { provenanceFile, provenanceText } from "./documents/provenance.js";
import { saveLayout } from "./documents/save.js";
import { writeWhole } from "../write/whole.js";
import { generateApi, resultOf } from "./generate.js";
import { apiFromFlags, type ShapeFlags } from "./options.js";
import type { Reporter } from "./reporter.js";
import { stop } from "./stop.js";

/** Options of `codegen add`. */
export interface AddFlags extends ShapeFlags {
  readonly as?: string;
  readonly output?: string;
  readonly specs?: string;
  readonly remote?: boolean;
  readonly config?: string;
  readonly force?: boolean;
}

/** The configuration that is written where there is none. */
export const EMPTY_CONFIG = `import { defineConfig } from "sdkwright";

export default defineConfig({
  apis: {},
});
`;

/** `codegen add URL|FILE`: downloads a document, adds its API to the configuration, and generates it. */
export async function addCommand([source]: string[], flags: AddFlags, reporter: Reporter): Promise<number> {
  const found = await readConfig(process.cwd(), flags.config);
  const file = found?.file ?? resolve("codegen.config.ts");
  reporter.stage(`reading ${source} …`);
  const prepared = await prepare(
    {
      source: source!,
      as: flags.as,
      output: flags.output,
      specs: flags.specs ?? "specs",
      remote: flags.remote ?? false,
      force: flags.force ?? false,
      shape: apiFromFlags("", "", flags),
    },
    found?.config ?? { apis: {} },
    dirname(file),
  );
  await saveDocument(prepared, reporter);
  const configured = await configure(file, found?.config, [prepared]);
  const made = await generateApi(prepared.name, prepared.config, { force: flags.force ?? false }, reporter);
  reporter.result(resultOf(prepared.name, prepared.config, made));
  if (!configured) throw notEditable(file, prepared);
  if (configured === "written") reporter.line(`  added to ${shown(file)} as ${pc.bold(prepared.name)}`);
  return made.report.stopped ? 1 : 0;
}

/** Writes what was downloaded, where it came from, and says so. */
export async function saveDocument({ saved, secrets }: Prepared, reporter: Reporter): Promise<void> {
  if (!saved) return;
  const { layout, provenance } = saved;
  await saveLayout(layout);
  await writeWhole(provenanceFile(layout.document), provenanceText(provenance));
  const more = layout.files.size > 1 ? ` and ${layout.files.size - 1} more` : "";
  reporter.line(`${pc.green("✓")} downloaded ${shown(layout.document)}${more}`);
  for (const name of secrets)
    reporter.line(`  the header ${name} is not kept; \`codegen update\` will need --header '${name}: \${VARIABLE}'`);
}

/**
 * Adds APIs to a configuration, and reads it again to see that they are in it. False when the file cannot be edited; it
 * is then as it was.
 */
export async function configure(
  file: string,
  known: Config | undefined,
  added: readonly Prepared[],
): Promise<"written" | "there" | false> {
  const missing = added.filter(({ name }) => !known || !Object.hasOwn(known.apis, name));
  if (missing.length === 0) return "there";
  const before = known ? await readFile(file, "utf8") : undefined;
  let text: string | undefined = before ?? EMPTY_CONFIG;
  for (const { name, entry } of missing) text = text && addApi({ file, text, name, entry: plain(entry) });
  if (text === undefined) return false;
  await writeWhole(file, text);
  const now = await readConfig(dirname(file), file).catch(() => undefined);
  if (missing.every(({ name }) => now && Object.hasOwn(now.config.apis, name))) return "written";
  if (before !== undefined) await writeWhole(file, before);
  return false;
}

function notEditable(file: string, { name, entry }: Prepared): Error {
  const json = file.endsWith(".json");
  const style = { quote: '"', quoteNames: json, unit: "  ", newline: "\n" } as const;
  return stop("config/not-editable", {
    message: `\`apis\` is not written out in ${shown(file)}, so the API cannot be added to it.`,
    place: { file, line: 1, column: 1 },
    fix: `Add this to it:\n\n${property(name, plain(entry), style, "")}${json ? "" : ","}\n`,
  });
}

/** An entry without what only a program can write down. */
function plain(entry: ApiConfig): { readonly [option: string]: Plain } {
  return JSON.parse(JSON.stringify(entry)) as { readonly [option: string]: Plain };
}

function shown(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") || !existsSync(join(process.cwd(), path)) ? file : path;
}
