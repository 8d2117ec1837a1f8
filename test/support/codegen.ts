import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { onTestFinished, vi } from "vitest";

const main = join(resolve(import.meta.dirname, "../.."), "generator/src/cli/main.ts");
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command from its sources. */
function commandLine(args: readonly string[]): string[] {
  return [process.execPath, "--import", tsx, "--conditions=sdkwright-source", main, ...args];
}

function spawnOptions({ cwd, env }: { cwd: string; env?: { [name: string]: string } }) {
  return { cwd, env: { ...process.env, NO_COLOR: "1", ...env } };
}

/** Runs the command from its sources, as a process of its own. */
export function codegen(
  args: readonly string[],
  options: { cwd: string; stdin?: string; env?: { [name: string]: string } },
): Promise<Ran> {
  return new Promise((done) => {
    const [node, ...rest] = commandLine(args);
    const child = spawn(node!, rest, spawnOptions(options));
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.stdin.end(options.stdin ?? "");
    child.on("close", (code) => done({ code: code ?? -1, stdout, stderr }));
  });
}

/**
 * Runs a command in this process: a tenth of the time, for tests that run many. What only `main.ts` does (signals, exit
 * codes of bugs) is not seen.
 */
export async function codegenHere(
  args: readonly string[],
  options: { cwd: string; env?: { [name: string]: string } },
): Promise<Ran> {
  const { createProgram } = await import("../../generator/src/cli/program.js");
  const printed = { stdout: "", stderr: "" };
  const folder = process.cwd();
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((text, encoding?: unknown, callback?: unknown) => {
      printed[stream] += String(text);
      const done = typeof encoding === "function" ? encoding : callback;
      if (typeof done === "function") done();
      return true;
    }),
  );
  for (const [name, value] of Object.entries(options.env ?? {})) vi.stubEnv(name, value);
  process.chdir(options.cwd);
  try {
    const code = await createProgram().run(["node", "codegen", ...args]);
    return { code, stdout: stripVTControlCharacters(printed.stdout), stderr: stripVTControlCharacters(printed.stderr) };
  } finally {
    process.chdir(folder);
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}

/** A command that goes on until it is interrupted. */
export interface Running {
  /** What was printed since the last call, up to and with a text that is waited for. */
  until(text: string): Promise<string>;
  /** Sends Ctrl-C. */
  interrupt(): Promise<number | null>;
}

const built = join(resolve(import.meta.dirname, "../.."), "generator/bin/codegen.mjs");

/**
 * Starts a command that does not end by itself; it is killed when the test ends. What runs TypeScript from its sources
 * keeps modules in a way of its own, so commands that read modules again have to run as they are `built`.
 */
export function running(args: readonly string[], options: { cwd: string; built?: true }): Running {
  const command = options.built ? [process.execPath, built, ...args] : commandLine(args);
  // Both streams are one pipe: what was printed first is read first.
  const child = spawn("/bin/sh", ["-c", 'exec "$0" "$@" 2>&1', ...command], spawnOptions(options));
  const ended = new Promise<number | null>((done) => child.on("close", done));
  onTestFinished(() => void child.kill("SIGKILL"));
  let printed = "";
  let wake = () => {};
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    wake();
  });
  return {
    async until(text) {
      while (!printed.includes(text)) await new Promise<void>((go) => (wake = go));
      const end = printed.indexOf(text) + text.length;
      const part = printed.slice(0, end);
      printed = printed.slice(end);
      return part;
    },
    interrupt() {
      child.kill("SIGINT");
      return ended;
    },
  };
}
