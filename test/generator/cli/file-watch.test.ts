import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { FileWatch } from "../../../generator/src/cli/file-watch.js";
import { tempFolder } from "../../support/temp-folder.js";

test("what the program itself wrote is no change, what somebody writes there later is", async () => {
  const folder = await tempFolder();
  const [own, other] = [join(folder, "own.json"), join(folder, "other.json")];
  await writeFile(own, "1");
  await writeFile(other, "1");
  const end = new AbortController();
  const watch = await FileWatch.open(end.signal);
  onTestFinished(() => watch.close());
  watch.follow([own, other], Date.now());
  // Nothing is told of a file before the watcher has looked at it first.
  await writeFile(other, "2");
  expect(await watch.next()).toEqual(new Set([other]));

  await writeFile(own, "2");
  watch.wrote(own);
  await writeFile(other, "3");
  expect(await watch.next()).toEqual(new Set([other]));

  await writeFile(own, "3");
  expect(await watch.next()).toEqual(new Set([own]));
});
