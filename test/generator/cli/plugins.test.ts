import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, expect, test } from "vitest";
import { codegen } from "../../support/codegen.js";
import { projectFolder } from "../../support/compile.js";

const root = resolve(import.meta.dirname, "../../..");
let cwd: string;
afterEach(() => rm(cwd, { recursive: true, force: true }));

/** A folder with the configuration of docs/plugins.md. */
async function documented(change: (config: string) => string = (same) => same): Promise<string> {
  cwd = await projectFolder();
  const [, config] = /```ts\n(\/\/ codegen\.config\.ts\n[^]*?)```/.exec(
    await readFile(join(root, "docs/plugins.md"), "utf8"),
  )!;
  await mkdir(join(cwd, "specs/pet-store"), { recursive: true });
  const document = await readFile(join(root, "specs/pet-store/openapi.yaml"), "utf8");
  await writeFile(join(cwd, "specs/pet-store/openapi.yaml"), document);
  await writeFile(join(cwd, "codegen.config.ts"), change(config!));
  return cwd;
}

test(
  "the emitter of docs/plugins.md makes its file, which check holds fresh and codegen removes",
  { timeout: 120_000 },
  async () => {
    await documented();
    expect(await codegen([], { cwd })).toMatchObject({ code: 0, stderr: "" });
    const file = join(cwd, "generated/pet-store/routes.ts");
    expect(await readFile(file, "utf8")).toContain('{ call: "pets.list", method: "GET", path: "/pets" },');
    expect((await codegen(["check"], { cwd })).code).toBe(0);
    await writeFile(file, "// mine\n");
    expect(await codegen(["check"], { cwd })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("~ routes.ts"),
    });
    await rm(file);
    const config = await readFile(join(cwd, "codegen.config.ts"), "utf8");
    expect((await codegen([], { cwd })).code).toBe(0);
    await writeFile(join(cwd, "codegen.config.ts"), config.replace(", emitters: [routes]", ""));
    expect((await codegen([], { cwd })).stdout).toContain("1 removed");
  },
);

test("one that throws is named with its line in the configuration; nothing is written", async () => {
  await documented((config) => config.replace("const rows =", 'throw new Error("no luck");\n    const rows ='));
  const { code, stderr, stdout } = await codegen([], { cwd });
  expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining("nothing was written") });
  expect(stderr).toContain("codegen.config.ts:7:");
  expect(stderr).toContain("The emitter `routes` failed: no luck.");
});

test("what one leaves running does not keep the command from ending", { timeout: 60_000 }, async () => {
  await documented((config) => config.replace("const rows =", "setInterval(() => {}, 1_000);\n    const rows ="));
  expect(await codegen([], { cwd })).toMatchObject({ code: 0, stdout: expect.stringContaining("new") });
});

test("what is no emitter is refused by the configuration", async () => {
  await documented((config) => config.replace("emitters: [routes]", 'emitters: ["routes"]'));
  expect(await codegen([], { cwd })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("apis.pet-store.emitters"),
  });
});
