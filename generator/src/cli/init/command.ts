import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import pc from "picocolors";
import type { ApiConfig, Config } from "../../config/config.js";
import { isInstalledFor } from "../../config/evaluate.js";
import { readConfig } from "../../config/read.js";
import { configure, EMPTY_CONFIG, saveDocument } from "../add.js";
import { prepare, readSource, type Prepared } from "../documents/prepare.js";
import { writeWhole } from "../../write/whole.js";
import { generateApi } from "../generate.js";
import { headersOf } from "../options.js";
import { isTerminal, type OutputFlags, type Reporter } from "../reporter.js";
import { stop } from "../stop.js";
import type { Answers } from "./answers.js";
import { findDocuments } from "./find.js";
import { morePackages, packageJson } from "./package-json.js";
import { managerOf, workflow } from "./workflow.js";

/** Options of `codegen init`. What is given is not asked. */
export interface InitFlags extends OutputFlags, Partial<Omit<Answers, "inputs">> {
  readonly input?: string[];
  readonly specs?: string;
  readonly header?: string[];
  readonly yes?: boolean;
  readonly force?: boolean;
}

/** A file of the project that init writes. */
interface Planned {
  readonly file: string;
  readonly text: string;
}

/** `codegen init`: a configuration, scripts and a workflow, asked for on a terminal, by options elsewhere. */
export async function initCommand(_words: string[], flags: InitFlags, reporter: Reporter): Promise<number> {
  const folder = process.cwd();
  const replaced = await refuseSecond(folder, flags);
  const found = flags.input ? [] : await findDocuments(folder);
  const answers = await answersOf(flags, found, folder);
  if (!answers) return 1;
  if (answers.inputs.length === 0)
    throw stop("cli/no-document", {
      message: "There is no OpenAPI document below this folder.",
      fix: "Name one with --input PATH or --input URL.",
    });
  const apis = await prepareAll(answers, flags, { folder, reporter });
  const planned = await plan(answers, folder, flags.force ?? false);
  for (const api of apis) await saveDocument(api, reporter);
  const config = join(folder, "codegen.config.ts");
  await writeWhole(config, EMPTY_CONFIG);
  if (!(await configure(config, { apis: {} }, apis)))
    throw new Error("A configuration that was just written cannot be edited.");
  reporter.line(`${pc.green("✓")} codegen.config.ts: ${apis.map(({ name }) => name).join(", ")}`);
  if (replaced !== undefined && replaced !== config)
    reporter.line(`  the configuration in ${relative(folder, replaced)} is no longer read; remove it`);
  for (const { file, text } of planned) {
    await writeWhole(file, text);
    reporter.line(`${pc.green("✓")} ${relative(folder, file)}`);
  }
  if (answers.generate)
    for (const { name, config } of apis) await generateApi(name, config, { force: flags.force ?? false }, reporter);
  for (const line of nextSteps(answers, folder)) reporter.line(line);
  reporter.result({ config, apis: apis.map(({ name }) => name), files: planned.map(({ file }) => file) });
  return 0;
}

/** The file of the configuration that is to be replaced. */
async function refuseSecond(folder: string, { force = false }: InitFlags): Promise<string | undefined> {
  const known = await readConfig(folder).catch((error: unknown) => {
    if (!force) throw error;
  });
  if (known && !force)
    throw stop("cli/file-exists", {
      message: `There is a configuration already: ${relative(folder, known.file)}.`,
      fix: "Add to it with `codegen add`, or replace it with --force.",
    });
  return known?.file;
}

async function answersOf(flags: InitFlags, found: readonly string[], folder: string): Promise<Answers | undefined> {
  const { input, output, validation, tests, scripts, generate } = flags;
  const asked =
    !flags.yes && isTerminal(process.stdin) && isTerminal(process.stdout) && (flags.reporter ?? "auto") === "auto";
  if (asked && !flags.json && !flags.quiet) {
    const { ask } = await import("./wizard.js");
    // There is nothing to ask about what stays as it is.
    const isThere = existsSync(workflowFile(folder).file) && !flags.force;
    const workflow = flags.workflow ?? (isThere ? false : undefined);
    return ask(
      { ...given({ output, validation, tests, scripts, workflow, generate }), ...(input && { inputs: input }) },
      { found, read: (source) => readSource({ source, shape: shapeOf(flags) }, folder) },
    );
  }
  return {
    inputs: input ?? found,
    output: output ?? "generated",
    validation: validation ?? false,
    tests: tests ?? false,
    scripts: scripts ?? true,
    workflow: flags.workflow ?? true,
    generate: generate ?? true,
  };
}

