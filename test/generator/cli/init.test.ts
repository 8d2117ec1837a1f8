import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { findDocuments } from "../../../generator/src/cli/init/find.js";
import { packageJson } from "../../../generator/src/cli/init/package-json.js";
import { workflow } from "../../../generator/src/cli/init/workflow.js";
import { codegen as spawned, codegenHere as codegen } from "../../support/codegen.js";
import { documentServer } from "../../support/document-server.js";
import { tempFolder } from "../../support/temp-folder.js";

const NOTES = (title = "Notes") => `
openapi: 3.1.0
info: { title: ${title}, version: "1" }
paths:
  /notes:
    get: { tags: [notes], operationId: listNotes, responses: { "200": { description: ok } } }
`;
const read = (...path: string[]) => readFile(join(...path), "utf8");

test("finds documents, and nothing that is none", async () => {
  const cwd = await tempFolder();
  const files: Record<string, string> = {
    "api/notes.yaml": NOTES(),
    "api/schemas/note.yaml": "type: object\n",
    "old.json": '{\n  "swagger": "2.0"\n}',
    "package.json": '{ "dependencies": { "openapi": "3.0.0" } }',
    "x.yml": "kind: x\nspec:\n  openapi: 3.0.0\n",
    "node_modules/a/openapi.yaml": NOTES(),
    "quoted.yaml": `"openapi": "3.0.3"\n`,
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(cwd, path, ".."), { recursive: true });
    await writeFile(join(cwd, path), text);
  }
  expect(await findDocuments(cwd)).toEqual(["api/notes.yaml", "old.json", "quoted.yaml"]);
});

test("not on a terminal: never waits, no cursor codes, what is found is taken", async () => {
  const cwd = await tempFolder();
  await mkdir(join(cwd, "api"));
  await writeFile(join(cwd, "api/notes.yaml"), NOTES());
  await writeFile(join(cwd, "package.json"), `{\n\t"name": "mine", "scripts": {\n\t\t"codegen": "mine"\n\t}\n}\n`);
  const ran = await spawned(["init"], { cwd });
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  expect(ran.stdout).not.toContain("\u001b");
  expect(await read(cwd, "codegen.config.ts")).toContain(
    `notes: { input: "api/notes.yaml", output: "generated/notes" },`,
  );
  expect(await readdir(join(cwd, "generated/notes"))).toContain("index.ts");
  const made = await read(cwd, "package.json");
  expect(made).toContain(
    `\t"name": "mine", "scripts": {\n\t\t"codegen": "mine",\n\t\t"codegen:check": "codegen check"`,
  );
  expect(JSON.parse(made)).toMatchObject({
    dependencies: { "@sdkwright/runtime": expect.stringMatching(/^\^\d/) },
    devDependencies: { sdkwright: expect.stringMatching(/^\^\d/) },
  });
  expect(parse(await read(cwd, ".github/workflows/codegen.yml"))).toMatchObject({ name: "codegen" });

  const again = await codegen(["init"], { cwd });
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining("codegen add") });
});

test("every answer is a flag", async () => {
  const server = await documentServer();
  server.files.set("/openapi.yaml", NOTES("Tasks"));
  const cwd = await tempFolder();
  await writeFile(join(cwd, "notes.yaml"), NOTES());
  const inputs = ["--input", "notes.yaml", "--input", `${server.origin}/openapi.yaml`, "--output", "src/api"];
  const flags = ["--validation", "--tests", "--no-scripts", "--no-workflow", "--no-generate", "--yes"];
  expect((await codegen(["init", ...inputs, ...flags], { cwd })).code).toBe(0);
  expect((await readdir(cwd)).toSorted()).toEqual(["codegen.config.ts", "notes.yaml", "specs"]);
  expect(await read(cwd, "codegen.config.ts")).toBe(`import { defineConfig } from "sdkwright";

export default defineConfig({
  apis: {
    notes: { input: "notes.yaml", output: "src/api/notes", schemas: "zod", tests: true },
    tasks: { input: "specs/tasks.yaml", output: "src/api/tasks", schemas: "zod", tests: true },
  },
});
`);
});

