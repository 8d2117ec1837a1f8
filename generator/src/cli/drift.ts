import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { stringify } from "yaml";
import type { ApiConfig } from "../config/config.js";
import { readConfig } from "../config/read.js";
import { propose, readLog, reportLines, type Difference, type Proposal } from "../drift/index.js";
import type { Json } from "../load/document.js";
import { readDocuments } from "../load/index.js";
import { Report, StopError } from "../report/diagnostic.js";
import { writeWhole } from "../write/whole.js";
import type { Reporter } from "./reporter.js";

/** Options of `codegen drift`. */
export interface DriftFlags {
  readonly config?: string;
  readonly overlay?: string;
  readonly force?: boolean;
}

/** `codegen drift FILE [SPEC]`: what a drift log says, and an overlay under which the document agrees with it. */
export async function driftCommand(words: string[], flags: DriftFlags, reporter: Reporter): Promise<number> {
  const [file = "", ...about] = words;
  const report = new Report();
  const differences = readLog(await textOf(file), file, report);
  reporter.stage("reading …");
  const documents = await documentsOf(about, flags, differences, report);
  const proposal: Proposal = documents ? propose(differences, documents) : { left: new Map() };
  reporter.diagnostics(report.diagnostics);
  for (const line of reportLines(differences, proposal.left)) reporter.line(line);
  if (flags.overlay !== undefined) await writeOverlay(flags.overlay, proposal, flags);
  for (const line of summary(differences, proposal, documents !== undefined, flags)) reporter.line(line);
  reporter.result({
    differences: differences.map((difference) => ({
      ...difference.records.at(-1)!,
      run: undefined,
      count: difference.count,
      notProposed: proposal.left.get(difference),
    })),
    overlay: proposal.overlay,
  });
  return 0;
}

/** The documents that the log is about; undefined when nobody says which and none is needed. */
async function documentsOf(
  words: readonly string[],
  flags: DriftFlags,
  differences: readonly Difference[],
  report: Report,
): Promise<Json[] | undefined> {
  const api = await apiOf(words, flags, differences);
  if (api) return readDocuments(api, report);
  if (flags.overlay === undefined) return undefined;
  throw stop({
    code: "drift/no-document",
    message: "It is not said which document the log is about.",
    fix: "Name it: `codegen drift drift.jsonl openapi.yaml --overlay drift.overlay.yaml`, or its API in codegen.config.ts.",
  });
}

async function apiOf(
  words: readonly string[],
  { config }: DriftFlags,
  differences: readonly Difference[],
): Promise<ApiConfig | undefined> {
  const found = await readConfig(process.cwd(), config);
  const apis = Object.entries(found?.config.apis ?? {});
  if (words.length > 0) {
    const named = apis.find(([name]) => name === words[0]);
    return named ? named[1] : { input: words.length === 1 ? words[0]! : [...words], output: "" };
  }
  if (apis.length === 1) return apis[0]![1];
  const logged = new Set(differences.map(({ records }) => plain(records[0]!.api)));
  const fitting = apis.filter(([name, api]) => logged.has(plain(name)) || logged.has(plain(api.name ?? name)));
  return fitting.length === 1 ? fitting[0]![1] : undefined;
}

/** `GitHub`, `git-hub` and `github` are one. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, "");
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw stop({
      code: "drift/unreadable",
      message: `The drift log \`${file}\` cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      fix: "Give the file that `driftLog` of @sdkwright/runtime/node has written.",
    });
  }
}

async function writeOverlay(file: string, { overlay }: Proposal, { force = false }: DriftFlags): Promise<void> {
  if (!overlay) return;
  if (existsSync(file) && !force) {
    throw stop({
      code: "drift/overlay-exists",
      message: `\`${file}\` exists, and may have been edited.`,
      fix: "Name another file, or replace it with --force.",
    });
  }
  const text = /\.json$/i.test(file) ? `${JSON.stringify(overlay, null, 2)}\n` : stringify(overlay, { lineWidth: 0 });
  await writeWhole(resolve(file), text);
}

function stop(what: { code: string; message: string; fix: string }): StopError {
  return new StopError([{ ...what, severity: "stop" }]);
}

function summary(
  differences: readonly Difference[],
  { overlay, left }: Proposal,
  isKnown: boolean,
  flags: DriftFlags,
): string[] {
  if (differences.length === 0) return ["The log holds no differences."];
  const lines = ["", `${differences.length} differences between answers and document`];
  if (!isKnown) return [...lines, "Name the document to have an overlay proposed: `codegen drift LOG openapi.yaml`"];
  if (!overlay) return [...lines, "No overlay can be proposed."];
  const actions = (overlay.actions as Json[]).length;
  const mended = `${differences.length - left.size} of them`;
  if (flags.overlay === undefined)
    return [...lines, `An overlay of ${actions} actions would mend ${mended}: --overlay FILE writes it`];
  return [
    ...lines,
    `wrote ${flags.overlay}: ${actions} actions mend ${mended}. Review it, then add it to \`overlays\` and generate again.`,
  ];
}
