import { execFileSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { codegen } from "../../support/codegen.js";
import { tempFolder } from "../../support/temp-folder.js";

const document = (properties: string): string => `
openapi: 3.1.0
info: { title: Pets, version: "1" }
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
    Pet: { type: object, properties: { ${properties} } }
`;
const OLD = document("name: { type: string }, age: { type: integer }");
const NEW = document("name: { type: string }, nick: { type: string }");

/** A repository with a generated and committed SDK in \`out\`, whose document has changed since. */
async function repository(): Promise<string> {
  const cwd = await tempFolder();
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...args], { cwd });
  git("init", "-q");
  await writeFile(join(cwd, "pets.yaml"), OLD);
  const config = { apis: { pets: { input: "pets.yaml", output: "out" } } };
  await writeFile(join(cwd, "codegen.config.json"), JSON.stringify(config));
  await codegen([], { cwd });
  git("add", "-A");
  git("commit", "-qm", "first");
  await writeFile(join(cwd, "pets.yaml"), NEW);
  return cwd;
}

const SAYS = "1 breaking, 1 feature: a major version; 1 call breaks";

describe("generated code", { timeout: 120_000 }, () => {
  test("of two folders, or of a commit and a folder, is compared", async () => {
    const cwd = await repository();
    await codegen(["pets.yaml", "-o", "next"], { cwd });
    for (const old of ["out", "HEAD:out"]) {
      const { stdout } = await codegen(["diff", old, "next"], { cwd });
      expect(stdout).toContain(`${old} → next\n${SAYS}`);
      expect(stdout).toContain("✗ Pet.age  removed (was number)");
    }
    expect((await codegen(["diff", "HEAD:out", "pets.yaml"], { cwd })).stdout).toContain(SAYS);
    expect((await codegen(["diff", "next", "pets.yaml"], { cwd })).stdout).toContain("Nothing changed");
  });

  test("check says what changes for users", async () => {
    const cwd = await repository();
    const { code, stdout } = await codegen(["check"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain(`~ models.ts\n`);
    expect(stdout).toContain(`  ${SAYS}\n  ✗ Pet.age  removed (was number)\n  + Pet.nick  added (optional, string)\n`);
    const json = JSON.parse((await codegen(["check", "--json"], { cwd })).stdout) as unknown;
    expect(json).toMatchObject({ result: [{ api: "pets", stale: true, semver: "major" }] });
  });

  test("changelog tells it once, before and after generating", async () => {
    const cwd = await repository();
    const changelog = () => readFile(join(cwd, "out/CHANGELOG.md"), "utf8");
    expect((await codegen(["changelog"], { cwd })).stdout).toContain("✓ pets: out/CHANGELOG.md: 1.0.0");
    const first = await changelog();
    expect(first).toContain(`${SAYS}.\n\n### Breaking\n\n- \`Pet.age\` removed`);
    expect((await codegen([], { cwd })).code).toBe(0);
    expect((await codegen(["changelog"], { cwd })).stdout).toContain("pets: nothing new");
    expect(await changelog()).toBe(first);
    expect((await codegen(["check"], { cwd })).code).toBe(0);
  });

  test("changelog keeps what people wrote: an entry that was edited, and a file that it cannot read", async () => {
    const cwd = await repository();
    const file = join(cwd, "out/CHANGELOG.md");
    expect((await codegen(["changelog"], { cwd })).code).toBe(0);
    const edited = `${await readFile(file, "utf8")}\nThanks, Ann.\n`;
    await writeFile(file, edited);
    expect((await codegen(["changelog"], { cwd })).code).toBe(0);
    await writeFile(join(cwd, "pets.yaml"), (await readFile(join(cwd, "pets.yaml"), "utf8")).replace("nick", "called"));
    expect(await codegen(["changelog"], { cwd })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("cli/changelog-edited"),
    });
    expect(await readFile(file, "utf8")).toBe(edited);
    await rm(file);
    await mkdir(file);
    expect(await codegen(["changelog"], { cwd })).toMatchObject({ code: 1, stderr: expect.stringContaining("EISDIR") });
  });

  test("changelog --since a commit that has no SDK tells of the first version", async () => {
    const cwd = await repository();
    const { stdout } = await codegen(["changelog", "pets.yaml", "-o", "other", "--file", "C.md"], { cwd });
    expect(stdout).toContain("C.md: 1.0.0");
    expect(await readFile(join(cwd, "C.md"), "utf8")).toContain("The first version.");
  });

  test("changelog outside a repository", async () => {
    const cwd = await tempFolder();
    await writeFile(join(cwd, "pets.yaml"), OLD);
    const { code, stderr } = await codegen(["changelog", "pets.yaml", "-o", "out"], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("cli/no-git") });
  });
});
