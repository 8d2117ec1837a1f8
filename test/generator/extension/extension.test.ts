import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { findExtension } from "../../../generator/src/config/extension.js";
import { exportsOf } from "../../../generator/src/emit/types/transform/exports.js";
import { generate } from "../../../generator/src/generate.js";
import { codegen } from "../../support/codegen.js";
import { COMPILERS, projectFolder, typeErrors, writeFiles, type Compiler } from "../../support/compile.js";
import { tempFolder } from "../../support/temp-folder.js";

const root = resolve(import.meta.dirname, "../../..");
const page = () => readFile(join(root, "docs/extensions.md"), "utf8");
const DOCUMENT = join(root, "specs/pet-store/openapi.yaml");

let folder: string;
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A folder with the pet store's document and the extension of docs/extensions.md. */
async function petStore(extension?: string): Promise<string> {
  folder = await projectFolder();
  const [, documented] = /```ts\n\/\/ extensions\/pet-store.ts\n([^]*?)```/.exec(await page())!;
  await writeFiles(folder, [
    ["openapi.yaml", await readFile(DOCUMENT, "utf8")],
    ["extensions/pet-store.ts", extension ?? documented!],
  ]);
  return folder;
}

const write = (cwd: string, ...words: string[]) => codegen([...words, "openapi.yaml", "-o", "pet-store"], { cwd });
const rename = async (cwd: string) => {
  const text = await readFile(join(cwd, "openapi.yaml"), "utf8");
  await writeFile(join(cwd, "openapi.yaml"), text.replace("operationId: listPets", "operationId: findPets"));
};

describe("an extension beside the output", { timeout: 120_000 }, () => {
  test.each(Object.keys(COMPILERS) as Compiler[])(
    "is handed out by the index in place of what it extends, as documented; TypeScript %s",
    async (compiler) => {
      const cwd = await petStore();
      const made = await write(cwd);
      expect(made).toMatchObject({ code: 0, stderr: "" });
      const index = await readFile(join(cwd, "pet-store/index.ts"), "utf8");
      expect(index).toContain('export { Pets, PetStore, type Cat } from "../extensions/pet-store.js";');
      expect(index).toContain(
        'export { api, createClient, type PetStoreAuth, type PetStoreOptions } from "./client.js";',
      );
      const program = /```ts\n(import \{ PetStore \} from[^]*?)```/.exec(await page())![1]!;
      await writeFile(
        join(cwd, "program.ts"),
        `${program}\nexport const cat: import("./pet-store/index.js").Cat["kind"] = "cat";`,
      );
      expect(await typeErrors(cwd, compiler, { lib: ["ES2023", "ESNext.Disposable"] })).toEqual([]);
    },
  );

  test("stays when the SDK changes, and is told where it no longer fits: by check before, by codegen after", async () => {
    const cwd = await petStore();
    await write(cwd);
    const before = await readFile(join(cwd, "extensions/pet-store.ts"), "utf8");
    await rename(cwd);
    const place = "extensions/pet-store.ts:11:34";
    const check = await write(cwd, "check");
    expect(check).toMatchObject({ code: 1, stderr: expect.stringContaining(place) });
    expect(await readFile(join(cwd, "pet-store/resources/pets.ts"), "utf8")).toContain("listPets");
    const made = await write(cwd);
    expect(made).toMatchObject({ code: 1, stderr: expect.stringContaining(place) });
    expect(made.stderr).toContain("Pets has no `list`");
    expect(made.stderr).toMatch(/> 11 \| .*this\.list/);
    expect(await readFile(join(cwd, "pet-store/resources/pets.ts"), "utf8")).toContain("findPets");
    expect(await readFile(join(cwd, "extensions/pet-store.ts"), "utf8")).toBe(before);
    // Written, but still wrong: told again although nothing has changed.
    expect(await write(cwd, "check")).toMatchObject({ code: 1, stderr: expect.stringContaining(place) });
    await writeFile(join(cwd, "extensions/pet-store.ts"), before.replace("this.list(", "this.find("));
    expect(await write(cwd, "check")).toMatchObject({ code: 0, stderr: "" });
  });

  test("a name that is gone from a module, and a syntax error, are told with their places", async () => {
    const cwd = await petStore(
      'import type { Cta } from "../pet-store/models.js";\nexport const cat = (one: Cta => one;\n',
    );
    const { code, stderr } = await write(cwd);
    expect(code).toBe(1);
    expect(stderr).toContain("extensions/pet-store.ts:1:15");
    expect(stderr).toContain("The document gives no `Cta` any more");
    expect(stderr).toMatch(/extensions\/pet-store\.ts:2:\d+\n.*The extension does not parse: .*[^]*fix: Mend it\./);
  });

  test("a package that is not installed is told as what it is", async () => {
    const cwd = await petStore('export { nothing } from "not-installed";\n');
    const { stderr } = await write(cwd);
    expect(stderr).toContain("Cannot find module 'not-installed'");
    expect(stderr).toContain("fix: Install the package, or correct its name.");
  });

  test("without the runtime it cannot be checked, which is said", async () => {
    // Not under the usual folder, above which somebody may have installed it.
    folder = await mkdtemp(join(existsSync("/var/tmp") ? "/var/tmp" : tmpdir(), "sdkwright-"));
    await writeFiles(folder, [
      ["openapi.yaml", await readFile(DOCUMENT, "utf8")],
      ["extensions/pet-store.ts", 'import { PetStore } from "../pet-store/client.js";\nnew PetStore().nothing;\n'],
    ]);
    const { code, stderr } = await write(folder);
    expect(code).toBe(0);
    expect(stderr).toContain("surface/extension-unchecked");
  });

  test("a package is told that it needs its extension inside", async () => {
    const cwd = await petStore();
    const { report } = await generate({ input: DOCUMENT, output: join(cwd, "pet-store"), package: true });
    expect(report.diagnostics.map((one) => one.code)).toContain("config/extension-outside");
  });
});

