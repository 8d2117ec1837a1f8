import fc from "fast-check";
import { format } from "oxfmt";
import { describe, expect, test } from "vitest";
import { Formatted, formatFiles } from "../../../generator/src/write/format.js";

/** What the formatter says of each file, with nothing remembered. */
async function formattedAlone(files: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const style = { printWidth: 120, endOfLine: "lf" } as const;
  const one = async ([path, text]: [string, string]): Promise<[string, string]> => [
    path,
    path.endsWith(".md") ? text : (await format(path, text, style)).code,
  ];
  return new Map(await Promise.all([...files].map(one)));
}

describe("formatting one file set after the other", () => {
  test("gives of each what it would give of it alone", async () => {
    const path = fc.constantFrom("a.ts", "b.ts", "b.js", "folder/a.ts", "README.md");
    const text = fc.constantFrom("const a=1", "const a = 1;\n", "export   const b = {a:1}", "", "let c = [1,2]");
    const files = fc.array(fc.tuple(path, text), { maxLength: 4 }).map((entries) => new Map(entries));
    await fc.assert(
      fc.asyncProperty(fc.array(files, { minLength: 2, maxLength: 4 }), async (runs) => {
        for (const run of runs) expect(await formatFiles(run)).toEqual(await formattedAlone(run));
      }),
      { numRuns: 40 },
    );
  });

  test("remembers the last of each memory it is given", async () => {
    const [one, other] = [new Formatted(), new Formatted()];
    const files = (text: string) => new Map([["a.ts", text]]);
    await formatFiles(files("const a=1"), one);
    await formatFiles(files("const a=2"), other);
    expect([...one.last, ...other.last]).toEqual([
      ["a.ts", { text: "const a=1", code: "const a = 1;\n" }],
      ["a.ts", { text: "const a=2", code: "const a = 2;\n" }],
    ]);
  });

  test("tells a text that does not parse each time", async () => {
    const broken = new Map([["a.ts", "const ="]]);
    for (const _turn of [1, 2]) await expect(formatFiles(broken)).rejects.toThrow("generated a.ts does not parse");
  });
});
