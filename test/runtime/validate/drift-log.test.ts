import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import { driftLog } from "@sdkwright/runtime/node";
import { tempFolder } from "../../support/temp-folder.js";
import { getOf, play } from "./things.js";

const pet = z.looseObject({ id: z.int() });

async function linesOf(file: string): Promise<{ count: number; seen: unknown; run: string }[]> {
  const text = await readFile(file, "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as never);
}

test("one line when there is something new, and at every doubling", async () => {
  const file = join(await tempFolder(), "logs/drift.jsonl");
  const { client } = play([{ body: { id: 1, x: 1 } }], { onDrift: driftLog(file) });
  for (let call = 0; call < 20; call += 1) await client.call(getOf(pet), {});
  await expect.poll(async () => (await linesOf(file)).map(({ count }) => count)).toEqual([1, 2, 4, 8, 16]);
  expect((await linesOf(file))[0]).toEqual({
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    run: expect.any(String),
    api: "Things",
    operationId: "things.get",
    status: "200",
    mediaType: "application/json",
    path: "/x",
    kind: "new-field",
    expected: "nothing",
    seen: { type: "integer" },
    count: 1,
  });
});

test("what is seen later is told too, and runs are told apart", async () => {
  const file = join(await tempFolder(), "drift.jsonl");
  for (const _run of [1, 2]) {
    const { client } = play([{ body: { id: 1, x: 1 } }, { body: { id: 1, x: 1 } }, { body: { id: 1, x: null } }], {
      onDrift: driftLog(file),
    });
    for (let call = 0; call < 3; call += 1) await client.call(getOf(pet), {});
  }
  await expect.poll(async () => (await linesOf(file)).length).toBe(6);
  const lines = await linesOf(file);
  expect(lines.map(({ count }) => count).toSorted()).toEqual([1, 1, 2, 2, 3, 3]);
  expect(lines.filter(({ count }) => count === 3).map(({ seen }) => seen)).toEqual([
    { type: ["integer", "null"] },
    { type: ["integer", "null"] },
  ]);
  expect(new Set(lines.map(({ run }) => run)).size).toBe(2);
});

test("a file that cannot be written harms no call, and the logger hears of it", async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, "file"), "");
  const errors: string[] = [];
  const logger = { debug() {}, info() {}, warn() {}, error: (line: string) => void errors.push(line) };
  const { client } = play([{ body: { id: "1" } }], { onDrift: driftLog(join(folder, "file/drift.jsonl")), logger });
  expect(await client.call(getOf(pet), {})).toEqual({ id: "1" });
  await expect.poll(() => errors).toEqual(["The hook onDrift failed."]);
});