describe("findExtension", () => {
  test.each<[string, readonly string[], string | undefined]>([
    ["nothing", [], undefined],
    ["a file of the output's name", ["extensions/sdk.ts"], "extensions/sdk.ts"],
    ["a folder of its name", ["extensions/sdk/index.ts"], "extensions/sdk/index.ts"],
    ["a file of another SDK", ["extensions/other.ts"], undefined],
    ["an index that imports the SDK", ["extensions/index.ts: from '../sdk/client.js'"], "extensions/index.ts"],
    ["an index about something else", ["extensions/index.ts: from '../editor/client.js'"], undefined],
    [
      "one inside the output, first of all",
      ["sdk/extensions/index.ts", "extensions/sdk.ts"],
      "sdk/extensions/index.ts",
    ],
  ])("%s", async (_title, given, want) => {
    folder = await tempFolder();
    for (const [path, text = ""] of given.map((one) => one.split(": "))) {
      await mkdir(dirname(join(folder, path!)), { recursive: true });
      await writeFile(join(folder, path!), text);
    }
    const found = await findExtension({ output: join(folder, "sdk") });
    expect(found?.file).toBe(want && join(folder, want));
    expect(await findExtension({ output: join(folder, "sdk"), extensions: false })).toBeUndefined();
  });

  test("a module that is named must be there", async () => {
    folder = await tempFolder();
    const options = { output: join(folder, "sdk"), extensions: join(folder, "mine.ts") };
    await expect(findExtension(options)).rejects.toMatchObject({ diagnostics: [{ code: "config/no-extension" }] });
    await writeFile(options.extensions, "export {};");
    expect((await findExtension(options))?.file).toBe(options.extensions);
  });
});

test.each<[string, string, readonly string[]]>([
  [
    "declarations",
    "export class A {} export function b() {} export const c = 1, d = 2; export enum E {}",
    ["A", "b", "c", "d", "E"],
  ],
  ["types", "export interface A {} export type B = 1;", ["type A", "type B"]],
  [
    "lists",
    'export { a, b as c, type D } from "./x.js"; export type { E } from "./y.js";',
    ["a", "c", "type D", "type E"],
  ],
  ["patterns", "export const { a, b: [c, ...d] } = x;", ["a", "c", "d"]],
  ["a class and an interface of one name", "export interface A {} export class A {}", ["A"]],
  [
    "namespaces",
    'export * as a from "./x.js"; export namespace B { const c = 1 } export import D = B.c;',
    ["a", "B", "D"],
  ],
  [
    "namespaces of types",
    "export namespace A { export type B = 1; namespace C { interface D {} } } export declare namespace E {}",
    ["type A", "type E"],
  ],
  ["what is not handed out", "export default class A {} class B {} declare const c: 1;", []],
])("exportsOf: %s", (_title, given, want) => {
  const { names, hasStar } = exportsOf("a.ts", given);
  expect(names.map(({ name, isType }) => (isType ? `type ${name}` : name))).toEqual(want);
  expect(hasStar).toBe(false);
  expect(exportsOf("a.ts", `${given}; export * from "./z.js";`).hasStar).toBe(true);
});
