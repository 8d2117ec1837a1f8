import { execFile } from "node:child_process";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tempFolder } from "./temp-folder.js";

/** One step of a job or of a composite action. */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: { readonly [name: string]: string };
  readonly "continue-on-error"?: boolean;
}

export interface Job {
  readonly steps: readonly Step[];
  readonly env?: { readonly [name: string]: string };
  /** Of an action: what `${{ inputs.NAME }}` is. */
  readonly inputs?: { readonly [name: string]: string };
}

export interface JobRun {
  readonly succeeded: boolean;
  /** By id of the step. */
  readonly outcomes: { readonly [id: string]: string };
  /** What `gh` was asked, a line each; lists are not counted. */
  readonly asked: string;
  /** The text of the pull request. */
  readonly body: string;
  readonly log: string;
}

/** What the runner gives to every step, and what the repository is called. */
const GITHUB = { GITHUB_SERVER_URL: "https://github.example", GITHUB_REPOSITORY: "o/r", GITHUB_REF_NAME: "main" };
/** Where the steps push to: to be led to a folder by `url.….insteadOf`. */
export const PUSHED_TO = "https://x-access-token:token@github.example/o/r.git";
/** Says that no pull request is open, or `$OPEN`; keeps the text of the others beside what they asked. */
const GH = `#!/bin/bash
if [ "$2" = list ]; then echo "$OPEN"; exit; fi
echo "$@" >> "$RUNNER_TEMP/asked"
while [ $# -gt 1 ]; do if [ "$1" = --body-file ]; then cp "$2" "$RUNNER_TEMP/body"; fi; shift; done
`;

/**
 * Runs the steps of a job that are shell as GitHub's runner does, with a `gh` that writes down what it is asked.
 * `programs`: name → script that stands in for a program; `skip`: steps that are not run.
 */
export async function runJob(
  { steps, env = {}, inputs = {} }: Job,
  where: {
    readonly cwd: string;
    readonly env?: { readonly [name: string]: string };
    readonly programs?: { readonly [name: string]: string };
    readonly skip?: RegExp;
  },
): Promise<JobRun> {
  const temp = await tempFolder();
  await mkdir(join(temp, "bin"));
  for (const [name, text] of Object.entries({ gh: GH, ...where.programs })) {
    await writeFile(join(temp, "bin", name), text);
    await chmod(join(temp, "bin", name), 0o755);
  }
  await writeFile(join(temp, "output"), "");
  const context = new Map<string, string>([["github.token", "token"]]);
  for (const [name, value] of Object.entries(inputs)) context.set(`inputs.${name}`, filledIn(value, context));
  const outcomes: Record<string, string> = {};
  let [log, succeeded] = ["", true];
  for (const step of steps) {
    if (step.run === undefined || !succeeded || where.skip?.test(step.run) || !holds(step.if, context)) continue;
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, filledIn(value, context)]);
    const { code, text } = await bash(step.run, where.cwd, {
      ...env,
      ...where.env,
      ...GITHUB,
      ...Object.fromEntries(own),
      RUNNER_TEMP: temp,
      GITHUB_OUTPUT: join(temp, "output"),
      PATH: `${temp}/bin:${process.env["PATH"]}`,
    });
    log += text;
    if (step.id !== undefined) {
      outcomes[step.id] = code === 0 ? "success" : "failure";
      context.set(`steps.${step.id}.outcome`, outcomes[step.id]!);
      for (const line of (await readFile(join(temp, "output"), "utf8")).split("\n"))
        if (line.includes("=")) context.set(`steps.${step.id}.outputs.${line.split("=")[0]}`, line.split("=")[1]!);
      await writeFile(join(temp, "output"), "");
    }
    if (code !== 0 && !step["continue-on-error"]) succeeded = false;
  }
  const kept = (name: string) => readFile(join(temp, name), "utf8").catch(() => "");
  return { succeeded, outcomes, log, asked: await kept("asked"), body: await kept("body") };
}

/** Conditions as the workflows have them: `a == 'x' && b != ''`, `||`. */
function holds(condition: string | undefined, context: ReadonlyMap<string, string>): boolean {
  const one = (text: string): boolean => {
    const [, name, operator, value] = /^\s*([\w.-]+)\s*(==|!=)\s*'([^']*)'\s*$/.exec(text) ?? [];
    if (name === undefined) throw new Error(`This is no condition that is understood here: ${text}`);
    return ((context.get(name) ?? "") === value) === (operator === "==");
  };
  return condition === undefined || condition.split("||").some((all) => all.split("&&").every(one));
}

function filledIn(value: string, context: ReadonlyMap<string, string>): string {
  return value.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_all, name: string) => context.get(name) ?? "");
}

/** Runs a script as runners do. */
export function bash(
  script: string,
  cwd: string,
  env: { readonly [name: string]: string },
): Promise<{ readonly code: number; readonly text: string }> {
  return new Promise((done) =>
    execFile("bash", ["-eo", "pipefail", "-c", script], { cwd, env: { ...process.env, ...env } }, (error, out, err) =>
      done({ code: error ? Number(error.code ?? 1) : 0, text: out + err }),
    ),
  );
}
