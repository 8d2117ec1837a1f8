import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
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
          fix: "See docs/configuration.md for what it takes.",
        },
      ],
    ],
  ])("%s", async (_title, text, want) => {
    expect(await problems(text)).toEqual(want);
  });

  test("a file that does not parse", async () => {
    expect((await problems("{"))[0]).toMatchObject({ code: "config/unreadable" });
  });
});
