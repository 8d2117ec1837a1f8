import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { expect, test } from "vitest";

const source = resolve(import.meta.dirname, "../../../generator/src/cli/young-generation.ts");

/** Megabytes of the space for new objects before and after a process has made a million objects that live. */
const GROW = `
  import { getHeapSpaceStatistics } from "node:v8";
  const size = () => getHeapSpaceStatistics().find((one) => one.space_name === "new_space").space_size / 2 ** 20;
  const kept = Array.from({ length: 100_000 }, (_, index) => ({ index, list: [index] }));
  const before = size();
  if (process.env.HOLD) holdYoungGeneration();
  for (let index = 0; index < 900_000; index++) kept.push({ index, list: [index] });
  console.log(JSON.stringify([before, size(), kept.length]));
`;

async function sizes(env: NodeJS.ProcessEnv): Promise<{ before: number; after: number; stderr: string }> {
  const { code } = await transform(await readFile(source, "utf8"), { loader: "ts" });
  const args = ["--max-semi-space-size=32", "--input-type=module", "--eval", code + GROW];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
  const [before, after] = JSON.parse(stdout) as [number, number];
  return { before, after, stderr };
}

test("the space for new objects is held as it is; otherwise it would double, and again", async () => {
  const free = await sizes({});
  expect(free.after).toBeGreaterThanOrEqual(free.before * 2);
  const held = await sizes({ HOLD: "1" });
  expect(held.after).toBeLessThan(held.before * 1.5);
  expect(held.stderr).toBe("");
});
