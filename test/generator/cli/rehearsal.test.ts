import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { isWorthRehearsing, rehearse } from "../../../generator/src/cli/rehearsal.js";
import type { ApiConfig } from "../../../generator/src/config/config.js";
import { apiView } from "../../../generator/src/diff/index.js";
import { Memory } from "../../../generator/src/memory.js";
import { generateFiles } from "../../../generator/src/pipeline.js";
import { tempFolder } from "../../support/temp-folder.js";

beforeAll(() => void vi.stubEnv("SDKWRIGHT_CACHE", "off"));
afterAll(() => void vi.unstubAllEnvs());

const document = (description: string) => ({
  openapi: "3.1.0",
  info: { title: "Notes", version: "1" },
  paths: { "/notes": { get: { responses: { 200: { description: "ok" } } } } },
  components: { schemas: { Note: { type: "object", description, properties: { text: { type: "string" } } } } },
});

async function firstRound() {
  const input = join(await tempFolder(), "document.json");
  const save = (description: string) => writeFile(input, JSON.stringify(document(description)));
  await save("One.");
  const config: ApiConfig = { input, output: "unused" };
  const memory = new Memory();
  const last = apiView(await generateFiles(config, undefined, memory));
  return { config, memory, last, save };
}

describe("a rehearsal", () => {
  test.each<[string, string]>([
    ["as it was", "One."],
    ["that has changed meanwhile", "Two."],
  ])("leaves the next round of a document %s what a fresh run is", async (_title, description) => {
    const { config, save, ...round } = await firstRound();
    await save(description);
    await rehearse({ config, ...round }, () => false);
    const next = await generateFiles(config, undefined, round.memory);
    expect(next.files).toEqual((await generateFiles(config)).files);
  });

  test("ends where a round is wanted, before the document is taken for the last one", async () => {
    const { config, save, memory, last } = await firstRound();
    await save("Two.");
    const build = vi.spyOn(memory.rounds, "build");
    let asked = 0;
    await rehearse({ config, memory, last }, () => ++asked > 1);
    expect({ asked, built: build.mock.calls.length }).toEqual({ asked: 2, built: 0 });
  });

  test("says nothing of a document that is half written", async () => {
    const { config, memory, last } = await firstRound();
    await writeFile(config.input as string, '{ "openapi": ');
    await expect(rehearse({ config, memory, last }, () => false)).resolves.toBeUndefined();
  });

  test.each<[string, ApiConfig, number, boolean]>([
    ["a run of a second and more", { input: "a.json", output: "b" }, 1_001, true],
    ["a short run", { input: "a.json", output: "b" }, 500, false],
    [
      "a document that would be downloaded again",
      { input: ["a.json", "https://example.com/b.json"], output: "b" },
      5_000,
      false,
    ],
    ["emitters of a user", { input: "a.json", output: "b", emitters: [{ name: "x", emit: () => ({}) }] }, 5_000, false],
  ])("is worth its time: %s", (_title, config, milliseconds, worth) => {
    expect(isWorthRehearsing(config, milliseconds)).toBe(worth);
  });
});
