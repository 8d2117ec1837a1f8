import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { StopError } from "../../../generator/src/report/diagnostic.js";
import { sidesOf } from "../../../generator/src/write/conflict-marks.js";
import { write } from "../../../generator/src/write/index.js";
import { tempFolder } from "../../support/temp-folder.js";
import { about } from "./two-sdks.js";

const put = (output: string, files: Record<string, string>, how: { force?: boolean } = {}) =>
  write({ output, files: new Map(Object.entries(files)), about, ...how });

const OURS = { "a.txt": "ours\n", "b.txt": "base\n", "c.txt": "ours\n", "d.txt": "ours\n", "ours.txt": "ours\n" };
const THEIRS = {
  "a.txt": "theirs\n",
  "b.txt": "theirs\n",
  "c.txt": "theirs\n",
  "d.txt": "theirs\n",
  "theirs.txt": "t\n",
};
const MERGED = { "a.txt": "both\n", "b.txt": "both\n", "c.txt": "both\n", "d.txt": "both\n" };

const marked = (ours: string, theirs: string) => `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> other\n`;

/** A folder as git leaves it that could not bring two branches together. */
async function inMerge(): Promise<string> {
  const output = await tempFolder();
  await put(output, OURS);
  const lock = join(output, "codegen.lock.json");
  const ours = await readFile(lock, "utf8");
  await put(output, THEIRS);
  await writeFile(lock, marked(ours, await readFile(lock, "utf8")));
  await writeFile(join(output, "a.txt"), marked(OURS["a.txt"], THEIRS["a.txt"]));
  await writeFile(join(output, "b.txt"), THEIRS["b.txt"]);
  await writeFile(join(output, "c.txt"), OURS["c.txt"]);
  await writeFile(join(output, "d.txt"), "what git made of both\n");
  await writeFile(join(output, "ours.txt"), OURS["ours.txt"]);
  return output;
}

test("in the middle of a merge of two branches, everything is made anew", async () => {
  const output = await inMerge();
  expect(await put(output, MERGED)).toEqual({
    created: [],
    updated: ["a.txt", "b.txt", "c.txt", "d.txt", "codegen.lock.json"],
    removed: ["ours.txt", "theirs.txt"],
    unchanged: 0,
    merged: true,
  });
  expect(JSON.parse(await readFile(join(output, "codegen.lock.json"), "utf8"))).not.toHaveProperty("theirs");
});

test("a file that one branch had changed, and somebody since then, stops it", async () => {
  const output = await inMerge();
  await writeFile(join(output, "theirs.txt"), "mine\n");
  const error = await put(output, MERGED).catch((caught: unknown) => caught);
  expect((error as StopError).diagnostics).toMatchObject([
    { code: "write/edited-file", place: { file: join(output, "theirs.txt") } },
  ]);
});

test("a file with marks is made anew where the manifest was settled already", async () => {
  const output = await tempFolder();
  await put(output, OURS);
  await writeFile(join(output, "a.txt"), marked("ours\n", "theirs\n"));
  expect((await put(output, OURS)).updated).toEqual(["a.txt"]);
});

test.each([
  ["broken by hand", "{", "is not a manifest of Sdkwright"],
  ["with marks between which there is no JSON", marked("{\n", "}\n"), "is not a manifest of Sdkwright"],
  ["of a version to come", '{ "manifest": 2, "files": {} }', "is from a newer version of Sdkwright"],
])("a manifest %s stops the run; --force goes on without it", async (_, text, message) => {
  const output = await tempFolder();
  await put(output, OURS);
  await writeFile(join(output, "codegen.lock.json"), text);
  const error = await put(output, MERGED).catch((caught: unknown) => caught);
  expect((error as StopError).diagnostics).toMatchObject([
    { code: "write/manifest-unreadable", message: expect.stringContaining(message) },
  ]);
  expect((await put(output, MERGED, { force: true })).updated).toEqual(["a.txt", "b.txt", "c.txt", "d.txt"]);
  expect((await put(output, MERGED)).unchanged).toBe(4);
});

test.each([
  ["two sides", "a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\nd", ["a\nb\nd", "a\nc\nd"]],
  ["with what they came from", "<<<<<<< x\nb\n||||||| z\nbase\n=======\nc\n>>>>>>> y\nd", ["b\nd", "c\nd"]],
  ["one that is empty", "<<<<<<< x\n=======\nc\n>>>>>>> y\n", ["", "c\n"]],
  ["a heading of Markdown", "Title\n=======\n", undefined],
  ["marks without an end", "<<<<<<< x\nb\n=======\nc\n", undefined],
])("marks: %s", (_, text, sides) => expect(sidesOf(text)).toEqual(sides));
