import { mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
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

/** As most editors save: no moment shows half of a file. */
async function save(file: string, text: string): Promise<void> {
  await writeFile(`${file}.saving`, text);
  await rename(`${file}.saving`, file);
}

test("--watch: generates again when a document, a file of it, an overlay or the configuration changes", async () => {
  const cwd = await tempFolder();
  const write = (name: string, text: string) => save(join(cwd, name), text);
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

test("the file of names is watched, and what a run writes there is no change", async () => {
  const cwd = await tempFolder();
  const write = (name: string, text: string) => save(join(cwd, name), text);
  const read = (name: string) => readFile(join(cwd, name), "utf8");
  await write("notes.yaml", MAIN);
  await write("note.yaml", NOTE);
  await write(
    "codegen.config.json",
    JSON.stringify({ apis: { notes: { input: "notes.yaml", output: "out", namesFile: "names.json" } } }),
  );
  const watch = running(["--watch"], { cwd });
  await watch.until(IDLE);
  await write("notes.yaml", MAIN.replace("listNotes", "searchNotes"));
  expect(await watch.until(IDLE)).toContain("changed: notes.yaml");
  expect(await read("out/resources/notes.ts")).toContain("readonly list:");

  const alias = `,"aliases":["notes.list"]`;
  expect(await read("names.json")).toContain(alias);
  await write("names.json", (await read("names.json")).replace(alias, ""));
  expect(await watch.until(IDLE)).toContain("changed: names.json");
  expect(await read("out/resources/notes.ts")).not.toContain("readonly list:");
  expect(await watch.interrupt()).toBe(0);
}, 60_000);

test("a configuration in TypeScript is read again", async () => {
  const cwd = await tempFolder();
  await writeFile(join(cwd, "notes.yaml"), MAIN.replace("note.yaml#/Note", "#/components/schemas/Note") + SCHEMAS);
  const config = (name: string) =>
    `export default { apis: { notes: { input: "notes.yaml", output: "out", name: "${name}" } } };`;
  await writeFile(join(cwd, "codegen.config.ts"), config("Jotter"));
  const watch = running(["generate", "--watch", "--reporter", "plain"], { cwd, built: true });
  await watch.until(IDLE);
  await save(join(cwd, "codegen.config.ts"), config("Scribbler"));
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
  await save(join(cwd, "extensions/out.ts"), extension("lost"));
  expect(await watch.until(IDLE)).toMatch(/extensions\/out\.ts:2[^]*lost[^]*does not fit the new SDK/);

  // A module that it imports, and that module alone.
  await writeFile(join(cwd, "extensions/helper.ts"), "export const helper = 1;\n");
  await save(join(cwd, "extensions/out.ts"), 'export { helper } from "./helper.js";\n');
  expect(await watch.until(IDLE)).not.toContain("does not fit");
  await save(join(cwd, "extensions/helper.ts"), "export const other = 1;\n");
  await watch.until("extensions/helper.ts\n");
  expect(await watch.until(IDLE)).toMatch(/no exported member 'helper'\.\n[^]*does not fit the new SDK/);

  // It goes, and one in another place comes.
  await rm(join(cwd, "extensions/out.ts"));
  await watch.until("extensions/out.ts\n");
  expect(await watch.until(IDLE)).not.toContain("does not fit");
  expect(await readFile(join(cwd, "out/index.ts"), "utf8")).not.toContain("extensions/");
  await mkdir(join(cwd, "extensions/out"));
  await save(join(cwd, "extensions/out/index.ts"), "export const late = 1;\n");
  await watch.until("extensions/out/index.ts\n");
  await watch.until(IDLE);
  expect(await readFile(join(cwd, "out/index.ts"), "utf8")).toContain('{ late } from "../extensions/out/index.js"');
}, 150_000);

const JSON_NOTES = (operationId: string) =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Notes", version: "1" },
    paths: { "/notes": { get: { tags: ["notes"], operationId, responses: { 200: { description: "ok" } } } } },
  });
const classIn = async (cwd: string) =>
  /export class (\w+)/.exec(await readFile(join(cwd, "out/client.ts"), "utf8"))?.[1];

describe("what a configuration imports is watched, and read again with it", () => {
  const naming = 'export const name = "Jotter";\n';
  test.each<[string, { readonly [file: string]: string }, string]>([
    [
      "by Node",
      {
        "codegen.config.mjs": `import { name } from "./lib/middle.mjs";\n${CONFIG(", name")}`,
        "lib/middle.mjs": 'export { name } from "./name.mjs";\n',
        "lib/name.mjs": naming,
      },
      "lib/name.mjs",
    ],
    [
      "in TypeScript",
      {
        "codegen.config.ts": `import { name } from "./lib/middle";\n${CONFIG(", name")}`,
        "lib/middle.ts": 'export { name } from "./name.js";\n',
        "lib/name.ts": naming,
      },
      "lib/name.ts",
    ],
    [
      "JavaScript from TypeScript",
      {
        "codegen.config.ts": `import { name } from "./lib/middle.mjs";\n${CONFIG(", name")}`,
        "lib/middle.mjs": 'export { name } from "./name.mjs";\n',
        "lib/name.mjs": naming,
      },
      "lib/name.mjs",
    ],
    [
      "CommonJS",
      {
        "codegen.config.cjs": `const { name } = require("./lib/name.cjs");\n${CONFIG(", name").replace("export default", "module.exports =")}`,
        "lib/name.cjs": 'exports.name = "Jotter";\n',
      },
      "lib/name.cjs",
    ],
    [
      "data",
      {
        "codegen.config.ts": `import { name } from "./name.json";\n${CONFIG(", name")}`,
        "name.json": '{ "name": "Jotter" }\n',
      },
      "name.json",
    ],
  ])(
    "%s",
    async (_title, files, changing) => {
      const cwd = await tempFolder();
      await mkdir(join(cwd, "lib"));
      const all = { ...files, "notes.yaml": JSON_NOTES("listNotes"), "overlay.yaml": OVERLAY("one") };
      for (const [file, text] of Object.entries(all)) await writeFile(join(cwd, file), text);
      const watch = running(["--watch"], { cwd, built: true });
      await watch.until(IDLE);
      expect(await classIn(cwd)).toBe("Jotter");
      for (const name of ["Scribbler", "Copyist"]) {
        await save(join(cwd, changing), files[changing]!.replace("Jotter", name));
        expect(await watch.until(IDLE)).toContain(`changed: ${changing}`);
        expect(await classIn(cwd)).toBe(name);
      }
      // One that cannot be read is told, and waited for.
      await save(join(cwd, changing), "export const = ;\n");
      expect(await watch.until(IDLE)).toContain("config/unreadable");
      await save(join(cwd, changing), files[changing]!);
      await watch.until(IDLE);
      expect(await classIn(cwd)).toBe("Jotter");
    },
    120_000,
  );
});

describe("saves as they happen", () => {
  const start = async () => {
    const cwd = await tempFolder();
    await mkdir(join(cwd, "specs"));
    const file = join(cwd, "specs/notes.json");
    await writeFile(file, JSON_NOTES("listNotes"));
    const watch = running(["specs/notes.json", "-o", "out", "--watch"], { cwd });
    await watch.until(IDLE);
    const methods = async () => (await readFile(join(cwd, "out/resources/notes.ts"), "utf8")).match(/^ {2}\w+(?=\()/gm);
    return { cwd, file, watch, methods };
  };

  test("a document that is half written is told, and read when it is whole", async () => {
    const { file, watch, methods } = await start();
    const whole = JSON_NOTES("searchNotes");
    await save(file, whole.slice(0, whole.length / 2));
    expect(await watch.until(IDLE)).toMatch(/load\/json-syntax[^]*truncated[^]*nothing was written/);
    expect(await methods()).toEqual(["  list"]);
    await save(file, whole);
    expect(await watch.until(IDLE)).toMatch(/notes\.search/);
    expect(await methods()).toEqual(["  search"]);
  }, 60_000);

  test("a file that is empty for a moment is waited for", async () => {
    const { file, watch, methods } = await start();
    await writeFile(file, "");
    await writeFile(file, JSON_NOTES("searchNotes"));
    expect(await watch.until(IDLE)).not.toContain("load/empty");
    expect(await methods()).toEqual(["  search"]);
    // It may be meant so, after all.
    await writeFile(file, "");
    expect(await watch.until(IDLE)).toContain("load/empty");
  }, 60_000);

  test("many at once end in what was saved last", async () => {
    const { file, watch, methods } = await start();
    for (let count = 0; count < 30; count++) await writeFile(file, JSON_NOTES(`find${count}Notes`));
    await writeFile(file, JSON_NOTES("searchNotes"));
    let rounds = 0;
    while ((await methods())?.[0] !== "  search") {
      await watch.until(IDLE);
      rounds++;
    }
    expect(rounds).toBeLessThan(10);
  }, 60_000);

  test("a file that is deleted and made again, and one that is replaced by renaming", async () => {
    const { cwd, file, watch, methods } = await start();
    await rm(file);
    expect(await watch.until(IDLE)).toContain("load/not-found");
    await save(file, JSON_NOTES("searchNotes"));
    await watch.until(IDLE);
    expect(await methods()).toEqual(["  search"]);
    for (const name of ["find", "list", "search"]) {
      await writeFile(join(cwd, "next.json"), JSON_NOTES(`${name}Notes`));
      await rename(join(cwd, "next.json"), file);
      await watch.until(IDLE);
      expect(await methods()).toEqual([`  ${name}`]);
    }
  }, 60_000);

  test("a folder that is renamed, and one that takes its place", async () => {
    const { cwd, watch, methods } = await start();
    const folder = (name: string) => join(cwd, name);
    await mkdir(folder("next"));
    await writeFile(folder("next/notes.json"), JSON_NOTES("searchNotes"));
    await rename(folder("specs"), folder("old"));
    expect(await watch.until(IDLE)).toContain("load/not-found");
    await rename(folder("next"), folder("specs"));
    await watch.until(IDLE);
    expect(await methods()).toEqual(["  search"]);
    // Its file is watched like the one before it.
    await save(folder("specs/notes.json"), JSON_NOTES("findNotes"));
    await watch.until(IDLE);
    expect(await methods()).toEqual(["  find"]);
  }, 60_000);

  test("a warning is told once, and again when it comes back; its place is that of the text as it is", async () => {
    const { file, watch } = await start();
    const loose = (lines: number, type: string) =>
      `${"\n".repeat(lines)}${JSON_NOTES("listNotes").replace('"200"', `\n"200"`).replace('"ok"', `"ok","headers":{"X-A":{"schema":{"type":"${type}"}}}`)}`;
    await save(file, loose(0, "strang"));
    expect(await watch.until(IDLE)).toMatch(/notes\.json:2:\d+\n *warning load\/type-unknown/);
    await save(file, loose(3, "strang"));
    expect(await watch.until(IDLE)).not.toContain("load/type-unknown");
    await save(file, loose(3, "string"));
    expect(await watch.until(IDLE)).not.toContain("load/type-unknown");
    await save(file, loose(5, "strang"));
    expect(await watch.until(IDLE)).toMatch(/notes\.json:7:\d+\n *warning load\/type-unknown/);
  }, 60_000);
});

const SCHEMAS = "components: { schemas: { Note: { type: object } } }\n";

test.each([
  ["standard input", ["-", "-o", "out", "--watch"], "cli/watch-stdin"],
  ["JSON", ["notes.yaml", "-o", "out", "--watch", "--json"], "cli/watch-json"],
])("%s cannot be watched", async (_title, args, code) => {
  const ran = await codegen(args, { cwd: await tempFolder() });
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.stdout + ran.stderr).toContain(code);
});
