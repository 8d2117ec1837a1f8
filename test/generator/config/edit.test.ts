import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addApi, addMember } from "../../../generator/src/config/edit/index.js";

const ENTRY = { input: "b.yaml", output: "out/b" };

const add = (text: string, file = "codegen.config.ts") => addApi({ file, text, name: "b", entry: ENTRY });

describe("an API is added to a configuration", () => {
  test.each<[string, { file?: string; given: string; want: string | undefined }]>([
    [
      "behind the last one, in its indentation; comments stay where they are",
      {
        given: `import { defineConfig } from "sdkwright";

// ours
export default defineConfig({
    apis: {
        // the first
        a: { input: "a.yaml", output: "out/a" }, // behind it
        // nothing more
    },
});
`,
        want: `import { defineConfig } from "sdkwright";

// ours
export default defineConfig({
    apis: {
        // the first
        a: { input: "a.yaml", output: "out/a" }, // behind it
        // nothing more
        b: { input: "b.yaml", output: "out/b" },
    },
});
`,
      },
    ],
    [
      "without a trailing comma, single quotes, tabs",
      {
        given: "export default {\n\tapis: {\n\t\ta: { input: 'a.yaml', output: 'a' } // one\n\t}\n}\n",
        want: "export default {\n\tapis: {\n\t\ta: { input: 'a.yaml', output: 'a' }, // one\n\t\tb: { input: 'b.yaml', output: 'out/b' }\n\t}\n}\n",
      },
    ],
    [
      "all on one line",
      {
        given: `export default { apis: { a: { input: "a", output: "b" } } };`,
        want: `export default { apis: { a: { input: "a", output: "b" }, b: { input: "b.yaml", output: "out/b" } } };`,
      },
    ],
    [
      "the first one",
      {
        given: `export default defineConfig({\n  apis: {},\n});\n`,
        want: `export default defineConfig({\n  apis: {\n    b: { input: "b.yaml", output: "out/b" },\n  },\n});\n`,
      },
    ],
    [
      "the first one, below a comment",
      {
        given: `export default {\n  apis: {\n    // none yet\n  },\n};\n`,
        want: `export default {\n  apis: {\n    // none yet\n    b: { input: "b.yaml", output: "out/b" },\n  },\n};\n`,
      },
    ],
    [
      "through constants, assertions and shorthand",
      {
        given: `const apis = {\r\n  a: one,\r\n};\r\nconst config = { apis } satisfies Config;\r\nexport default config;\r\n`,
        want: `const apis = {\r\n  a: one,\r\n  b: { input: "b.yaml", output: "out/b" },\r\n};\r\nconst config = { apis } satisfies Config;\r\nexport default config;\r\n`,
      },
    ],
    [
      "JSON",
      {
        file: "codegen.config.json",
        given: `{\n  "apis": {\n    "a": { "input": "a", "output": "b" }\n  }\n}\n`,
        want: `{\n  "apis": {\n    "a": { "input": "a", "output": "b" },\n    "b": { "input": "b.yaml", "output": "out/b" }\n  }\n}\n`,
      },
    ],
    [
      "package.json",
      {
        file: "/x/package.json",
        given: `{"name":"x","codegen":{"apis":{}}}`,
        want: `{"name":"x","codegen":{"apis":{\n  "b": { "input": "b.yaml", "output": "out/b" }\n}}}`,
      },
    ],
    [
      "in a CommonJS module",
      {
        file: "codegen.config.cjs",
        given: `"use strict";\nmodule.exports = { apis: { a: {} } };\n`,
        want: `"use strict";\nmodule.exports = { apis: { a: {}, b: { input: "b.yaml", output: "out/b" } } };\n`,
      },
    ],
    [
      "export =",
      {
        file: "codegen.config.cts",
        given: `export = { apis: {} };`,
        want: `export = { apis: {\n  b: { input: "b.yaml", output: "out/b" },\n} };`,
      },
    ],
    [
      "in what a function returns at once",
      {
        given: "export default async () => ({\n  apis: {},\n});\n",
        want: `export default async () => ({\n  apis: {\n    b: { input: "b.yaml", output: "out/b" },\n  },\n});\n`,
      },
    ],
    [
      "in what a function does nothing but return",
      {
        given: "export default defineConfig(() => {\n  return { apis: { a } };\n});\n",
        want: `export default defineConfig(() => {\n  return { apis: { a, b: { input: "b.yaml", output: "out/b" } } };\n});\n`,
      },
    ],
    ["a function that does more is computed", { given: "export default () => { let a; return a; };", want: undefined }],
    [
      "behind the mark that some editors begin a file with",
      {
        file: "codegen.config.json",
        given: `\uFEFF{ "apis": { "a": {} } }`,
        want: `\uFEFF{ "apis": { "a": {}, "b": { "input": "b.yaml", "output": "out/b" } } }`,
      },
    ],
    ["what is computed cannot be edited", { given: "export default { apis: load() };", want: undefined }],
    ["nor what is imported", { given: `import { apis } from "./a.js";\nexport default { apis };`, want: undefined }],
    ["nor a configuration that makes none", { given: "export default 5;", want: undefined }],
    ["nor a text that is no module", { given: "((((", want: undefined }],
    ["nor a constant that is itself", { given: "const a = a; export default a;", want: undefined }],
  ])("%s", (_title, { file, given, want }) => {
    expect(add(given, file)).toBe(want);
  });

  test("long values are broken over lines", () => {
    const entry = { ...ENTRY, include: { tags: ["a rather long tag", "another rather long tag"], paths: ["/a/**"] } };
    expect(addApi({ file: "c.ts", text: "export default {\n  apis: {},\n};\n", name: "my-api", entry }))
      .toBe(`export default {
  apis: {
    "my-api": {
      input: "b.yaml",
      output: "out/b",
      include: { tags: ["a rather long tag", "another rather long tag"], paths: ["/a/**"] },
    },
  },
};
`);
  });
});

test("any name and any text come back as they were", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), fc.boolean(), (name, text, single) => {
      const given = single ? "export default { 'a': 'b', 'c': {} }" : `export default { a: { "c": 1 } }`;
      const edited = addMember(given, { language: "code", path: [], name, value: { text } })!;
      const json = addMember(`{"a": 1}`, { language: "json", path: [], name, value: { text } })!;
      expect(edited.startsWith(given.slice(0, -2))).toBe(true);
      expect((JSON.parse(json) as Record<string, unknown>)[name]).toEqual({ text });
      expect(Object.keys(JSON.parse(json) as object)).toContain(name);
    }),
    { numRuns: 50 },
  );
});
