import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** The compilers that generated code must pass: the one whose API is used here, its successor, and the native one. */
export const COMPILERS = { "5.9": "typescript", "6": "typescript-6", "7": "typescript-7" } as const;
export type Compiler = keyof typeof COMPILERS;

/** Gate 3 of the design: as strict as it gets, libraries checked too, nothing suppressed. */
const STRICT = {
  target: "ES2022",
  lib: ["ES2023"],
  types: ["node"],
  module: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  noEmit: true,
};

/** A folder inside the repository, so that the runtime is found. Whoever asks for it removes it. */
export async function projectFolder(): Promise<string> {
  const folder = join(root, ".cache/test", `${process.pid}-${Math.random().toString(36).slice(2)}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), `{ "type": "module" }`);
  return folder;
}

/** Writes files (path → text) under a folder. */
export async function writeFiles(folder: string, files: Iterable<readonly [string, string]>): Promise<void> {
  for (const [path, text] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

let built: Promise<unknown> | undefined;

/** Users compile against the runtime's declarations, not its sources; so do the tests. Quick when nothing changed. */
export function buildRuntime(): Promise<unknown> {
  built ??= new Promise((done) => {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    execFile(process.execPath, [tsc, "-b", join(root, "runtime")], done);
  });
  return built;
}

/** Compiles everything in a project folder; gives the errors, one line each. */
export async function typeErrors(
  folder: string,
  compiler: Compiler,
  options: { readonly [name: string]: unknown } = {},
): Promise<string[]> {
  await buildRuntime();
  const config = join(folder, `tsconfig.${compiler}.json`);
  await writeFile(config, JSON.stringify({ compilerOptions: { ...STRICT, ...options }, include: ["**/*.ts"] }));
  const tsc = join(root, "node_modules", COMPILERS[compiler], "bin/tsc");
  const { code, output } = await new Promise<{ code: number; output: string }>((done) => {
    execFile(
      process.execPath,
      [tsc, "-p", config, "--pretty", "false"],
      { maxBuffer: 1 << 28 },
      (error, stdout, stderr) => done({ code: error ? Number(error.code ?? 1) : 0, output: `${stdout}${stderr}` }),
    );
  });
  if (code === 0) return [];
  return output.replaceAll(`${folder}/`, "").trim().split("\n");
}
