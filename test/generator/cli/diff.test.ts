import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { codegen } from "../../support/codegen.js";
import { tempFolder } from "../../support/temp-folder.js";

export const document = (state: string, version: string, more = ""): string => `
openapi: 3.1.0
info: { title: Pets, version: "${version}" }
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
components:
  schemas:
    Pet:
      type: object
      required: [state]
      properties:
        state: { enum: [${state}] }${more}
`;

async function versions(): Promise<string> {
  const cwd = await tempFolder();
  await writeFile(join(cwd, "old.yaml"), document("new, sold", "1"));
  await writeFile(join(cwd, "new.yaml"), document("new, sold, lost", "2", "\n        nick: { type: string }"));
  return cwd;
}

describe("codegen diff", () => {
  test("says what changed, worst first, with its place", async () => {
    const { code, stdout } = await codegen(["diff", "old.yaml", "new.yaml"], { cwd: await versions() });
    expect(code).toBe(0);
    expect(stdout).toBe(`Pets 1 → Pets 2
1 breaking, 1 feature: a major version; 1 call breaks

Breaking
  ✗ Pet.state  may be "lost" now (a switch over all its values is no longer complete)
      breaks pets.get
      new.yaml:20:9

Features
  + Pet.nick  added (optional, string)
      new.yaml:21:9
`);
  });

  test("--json and --markdown", async () => {
    const cwd = await versions();
    const { stdout } = await codegen(["diff", "old.yaml", "new.yaml", "--json"], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      semver: "major",
      changes: [
        { level: "breaking", kind: "enum-value-added", place: { old: { line: 20 }, new: { file: "new.yaml" } } },
        { level: "feature", kind: "property-added" },
      ],
    });
    expect((await codegen(["diff", "old.yaml", "new.yaml", "--markdown"], { cwd })).stdout).toContain(
      '### Breaking\n\n- `Pet.state` may be "lost" now _(a switch',
    );
  });

  test.each([
    ["major", ["old.yaml", "new.yaml", "--exit-code"], 12],
    ["nothing", ["old.yaml", "old.yaml", "--exit-code"], 0],
    ["minor, with enums that are open", ["old.yaml", "new.yaml", "--exit-code", "--enums", "open"], 11],
    ["no worse than is allowed", ["old.yaml", "new.yaml", "--fail-on", "breaking", "--enums", "open"], 0],
    ["worse than is allowed", ["old.yaml", "new.yaml", "--fail-on", "feature"], 1],
  ])("exit code: %s", async (_title, args, code) => {
    expect((await codegen(["diff", ...args], { cwd: await versions() })).code).toBe(code);
  });

  test("options of the configuration count", async () => {
    const cwd = await versions();
    const pets = { input: "new.yaml", output: "out", types: { enums: "open" } };
    await writeFile(join(cwd, "codegen.config.json"), JSON.stringify({ apis: { pets } }));
    expect((await codegen(["diff", "old.yaml", "new.yaml", "--exit-code"], { cwd })).code).toBe(11);
  });

  test("a document that is not there is told", async () => {
    const { code, stderr } = await codegen(["diff", "old.yaml", "knew.yaml"], { cwd: await versions() });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("Did you mean `new.yaml`?") });
  });
});
