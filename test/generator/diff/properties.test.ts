import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { levelOf } from "../../../generator/src/diff/index.js";
import { shuffled } from "../../support/shuffled.js";
import { PAIRS } from "./pairs.js";
import { changesOf, linesOf } from "./support.js";

const petStore = async (): Promise<JsonObject> =>
  parse(await readFile(resolve(import.meta.dirname, "../../../specs/pet-store/openapi.yaml"), "utf8")) as JsonObject;

describe("a comparison", () => {
  test("finds nothing when keys stand in another order", async () => {
    const document = await petStore();
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        expect(await linesOf(document, shuffled(document, seed))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  test("says the same of shuffled documents", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PAIRS), fc.integer(), async ([, { old, new: next, says, options }], seed) => {
        expect(await linesOf(shuffled(old, seed), shuffled(next, seed + 1), options)).toEqual(says);
      }),
      { numRuns: 60 },
    );
  });

  test("finds something the other way round exactly where it finds something", async () => {
    for (const [title, { old, new: next, options }] of PAIRS) {
      const there = levelOf(await changesOf(old, next, options));
      const back = levelOf(await changesOf(next, old, options));
      expect(back === "none", title).toBe(there === "none");
    }
  });

  test("of an API without the rest of it calls every operation removed, and each added the other way round", async () => {
    const document = await petStore();
    const empty = { ...document, paths: {} };
    const operations = (lines: readonly string[], kind: string) => lines.filter((line) => line.includes(kind)).length;
    const removed = operations(await linesOf(document, empty), "breaking operation-removed");
    expect(removed).toBeGreaterThan(20);
    expect(operations(await linesOf(empty, document), "feature operation-added")).toBe(removed);
  });
});
