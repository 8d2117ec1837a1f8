import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { StopError } from "../../../generator/src/report/diagnostic.js";
import { write } from "../../../generator/src/write/index.js";
import { tempFolder } from "../../support/temp-folder.js";
import { about } from "./two-sdks.js";

const put = (output: string, files: Record<string, string>) =>
  write({ output, files: new Map(Object.entries(files)), about });

/** A folder with an SDK in `sdk` and a file of the user's own beside it. */
async function withSdk(files: Record<string, string>): Promise<{ folder: string; output: string }> {
  const folder = await tempFolder();
  await writeFile(join(folder, "mine.txt"), "mine");
  await put(join(folder, "sdk"), files);
  return { folder, output: join(folder, "sdk") };
}

async function leave(output: string, staged: Record<string, string>): Promise<void> {
  await mkdir(join(output, ".codegen-staging"));
  for (const [name, text] of Object.entries(staged)) await writeFile(join(output, ".codegen-staging", name), text);
}

test.each([
  ["writes outside of the folder", { write: ["../mine.txt"], remove: [], create: [] }],
  ["removes outside of the folder", { write: [], remove: ["../mine.txt"], create: [] }],
  ["takes back outside of the folder", { write: [], remove: [], create: ["../mine.txt"] }],
  ["has paths from the root", { write: ["/mine.txt"], remove: [], create: [] }],
  ["lacks a list", { write: ["a.txt"], remove: [] }],
  ["has other things than paths", { write: [1], remove: [], create: [] }],
  ["is no object", null],
])("a journal that %s is cleared away: it came with a repository, or is broken", async (_, journal) => {
  for (const name of ["journal.json", "undo.json"]) {
    const { folder, output } = await withSdk({ "a.txt": "a" });
    await leave(output, { "0": "evil", "0.before": "evil", [name]: JSON.stringify(journal) });
    await put(output, { "a.txt": "a" });
    expect(await readdir(output)).toEqual(["a.txt", "codegen.lock.json"]);
    expect(await readFile(join(folder, "mine.txt"), "utf8")).toBe("mine");
  }
});

test("a journal that was cut is cleared away", async () => {
  const { output } = await withSdk({ "a.txt": "a" });
  await leave(output, { "0": "b", "journal.json": '{ "write": ["a.t' });
  await put(output, { "a.txt": "a" });
  expect(await readdir(output)).toEqual(["a.txt", "codegen.lock.json"]);
});

test("a journal is not followed through a link", async () => {
  const { folder, output } = await withSdk({ "a.txt": "a" });
  await symlink("..", join(output, "r"));
  await leave(output, {
    "0": "evil",
    "journal.json": JSON.stringify({ write: ["r/mine.txt"], remove: [], create: [] }),
  });
  await expect(put(output, { "a.txt": "a" })).rejects.toThrow(/write\/link-in-output/);
  expect(await readFile(join(folder, "mine.txt"), "utf8")).toBe("mine");
});

test("what the file system refuses a part of is undone as a whole", async () => {
  const { output } = await withSdk({ "a.txt": "old", "b/c.txt": "old", "d.txt": "old" });
  // A file cannot take the place of a folder in which there is somebody's file.
  await writeFile(join(output, "b/mine.txt"), "mine");
  const before = await contents(output);
  const error = await put(output, { "a.txt": "new", b: "new", "e/f.txt": "new" }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StopError);
  expect((error as StopError).diagnostics).toMatchObject([
    { code: "write/refused", message: expect.stringContaining("sdk/b ") },
  ]);
  expect(await contents(output)).toEqual(before);
});

test("a run that died while it undid what it had done goes on with that", async () => {
  const { output } = await withSdk({ "a.txt": "old", "b.txt": "old" });
  const before = await contents(output);
  // `a.txt` is back already, `b.txt` is not, and `c.txt` was made.
  await writeFile(join(output, "b.txt"), "new");
  await writeFile(join(output, "c.txt"), "new");
  const journal = { write: ["a.txt", "b.txt", "c.txt"], remove: [], create: ["c.txt"] };
  await leave(output, { "1.before": "old", "undo.json": JSON.stringify(journal) });
  expect(await put(output, { "a.txt": "old", "b.txt": "old" })).toMatchObject({
    unchanged: 2,
    created: [],
    updated: [],
  });
  expect(await contents(output)).toEqual(before);
});

test("a file in a folder that was replaced is not put through a link, nor over another; it stays and is told of", async () => {
  const { folder, output } = await withSdk({ "a.txt": "a" });
  const old = join(folder, ".sdk.codegen-old");
  await put(old, { "r/b.txt": "b" });
  await writeFile(join(old, "r/mine.txt"), "evil");
  await symlink("..", join(output, "r"));
  await expect(put(output, { "a.txt": "a" })).rejects.toThrow(/write\/kept-aside/);
  expect(await readFile(join(folder, "mine.txt"), "utf8")).toBe("mine");
  expect(await readFile(join(old, "r/mine.txt"), "utf8")).toBe("evil");
});

async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const)),
  );
}
