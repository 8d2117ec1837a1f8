import { readdirSync, readFileSync } from "node:fs";
import { rm, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../generator/src/generate.js";
import { projectFolder, typeErrors, writeFiles } from "../support/compile.js";
import { GLOBALS, REDIS, SDKS } from "./samples.project.js";

const root = resolve(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

interface Sample {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

function sampleOf(file: string, { text, at, code }: { text: string; at: number; code: string }): Sample {
  return { file, line: text.slice(0, at).split("\n").length, code };
}

/** Pages that a user copies from; decisions (`docs/adr`) show code that is shortened. */
const pages = ["README.md", "runtime/README.md", "generator/README.md"].concat(
  readdirSync(join(root, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
);
const inPages = pages.flatMap((file) => {
  const text = read(file);
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(({ index, 1: code }) =>
    sampleOf(file, { text, at: index, code: code! }),
  );
});

/** What editors show beside a name: `@example` of the sources. */
const inSources = ["runtime/src", "generator/src"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  )
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => {
    const text = read(file);
    return [...text.matchAll(/^ *\* @example(.*\n(?: *\*(?!\/| @).*\n)*)/gm)].map(({ index, 1: lines }) =>
      sampleOf(file, { text, at: index, code: lines!.replaceAll(/^ *\* ?(?:```.*)?/gm, "") }),
    );
  });

/** A module of a sample: what it neither imports nor declares is a global; a `return` shows that it is from a function. */
function moduleOf(code: string): string {
  if (/^export /m.test(code)) return code;
  const [, imports, rest] = /^((?:\s*import [^;]*;\n)*)([\s\S]*)$/.exec(code)!;
  return `${imports}export async function sample() {\n${rest}}\n`;
}

/** Where a sample is compiled: the page of extensions says where its files stand. */
function pathOf({ file, line, code }: Sample): string {
  const [, place] = /^\/\/ (extensions\/\S+\.ts)$/m.exec(code) ?? [];
  return place ?? `${file.replaceAll(/[./]/g, "-")}-${line}.ts`;
}

let folder: string;
let errors: string[];

beforeAll(async () => {
  folder = await projectFolder();
  await symlink(join(root, "generated"), join(folder, "generated"));
  const samples = [...inPages, ...inSources].map((one) => [pathOf(one), moduleOf(one.code)] as const);
  await writeFiles(folder, [["globals.ts", GLOBALS], ["redis.d.ts", REDIS], ...samples]);
  for (const [output, options] of Object.entries(SDKS)) await generate({ ...options, output: join(folder, output) });
  errors = await typeErrors(folder, "7", { moduleDetection: "force", skipLibCheck: true });
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test("the samples of README.md, docs/*.md and TSDoc compile as they stand", () => {
  expect(inPages.length).toBeGreaterThan(35);
  expect(inSources.length).toBeGreaterThan(50);
  expect(errors).toEqual([]);
});