test("nothing is written when anything is in the way", async () => {
  const cwd = await tempFolder();
  expect((await codegen(["init"], { cwd })).stderr).toContain("cli/no-document");
  await writeFile(join(cwd, "notes.yaml"), NOTES());
  await mkdir(join(cwd, ".github/workflows"), { recursive: true });
  await writeFile(join(cwd, ".github/workflows/codegen.yml"), "mine");
  expect((await codegen(["init"], { cwd })).stderr).toContain("cli/file-exists");
  expect((await codegen(["init", "--input", "nots.yaml", "--force"], { cwd })).stderr).toContain("notes.yaml");
  expect((await readdir(cwd)).toSorted()).toEqual([".github", "notes.yaml"]);
  expect((await codegen(["init", "--force"], { cwd })).code).toBe(0);
  expect(await read(cwd, ".github/workflows/codegen.yml")).toContain("codegen update");
});

test("in a folder of a repository: the workflow lies at its root and works in the folder", async () => {
  const root = await tempFolder();
  execFileSync("git", ["init", "--quiet", root]);
  const cwd = join(root, "packages/sdk");
  await mkdir(cwd, { recursive: true });
  await writeFile(join(cwd, "notes.yaml"), NOTES());
  await writeFile(join(root, "pnpm-lock.yaml"), "");
  expect((await codegen(["init"], { cwd })).code).toBe(0);
  const workflow = parse(await read(root, ".github/workflows/codegen.yml")) as { defaults: object };
  expect(workflow.defaults).toEqual({ run: { "working-directory": "packages/sdk" } });
  expect(await read(root, ".github/workflows/codegen.yml")).toContain("pnpm exec codegen update");
});

test.each([
  ["none", undefined, { name: "a-b", private: true, type: "module" }],
  ["an empty one", "{}", {}],
  [
    "a package that is there as another kind",
    `{"peerDependencies":{"@sdkwright/runtime":"*"}}`,
    { dependencies: { zod: "^4.6.7" } },
  ],
])("package.json: %s", (_title, given, want) => {
  expect(JSON.parse(packageJson(given, { name: "A b", validation: true, tests: true })!)).toMatchObject(want);
});

test.each([
  ["nothing", `{}`, "vitest run"],
  ["what npm init writes", `{"scripts":{"test":"echo \\"Error: no test specified\\" && exit 1"}}`, "vitest run"],
  ["a test of one's own", `{"scripts":{"test":"mine"}}`, "mine"],
])("generated tests are run by npm test, instead of %s", (_title, given, want) => {
  const made = (tests: boolean) =>
    JSON.parse(packageJson(given, { name: "a", validation: false, tests })!) as { scripts: { test?: string } };
  expect(made(true).scripts.test).toBe(want);
  const { scripts = {} } = JSON.parse(given) as { scripts?: object };
  expect(made(false).scripts).toMatchObject(scripts);
});

test("package.json may begin with the mark that some editors put there, as npm takes it", async () => {
  const cwd = await tempFolder();
  await writeFile(join(cwd, "notes.yaml"), NOTES());
  await writeFile(join(cwd, "package.json"), `\uFEFF{ "name": "a" }\n`);
  expect(await codegen(["init", "--no-workflow"], { cwd })).toMatchObject({ code: 0, stderr: "" });
  expect(await read(cwd, "package.json")).toMatch(/^\uFEFF\{ "name": "a", "scripts": /);
  expect(await codegen(["check"], { cwd })).toMatchObject({ code: 0 });
});

test("--force: a configuration in another file is said to be no longer read", async () => {
  const cwd = await tempFolder();
  await writeFile(join(cwd, "notes.yaml"), NOTES());
  await writeFile(join(cwd, "codegen.config.mjs"), "export default { apis: {} };\n");
  const ran = await codegen(["init", "--no-workflow", "--force"], { cwd });
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining("codegen.config.mjs is no longer read") });
});

test.each([
  [
    [],
    "- run: if [ -f package-lock.json ]; then npm ci; else npm install --no-package-lock; fi",
    "npx --no -- codegen",
  ],
  [["package-lock.json"], "- run: npm ci\n", "npx --no -- codegen"],
  [["pnpm-lock.yaml"], "- run: pnpm install --frozen-lockfile", "pnpm exec codegen"],
  [["yarn.lock", "__metadata:\n  version: 8\n"], "- run: yarn install --immutable", "yarn sdkwright"],
  [["yarn.lock", "# x\n# yarn lockfile v1\n"], "- run: yarn install --frozen-lockfile", "yarn sdkwright"],
  [["bun.lock"], "- run: bun install --frozen-lockfile", "bun run sdkwright"],
])("the workflow of a repository with %j", async (lock, install, run) => {
  const folder = await tempFolder();
  const [name, text = ""] = lock;
  if (name !== undefined) await writeFile(join(folder, name), text);
  const made = workflow("", { root: folder });
  expect(made.split(install).length).toBe(3);
  expect(made).toContain(`run: ${run} update `);
});
