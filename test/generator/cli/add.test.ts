import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { codegenHere as codegen } from "../../support/codegen.js";
import { documentServer } from "../../support/document-server.js";
import { tempFolder } from "../../support/temp-folder.js";

const NOTES = (title = "Notes API") => `
openapi: 3.1.0
info: { title: ${title}, version: "1" }
paths:
  /notes:
    get: { tags: [notes], operationId: listNotes, responses: { "200": { description: ok } } }
`;

const read = (...path: string[]) => readFile(join(...path), "utf8");

test("a URL: downloaded with where it came from, added to a new configuration, generated", async () => {
  const server = await documentServer();
  server.files.set("/v1/openapi.yaml", NOTES());
  const cwd = await tempFolder();
  const ran = await codegen(["add", `${server.origin}/v1/openapi.yaml`], { cwd });
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  expect(ran.stdout).toContain("✓ downloaded specs/notes.yaml");
  expect(await read(cwd, "specs/notes.yaml")).toBe(NOTES());
  expect(JSON.parse(await read(cwd, "specs/notes.yaml.source.json"))).toEqual({
    url: `${server.origin}/v1/openapi.yaml`,
    retrieved: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    files: {
      "notes.yaml": {
        url: `${server.origin}/v1/openapi.yaml`,
        etag: expect.stringMatching(/^"\w{16}"$/),
        sha256: expect.stringMatching(/^[\da-f]{64}$/),
      },
    },
  });
  expect(await read(cwd, "codegen.config.ts")).toBe(`import { defineConfig } from "sdkwright";

export default defineConfig({
  apis: {
    notes: { input: "specs/notes.yaml", output: "generated/notes" },
  },
});
`);
  expect(await readdir(join(cwd, "generated/notes"))).toContain("codegen.lock.json");
  expect((await codegen(["check"], { cwd })).code).toBe(0);
  // Once more is a mistake; another document of the same title is another API, beside the first.
  expect((await codegen(["add", `${server.origin}/v1/openapi.yaml`], { cwd })).stderr).toContain(
    "codegen update notes",
  );
  server.files.set("/v2.json", JSON.stringify({ openapi: "3.1.0", info: { title: "Notes", version: "2" }, paths: {} }));
  expect((await codegen(["add", `${server.origin}/v2.json`], { cwd })).code).toBe(0);
  expect(await read(cwd, "codegen.config.ts")).toContain(
    `    "notes-2": { input: "specs/notes-2.json", output: "generated/notes-2" },\n`,
  );
});

test("the files that a document refers to lie where its references lead", async () => {
  const server = await documentServer();
  server.files.set(
    "/api/main.yaml",
    `${NOTES()}components: { schemas: { Note: { $ref: "schemas/note.yaml#/Note" } } }\n`,
  );
  server.files.set("/api/schemas/note.yaml", "Note: { type: object, properties: { next: { $ref: 'more.yaml' } } }\n");
  server.files.set("/api/schemas/more.yaml", "type: string\n");
  const cwd = await tempFolder();
  expect(await codegen(["add", `${server.origin}/api/main.yaml`], { cwd })).toMatchObject({ code: 0, stderr: "" });
  expect((await readdir(join(cwd, "specs/notes"), { recursive: true })).toSorted()).toEqual([
    "main.yaml",
    "main.yaml.source.json",
    "schemas",
    "schemas/more.yaml",
    "schemas/note.yaml",
  ]);
  expect(await read(cwd, "generated/notes/models.ts")).toContain("type More = string");
});

test("a file; options go into the configuration; everything else of it stays", async () => {
  const cwd = await tempFolder();
  await writeFile(join(cwd, "notes.yaml"), NOTES());
  await writeFile(join(cwd, "tasks.yaml"), NOTES("Tasks"));
  const config = `{\n    "apis": {\n        "tasks": { "input": "tasks.yaml", "output": "src/tasks" }\n    }\n}\n`;
  await writeFile(join(cwd, "codegen.config.json"), config);
  const flags = ["--as", "my-notes", "--dates", "Date", "--include-tag", "notes", "--name", "Jotter"];
  expect((await codegen(["add", "notes.yaml", ...flags], { cwd })).code).toBe(0);
  expect(JSON.parse(await read(cwd, "codegen.config.json"))).toEqual({
    apis: {
      tasks: { input: "tasks.yaml", output: "src/tasks" },
      "my-notes": {
        name: "Jotter",
        include: { tags: ["notes"] },
        types: { dates: "Date" },
        input: "notes.yaml",
        output: "src/my-notes",
      },
    },
  });
  expect(await readdir(cwd)).not.toContain("specs");
});

