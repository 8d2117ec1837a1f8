import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { codegen, codegenHere } from "../../support/codegen.js";
import { isInstalledFor } from "../../../generator/src/config/evaluate.js";
import { tempFolder } from "../../support/temp-folder.js";

const DOCUMENT = `
openapi: 3.1.0
info: { title: Notes API, version: "1" }
servers: [{ url: https://notes.example.com }]
paths:
  /notes:
    get:
      tags: [notes]
      operationId: listNotes
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Note" } } } }
components:
  schemas:
    Note: { type: object, required: [text], properties: { text: { type: string } } }
`;

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await tempFolder();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

describe("codegen", { timeout: 120_000 }, () => {
  test("SPEC -o DIR writes an SDK, and nothing the second time", async () => {
    const cwd = await folderWith({ "notes.yaml": DOCUMENT });
    const first = await codegen(["notes.yaml", "-o", "src/notes"], { cwd });
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toMatch(
      /✓ notes → src\/notes \([\d.]+ s\)\n {2}1 operation, 1 schema, 0 paged; credentials: not stated\n {2}wrote \d+ new\n/,
    );
    expect((await readdir(join(cwd, "src/notes"))).toSorted()).toEqual([
      "README.md",
      "client.ts",
      "codegen.lock.json",
      "index.ts",
      "models.ts",
      "resources",
    ]);
    const second = await codegen(["notes.yaml", "-o", "src/notes"], { cwd });
    expect(second.stdout).not.toContain("npm install");
    expect(second.stdout).toMatch(/up to date, \d+ unchanged/);
  });

  test("says what a new SDK needs, and what is there already it does not", async () => {
    const cwd = await folderWith({ "notes.yaml": DOCUMENT });
    // A folder above that of the test may hold packages.
    const missing = ["@sdkwright/runtime", "zod"].filter((name) => !isInstalledFor(join(cwd, "a/client.ts"), name));
    const { stdout } = await codegenHere(["notes.yaml", "-o", "a", "--schemas", "zod"], { cwd });
    expect(/next: npm install (.*), which it stands on/.exec(stdout)?.[1]).toBe(missing.join(" ") || undefined);
    expect((await codegenHere(["notes.yaml", "-o", "b", "--package"], { cwd })).stdout).not.toContain("npm install");
    await mkdir(join(cwd, "node_modules/@sdkwright/runtime"), { recursive: true });
    expect((await codegenHere(["notes.yaml", "-o", "c"], { cwd })).stdout).not.toContain("npm install");
  });

  test("reads stdin, prints JSON", async () => {
    const cwd = await tempFolder();
    const { code, stdout } = await codegen(["-", "-o", "out", "--json"], { cwd, stdin: DOCUMENT });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      result: [{ api: "stdin", generated: true, operations: 1 }],
      diagnostics: [],
    });
  });

  test("--dry-run writes nothing, --quiet says nothing", async () => {
    const cwd = await folderWith({ "notes.yaml": DOCUMENT });
    expect((await codegen(["notes.yaml", "-o", "out", "--dry-run"], { cwd })).stdout).toContain("would write");
    expect(await readdir(cwd)).toEqual(["notes.yaml"]);
    expect(await codegen(["notes.yaml", "-o", "out", "--quiet"], { cwd })).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("the output does not depend on locale, time zone or working directory", async () => {
    const cwd = await folderWith({ "notes.yaml": DOCUMENT });
    await codegen(["notes.yaml", "-o", "a"], { cwd, env: { LC_ALL: "C", TZ: "UTC" } });
    await codegen([join(cwd, "notes.yaml"), "-o", join(cwd, "b")], {
      cwd: "/",
      env: { LC_ALL: "tr_TR.UTF-8", TZ: "Asia/Tokyo" },
    });
    for (const file of ["client.ts", "models.ts", "resources/notes.ts", "codegen.lock.json", "README.md"])
      expect(await readFile(join(cwd, "b", file), "utf8"), file).toBe(await readFile(join(cwd, "a", file), "utf8"));
  });

  test("check tells whether what is on disk is fresh", async () => {
    const cwd = await folderWith({
      "notes.yaml": DOCUMENT,
      "codegen.config.json": JSON.stringify({ apis: { notes: { input: "notes.yaml", output: "out" } } }),
    });
    expect(await codegen(["check"], { cwd })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("notes is stale"),
    });
    expect((await codegen([], { cwd })).code).toBe(0);
    expect(await codegen(["check"], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("notes is up to date"),
    });
    await writeFile(join(cwd, "notes.yaml"), DOCUMENT.replace("listNotes", "searchNotes"));
    expect(await codegen(["check"], { cwd })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("~ resources/notes.ts"),
    });
  });

  test("one API that fails does not hold up the others", async () => {
    const cwd = await folderWith({
      "notes.yaml": DOCUMENT,
      "codegen.config.json": JSON.stringify({
        apis: { bad: { input: "missing.yaml", output: "bad" }, notes: { input: "notes.yaml", output: "good" } },
      }),
    });
    const { code, stdout } = await codegen([], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain("✗ bad");
    expect(stdout).toContain("✓ notes");
  });

  test.each([
    ["no document and no configuration", [], "cli/nothing-to-do"],
    ["no output", ["notes.yaml"], "Run `codegen notes.yaml -o src/api`"],
    ["an unknown option", ["notes.yaml", "--outptu", "x"], "Did you mean --output?"],
    [
      "a choice that does not exist",
      ["notes.yaml", "-o", "x", "--dates", "Moment"],
      "Allowed choices are string, Date",
    ],
    ["a file that is not there", ["nots.yaml", "-o", "x"], "nots.yaml"],
    ["a command that does not exist", ["genrate"], "Did you mean `codegen generate`?"],
    ["a word that is nothing", ["wibble"], "`codegen --help` lists the commands."],
    ["a header that is none", ["notes.yaml", "-o", "x", "--header", "Bearer t"], "A header is written 'Name: value'."],
    ["a base URL that is none", ["notes.yaml", "-o", "x", "--base-url", "localhost:80"], "It must begin with https://"],
    ["filters that leave nothing", ["notes.yaml", "-o", "x", "--include-tag", "nots"], "load/nothing-left"],
    ["an output that is a file", ["notes.yaml", "-o", "notes.yaml"], "a part of the path is a file, not a folder"],
    ["an output below a file", ["notes.yaml", "-o", "notes.yaml/src"], "a part of the path is a file, not a folder"],
    ["a check of what is below a file", ["check", "notes.yaml", "-o", "notes.yaml/a"], "write/refused"],
  ])("%s: exit code 1 and what to do", async (_title, args, text) => {
    const cwd = await folderWith({ "notes.yaml": DOCUMENT });
    const { code, stderr } = await codegenHere(args, { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(text) });
    expect(await readdir(cwd)).toEqual(["notes.yaml"]);
  });

  test.each([
    ["an API's name that is misspelt", ["nots"], "Did you mean `notes`?"],
    ["a command that is misspelt", ["chekc"], "Did you mean the command `codegen check`?"],
    ["an API and an output", ["notes", "-o", "elsewhere"], "Run `codegen notes` without --output"],
  ])("beside a configuration, %s: exit code 1 and what to do", async (_title, args, text) => {
    const config = { apis: { notes: { input: "notes.yaml", output: "out" } } };
    const cwd = await folderWith({ "notes.yaml": DOCUMENT, "codegen.config.json": JSON.stringify(config) });
    const { code, stderr } = await codegenHere(args, { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(text) });
  });

  test("a configuration without APIs is told of", async () => {
    const cwd = await folderWith({ "codegen.config.json": `{ "apis": {} }` });
    const { code, stderr } = await codegenHere([], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("The configuration names no API.") });
  });

  test("inspects an API of the configuration, with its filters; a page goes into a folder that is made", async () => {
    const apis = { notes: { input: "notes.yaml", output: "out", overlays: ["overlay.yaml"] } };
    const overlay = `overlay: 1.0.0\ninfo: { title: O, version: "1" }\nactions: [{ target: $.info, update: { title: Mine } }]\n`;
    const cwd = await folderWith({
      "notes.yaml": DOCUMENT,
      "overlay.yaml": overlay,
      "codegen.config.json": JSON.stringify({ apis }),
    });
    const { code, stdout } = await codegenHere(["inspect", "notes"], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^Mine 1/) });
    expect((await codegenHere(["inspect", "notes.yaml"], { cwd })).stdout).toMatch(/^Notes API 1/);
    expect((await codegenHere(["inspect", "notes.yaml", "--html", "pages/notes.html"], { cwd })).code).toBe(0);
    expect(await readdir(join(cwd, "pages"))).toEqual(["notes.html"]);
  });

  test("a document beside a broken configuration needs none of it", async () => {
    const cwd = await folderWith({ "notes.yaml": DOCUMENT, "codegen.config.json": "{" });
    expect((await codegenHere(["notes.yaml", "-o", "out"], { cwd })).code).toBe(0);
    expect((await codegenHere(["nots", "-o", "out"], { cwd })).stderr).toContain("load/not-found");
  });

  test("names of APIs may have dots, and be named twice", async () => {
    const config = { apis: { "notes.v1": { input: "notes.yaml", output: "out" } } };
    const cwd = await folderWith({ "notes.yaml": DOCUMENT, "codegen.config.json": JSON.stringify(config) });
    const { code, stdout } = await codegenHere(["notes.v1", "notes.v1"], { cwd });
    expect({ code, lines: stdout.match(/✓/g) }).toEqual({ code: 0, lines: ["✓"] });
  });

  // The superuser may write everywhere.
  test.skipIf(process.getuid?.() === 0)("a folder that may not be written to: exit code 1 and why", async () => {
    const cwd = await folderWith({ "notes.yaml": DOCUMENT });
    await mkdir(join(cwd, "closed"), { mode: 0o555 });
    for (const output of ["closed", "closed/out"]) {
      const { code, stderr } = await codegenHere(["notes.yaml", "-o", output], { cwd });
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("Check the permissions") });
    }
  });

  test("a mistake in the document is shown with its place and a frame", async () => {
    const cwd = await folderWith({ "notes.yaml": DOCUMENT.replace('schemas/Note"', 'schemas/Nota"') });
    const { code, stderr } = await codegenHere(["notes.yaml", "-o", "x"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("notes.yaml:13:");
    expect(stderr).toContain("schemas/Nota");
    expect(stderr).toMatch(/fix: .+/);
  });
});
