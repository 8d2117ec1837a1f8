import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { updateMarkdown } from "../../../generator/src/cli/update-markdown.js";
import { codegenHere as codegen } from "../../support/codegen.js";
import { documentServer } from "../../support/document-server.js";
import { tempFolder } from "../../support/temp-folder.js";

const NOTES = (paths: string) => `
openapi: 3.1.0
info: { title: Notes, version: "1" }
paths:
  /notes:
    get: { tags: [notes], operationId: listNotes, responses: { "200": { description: ok } } }
${paths}`;
const CREATE = `    post: { tags: [notes], operationId: createNote, responses: { "201": { description: ok } } }\n`;

async function added(text = NOTES("")) {
  const server = await documentServer();
  server.files.set("/notes.yaml", text);
  const cwd = await tempFolder();
  expect((await codegen(["add", `${server.origin}/notes.yaml`], { cwd })).code).toBe(0);
  const read = (path: string) => readFile(join(cwd, path), "utf8");
  return { server, cwd, read, run: (...args: string[]) => codegen(args, { cwd }) };
}

test("asks on condition, says what changed, generates; the second time nothing is sent", async () => {
  const { server, cwd, read, run } = await added();
  const source = await read("specs/notes.yaml.source.json");
  expect((await run("update")).stdout).toMatch(/✓ notes: unchanged since \d{4}-\d\d-\d\d\n/);
  expect(server.log.at(-1)).toBe("GET /notes.yaml 304");
  expect(await read("specs/notes.yaml.source.json")).toBe(source);

  server.files.set("/notes.yaml", NOTES(CREATE));
  const dry = await run("update", "--dry-run");
  expect(dry.stdout).toContain("1 feature: a minor version");
  expect(await read("specs/notes.yaml")).toBe(NOTES(""));
  const ran = await run("update", "notes", "--markdown", "changes.md");
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  expect(ran.stdout).toMatch(/specs\/notes\.yaml changed\n {2}1 feature: a minor version\n +\+ notes\.create/);
  expect(await read("specs/notes.yaml")).toBe(NOTES(CREATE));
  expect(await read("generated/notes/resources/notes.ts")).toContain("create(");
  expect(await read("changes.md")).toMatch(
    /^## `notes`\n\nDocument: Notes 1\n\n1 feature: a minor version\n\n### New\n\n- `notes.create`/,
  );
  expect((await run("check")).code).toBe(0);

  expect((await run("update")).stdout).toContain("unchanged");
  expect(server.log.at(-1)).toBe("GET /notes.yaml 304");
  expect((await readdir(join(cwd, "specs"))).toSorted()).toEqual(["notes.yaml", "notes.yaml.source.json"]);
});

test.each([
  ["no document any more", "<html>gone</html>", "load/html"],
  ["a broken one", NOTES("  /x: { $ref: '#/nowhere' }\n"), "load/ref-not-found"],
  ["gone", undefined, "answered 404"],
])("%s: the old document and its SDK stay, other APIs are updated", async (_title, text, message) => {
  const { server, cwd, read, run } = await added();
  server.files.set("/other.yaml", NOTES("").replace("title: Notes", "title: Other"));
  expect((await run("add", `${server.origin}/other.yaml`)).code).toBe(0);
  const before = [await read("specs/notes.yaml"), await read("generated/notes/codegen.lock.json")];
  if (text === undefined) server.files.delete("/notes.yaml");
  else server.files.set("/notes.yaml", text);
  server.files.set("/other.yaml", NOTES(CREATE).replace("title: Notes", "title: Other"));
  const ran = await run("update", "--json");
  expect(ran.code).toBe(1);
  const { result, diagnostics } = JSON.parse(ran.stdout) as { result: unknown; diagnostics: { message: string }[] };
  expect(result).toEqual([
    { api: "notes", status: "failed" },
    expect.objectContaining({ api: "other", status: "updated", semver: "minor" }),
  ]);
  expect(JSON.stringify(diagnostics)).toContain(message);
  expect([await read("specs/notes.yaml"), await read("generated/notes/codegen.lock.json")]).toEqual(before);
  expect(await read("generated/other/resources/notes.ts")).toContain("create(");
  expect((await readdir(join(cwd, "specs"))).length).toBe(4);
});

test("files that a document refers to come and go", async () => {
  const REFERRING = `${NOTES("")}components: { schemas: { Note: { $ref: "note.yaml" } } }\n`;
  const { server, cwd, read, run } = await added();
  server.files.set("/notes.yaml", REFERRING);
  server.files.set("/note.yaml", "type: string\n");
  expect((await run("update")).code).toBe(0);
  expect(await read("generated/notes/models.ts")).toContain("Note");
  server.files.set("/note.yaml", "type: number\n");
  server.log.length = 0;
  expect((await run("update")).stdout).toContain("Note");
  expect(server.log).toEqual(["GET /notes.yaml 304", "GET /note.yaml 200"]);
  server.files.set("/notes.yaml", NOTES(""));
  expect((await run("update")).code).toBe(0);
  expect((await readdir(join(cwd, "specs"))).toSorted()).toEqual(["notes.yaml", "notes.yaml.source.json"]);
});

