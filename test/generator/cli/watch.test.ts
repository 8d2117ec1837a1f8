import { mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { codegen, running } from "../../support/codegen.js";
import { tempFolder } from "../../support/temp-folder.js";

const MAIN = `
openapi: 3.1.0
info: { title: Notes, version: "1" }
paths:
  /notes:
    get:
      tags: [notes]
      operationId: listNotes
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "note.yaml#/Note" } } } }
`;
const NOTE = "Note: { type: object, required: [text], properties: { text: { type: string } } }\n";
const CONFIG = (extra: string) =>
  `export default { apis: { notes: { input: "notes.yaml", output: "out", overlays: ["overlay.yaml"]${extra} } } };\n`;
const OVERLAY = (text: string) => `
overlay: 1.0.0
info: { title: x, version: "1" }
actions: [{ target: "$.info", update: { description: ${text} } }]
`;
const IDLE = "watching; Ctrl-C ends";

test("--watch: generates again when a document, a file of it, an overlay or the configuration changes", async () => {
  const cwd = await tempFolder();
  const write = (name: string, text: string) => writeFile(join(cwd, name), text);
  const read = (name: string) => readFile(join(cwd, "out", name), "utf8");
  await write("notes.yaml", MAIN);
  await write("note.yaml", NOTE);
  await write("overlay.yaml", OVERLAY("one"));
  await write("codegen.config.mjs", CONFIG(""));
  const watch = running(["--watch"], { cwd });
  expect(await watch.until(IDLE)).toContain("✓ notes → out");

  // The document, replaced as editors do.
  await write("notes.tmp", MAIN.replace("listNotes", "searchNotes"));
  await rename(join(cwd, "notes.tmp"), join(cwd, "notes.yaml"));
  expect(await watch.until(IDLE)).toMatch(/changed: notes\.yaml[^]*\.search\b/);
  expect(await read("resources/notes.ts")).toContain("search(");

  // A file that it refers to.
  await write("note.yaml", NOTE.replace("text: {", "title: { type: string }, text: {"));
  expect(await watch.until(IDLE)).toMatch(/changed: note\.yaml[^]*Note\b/);
  expect(await read("models.ts")).toContain("title?: string");

  // A mistake is told and waited out; what is on disk stays.
  await write("notes.yaml", "openapi: 3.1.0\npaths: [\n");
  expect(await watch.until(IDLE)).toMatch(/error load\/yaml-syntax[^]*✗ notes: not generated/);
  expect(await read("resources/notes.ts")).toContain("search(");
  await rm(join(cwd, "notes.yaml"));
  expect(await watch.until(IDLE)).toContain("load/not-found");
  await write("notes.yaml", MAIN);
  await watch.until(IDLE);
  expect(await read("resources/notes.ts")).toContain("list(");

  // The overlay, then the configuration, wrong and right.
  await write("overlay.yaml", OVERLAY("Two-thousand notes."));
  await watch.until(IDLE);
  expect(await read("client.ts")).toContain("Two-thousand notes.");
  await write("codegen.config.mjs", "export default { apis: ");
  expect(await watch.until(IDLE)).toContain("config/unreadable");
  await write("codegen.config.mjs", CONFIG(', name: "Jotter"'));
  await watch.until(IDLE);
  expect(await read("client.ts")).toContain("class Jotter");

  expect(await watch.interrupt()).toBe(0);
}, 60_000);

test("a configuration in TypeScript is read again", async () => {
  const cwd = await tempFolder();
  await writeFile(join(cwd, "notes.yaml"), MAIN.replace("note.yaml#/Note", "#/components/schemas/Note") + SCHEMAS);
  const config = (name: string) =>
    `export default { apis: { notes: { input: "notes.yaml", output: "out", name: "${name}" } } };`;
  await writeFile(join(cwd, "codegen.config.ts"), config("Jotter"));
  const watch = running(["generate", "--watch", "--reporter", "plain"], { cwd });
  await watch.until(IDLE);
  await writeFile(join(cwd, "codegen.config.ts"), config("Scribbler"));
  await watch.until(IDLE);
  expect(await readFile(join(cwd, "out/client.ts"), "utf8")).toContain("class Scribbler");
}, 60_000);

test("an extension is checked again when it changes, and where it does not fit", async () => {
  const cwd = await tempFolder();
  const extension = (method: string) =>
    `import { NotesResource } from "../out/resources/notes.js";\nexport const used = (notes: NotesResource) => notes.${method}();\n`;
  await writeFile(join(cwd, "notes.yaml"), MAIN.replace("note.yaml#/Note", "#/components/schemas/Note") + SCHEMAS);
  await mkdir(join(cwd, "extensions"));
  await writeFile(join(cwd, "extensions/out.ts"), extension("list"));
  await mkdir(join(cwd, "node_modules/@sdkwright"), { recursive: true });
  await symlink(resolve(import.meta.dirname, "../../../runtime"), join(cwd, "node_modules/@sdkwright/runtime"));
  const watch = running(["notes.yaml", "-o", "out", "--watch"], { cwd });
  expect(await watch.until(IDLE)).not.toContain("does not fit");
  await writeFile(join(cwd, "extensions/out.ts"), extension("lost"));
  expect(await watch.until(IDLE)).toMatch(/extensions\/out\.ts:2[^]*lost[^]*does not fit the new SDK/);
}, 60_000);

const SCHEMAS = "components: { schemas: { Note: { type: object } } }\n";

test.each([
  ["standard input", ["-", "-o", "out", "--watch"], "cli/watch-stdin"],
  ["JSON", ["notes.yaml", "-o", "out", "--watch", "--json"], "cli/watch-json"],
])("%s cannot be watched", async (_title, args, code) => {
  const ran = await codegen(args, { cwd: await tempFolder() });
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.stdout + ran.stderr).toContain(code);
});
