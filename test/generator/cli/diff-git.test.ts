import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { codegen } from "../../support/codegen.js";
import { tempFolder } from "../../support/temp-folder.js";

const MAIN = `
openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "../common/pet.yaml" } } }
`;
const PET = `{ type: object, properties: { name: { type: string } } }`;

/** A repository whose last commit changed a file that the document refers to. */
async function repository(): Promise<string> {
  const cwd = await tempFolder();
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...args], { cwd });
  const write = (path: string, text: string) => writeFile(join(cwd, path), text);
  git("init", "-q");
  await mkdir(join(cwd, "specs"));
  await mkdir(join(cwd, "common"));
  await write("specs/pets.yaml", MAIN);
  await write("common/pet.yaml", PET);
  git("add", "-A");
  git("commit", "-qm", "first");
  await write("common/pet.yaml", PET.replace("name", "title"));
  git("commit", "-qam", "second");
  return cwd;
}

describe("codegen diff with revisions", () => {
  test("references lead to files of the same revision", async () => {
    const cwd = await repository();
    const { stdout } = await codegen(["diff", "HEAD~1:specs/pets.yaml", "HEAD:specs/pets.yaml"], { cwd });
    expect(stdout).toContain(
      "HEAD~1:specs/pets.yaml → HEAD:specs/pets.yaml\n1 breaking, 1 feature: a major version; 1 call breaks",
    );
    expect(stdout).toContain("Pet.name  removed (was string)\n      breaks pets.list\n      HEAD~1:common/pet.yaml:1:");
    expect(stdout).toMatch(/\n {6}HEAD:common\/pet\.yaml:1:\d+\n/);
  });

  test("paths may be relative to the folder, and the other side a file", async () => {
    const cwd = await repository();
    const args = ["diff", "HEAD~1:pets.yaml", "pets.yaml", "--allow-folder", "..", "--exit-code"];
    expect((await codegen(args, { cwd: join(cwd, "specs") })).code).toBe(12);
  });

  test.each([
    ["an unknown commit", "nope:specs/pets.yaml", "cli/unknown-revision"],
    ["a path that is not in it", "HEAD:specs/dogs.yaml", "cli/not-in-revision"],
    ["a path out of the repository", "HEAD:../../etc/passwd", "cli/not-in-revision"],
    ["an option for git", "--output=x:specs/pets.yaml", "unknown option"],
    ["a range", "HEAD~1..HEAD:specs/pets.yaml", "cli/bad-revision"],
    ["a reference that leads nowhere", "HEAD:specs/broken.yaml", "cli/not-in-revision"],
  ])("%s", async (_title, old, text) => {
    const cwd = await repository();
    const { code, stderr } = await codegen(["diff", old, "specs/pets.yaml"], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(text) });
  });

  test("what is wrong with an old document is told by its own name", async () => {
    const cwd = await repository();
    execFileSync("git", ["rm", "-q", "common/pet.yaml"], { cwd });
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@e.com", "commit", "-qm", "third"], { cwd });
    const { code, stderr } = await codegen(["diff", "HEAD:specs/pets.yaml", "HEAD~1:specs/pets.yaml"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("HEAD:specs/pets.yaml:12:");
    expect(stderr).toContain("HEAD:common/pet.yaml");
    expect(stderr).not.toContain("sdkwright-");
  });

  test("outside a repository", async () => {
    const cwd = await tempFolder();
    const { code, stderr } = await codegen(["diff", "HEAD:a.yaml", "HEAD:b.yaml"], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("cli/no-git") });
  });
});
