import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateFiles } from "../../../generator/src/pipeline.js";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { projectFolder, typeErrors, writeFiles } from "../../support/compile.js";
import { PAIRS, type Pair } from "./pairs.js";

/** Files whose program does not compile, by path without extension. */
let broken: Map<string, string>;
let folder: string;

beforeAll(async () => {
  folder = await projectFolder();
  await Promise.all(PAIRS.map(([, pair], index) => writePair(`${folder}/pair-${index}`, pair)));
  const errors = await typeErrors(folder, "5.9");
  broken = new Map(errors.map((line) => [/(pair-\d+\/[\w-]+)\.ts\(/.exec(line)?.[1] ?? line, line]));
}, 240_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

async function writePair(at: string, { old, new: next, program, options }: Pair): Promise<void> {
  const files = async (input: JsonObject) =>
    (await generateFiles({ input, output: "", name: "Pets", ...options })).files;
  await writeFiles(`${at}/old`, await files(old));
  await writeFiles(`${at}/new`, await files(next));
  const text = (version: string) =>
    `import * as Sdk from "./${version}/index.js";\nexport async function run(api: Sdk.Pets): Promise<void> {\n${program}\n}\n`;
  await writeFiles(at, [
    ["with-old.ts", text("old")],
    ["with-new.ts", text("new")],
  ]);
}

describe("a program against the old SDK does not compile against the new one exactly when a change is breaking", () => {
  test.each(PAIRS.map(([title, pair], index) => ({ title, index, says: pair.says })))("$title", ({ index, says }) => {
    expect(broken.get(`pair-${index}/with-old`)).toBeUndefined();
    expect(broken.has(`pair-${index}/with-new`), broken.get(`pair-${index}/with-new`)).toBe(
      says.some((line) => line.startsWith("breaking")),
    );
  });
});
