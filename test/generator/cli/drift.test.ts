import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { codegen } from "../../support/codegen.js";
import { tempFolder } from "../../support/temp-folder.js";

const DOCUMENT = `
openapi: 3.1.0
info: { title: Notes API, version: "1" }
paths:
  /notes:
    get:
      operationId: listNotes
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Note" } } } }
components:
  schemas:
    Note: { type: object, required: [text], properties: { text: { type: string }, state: { enum: [draft, done] } } }
`;

const place = { api: "NotesApi", operationId: "listNotes", status: "200", mediaType: "application/json" };
const LOG = [
  { ...place, run: "a", kind: "new-field", path: "/*/born", seen: { type: "string", format: "date" }, count: 1 },
  { ...place, run: "a", kind: "new-field", path: "/*/born", seen: { type: "string", format: "date" }, count: 64 },
  { ...place, run: "b", kind: "changed-type", path: "/*/text", expected: "string", seen: { type: "null" }, count: 1 },
  { ...place, run: "b", kind: "unknown-enum-value", path: "/*/state", seen: { type: "string" }, count: 2 },
  { ...place, run: "b", operationId: "gone", kind: "missing-field", path: "/\u001b[2Jid\nx", count: 1 },
]
  .map((line) => JSON.stringify(line))
  .join("\n");

const CONFIG = JSON.stringify({
  apis: {
    notes: { input: "notes.yaml", output: "out", name: "NotesApi" },
    other: { input: "other.yaml", output: "out2" },
  },
});

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await tempFolder();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

describe("codegen drift", () => {
  test("LOG SPEC reports by operation, and says what cannot be proposed and why", async () => {
    const cwd = await folderWith({ "drift.jsonl": LOG, "notes.yaml": DOCUMENT });
    expect(await codegen(["drift", "drift.jsonl", "notes.yaml"], { cwd })).toEqual({
      code: 0,
      stderr: "",
      stdout: `
gone  200 application/json
  missing field        /\ufffd[2Jid\ufffdx  required, and missing, in 1 answer
    not proposed: the document has no such operation, status or media type

listNotes  200 application/json
  new field            /*/born   new, string, in 64 answers
  changed type         /*/text   null instead of string, in 1 answer
  unknown enum value   /*/state  unknown: a value that is not told, in 2 answers
    not proposed: the value is not in the log, because it might be a secret

4 differences between answers and document
An overlay of 2 actions would mend 2 of them: --overlay FILE writes it
`,
    });
  });

  test("--overlay writes it, and not over what is there", async () => {
    const cwd = await folderWith({ "drift.jsonl": LOG, "notes.yaml": DOCUMENT });
    const args = ["drift", "drift.jsonl", "notes.yaml", "--overlay"];
    expect(await codegen([...args, "o.yaml"], { cwd })).toMatchObject({ code: 0, stderr: "" });
    const overlay = {
      overlay: "1.0.0",
      info: { title: "What answers of Notes API have shown", version: "1" },
      actions: [
        {
          target: "$.components.schemas.Note.properties.text",
          description: "listNotes /*/text: null instead of string (in 1 answer)",
          update: { type: ["string", "null"] },
        },
        {
          target: "$.components.schemas.Note.properties",
          description: "listNotes /*/born: new, string (in 64 answers)",
          update: { born: { type: "string", format: "date" } },
        },
      ],
    };
    expect(parse(await readFile(join(cwd, "o.yaml"), "utf8"))).toEqual(overlay);

    const again = await codegen([...args, "o.yaml"], { cwd });
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("drift/overlay-exists");
    expect(await codegen([...args, "o.yaml", "--force"], { cwd })).toMatchObject({ code: 0 });

    expect(await codegen([...args, "o.json"], { cwd })).toMatchObject({ code: 0 });
    expect(JSON.parse(await readFile(join(cwd, "o.json"), "utf8"))).toEqual(overlay);
  });

  test("takes the API of the configuration that the log names, its overlays applied", async () => {
    const cwd = await folderWith({ "drift.jsonl": LOG, "notes.yaml": DOCUMENT, "codegen.config.json": CONFIG });
    const { stdout } = await codegen(["drift", "drift.jsonl"], { cwd });
    expect(stdout).toContain("would mend 2 of them");
    const named = await codegen(["drift", "drift.jsonl", "notes"], { cwd });
    expect(named.stdout).toBe(stdout);
  });

  test("--json prints everything for programs", async () => {
    const cwd = await folderWith({ "drift.jsonl": `${LOG}\nnonsense`, "notes.yaml": DOCUMENT });
    const { code, stdout } = await codegen(["drift", "drift.jsonl", "notes.yaml", "--json"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      result: {
        differences: [
          { operationId: "listNotes", kind: "new-field", path: "/*/born", count: 64 },
          { kind: "changed-type" },
          { kind: "unknown-enum-value", notProposed: expect.stringContaining("secret") as string },
          { operationId: "gone" },
        ],
        overlay: { overlay: "1.0.0" },
      },
      diagnostics: [{ code: "drift/bad-line", place: { file: "drift.jsonl", line: 6, column: 1 } }],
    });
  });

  test("reports without a document, and proposes none", async () => {
    const cwd = await folderWith({ "drift.jsonl": LOG });
    const { code, stdout } = await codegen(["drift", "drift.jsonl"], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("Name the document") as string });
  });

  test("a log without differences says so", async () => {
    const cwd = await folderWith({ "drift.jsonl": "", "notes.yaml": DOCUMENT });
    expect(await codegen(["drift", "drift.jsonl", "notes.yaml"], { cwd })).toMatchObject({
      code: 0,
      stdout: "The log holds no differences.\n",
    });
  });

  test.each([
    ["a log that is not there", ["drift", "gone.jsonl", "notes.yaml"], "drift/unreadable"],
    ["an overlay of no document", ["drift", "drift.jsonl", "--overlay", "o.yaml"], "drift/no-document"],
    ["a document that is not there", ["drift", "drift.jsonl", "gone.yaml"], "load/not-found"],
  ])("%s is a diagnostic", async (_title, args, code) => {
    const cwd = await folderWith({ "drift.jsonl": LOG, "notes.yaml": DOCUMENT });
    const ran = await codegen(args, { cwd });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain(code);
  });
});
