import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { isInstalledFor } from "../../../generator/src/config/evaluate.js";
import { readConfig } from "../../../generator/src/config/read.js";
import type { StopError } from "../../../generator/src/report/diagnostic.js";
import { tempFolder } from "../../support/temp-folder.js";

async function problems(text: string): Promise<{ code: string; message: string; fix?: string | undefined }[]> {
  const folder = await tempFolder();
  await writeFile(join(folder, "codegen.config.json"), text);
  const error = (await readConfig(folder).catch((caught: unknown) => caught)) as StopError;
  return error.diagnostics.map(({ code, message, fix }) => ({ code, message, fix }));
}

describe("readConfig", () => {
  test("none is none", async () => {
    expect(await readConfig(await tempFolder())).toBeUndefined();
  });

  test.each([
    [
      "codegen.config.ts",
      `const output: string = "out";\nexport default { apis: { a: { input: "https://x.example/a.json", output } } };`,
    ],
    ["codegen.config.mjs", `export default { apis: { a: { input: "https://x.example/a.json", output: "out" } } };`],
    ["codegen.config.cjs", `module.exports = { apis: { a: { input: "https://x.example/a.json", output: "out" } } };`],
    ["codegen.config.cts", `module.exports = { apis: { a: { input: "https://x.example/a.json", output: "out" } } };`],
    [
      "codegen.config.js",
      `export default async () => ({ apis: { a: { input: "https://x.example/a.json", output: "out" } } });`,
    ],
    [
      "codegen.config.mts",
      `export default () => ({ apis: { a: { input: "https://x.example/a.json", output: "out" } } });`,
    ],
    ["codegen.config.json", `{ "apis": { "a": { "input": "https://x.example/a.json", "output": "out" } } }`],
    ["package.json", `{ "codegen": { "apis": { "a": { "input": "https://x.example/a.json", "output": "out" } } } }`],
  ])("reads %s, paths relative to it", async (file, text) => {
    const folder = await tempFolder();
    await writeFile(join(folder, file), text);
    expect(await readConfig(folder)).toEqual({
      file: join(folder, file),
      config: { apis: { a: { input: "https://x.example/a.json", output: join(folder, "out") } } },
    });
  });

  test.each([
    [
      "an unknown option, with a guess",
      `{ "apis": { "a": { "input": "a.yaml", "ouput": "x", "output": "y" } } }`,
      [
        {
          code: "config/unknown-option",
          message: "`apis.a` has an option `ouput` that does not exist.",
          fix: "Did you mean `output`?",
        },
      ],
    ],
    [
      "a wrong type",
      `{ "apis": { "a": { "input": "a.yaml", "output": 1 } } }`,
      [
        {
          code: "config/invalid",
          message: "`apis.a.output` is not right: Invalid input: expected string, received number.",
          fix: "Give the folder of the SDK.",
        },
      ],
    ],
    [
      "letters in the wrong order, and so a missing option",
      `{ "apis": { "a": { "inptu": "a.yaml", "output": "x" } } }`,
      [
        {
          code: "config/invalid",
          message: "`apis.a.input` is missing.",
          fix: "Give a path, a URL, a file of an npm package, or a list of these.",
        },
        {
          code: "config/unknown-option",
          message: "`apis.a` has an option `inptu` that does not exist.",
          fix: "Did you mean `input`?",
        },
      ],
    ],
    [
      "a value that none of several shapes fits",
      `{ "apis": { "a": { "input": "a.yaml", "output": "x", "schemas": "yup" } } }`,
      [
        {
          code: "config/invalid",
          message: "`apis.a.schemas` is not right.",
          fix: 'Give "zod", "zod/mini", false, or { library, formats }.',
        },
      ],
    ],
    [
      "a base URL without its scheme",
      `{ "apis": { "a": { "input": "a.yaml", "output": "x", "baseUrl": "localhost:3000" } } }`,
      [
        {
          code: "config/invalid",
          message:
            "`apis.a.baseUrl` is not right: it must begin with https://, http:// or /, as in https://api.example.com/v1.",
          fix: "See docs/configuration.md for what it takes.",
        },
      ],
    ],
    ...[
      ["the same folder for two APIs", "gen/x"],
      ["a folder inside that of another API", "./gen/x/inner"],
      ["a folder around that of another API", "gen"],
    ].map(([title, output]): [string, string, object[]] => [
      title!,
      `{ "apis": { "a": { "input": "a.yaml", "output": "gen/x" }, "b": { "input": "b.yaml", "output": "${output}" } } }`,
      [
        {
          code: "config/output-shared",
          message: "The APIs `a` and `b` are written to the same folder, or one into the other's.",
          fix: "Give each an output folder of its own, side by side.",
        },
      ],
    ]),
    [
      "one file of names for two APIs",
      `{ "apis": { "a": { "input": "a.yaml", "output": "x", "namesFile": "n.json" }, "b": { "input": "b.yaml", "output": "y", "namesFile": "./n.json" } } }`,
      [
        {
          code: "config/names-shared",
          message: "The APIs `a` and `b` keep their names in the same file.",
          fix: "Give each a file of names of its own.",
        },
      ],
    ],
  ])("%s", async (_title, text, want) => {
    expect(await problems(text)).toEqual(want);
  });

  test("APIs may be named like anything", async () => {
    for (const name of ["constructor", "input"])
      expect(await problems(`{ "apis": { "${name}": 3 } }`)).toMatchObject([
        { message: expect.stringContaining(`apis.${name}`), fix: "See docs/configuration.md for what it takes." },
      ]);
  });

  test("an API that stands where there is only `apis`", async () => {
    const [missing, ...misplaced] = await problems(`{ "input": "a.yaml", "output": "x" }`);
    expect(missing).toMatchObject({ message: "`apis` is missing." });
    expect(misplaced.map(({ fix }) => fix)).toEqual([
      "Move it into an API: `apis: { name: { input: … } }`.",
      "Move it into an API: `apis: { name: { output: … } }`.",
    ]);
  });

  test("folders whose names only begin alike are two", async () => {
    const folder = await tempFolder();
    const file = join(folder, "codegen.config.json");
    await writeFile(
      file,
      `{ "apis": { "a": { "input": "a", "output": "x" }, "b": { "input": "b", "output": "x..y" } } }`,
    );
    expect(Object.keys((await readConfig(folder))!.config.apis)).toEqual(["a", "b"]);
  });

  test.each([
    ["codegen.config.json", "{", 1],
    ["codegen.config.json", `{\n  "apis": {},\n}`, 3],
    ["codegen.config.ts", "export default {\n  apis: [,\n", 3],
    ["codegen.config.ts", "export const config = {};", 1],
    ["codegen.config.mjs", "export const config = {};", 1],
    ["codegen.config.ts", `import "nowhere-at-all";`, 1],
  ])("%s that cannot be read: %j", async (name, text, line) => {
    const folder = await tempFolder();
    await writeFile(join(folder, name), text);
    const error = (await readConfig(folder).catch((caught: unknown) => caught)) as StopError;
    expect(error.diagnostics).toMatchObject([{ code: "config/unreadable", place: { line } }]);
    expect(error.diagnostics[0]!.message).not.toContain("\n");
  });

  test("shows where the option stands", async () => {
    const folder = await tempFolder();
    const text = [
      `import type { Config } from "sdkwright"; // output: "elsewhere"`,
      `const config: Config = {`,
      `  apis: {`,
      `    a: { input: "a.yaml", output: "a" },`,
      `    "b-c": {`,
      `      input: "b.yaml",`,
      `      output: 1,`,
      `    },`,
      `  },`,
      `};`,
      `export default config;`,
    ];
    await writeFile(join(folder, "codegen.config.ts"), text.join("\n"));
    const error = (await readConfig(folder).catch((caught: unknown) => caught)) as StopError;
    expect(error.diagnostics).toMatchObject([
      { place: { line: 7, column: 7 }, frame: expect.stringContaining("> 7 |       output: 1,") },
    ]);
  });

  test("paths that were written on Windows", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, "specs"));
    await writeFile(join(folder, "specs", "a.yaml"), "");
    const api = { input: "specs\\a.yaml", output: "src\\a", allowFolder: "..\\shared", namesFile: "names\\a.json" };
    await writeFile(join(folder, "codegen.config.json"), JSON.stringify({ apis: { a: api } }));
    expect((await readConfig(folder))!.config.apis["a"]).toEqual({
      input: join(folder, "specs/a.yaml"),
      output: join(folder, "src/a"),
      allowFolder: resolve(folder, "../shared"),
      namesFile: join(folder, "names/a.json"),
    });
  });

  test("what is installed is found in the folders above", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, "node_modules/@sdkwright-tests/a"), { recursive: true });
    const found = ["@sdkwright-tests/a", "@sdkwright-tests/b"].map((name) =>
      isInstalledFor(join(folder, "src/api/client.ts"), name),
    );
    expect(found).toEqual([true, false]);
  });

  test.each([
    ["./a.yaml", "a.yaml"],
    ["specs/a.yaml", "specs/a.yaml"],
    ["specs\\a.yaml", "specs/a.yaml"],
  ])("a document that is missing is missing beside the configuration: %s", async (input, want) => {
    const folder = await tempFolder();
    const text = JSON.stringify({ apis: { a: { input, output: "a", overlays: [input] } } });
    await writeFile(join(folder, "codegen.config.json"), text);
    const { a } = (await readConfig(folder))!.config.apis;
    expect(a).toMatchObject({ input: join(folder, want), overlays: [join(folder, want)] });
  });

  test("a file of a package stays one", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, "node_modules/@api/spec"), { recursive: true });
    const input = "@api/spec/dist/openapi.json";
    await writeFile(join(folder, "codegen.config.json"), JSON.stringify({ apis: { a: { input, output: "a" } } }));
    expect((await readConfig(folder))!.config.apis["a"]!.input).toBe(input);
  });

  test("may be named by its folder", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, "packages/a"), { recursive: true });
    const text = `{ "apis": { "a": { "input": "https://x.example/a.json", "output": "out" } } }`;
    await writeFile(join(folder, "packages/a/codegen.config.json"), text);
    expect((await readConfig(folder, "packages/a"))?.file).toBe(join(folder, "packages/a/codegen.config.json"));
    await expect(readConfig(folder, "packages")).rejects.toThrow("There is no configuration packages.");
    await expect(readConfig(folder, "nope.ts")).rejects.toThrow("There is no configuration nope.ts.");
  });
});
