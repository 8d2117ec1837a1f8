import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const main = join(resolve(import.meta.dirname, "../.."), "generator/src/cli/main.ts");
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command from its sources, as a process of its own. */
export function codegen(
  args: readonly string[],
  options: { cwd: string; stdin?: string; env?: { [name: string]: string } },
): Promise<Ran> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ["--import", tsx, "--conditions=sdkwright-source", main, ...args], {
      cwd: options.cwd,
      env: { ...process.env, NO_COLOR: "1", ...options.env },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.stdin.end(options.stdin ?? "");
    child.on("close", (code) => done({ code: code ?? -1, stdout, stderr }));
  });
}