function given(answers: { readonly [name in keyof Answers]?: Answers[name] | undefined }): Partial<Answers> {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));
}

/** Reads and tries every document before anything is written. */
async function prepareAll(
  answers: Answers,
  flags: InitFlags,
  { folder, reporter }: { folder: string; reporter: Reporter },
): Promise<Prepared[]> {
  const prepared: Prepared[] = [];
  for (const source of answers.inputs) {
    reporter.stage(`reading ${source} …`);
    const known: Config = { apis: Object.fromEntries(prepared.map(({ name, config }) => [name, config])) };
    const shape = {
      ...shapeOf(flags),
      ...(answers.validation && { schemas: "zod" as const }),
      ...(answers.tests && { tests: true }),
    };
    const force = flags.force ?? false;
    const wish = { source, specs: flags.specs ?? "specs", remote: false, force, shape };
    const root = resolve(folder, answers.output);
    prepared.push(await prepare({ ...wish, outputRoot: root }, known, folder));
  }
  return prepared;
}

/** What is known of each API before its document is read. */
function shapeOf({ header }: InitFlags): ApiConfig {
  return { input: "", output: "", ...(header && { headers: headersOf(header) }) };
}

/** The other files, complete, so that what is in the way is known before the first one is written. */
async function plan(answers: Answers, folder: string, force: boolean): Promise<Planned[]> {
  const planned: Planned[] = [];
  if (answers.scripts) {
    const file = join(folder, "package.json");
    const before = existsSync(file) ? await readFile(file, "utf8") : undefined;
    const text = editedPackage(before, { name: basename(folder), ...answers }, file);
    if (text !== before) planned.push({ file, text });
  }
  if (answers.workflow) {
    const { root, file } = workflowFile(folder);
    if (existsSync(file) && !force)
      throw stop("cli/file-exists", {
        message: `${relative(folder, file)} is there already.`,
        fix: "Leave it as it is with --no-workflow, or replace it with --force.",
      });
    planned.push({ file, text: workflow(relative(root, folder).replaceAll("\\", "/"), { root }) });
  }
  return planned;
}

function editedPackage(before: string | undefined, needs: Parameters<typeof packageJson>[1], file: string): string {
  try {
    const text = packageJson(before, needs);
    if (text !== undefined) return text;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw stop("config/not-editable", {
    message: "package.json is not in a form that scripts can be added to.",
    place: { file, line: 1, column: 1 },
    fix: "Mend it, or leave it as it is with --no-scripts.",
  });
}

/** Where the workflow lies: at the root of the repository, for GitHub looks nowhere else. */
function workflowFile(folder: string): { readonly root: string; readonly file: string } {
  const root = repositoryOf(folder) ?? folder;
  return { root, file: join(root, ".github/workflows/codegen.yml") };
}

/** The folder with `.git`, which is a file in worktrees. */
function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : repositoryOf(above);
}

function nextSteps(answers: Answers, folder: string): string[] {
  const needed = ["sdkwright", "@sdkwright/runtime", ...morePackages(answers)];
  const missing = needed.filter((name) => !isInstalledFor(join(folder, "codegen.config.ts"), name));
  const { add } = managerOf([folder, workflowFile(folder).root]);
  const install = answers.scripts ? add : `npm install ${missing.join(" ")}`;
  return [
    ...(missing.length > 0 ? [`  next: ${pc.bold(install)}, for ${missing.join(", ")}`] : []),
    ...(answers.generate ? [] : [`  next: ${pc.bold("npx codegen")}`]),
  ];
}