test("a document that was edited is not lost", async () => {
  const { server, cwd, read, run } = await added();
  const edited = NOTES("  /mine: {}\n");
  await writeFile(join(cwd, "specs/notes.yaml"), edited);
  server.files.set("/notes.yaml", NOTES(CREATE));
  expect(await run("update")).toMatchObject({ code: 1, stderr: expect.stringContaining("cli/edited-document") });
  expect(await read("specs/notes.yaml")).toBe(edited);
  expect((await run("update", "--force")).code).toBe(0);
  expect(await read("specs/notes.yaml")).toBe(NOTES(CREATE));
});

test("a document that is lost is fetched again; line ends of a checkout are no edit", async () => {
  const { cwd, read, run } = await added();
  await writeFile(join(cwd, "specs/notes.yaml"), NOTES("").replaceAll("\n", "\r\n"));
  expect((await run("update")).stdout).toContain("unchanged");
  const source = await read("specs/notes.yaml.source.json");
  await writeFile(join(cwd, "specs/notes.yaml.source.json"), "{}");
  expect(await run("update")).toMatchObject({ code: 1, stderr: expect.stringContaining("cli/provenance") });
  await writeFile(join(cwd, "specs/notes.yaml.source.json"), source.replace('"notes.yaml"', '"../notes.yaml"'));
  expect(await run("update")).toMatchObject({ code: 1, stderr: expect.stringContaining("cli/provenance") });
});

test("a lost document that is what it was changes nothing else", async () => {
  const { cwd, read, run } = await added();
  const source = (await read("specs/notes.yaml.source.json")).replace(
    /"retrieved": "[^"]*"/,
    '"retrieved": "2020-01-01T00:00:00Z"',
  );
  await writeFile(join(cwd, "specs/notes.yaml.source.json"), source);
  await rm(join(cwd, "specs/notes.yaml"));
  expect((await run("update")).code).toBe(0);
  expect(await read("specs/notes.yaml")).toBe(NOTES(""));
  expect(await read("specs/notes.yaml.source.json")).toBe(source);
});

test("the text of a pull request: a title is no command, and no book", () => {
  const text = updateMarkdown([{ api: "a", status: "updated", from: "/merge 1", to: `${"x".repeat(100_000)} 2` }]);
  expect(text).toMatch(/^## `a`\n\nDocument: \/merge 1 → x{200}…\n/);
  expect(text.length).toBeLessThan(65_536);
  expect(text.split("\n").filter((line) => line.startsWith("/"))).toEqual([]);
});

test("documents that were not downloaded have nothing to ask for", async () => {
  const { cwd, run } = await added();
  await writeFile(join(cwd, "mine.yaml"), NOTES("").replace("title: Notes", "title: Mine"));
  await run("add", "mine.yaml");
  expect((await run("update", "mine")).stdout).toContain("was not downloaded by `codegen add`");
  expect(await run("update", "nots")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("Did you mean `notes`"),
  });
});

test("a document that stays on its server: asked on condition, and what changed is told from the SDK that is there", async () => {
  const server = await documentServer();
  server.files.set("/notes.yaml", NOTES(""));
  const cwd = await tempFolder();
  const run = (...args: string[]) => codegen(args, { cwd, env: { SDKWRIGHT_CACHE: join(cwd, ".cache") } });
  expect((await run("add", `${server.origin}/notes.yaml`, "--remote")).code).toBe(0);
  const code = () => readFile(join(cwd, "generated/notes/resources/notes.ts"), "utf8");
  expect(await readdir(cwd)).not.toContain("specs");
  expect((await run("update")).stdout).toBe("✓ notes: unchanged\n");
  expect(server.log.at(-1)).toBe("GET /notes.yaml 304");

  server.files.set("/notes.yaml", NOTES(CREATE).replace('version: "1"', 'version: "2"'));
  const dry = await run("update", "--dry-run");
  expect(dry.stdout).toMatch(/would write .*\n {2}1 feature: a minor version\n +\+ notes\.create/);
  expect(await code()).not.toContain("create(");
  const ran = await run("update", "--markdown", "changes.md");
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  expect(ran.stdout).toMatch(/wrote .*\n {2}1 feature: a minor version\n +\+ notes\.create/);
  expect(await code()).toContain("create(");
  expect(await readFile(join(cwd, "changes.md"), "utf8")).toMatch(
    /^## `notes`\n\nDocument: Notes 1 → Notes 2\n\n1 feature: a minor version\n\n### New\n\n- `notes.create`/,
  );

  server.files.set("/notes.yaml", NOTES("").replace('version: "1"', 'version: "3"'));
  const { result } = JSON.parse((await run("update", "--json")).stdout) as { result: unknown };
  expect(result).toMatchObject([{ api: "notes", status: "updated", from: "Notes 2", to: "Notes 3", semver: "major" }]);
  server.files.delete("/notes.yaml");
  expect((await run("update")).code).toBe(1);
  expect(await code()).not.toContain("create(");
});
