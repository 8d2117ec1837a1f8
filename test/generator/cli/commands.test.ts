import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { parseAction } from "@actions/workflow-parser/actions/action-parser";
import { parse } from "yaml";
import { COMMANDS } from "../../../generator/src/cli/command-names.js";
import { PULL_REQUEST, workflow } from "../../../generator/src/cli/init/workflow.js";
import { createProgram } from "../../../generator/src/cli/program.js";

import { tempFolder } from "../../support/temp-folder.js";

const root = resolve(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const page = read("docs/commands.md");
const { program } = createProgram();

/** The part of the page about one command; before the first, what is said of all. */
function section(name: string): string {
  return page.split(/^## /m).find((part) => part.split("\n")[0]!.includes(`codegen ${name}`)) ?? "";
}

describe("docs/commands.md", () => {
  test.each(program.commands.map((command) => [command.name(), command] as const))(
    "%s, each option",
    (name, command) => {
      const own = section(name);
      expect(own, `a section of ${name}`).not.toBe("");
      const known = own + section("generate") + page.split(/^## /m)[0]!;
      const missing = command.options
        .map((one) => one.long!)
        .filter((long) => !new RegExp(`\`[^\`]*${long}\\b`).test(known));
      expect(missing).toEqual([]);
    },
  );

  test("no option that the program does not have", () => {
    const flags = new Set(program.commands.flatMap((command) => command.options.map((one) => one.long)));
    const named = [...page.matchAll(/`(?:-\w, )?(--[a-z][\w-]*)/g)].map((match) => match[1]!);
    expect(named.filter((one) => !flags.has(one) && one !== "--help")).toEqual([]);
    expect(named.length).toBeGreaterThan(40);
  });

  test("the commands that a misspelt one is compared with", () => {
    expect(new Set<string>(COMMANDS)).toEqual(new Set([...program.commands.map((command) => command.name()), "help"]));
  });

  test("no command is hidden, and no section is about none", () => {
    const names = new Set(program.commands.map((command) => command.name()));
    const told = [...page.matchAll(/^## (?:codegen, )?codegen (\w+)$/gm)].map((match) => match[1]!);
    expect(new Set(told)).toEqual(names);
  });
});

interface Step {
  readonly name?: string;
  readonly with?: object;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
}

describe("workflows", () => {
  const action = parse(read(".github/actions/update/action.yml")) as { runs: { using: string; steps: Step[] } };
  const made = parse(workflow("", { root })) as { jobs: Record<string, { steps: Step[]; "timeout-minutes": number }> };

  test("the action is a composite one, every step with a shell", () => {
    expect(action.runs.using).toBe("composite");
    expect(action.runs.steps.filter((step) => step.run !== undefined && step.shell !== "bash")).toEqual([]);
  });

  test("no expression stands in a script: what it holds would be code", () => {
    const steps = [...action.runs.steps, ...Object.values(made.jobs).flatMap((job) => job.steps)];
    expect(steps.filter((step) => step.run?.includes("${{"))).toEqual([]);
    expect(steps.length).toBeGreaterThan(10);
  });

  test.each([
    ["npm", "", []],
    ["pnpm in a folder below", "packages/it's", ["pnpm-lock.yaml"]],
  ])("GitHub's own parser takes what init writes: %s", async (_title, folder, locks) => {
    const around = await tempFolder();
    for (const lock of locks) await writeFile(join(around, lock), "");
    const faults = (content: string) =>
      parseWorkflow({ name: "codegen.yml", content }, new NoOperationTraceWriter())
        .context.errors.getErrors()
        .map(({ message }) => message);
    const text = workflow(folder, { root: around });
    expect(faults(text)).toEqual([]);
    // The parser would tell.
    expect(faults(text.replace("runs-on", "run-on"))).not.toEqual([]);
    expect(faults(text.replace("github.token", "nowhere.token"))).not.toEqual([]);
  });

  test("GitHub's own parser takes the action", () => {
    const faults = (content: string) =>
      parseAction({ name: "action.yml", content }, new NoOperationTraceWriter())
        .context.errors.getErrors()
        .map(({ message }) => message);
    const text = read(".github/actions/update/action.yml");
    expect(faults(text)).toEqual([]);
    expect(faults(text.replace("using: composite", "using: composit"))).not.toEqual([]);
  });

  test("every script is one that bash can read", () => {
    const scripts = [...action.runs.steps, ...Object.values(made.jobs).flatMap((job) => job.steps)].flatMap(
      ({ run }) => run ?? [],
    );
    for (const script of scripts) execFileSync("bash", ["-n"], { input: script });
    expect(() => execFileSync("bash", ["-n"], { input: "if x", stdio: "pipe" })).toThrow();
  });

  test("actions of others are named by commit, and leave no token behind", () => {
    const uses = Object.values(made.jobs).flatMap((job) => job.steps.filter((step) => step.uses !== undefined));
    expect(uses.length).toBe(4);
    for (const { uses: name } of uses) expect(name).toMatch(/^actions\/[\w-]+@[\da-f]{40}$/);
    const checkouts = uses.filter((step) => step.uses!.startsWith("actions/checkout"));
    expect(checkouts.map((step) => step.with)).toEqual([
      { "persist-credentials": false },
      { "persist-credentials": false },
    ]);
  });

  test("the action does what the workflow does: the same script opens the pull request", () => {
    const last = action.runs.steps.find((step) => step.name === "Open a pull request");
    expect(last?.run?.trim()).toBe(PULL_REQUEST);
  });

  test("every job ends in time; permissions are the least by default", () => {
    expect(Object.keys(made.jobs)).toEqual(["check", "update"]);
    for (const job of Object.values(made.jobs)) expect(job["timeout-minutes"]).toBeGreaterThan(0);
    expect(made).toMatchObject({ permissions: { contents: "read" } });
  });

  test("every YAML of docs/ci.md can be read", () => {
    const blocks = [...read("docs/ci.md").matchAll(/```yaml\n([^]*?)```/g)].map((match) => match[1]!);
    expect(blocks.length).toBe(2);
    for (const block of blocks) expect(parse(block)).toBeTypeOf("object");
  });
});
