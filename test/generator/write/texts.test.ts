import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isFresh } from "../../../generator/src/fresh.js";
import { generate } from "../../../generator/src/generate.js";
import { openTexts } from "../../../generator/src/write/texts.js";
import { tempFolder } from "../../support/temp-folder.js";

const input = resolve(import.meta.dirname, "../../../specs/pet-store/openapi.yaml");
let cache: string;
beforeEach(async () => {
  cache = join(await tempFolder(), "cache");
  vi.stubEnv("SDKWRIGHT_CACHE", cache);
});
afterEach(() => void vi.unstubAllEnvs());

const entry = async () =>
  join(
    cache,
    (await readdir(cache)).find((name) => name.startsWith("texts-"))!,
  );

const opened = async (output: string) => (await openTexts(output))!;

describe("kept texts", () => {
  test("are not made where nothing is kept", async () => {
    vi.stubEnv("SDKWRIGHT_CACHE", "off");
    expect(await openTexts("/output")).toBeUndefined();
  });

  test("are found by the next run; what that does not use is forgotten", async () => {
    const first = await opened("/output");
    first.set("a", { texts: ["1"], imports: [["A", "models"]] });
    first.set("b", { texts: ["2"], imports: [] });
    await first.save();
    const second = await opened("/output");
    expect(second.get("a")).toEqual({ texts: ["1"], imports: [["A", "models"]] });
    await second.save();
    const third = await opened("/output");
    expect([third.get("a") !== undefined, third.get("b")]).toEqual([true, undefined]);
    expect((await opened("/elsewhere")).get("a")).toBeUndefined();
    expect((await readdir(cache)).length).toBe(1);
  });

  test.each<[string, (file: string) => Promise<unknown>]>([
    ["deleted", (file) => rm(file)],
    ["cut", async (file) => writeFile(file, (await readFile(file, "utf8")).slice(0, -100))],
    ["empty", (file) => writeFile(file, "")],
    [
      "altered",
      async (file) => writeFile(file, (await readFile(file, "utf8")).replaceAll("export interface", "export poison")),
    ],
    ["with another checksum", async (file) => writeFile(file, (await readFile(file, "utf8")).replace(/^./, "x"))],
  ])("that were %s change nothing in the output", async (_title, spoil) => {
    const output = join(await tempFolder(), "sdk");
    await generate({ input, output });
    const file = await entry();
    await spoil(file);
    const { written } = await generate({ input, output });
    expect(written).toMatchObject({ created: [], updated: [], removed: [] });
    expect(await readFile(await entry(), "utf8")).not.toContain("poison");
  });

  test.each(["null", "{", "{}", "[]", '{"generator":1}', '{"run":"x"}'])(
    "and stamps that another version wrote otherwise are as if there were none: %s",
    async (body) => {
      const output = join(await tempFolder(), "sdk");
      await generate({ input, output });
      const entries = await readdir(cache);
      expect(entries.length).toBe(2);
      const whole = `${createHash("sha256").update(body).digest("hex")}\n${body}`;
      for (const one of entries) await writeFile(join(cache, one), whole);
      expect(await isFresh({ input, output })).toBe(false);
      expect((await generate({ input, output })).written).toMatchObject({ created: [], updated: [] });
      expect(await isFresh({ input, output })).toBe(true);
    },
  );

  test("of outputs that are long gone are forgotten", async () => {
    for (let index = 0; index < 105; index++) {
      const texts = await opened(`/output-${index}`);
      texts.set("a", { texts: [`${index}`], imports: [] });
      await texts.save();
    }
    expect((await readdir(cache)).length).toBe(100);
    expect((await opened("/output-104")).get("a")?.texts).toEqual(["104"]);
  });

  test("of runs at the same time do not mix", async () => {
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const texts = await opened("/output");
        for (let key = 0; key < 50; key++) texts.set(`${key}`, { texts: [`${index}`.repeat(500)], imports: [] });
        await texts.save();
      }),
    );
    const texts = await opened("/output");
    const found = Array.from({ length: 50 }, (_, key) => texts.get(`${key}`)?.texts[0]);
    expect(new Set(found).size).toBe(1);
    expect(found[0]).toMatch(/^(\d+?)\1{499}$/);
    expect((await readdir(cache)).length).toBe(1);
  });
});
