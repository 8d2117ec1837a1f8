import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { apiView, compareSdks, type SdkView } from "../../../generator/src/diff/index.js";
import type { Json, JsonObject } from "../../../generator/src/load/document.js";
import { PAIRS } from "./pairs.js";
import { known, type Options } from "./support.js";

const PET_STORE = readFileSync(resolve(import.meta.dirname, "../../../specs/pet-store/openapi.yaml"), "utf8");
const petStore = () => parse(PET_STORE) as JsonObject;

const viewOf = async (document: JsonObject, options: Options = {}): Promise<SdkView> =>
  apiView({ ...(await known(document, options)), ...(options.types && { types: options.types }) });

/** A comparison that looks at everything. */
const NOTHING = { type: () => false, operation: () => false };

/** Members that a schema can lose, or have in another form, and still be read. */
const EDITS: readonly (readonly [key: string, value: Json])[] = [
  ["description", "Changed."],
  ["deprecated", true],
  ["required", []],
  ["type", "string"],
  ["minLength", 7],
  ["default", "x"],
  ["enum", ["a", "b"]],
];

/** Every object inside a document that says the type of something. */
function typedIn(value: Json | undefined): JsonObject[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(typedIn);
  const node = value as JsonObject;
  return [...(typeof node["type"] === "string" ? [node] : []), ...Object.values(node).flatMap(typedIn)];
}

describe("leaving out what is unchanged", () => {
  test.each(PAIRS)("finds what a whole comparison finds: %s", async (_title, { old, new: next, options }) => {
    const [a, b] = [await viewOf(old, options), await viewOf(next, options)];
    expect(compareSdks(a, b)).toEqual(compareSdks(a, b, NOTHING));
    expect(compareSdks(b, a)).toEqual(compareSdks(b, a, NOTHING));
  });

  test("finds what a whole comparison finds after random edits", async () => {
    const before = await viewOf(petStore());
    const edit = fc.tuple(fc.nat(), fc.constantFrom(...EDITS));
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const document = petStore();
        const places = typedIn(document);
        for (const [place, [key, value]] of edits) places[place % places.length]![key] = value;
        const after = await viewOf(document);
        expect(compareSdks(before, after)).toEqual(compareSdks(before, after, NOTHING));
      }),
      { numRuns: 30 },
    );
  });
});
