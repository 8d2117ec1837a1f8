import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { codegenHere as codegen } from "../../support/codegen.js";
import { tempFolder } from "../../support/temp-folder.js";

const NOTES = (more = "") => `openapi: 3.1.0
info: { title: Notes, version: "1" }
paths:
  /notes:
    get:
      tags: [notes]
      operationId: listNotes
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Note" } } } }
${more}components:
  schemas:
    Note: { type: object, properties: { text: { type: string } } }
`;
const CREATE = `    post: { tags: [notes], operationId: createNote, responses: { "201": { description: ok } } }\n`;
const CONFIG = `export default { apis: { notes: { input: "notes.yaml", output: "sdk" } } };\n`;

/** A project whose SDK is fresh, after something was done to it. */
async function after(change: (cwd: string) => Promise<unknown>) {
  const cwd = await tempFolder();
  await writeFile(join(cwd, "notes.yaml"), NOTES());
  await writeFile(join(cwd, "codegen.config.mjs"), CONFIG);
  expect((await codegen([], { cwd })).code).toBe(0);
  await change(cwd);
  return { cwd, ran: await codegen(["check"], { cwd }) };
}

async function edit(file: string, from: string, to: string) {
  const text = await readFile(file, "utf8");
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
}

test.each<[string, (cwd: string) => Promise<unknown>, string[]]>([
  [
    "a document that changed",
    (cwd) => writeFile(join(cwd, "notes.yaml"), NOTES(CREATE).replace(`"1"`, `"2"`)),
    [
      "✗ notes is stale; run codegen",
      "  the document changed: Notes 1 → Notes 2",
      "  3 files: 3 changed; operations: 1 added",
      "  + notes.create  added (POST /notes)",
    ],
  ],
  [
    "a type that is gone, one that is new, one that is another",
    (cwd) =>
      writeFile(
        join(cwd, "notes.yaml"),
        NOTES()
          .replace(
            "{ text: { type: string } }",
            "{ text: { type: string }, by: { $ref: '#/components/schemas/Person' } }",
          )
          .concat("    Person: { type: object, properties: { name: { type: string } } }\n"),
      ),
    ["  the document changed: Notes 1", "  2 files: 2 changed; types: 1 added, 1 changed"],
  ],
  [
    "options that changed",
    (cwd) => edit(join(cwd, "codegen.config.mjs"), `output: "sdk"`, `output: "sdk", tests: true`),
    ["  its options in the configuration changed", "  + tests/notes.test.ts"],
  ],
  [
    "another version of the generator",
    (cwd) => edit(join(cwd, "sdk/codegen.lock.json"), `"generator": "`, `"generator": "0.0.0-`),
    ["  it was made by sdkwright 0.0.0-"],
  ],
  ["no SDK yet", (cwd) => rm(join(cwd, "sdk"), { recursive: true }), ["  it has not been generated yet"]],
])("says why an SDK is stale: %s", async (_title, change, want) => {
  const { ran } = await after(change);
  expect(ran.code).toBe(1);
  for (const line of want) expect(ran.stdout).toContain(line);
});

test("an edit by hand is shown at its place, for running codegen would refuse to lose it", async () => {
  const { ran } = await after((cwd) => edit(join(cwd, "sdk/client.ts"), "export class", "export abstract class"));
  expect(ran.stdout).toMatch(
    /^✗ notes is stale; it was edited by hand\n {2}a file was edited by hand\n {2}~ client\.ts\n/,
  );
  expect(ran.stderr).toMatch(
    /sdk\/client\.ts:\d+:1\n {2}error write\/edited-file[^]*\+export abstract class Notes[^]*fix: /,
  );
});

test("a missing file is no change for users", async () => {
  const { ran } = await after((cwd) => rm(join(cwd, "sdk/models.ts")));
  expect(ran.stdout).toBe("✗ notes is stale; run codegen\n  a file is missing\n  + models.ts\n  1 file: 1 new\n");
});

test("a document that cannot be read does not keep the next API from being checked", async () => {
  const { cwd } = await after(async (folder) => {
    const both = `{ broken: { input: "broken.yaml", output: "b" }, notes: { input: "notes.yaml", output: "sdk" } }`;
    await writeFile(join(folder, "codegen.config.mjs"), `export default { apis: ${both} };\n`);
    await writeFile(join(folder, "notes.yaml"), NOTES(CREATE));
  });
  const { code, stdout, stderr } = await codegen(["check"], { cwd });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("load/not-found") });
  expect(stdout).toMatch(/✗ broken: cannot be checked\n✗ notes is stale/);
});
