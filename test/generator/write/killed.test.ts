import { spawn } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileHash, readManifest } from "../../../generator/src/write/manifest.js";
import { write } from "../../../generator/src/write/index.js";
import { projectFolder } from "../../support/compile.js";
import { tempFolder } from "../../support/temp-folder.js";
import { about, SDKS } from "./two-sdks.js";

let writer: string;
beforeAll(async () => {
  // Bundled: a hundred processes start, and each should do so quickly.
  const folder = await projectFolder();
  writer = join(folder, "writer.mjs");
  const entry = resolve(import.meta.dirname, "writer.ts");
  await build({
    entryPoints: [entry],
    outfile: writer,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["oxfmt", "diff"],
  });
});
afterAll(() => rm(dirname(writer), { recursive: true, force: true }));

/** Which SDK a folder holds, whole: its files and a manifest that fits them. Anything else is told as it is. */
async function stateOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (!entries) return "absent";
  const paths = entries
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1))
    .filter((path) => !/^(?:codegen\.lock\.json|mine\.txt|\.codegen-staging\/.*)$/.test(path))
    .toSorted();
  const manifest = await readManifest(folder).catch(() => undefined);
  for (const [name, files] of Object.entries(SDKS)) {
    if (paths.join() !== [...files.keys()].toSorted().join()) continue;
    const texts = await Promise.all(paths.map((path) => readFile(join(folder, path), "utf8")));
    const fits = paths.every(
      (path, index) => texts[index] === files.get(path) && manifest?.files[path] === fileHash(texts[index]!),
    );
    if (fits) return name;
  }
  return `neither: ${paths.join(" ")}`;
}

function start(output: string, mode: "once" | "forever", env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [writer, output, mode], { env: { ...process.env, ...env } });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const ended = new Promise<string | null>((done) => child.on("close", (_code, signal) => done(signal)));
  const ready = new Promise<void>((done) => child.stdout.once("data", () => done()));
  return { child, ended, ready, said: () => said };
}

async function oldSdk(): Promise<string> {
  const output = join(await tempFolder(), "sdk");
  await write({ output, files: SDKS.old, about });
  return output;
}

const put = (output: string, files: ReadonlyMap<string, string>) => write({ output, files, about });
const leftovers = async (output: string) => (await readdir(dirname(output))).filter((name) => name.startsWith("."));

describe("a run that is killed", { timeout: 240_000 }, () => {
  test("before any of its changes of the disk leaves the old SDK or the new one", async () => {
    const seen: string[] = [];
    for (let at = 0; ; at++) {
      const output = await oldSdk();
      const run = start(output, "once", { KILL_AT: String(at) });
      if ((await run.ended) === null) {
        expect(run.said()).toBe(`changes ${at}\n`);
        break;
      }
      const state = await stateOf(output);
      seen.push(state);
      if (state === "absent") expect(await stateOf(join(dirname(output), ".sdk.codegen-new"))).toBe("new");
      expect(["old", "new", "absent"], `killed before change ${at}`).toContain(state);
      // The next run goes on from whatever was left.
      await put(output, SDKS.new);
      expect(await stateOf(output)).toBe("new");
      expect(await leftovers(output)).toEqual([]);
    }
    expect(seen.length).toBeGreaterThan(15);
    // The one moment between two renames.
    expect(seen.filter((state) => state === "absent").length).toBe(1);
    expect(new Set(seen)).toEqual(new Set(["old", "absent", "new"]));
  });

  test("beside files of the user leaves the old SDK, or is completed by the next run; theirs are kept", async () => {
    const states = new Set<string>();
    for (let at = 0; ; at++) {
      const output = await oldSdk();
      await writeFile(join(output, "mine.txt"), "mine");
      const run = start(output, "once", { KILL_AT: String(at) });
      if ((await run.ended) === null) break;
      const staged: string[] = await readdir(join(output, ".codegen-staging")).catch(() => []);
      if (!staged.includes("journal.json")) states.add(await stateOf(output));
      const wanted = at % 2 === 0 ? "new" : "old";
      await put(output, SDKS[wanted]);
      expect(await stateOf(output)).toBe(wanted);
      expect(await readFile(join(output, "mine.txt"), "utf8")).toBe("mine");
      expect(await leftovers(output)).toEqual([]);
    }
    expect([...states].toSorted()).toEqual(["new", "old"]);
  });

  test("at a hundred random moments leaves the old SDK or the new one", async () => {
    const output = await oldSdk();
    const seen = new Map<string, number>();
    for (let round = 0; round < 100; round++) {
      const { child, ended, ready, said } = start(output, "forever");
      await Promise.race([ready, ended]);
      await new Promise((done) => setTimeout(done, Math.random() * 25));
      child.kill("SIGKILL");
      await ended;
      const state = await stateOf(output);
      seen.set(state, (seen.get(state) ?? 0) + 1);
      if (state === "absent") expect(await stateOf(join(dirname(output), ".sdk.codegen-new"))).not.toContain("neither");
      else expect(["old", "new"], said()).toContain(state);
    }
    expect((seen.get("old") ?? 0) + (seen.get("new") ?? 0)).toBeGreaterThan(90);
    await put(output, SDKS.new);
    expect(await leftovers(output)).toEqual([]);
  });
});

test("runs at the same time do not mix their files", async () => {
  const output = await oldSdk();
  const runs = Array.from({ length: 3 }, () => start(output, "forever"));
  await Promise.all(runs.map(({ ready, ended }) => Promise.race([ready, ended])));
  for (const { child } of runs) child.kill("SIGKILL");
  await Promise.all(runs.map(({ ended }) => ended));
  expect(runs.map(({ said }) => said())).toEqual(["ready\n", "ready\n", "ready\n"]);
  await put(output, SDKS.new);
  expect(await stateOf(output)).toBe("new");
  expect(await leftovers(output)).toEqual([]);
});
