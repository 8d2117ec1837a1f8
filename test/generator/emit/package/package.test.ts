import { describe, expect, test } from "vitest";
import { filesOf, oneOperation } from "../support.js";

const document = oneOperation({});

describe("a folder that can be published", () => {
  test("is made on request only", async () => {
    expect([...(await filesOf({ document })).keys()]).toEqual([
      "README.md",
      "client.ts",
      "index.ts",
      "models.ts",
      "resources/t.ts",
    ]);
    const files = await filesOf({ document, config: { package: true } });
    expect(files.has("package.json") && files.has("tsconfig.json")).toBe(true);
  });

  test("its manifest leads to what tsc writes", async () => {
    const config = { package: { name: "@acme/test", version: "2.0.0" } };
    const manifest: unknown = JSON.parse((await filesOf({ document, config })).get("package.json") ?? "");
    expect(manifest).toMatchObject({
      name: "@acme/test",
      version: "2.0.0",
      type: "module",
      sideEffects: false,
      exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
      files: ["dist", "README.md"],
      scripts: { build: "tsc" },
      dependencies: { "@sdkwright/runtime": "^0.1.0" },
    });
  });

  test.each([
    ["1.2.3", "1.2.3"],
    ["2026-01-31", "0.1.0"],
    ["v2", "0.1.0"],
  ])("version %s of the document gives %s", async (version, want) => {
    const given = { ...document, info: { title: "Test", version } };
    expect(
      JSON.parse((await filesOf({ document: given, config: { package: true } })).get("package.json") ?? ""),
    ).toMatchObject({
      name: "test-sdk",
      version: want,
    });
  });

  test.each([
    [".js", "nodenext", undefined],
    [".ts", "nodenext", true],
    ["", "esnext", undefined],
  ] as const)("imports with %s", async (importExtension, module, rewrite) => {
    const files = await filesOf({ document, config: { package: true, importExtension } });
    expect(files.get("client.ts")).toContain(`from "./resources/t${importExtension}";`);
    const { compilerOptions } = JSON.parse(files.get("tsconfig.json") ?? "") as { compilerOptions: object };
    expect(compilerOptions).toMatchObject({ module });
    expect("rewriteRelativeImportExtensions" in compilerOptions).toBe(rewrite === true);
  });
});
