import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeWhole } from "../../../generator/src/write/whole.js";
import { tempFolder } from "../../support/temp-folder.js";

test("a file that is replaced stays its owner's alone, and nothing is left beside it", async () => {
  const folder = await tempFolder();
  const file = join(folder, "codegen.config.ts");
  await writeFile(file, "old");
  await chmod(file, 0o600);
  await writeWhole(file, "new");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, "utf8")).toBe("new");
  await writeWhole(join(folder, "a/b.txt"), "b");
  expect(await readdir(folder, { recursive: true })).toEqual(["a", "codegen.config.ts", "a/b.txt"]);
});

test("what cannot be written leaves the old text, and nothing beside it", async () => {
  const folder = await tempFolder();
  await writeWhole(join(folder, "taken/mine.txt"), "mine");
  await expect(writeWhole(join(folder, "taken"), "new")).rejects.toThrow();
  expect(await readdir(folder, { recursive: true })).toEqual(["taken", "taken/mine.txt"]);
});
