import assert from "node:assert/strict";
import { describe, expect, test } from "vitest";
import { defineEmitter, type EmittedFiles, type Emitter } from "../../../generator/src/emit/emitter.js";
import { StopError, type Diagnostic } from "../../../generator/src/report/diagnostic.js";
import { filesOf, oneOperation } from "./support.js";

const run = (...emitters: Emitter[]) => filesOf({ document: oneOperation({}), config: { emitters } });

async function refusal(emit: Emitter["emit"], name = "mine"): Promise<Diagnostic> {
  const error = await run({ name, emit }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StopError);
  const [diagnostic] = (error as StopError).diagnostics;
  expect(diagnostic!.message).toContain(`\`${name}\``);
  expect(diagnostic!.fix).toBeDefined();
  return diagnostic!;
}

describe("emitters of the configuration", () => {
  test("are given the API, its names and facts; what they make is formatted and part of the SDK", async () => {
    const routes = defineEmitter({
      name: "routes",
      emit({ api, names, facts }) {
        const rows = api.operations.map((one) => {
          const { resource, method } = names.operations.get(one.key)!;
          return `${one.method} ${one.path} ${[...resource, method].join(".")} ${facts.operations.get(one.key)?.paging?.style}`;
        });
        return { "lists/routes.ts": `export const routes=${JSON.stringify(rows)}`, "ROUTES.txt": rows.join("\n") };
      },
    });
    const files = await run(routes);
    expect(files.get("lists/routes.ts")).toBe('export const routes = ["POST /u t.run undefined"];\n');
    expect(files.get("ROUTES.txt")).toBe("POST /u t.run undefined");
    expect([...files.keys()]).toEqual([...files.keys()].toSorted());
  });

  test("see the files before theirs, and cannot change those", async () => {
    const first: Emitter = { name: "first", emit: async () => new Map([["a.txt", "a"]]) };
    const second: Emitter = {
      name: "second",
      emit({ files }) {
        (files as Map<string, string>).delete("client.ts");
        return { "list.txt": [...files.keys()].filter((path) => !path.startsWith("resources/")).join(" ") };
      },
    };
    const files = await run(first, second);
    expect(files.get("list.txt")).toBe("models.ts index.ts README.md a.txt");
    expect(files.has("client.ts")).toBe(true);
  });

  test("one that throws is named, with the place in its own code", async () => {
    const found = await refusal(() => {
      throw new Error("no luck");
    }, "unlucky");
    expect(found).toMatchObject({ code: "emit/plugin-failed", message: "The emitter `unlucky` failed: no luck." });
    expect(found.place?.file).toBe(import.meta.filename);
  });

  test.each([
    ["null", null, "null"],
    ["a text", "no luck", "no luck"],
    ["what cannot be made a text", { toString: () => assert.fail() }, "{ toString: [Function: toString] }"],
  ])("one that throws %s is told like every other", async (_, thrown, message) => {
    const found = await refusal(() => Promise.reject(thrown));
    expect(found).toMatchObject({ code: "emit/plugin-failed", message: `The emitter \`mine\` failed: ${message}.` });
  });

  test("what they are given cannot be changed", async () => {
    const found = await refusal(({ api }) => {
      (api.operations as unknown[]).length = 0;
      return {};
    });
    expect(found).toMatchObject({ code: "emit/plugin-failed", message: expect.stringContaining("read only") });
  });

  test("may write declarations", async () => {
    const files = await run({ name: "types", emit: () => ({ "a.d.ts": "declare const a:number" }) });
    expect(files.get("a.d.ts")).toBe("declare const a: number;\n");
    expect(await refusal(() => ({ "a.d.ts": "declare const = 1" }))).toMatchObject({ code: "emit/plugin-syntax" });
  });

  test.each<[string, EmittedFiles, string, string]>([
    ["a path above the output", { "../a.ts": "" }, "emit/plugin-output", '"../a.ts"'],
    ["an absolute path", { "/etc/a": "" }, "emit/plugin-output", '"/etc/a"'],
    ["the manifest", { "codegen.lock.json": "{}" }, "emit/plugin-output", "codegen.lock.json"],
    ["a file of the user", { "extensions/a.ts": "" }, "emit/plugin-output", "extensions/a.ts"],
    ["something else than text", { "a.ts": 5 as unknown as string }, "emit/plugin-output", '"a.ts"'],
    ["nothing", undefined as unknown as EmittedFiles, "emit/plugin-output", "returned no files"],
    ["a list", ["a"] as unknown as EmittedFiles, "emit/plugin-output", "returned no files"],
    ["a path that is no text", new Map([[5, ""]]) as unknown as EmittedFiles, "emit/plugin-output", "a path: 5"],
    ["a name that Windows keeps for a device", { "a/con.txt": "" }, "emit/plugin-output", '"con.txt"'],
    ["a name that ends in a dot", { "a.": "" }, "emit/plugin-output", '"a."'],
    ["a name with a question mark", { "a?.txt": "" }, "emit/plugin-output", '"a?.txt"'],
    ["a file where the SDK has a folder", { resources: "" }, "emit/plugin-collision", "resources/t.ts is there"],
    ["a folder where the SDK has a file", { "index.ts/a.ts": "" }, "emit/plugin-collision", "index.ts is there"],
    ["a file beside a folder of its own", { "a/b": "", a: "" }, "emit/plugin-collision", "a/b is there"],
    ["a file of the SDK", { "index.ts": "" }, "emit/plugin-collision", "index.ts"],
    ["a file of the SDK in other case", { "Index.ts": "" }, "emit/plugin-collision", "index.ts"],
    ["what does not parse", { "a.ts": "export const a = 1;\nexport const = ;" }, "emit/plugin-syntax", "mine"],
  ])("%s is refused", async (_title, files, code, named) => {
    const found = await refusal(() => files);
    expect(found).toMatchObject({ code, message: expect.stringContaining(named) });
  });

  test("what does not parse is shown with its line", async () => {
    const found = await refusal(() => ({ "a.ts": "export const a = 1;\nexport const = ;" }));
    expect(found).toMatchObject({ place: { file: "a.ts", line: 2, column: 14 } });
    expect(found.frame).toContain("> 2 | export const = ;");
  });
});
