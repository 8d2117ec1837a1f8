import { lstat, mkdir, readdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { StopError } from "../../../generator/src/report/diagnostic.js";
import { withLock } from "../../../generator/src/write/lock.js";
import { write } from "../../../generator/src/write/index.js";
import { tempFolder } from "../../support/temp-folder.js";

const about = {
  generator: "0.0.0",
  document: { title: "T", version: "1", hash: "h" },
  config: "c",
  detected: { auth: [], paging: {} },
};
const put = (output: string, files: Record<string, string>, how: { force?: boolean; dryRun?: boolean } = {}) =>
  write({ output, files: new Map(Object.entries(files)), about, ...how });

async function codes(run: Promise<unknown>): Promise<string[]> {
  const error = await run.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StopError);
  return (error as StopError).diagnostics.map((one) => one.code);
}

describe("write", () => {
  test("formats, writes, and writes nothing the second time", async () => {
    const output = await tempFolder();
    expect(await put(output, { "a.ts": "export const a=1", "r/b.ts": "export {}" })).toEqual({
      created: ["a.ts", "r/b.ts", "codegen.lock.json"],
      updated: [],
      removed: [],
      unchanged: 0,
    });
    expect(await readFile(join(output, "a.ts"), "utf8")).toBe("export const a = 1;\n");
    const before = await mtimes(output);
    expect(await put(output, { "a.ts": "export const a=1", "r/b.ts": "export {}" })).toMatchObject({
      unchanged: 2,
      created: [],
    });
    expect(await mtimes(output)).toEqual(before);
  });

  test("removes what is no longer generated, and only that", async () => {
    const output = await tempFolder();
    await put(output, { "a.ts": "export {};\n", "r/b.ts": "export {};\n", "s/c.ts": "export {};\n" });
    await writeFile(join(output, "s/mine.ts"), "mine");
    expect((await put(output, { "a.ts": "export {};\n" })).removed).toEqual(["r/b.ts", "s/c.ts"]);
    expect((await readdir(output)).toSorted()).toEqual(["a.ts", "codegen.lock.json", "s"]);
    expect(await readFile(join(output, "s/mine.ts"), "utf8")).toBe("mine");
  });

  test("a mark that an editor puts before a text is not an edit", async () => {
    const output = await tempFolder();
    await put(output, { "a.ts": "export const a = 1;\n" });
    for (const path of ["a.ts", "codegen.lock.json"])
      await writeFile(join(output, path), `\uFEFF${await readFile(join(output, path), "utf8")}`);
    expect(await put(output, { "a.ts": "export const a = 1;\n" })).toMatchObject({ unchanged: 1, updated: [] });
    expect(await put(output, { "a.ts": "export const a = 2;\n" })).toMatchObject({
      updated: ["a.ts", "codegen.lock.json"],
    });
  });

  test("line ends that git changed are not an edit", async () => {
    const output = await tempFolder();
    await put(output, { "a.ts": "export const a = 1;\n" });
    await writeFile(join(output, "a.ts"), "export const a = 1;\r\n");
    expect(await put(output, { "a.ts": "export const a = 1;\n" })).toMatchObject({ unchanged: 1, updated: [] });
    expect(await put(output, { "a.ts": "export const a = 2;\n" })).toMatchObject({
      updated: ["a.ts", "codegen.lock.json"],
    });
  });

  test("an edited file stops the run, shows the edit, and nothing is written", async () => {
    const output = await tempFolder();
    await put(output, { "a.ts": "export const a = 1;\n", "b.ts": "export const b = 1;\n" });
    await writeFile(join(output, "a.ts"), "export const a = 1;\nexport const mine = 2;\n");
    const next = { "a.ts": "export const a = 3;\n", "b.ts": "export const b = 2;\n" };
    const error = (await put(output, next).catch((caught: unknown) => caught)) as StopError;
    expect(error.diagnostics).toMatchObject([
      {
        code: "write/edited-file",
        place: { line: 1 },
        frame: "-export const a = 3;\n+export const a = 1;\n+export const mine = 2;",
        fix: expect.stringContaining("extensions/"),
      },
    ]);
    expect(await readFile(join(output, "b.ts"), "utf8")).toBe("export const b = 1;\n");
    expect((await put(output, next, { force: true })).updated).toEqual(["a.ts", "b.ts", "codegen.lock.json"]);
  });

  test("a formatter of the user's own is not undone, and is told of where it hides what else was edited", async () => {
    const output = await tempFolder();
    const files = {
      "README.md": "| a | b |\n|---|---|\n| 1 | 2 |\n",
      "a.ts": 'export const a = { b: "c", d: [1, 2] };\nexport type E = "f" | "g";\n',
    };
    await put(output, files);
    const formatted = "export const a = {\n    b: 'c',\n    d: [1, 2]\n}\nexport type E =\n    | 'f'\n    | 'g'\n";
    await writeFile(join(output, "a.ts"), formatted);
    await writeFile(join(output, "README.md"), "| a   | b   |\n| --- | --- |\n| 1   | 2   |\n");
    expect(await put(output, files)).toEqual({ created: [], updated: [], removed: [], unchanged: 2 });
    expect(await readFile(join(output, "a.ts"), "utf8")).toBe(formatted);
    const error = await put(output, { ...files, "a.ts": "export const a = 2;\n" }).catch((caught: unknown) => caught);
    expect((error as StopError).diagnostics).toMatchObject([
      { code: "write/edited-file", fix: expect.stringMatching(/^A formatter has run over this folder: .* --force/) },
    ]);
  });

  test.each([
    ["another name", "export const b = { c: 1 };\n"],
    ["an optional member", 'export const a = { "c"?: 1 };\n'],
    ["a comment", "export const a = { c: 1 }; // mine\n"],
    ["what does not parse", "export const a = { c: 1 ;\n"],
  ])("%s is more than another format", async (_, text) => {
    const output = await tempFolder();
    await put(output, { "a.ts": "export const a = { c: 1 };\n" });
    await writeFile(join(output, "a.ts"), text);
    expect(await codes(put(output, { "a.ts": "export const a = { c: 1 };\n" }))).toEqual(["write/edited-file"]);
  });

  test("an edited package.json is told where its version belongs", async () => {
    const output = await tempFolder();
    await put(output, { "package.json": `{ "version": "1.0.0" }\n` });
    await writeFile(join(output, "package.json"), `{ "version": "1.0.1" }\n`);
    const error = (await put(output, { "package.json": `{ "version": "1.0.0" }\n` }).catch(
      (caught: unknown) => caught,
    )) as StopError;
    expect(error.diagnostics).toMatchObject([{ fix: expect.stringContaining("package: { name, version }") }]);
  });

  test("a long edit is shown in short, at its first line", async () => {
    const output = await tempFolder();
    const text = Array.from({ length: 50 }, (_, line) => `export const a${line} = 1;\n`).join("");
    await put(output, { "a.ts": text });
    await writeFile(join(output, "a.ts"), text.replace(/^export const a1\d = 1;$/gm, "// gone\n// and more"));
    const error = (await put(output, { "a.ts": text }).catch((caught: unknown) => caught)) as StopError;
    const [found] = error.diagnostics;
    expect(found).toMatchObject({ code: "write/edited-file", place: { line: 11 } });
    expect(found!.frame!.split("\n")).toHaveLength(21);
    expect(found!.frame).toMatch(/^ export const a9 = 1;\n-export const a10 = 1;\n[^]*\n… and 12 more lines$/);
  });

  test.each([
    ["// #region custom"],
    ["// custom-code-start"],
    ["/* BEGIN CUSTOM */"],
    ["// <custom>"],
    ["// @preserve"],
  ])("a region inside a generated file is refused, and the message says where it belongs: %s", async (marker) => {
    const output = await tempFolder();
    await put(output, { "a.ts": "export const a = 1;\n" });
    await writeFile(join(output, "a.ts"), `export const a = 1;\n${marker}\nexport const mine = 2;\n`);
    const error = (await put(output, { "a.ts": "export const a = 1;\n" }).catch(
      (caught: unknown) => caught,
    )) as StopError;
    expect(error.diagnostics).toMatchObject([
      { code: "write/custom-region", place: { line: 2 }, fix: expect.stringContaining("extensions/") },
    ]);
  });

  test("a file that is not ours stops the run", async () => {
    const output = await tempFolder();
    await writeFile(join(output, "index.ts"), "hand-written");
    expect(await codes(put(output, { "index.ts": "export {};\n" }))).toEqual(["write/foreign-file"]);
    expect(await readFile(join(output, "index.ts"), "utf8")).toBe("hand-written");
  });

  test("a link inside the output is not followed", async () => {
    const output = await tempFolder();
    const elsewhere = await tempFolder();
    await symlink(elsewhere, join(output, "resources"));
    expect(await codes(put(output, { "resources/a.ts": "export {};\n" }))).toEqual(["write/link-in-output"]);
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test.each([
    [
      "a folder is where a file has to be",
      "a.ts/mine.txt",
      "a.ts in the output folder is a folder, and a file of that name is generated.",
    ],
    [
      "a file is where a folder has to be",
      "r",
      "r in the output folder is no folder, and a folder of that name is generated.",
    ],
    [
      "a folder is where the manifest has to be",
      "codegen.lock.json/mine.txt",
      "codegen.lock.json in the output folder is a folder, and a file of that name is generated.",
    ],
  ])("%s: nothing is written, not even by force", async (_, mine, message) => {
    const output = await tempFolder();
    await mkdir(dirname(join(output, mine)), { recursive: true });
    await writeFile(join(output, mine), "mine");
    const error = await put(output, { "a.ts": "export {};\n", "r/b.ts": "export {};\n" }, { force: true }).catch(
      (caught: unknown) => caught,
    );
    expect((error as StopError).diagnostics).toMatchObject([{ code: "write/foreign-file", message }]);
    expect(await filesIn(output)).toEqual([mine]);
  });

  test("what goes may be a file where a folder comes, or a folder where a file comes", async () => {
    const output = await tempFolder();
    await writeFile(join(output, "mine.txt"), "mine");
    await put(output, { "a.txt": "a", "b.txt/c.txt": "c" });
    await put(output, { "a.txt/d.txt": "d", "b.txt": "b" });
    expect(await filesIn(output)).toEqual(["a.txt/d.txt", "b.txt", "codegen.lock.json", "mine.txt"]);
  });

  test("an output folder that is a link to nowhere is refused, and stays", async () => {
    const output = join(await tempFolder(), "sdk");
    await symlink("nowhere", output);
    expect(await codes(put(output, { "a.ts": "export {};\n" }))).toEqual(["write/link-in-output"]);
    expect((await lstat(output)).isSymbolicLink()).toBe(true);
  });

  test("nothing is removed through a link", async () => {
    const output = await tempFolder();
    await put(output, { "a.ts": "export {};\n", "r/b.ts": "export {};\n" });
    await rename(join(output, "r"), join(output, "elsewhere"));
    await symlink("elsewhere", join(output, "r"));
    expect(await codes(put(output, { "a.ts": "export {};\n" }))).toEqual(["write/link-in-output"]);
    expect(await readdir(join(output, "elsewhere"))).toEqual(["b.ts"]);
  });

  test("a manifest that claims files outside the folder removes nothing there", async () => {
    const output = await tempFolder();
    const victim = join(output, "..", `victim-${process.pid}.txt`);
    await writeFile(victim, "x");
    const files = {
      [`../victim-${process.pid}.txt`]: "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
    };
    await writeFile(join(output, "codegen.lock.json"), JSON.stringify({ manifest: 1, files }));
    await put(output, { "a.ts": "export {};\n" });
    expect(await readFile(victim, "utf8")).toBe("x");
  });

  test("an unreadable manifest stops the run", async () => {
    const output = await tempFolder();
    await writeFile(join(output, "codegen.lock.json"), "{");
    expect(await codes(put(output, {}))).toEqual(["write/manifest-unreadable"]);
  });

  test.each([["../a.ts"], ["/a.ts"], ["a\0.ts"], ["C:\\a.ts"], ["a//b.ts"], [`${"x".repeat(130)}.ts`]])(
    "a path that leaves the folder or fits no file system is a bug: %j",
    async (path) => {
      await expect(put(await tempFolder(), { [path]: "" })).rejects.toThrow(/generated path/);
    },
  );

  test("paths that differ by case only are a bug", async () => {
    await expect(put(await tempFolder(), { "Address.ts": "", "address.ts": "" })).rejects.toThrow(/fall together/);
  });

  test("a dry run writes nothing", async () => {
    const output = join(await tempFolder(), "new");
    expect((await put(output, { "a.ts": "export {};\n" }, { dryRun: true })).created).toEqual([
      "a.ts",
      "codegen.lock.json",
    ]);
    await expect(stat(output)).rejects.toThrow(/ENOENT/);
  });

  test("a run that died after its decision is completed by the next", async () => {
    const output = await tempFolder();
    await put(output, { "a.ts": "export const a = 1;\n", "old.ts": "export {};\n" });
    const staging = join(output, ".codegen-staging");
    await mkdir(staging);
    const lock = JSON.parse(await readFile(join(output, "codegen.lock.json"), "utf8")) as object;
    await writeFile(join(staging, "0"), "export const a = 2;\n");
    await writeFile(join(staging, "1"), JSON.stringify(lock));
    await writeFile(
      join(staging, "journal.json"),
      JSON.stringify({ write: ["a.ts", "codegen.lock.json"], remove: ["old.ts"], create: [] }),
    );
    await put(output, { "a.ts": "export const a = 2;\n" }, { force: true });
    expect((await readdir(output)).toSorted()).toEqual(["a.ts", "codegen.lock.json"]);
    expect(await readFile(join(output, "a.ts"), "utf8")).toBe("export const a = 2;\n");
  });

  test("waits for another run; the lock of a dead one is taken over, that of a living one is not", async () => {
    const output = join(await tempFolder(), "sdk");
    const lock = join(output, "../.sdk.codegen-lock");
    await writeFile(lock, JSON.stringify({ pid: 2 ** 22 - 1, host: hostname(), id: "dead" }));
    await put(output, { "a.ts": "export {};\n" });
    await writeFile(lock, JSON.stringify({ pid: process.ppid, host: hostname(), id: "alive" }));
    const refused = withLock(output, async () => {}, 100);
    expect(await codes(refused)).toEqual(["write/busy"]);
    await rm(lock);
    expect(await withLock(output, async () => "free", 100)).toBe("free");
  });

  test("a lock with the number of this process, but from before it began, is of one that died in a container", async () => {
    const output = join(await tempFolder(), "sdk");
    const lock = join(output, "../.sdk.codegen-lock");
    await writeFile(lock, JSON.stringify({ pid: process.pid, host: hostname(), id: "mine" }));
    expect(await codes(withLock(output, async () => {}, 100))).toEqual(["write/busy"]);
    await utimes(lock, 1, 1);
    expect(await withLock(output, async () => "free", 100)).toBe("free");
  });

  test("an output folder that is a link stays one", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, "real"));
    await symlink("real", join(folder, "sdk"));
    await put(join(folder, "sdk"), { "a.ts": "export {};\n" });
    expect((await lstat(join(folder, "sdk"))).isSymbolicLink()).toBe(true);
    expect((await readdir(join(folder, "real"))).toSorted()).toEqual(["a.ts", "codegen.lock.json"]);
  });

  test("text that does not parse is never written", async () => {
    const output = await tempFolder();
    await expect(put(output, { "a.ts": "export const = ;" })).rejects.toThrow(/a\.ts does not parse/);
    expect(await readdir(output)).toEqual([]);
  });
});

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((one) => one.isFile())
    .map((one) => relative(folder, join(one.parentPath, one.name)))
    .toSorted();
}

async function mtimes(folder: string): Promise<Record<string, number>> {
  const entries = await readdir(folder, { recursive: true });
  return Object.fromEntries(
    await Promise.all(entries.map(async (path) => [path, (await stat(join(folder, path))).mtimeMs])),
  );
}
