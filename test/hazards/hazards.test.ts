import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { JsonObject } from "../../generator/src/load/document.js";
import { generateFiles } from "../../generator/src/pipeline.js";
import { formatFiles } from "../../generator/src/write/format.js";
import { assertPaths } from "../../generator/src/write/paths.js";
import { COMPILERS, projectFolder, typeErrors, writeFiles, type Compiler } from "../support/compile.js";
import { shuffled } from "../support/shuffled.js";
import { tempFolder } from "../support/temp-folder.js";

/** What stands beside a hazard's document, in `NAME.expect.json`. */
interface Expectation {
  /** Codes of the diagnostics, sorted, each as often as it is reported. */
  readonly diagnostics: readonly string[];
  /** Operation → the method that calls it. */
  readonly methods: { readonly [operation: string]: string };
  /** Types that are exported, sorted. */
  readonly types: readonly string[];
}

/** What `NAME.types.ts` beside a document is written with. */
const EXPECT_TYPE = `
export type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
export type Expect<T extends true> = T;
`;

const folder = join(import.meta.dirname, "specs");
const hazards = readdirSync(folder)
  .filter((file) => /^(\d\d-.*\.json|all-3\.0\.yaml)$/.test(file) && !file.includes(".expect."))
  .toSorted();
const nameOf = (file: string) => file.replace(/\.(json|yaml)$/, "");
const generate = async (input: string | JsonObject) => generateFiles({ input, output: "unused" });

describe.each(hazards)("%s", (file) => {
  const expectation = join(folder, `${nameOf(file)}.expect.json`);

  test("generates what is expected, every operation accounted for", async () => {
    const { api, names, report, document } = await generate(join(folder, file));
    const methods = [...names.operations].map(([key, one]) => [key, [...one.resource, one.method].join(".")] as const);
    expect({
      diagnostics: report.diagnostics.map((one) => one.code).toSorted(),
      methods: Object.fromEntries(methods.toSorted(([a], [b]) => (a < b ? -1 : 1))),
      types: [
        ...new Set(
          [...names.schemas.values(), ...names.inline.values()].flatMap((one) => [one.type, one.input ?? one.type]),
        ),
      ].toSorted(),
    } satisfies Expectation).toEqual(JSON.parse(readFileSync(expectation, "utf8")));
    expect(document.skipped).toEqual([]);
    expect(api.operations.length).toBe(countOperations(file));
  });

  test("gives the same bytes again, with keys shuffled, as YAML, and with CRLF", async () => {
    const path = join(folder, file);
    const first = [...(await generate(path)).files];
    expect([...(await generate(path)).files]).toEqual(first);
    if (!file.endsWith(".json")) return;
    const text = readFileSync(path, "utf8");
    const document = JSON.parse(text) as JsonObject;
    const elsewhere = await tempFolder();
    await writeFiles(elsewhere, [
      [file.replace("json", "yaml"), stringify(document, { aliasDuplicateObjects: false })],
      [`crlf-${file}`, text.replaceAll("\n", "\r\n")],
    ]);
    expect([...(await generate(join(elsewhere, file.replace("json", "yaml")))).files]).toEqual(first);
    expect([...(await generate(join(elsewhere, `crlf-${file}`))).files]).toEqual(first);
    for (const seed of [1, 2, 3]) expect([...(await generate(shuffled(document, seed))).files]).toEqual(first);
  });
});

describe("all hazards together", () => {
  let project: string;
  const modules: string[] = [];

  beforeAll(async () => {
    project = await projectFolder();
    await writeFiles(project, [["expect-type.ts", EXPECT_TYPE]]);
    for (const file of hazards) {
      const { files } = await generate(join(folder, file));
      assertPaths(files);
      const formatted = [...(await formatFiles(files))].map(
        ([path, text]) => [`${nameOf(file)}/${path}`, text] as const,
      );
      await writeFiles(project, formatted);
      modules.push(...formatted.map(([path]) => path).filter((path) => path.endsWith(".ts")));
      const types = join(folder, `${nameOf(file)}.types.ts`);
      if (existsSync(types)) await writeFiles(project, [[`${nameOf(file)}.types.ts`, readFileSync(types, "utf8")]]);
    }
  }, 120_000);
  afterAll(() => rm(project, { recursive: true, force: true }));

  test.each(Object.keys(COMPILERS) as Compiler[])(
    "compile strictly, and are right, under TypeScript %s",
    { timeout: 120_000 },
    async (compiler) => {
      expect(await typeErrors(project, compiler)).toEqual([]);
    },
  );

  test.each([
    ["node16", { module: "node16" }],
    ["bundler", { module: "preserve", moduleResolution: "bundler" }],
  ])("compile under module resolution %s", { timeout: 120_000 }, async (_title, options) => {
    expect(await typeErrors(project, "7", options)).toEqual([]);
  });

  test("suppress nothing and use no any", () => {
    for (const path of modules) {
      const text = readFileSync(join(project, path), "utf8")
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .replace(/"(?:[^"\\]|\\.)*"/g, '""');
      expect(text, path).not.toMatch(/@ts-|eslint-|\bany\b/);
    }
  });

  test("run no string of their document when imported", { timeout: 60_000 }, async () => {
    const script = `
      const before = new Set(Object.getOwnPropertyNames(globalThis));
      const proto = Object.getOwnPropertyNames(Object.prototype).length;
      for (const module of ${JSON.stringify(modules)}) await import("./" + module);
      const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));
      console.log(JSON.stringify({ added, polluted: Object.getOwnPropertyNames(Object.prototype).length - proto }));
    `;
    await writeFiles(project, [["canary.ts", script]]);
    const child = await promisify(execFile)(
      process.execPath,
      ["--import", "tsx", "--conditions=sdkwright-source", join(project, "canary.ts")],
      { cwd: project },
    );
    expect(JSON.parse(child.stdout)).toEqual({ added: [], polluted: 0 });
  });
});

const METHODS = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]);

/** Counted in the raw document, by other code than the generator's. */
function countOperations(file: string): number {
  const document = parse(readFileSync(join(folder, file), "utf8")) as {
    paths?: { [path: string]: { [key: string]: unknown } };
  };
  return Object.values(document.paths ?? {})
    .map((item) => resolveItem(item, document))
    .reduce((sum, item) => {
      const more = Object.keys((item["additionalOperations"] as object | undefined) ?? {}).length;
      return sum + Object.keys(item).filter((key) => METHODS.has(key)).length + more;
    }, 0);
}

function resolveItem(item: { [key: string]: unknown }, document: object): { [key: string]: unknown } {
  const ref = item["$ref"];
  if (typeof ref !== "string") return item;
  const parts = ref.replace(/^#\//, "").split("/");
  return parts.reduce<unknown>(
    (node, part) => (node as { [key: string]: unknown })[part.replaceAll("~1", "/").replaceAll("~0", "~")],
    document,
  ) as { [key: string]: unknown };
}