test("secrets are kept nowhere; references to them are, and are used", async () => {
  const server = await documentServer({ token: "sesame" });
  server.files.set("/openapi.yaml", NOTES());
  const cwd = await tempFolder();
  const url = `${server.origin}/openapi.yaml`;
  const secret = await codegen(["add", url, "--header", "Authorization: Bearer sesame"], { cwd });
  expect(secret).toMatchObject({ code: 0, stdout: expect.stringContaining("the header Authorization is not kept") });
  for (const file of await readdir(cwd, { recursive: true, withFileTypes: true }))
    if (file.isFile()) expect(await read(file.parentPath, file.name), file.name).not.toContain("sesame");
  // ${…} is for codegen, not for a shell.
  const named = ["add", url, "--as", "named", "--header", "Authorization: Bearer ${NOTES_TOKEN}"];
  expect((await codegen(named, { cwd })).stderr).toContain("load/variable-missing");
  expect((await codegen(named, { cwd, env: { NOTES_TOKEN: "sesame" } })).code).toBe(0);
  expect(await read(cwd, "codegen.config.ts")).toContain('headers: { Authorization: "Bearer ${NOTES_TOKEN}" }');
  const update = await codegen(["update", "named"], { cwd, env: { NOTES_TOKEN: "sesame" } });
  expect(update).toMatchObject({ code: 0, stdout: expect.stringContaining("named: unchanged") });
  for (const address of [`${url}?api_key=sesame`, url.replace("//", "//me:sesame@")]) {
    const refused = await codegen(["add", address], { cwd });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("cli/secret-in-address") });
    expect(refused.stderr).not.toContain("sesame");
  }
});

test("nothing is written when the document is no good, or something is in the way", async () => {
  const server = await documentServer();
  server.files.set("/bad.yaml", "openapi: 3.1.0\ninfo: { title: Bad, version: '1' }\npaths: { /a: { $ref: '#/b' } }\n");
  server.files.set("/notes.yaml", NOTES());
  const cwd = await tempFolder();
  const bad = await codegen(["add", `${server.origin}/bad.yaml`], { cwd });
  expect(bad).toMatchObject({ code: 1, stderr: expect.stringContaining("/bad.yaml:3:") });
  expect((await codegen(["add", `${server.origin}/missing.yaml`], { cwd })).stderr).toContain("answered 404");
  expect(await readdir(cwd)).toEqual([]);

  expect((await codegen(["add", `${server.origin}/notes.yaml`, "--specs", "."], { cwd })).code).toBe(0);
  await writeFile(join(cwd, "notes.yaml"), "mine");
  const again = ["add", `${server.origin}/notes.yaml`, "--specs", ".", "--as", "notes"];
  expect((await codegen(again, { cwd })).stderr).toContain("cli/name-taken");
  expect(await read(cwd, "notes.yaml")).toBe("mine");
  expect((await codegen([...again, "--force"], { cwd })).code).toBe(0);
  expect(await read(cwd, "notes.yaml")).toBe(NOTES());
});

test("an output that is in another, or holds it, is refused before anything is written", async () => {
  const cwd = await tempFolder();
  await writeFile(join(cwd, "notes.yaml"), NOTES());
  await writeFile(join(cwd, "tasks.yaml"), NOTES("Tasks"));
  expect((await codegen(["add", "notes.yaml"], { cwd })).code).toBe(0);
  const before = await readdir(cwd, { recursive: true });
  for (const output of ["generated", "generated/notes/more", "generated/notes", "."]) {
    const ran = await codegen(["add", "tasks.yaml", "-o", output], { cwd });
    expect(ran).toMatchObject({ code: 1, stderr: expect.stringMatching(/cli\/output-taken .* the output of `notes`/) });
  }
  expect(await readdir(cwd, { recursive: true })).toEqual(before);
  // A file has no server to be asked for a new one.
  expect((await codegen(["add", "./notes.yaml"], { cwd })).stderr).toContain("Run `codegen notes`,");
});

test("a configuration that is computed: what to paste is said", async () => {
  const cwd = await tempFolder();
  await writeFile(join(cwd, "notes.yaml"), NOTES());
  const config = "const apis = Object.fromEntries([]);\nexport default { apis };\n";
  await writeFile(join(cwd, "codegen.config.mjs"), config);
  const ran = await codegen(["add", "notes.yaml"], { cwd });
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain("config/not-editable");
  expect(ran.stderr).toContain('notes: { input: "notes.yaml", output: "generated/notes" },');
  expect(await read(cwd, "codegen.config.mjs")).toBe(config);
  expect(await readdir(join(cwd, "generated/notes"))).toContain("index.ts");
});
