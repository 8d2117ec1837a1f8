import { readdirSync, readFileSync } from "node:fs";
import { rm, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../generator/src/generate.js";
import { projectFolder, typeErrors, writeFiles } from "../support/compile.js";
import { GLOBALS, SDKS } from "./samples.project.js";

const root = resolve(import.meta.dirname, "../..");

/** Pages that a user copies from; decisions (`docs/adr`) show code that is shortened. */
const PAGES = [
  "README.md",
  "runtime/README.md",
  "generator/README.md",
  ...readdirSync(join(root, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

/** TypeScript of a page by the line it begins at. */
function samplesOf(page: string): [line: number, code: string][] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => [
    text.slice(0, match.index).split("\n").length + 1,
    match[1]!,
  ]);
}

/** A module of a sample: what it neither imports nor declares is a global; a `return` shows that it is from a function. */
function moduleOf(code: string): string {
  if (/^export /m.test(code)) return code;
  const [, imports, rest] = /^((?:import [^;]*;\n)*)([\s\S]*)$/.exec(code)!;
  return `${imports}export async function sample() {\n${rest}}\n`;
}

let folder: string;
let errors: string[];

beforeAll(async () => {
  folder = await projectFolder();
  await symlink(join(root, "generated"), join(folder, "generated"));
  const samples = PAGES.flatMap((page) =>
    samplesOf(page).map(([line, code]) => [`${page.replaceAll(/[./]/g, "-")}-${line}.ts`, moduleOf(code)] as const),
  );
  // The page of extensions says where its files stand.
  const placed = samples.map(([path, code]) => {
    const [, place] = /^\/\/ (extensions\/\S+\.ts)$/m.exec(code) ?? [];
    return [place ?? path, code] as const;
  });
  await writeFiles(folder, [["globals.d.ts", GLOBALS], ...placed]);
  for (const [output, options] of Object.entries(SDKS)) await generate({ ...options, output: join(folder, output) });
  errors = await typeErrors(folder, "7", { moduleDetection: "force", skipLibCheck: true, noUnusedLocals: false });
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test("the samples of README.md and docs/*.md compile as they stand", () => {
  expect(PAGES.flatMap(samplesOf).length).toBeGreaterThan(35);
  expect(errors).toEqual([]);
});
