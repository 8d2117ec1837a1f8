import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { documentOf, expressionsOf } from "./schemas/support.js";
import { filesOf } from "./support.js";

const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

describe("schemas that lead back to themselves end", () => {
  test.each<[string, { given: JsonObject; want: string }]>([
    [
      "a member that narrows what it stands in",
      {
        given: { type: "object", properties: { next: { allOf: [ref("S")], required: ["id"] } } },
        want: "z.looseObject({ next: z.optional(z.looseObject({ next: z.optional(z.intersection(ifObject(z.looseObject({ id: z.unknown() })), S)), id: z.unknown() })) })",
      },
    ],
    [
      "a condition that asks for the rest of what it stands in",
      {
        given: { anyOf: [{ if: {}, else: ref("S"), unevaluatedProperties: false }, { type: "string" }] },
        want: "z.union([z.unknown().check(conditional({ if: z.unknown(), else: S }), unevaluatedProperties(z.never(), { when: [{ fits: z.unknown(), else: { when: [{ fits: z.unknown().check(conditional({ if: z.unknown(), else: S }), unevaluatedProperties(z.never(), { all: true })), then: { all: true } }] } }] })), z.string()])",
      },
    ],
  ])("%s", async (_, { given, want }) => expect((await expressionsOf({ schemas: { S: given } }))["S"]).toBe(want));
});

/** Two parents at each level, which inherit from the same two parents: 2 to the power of the levels ways up. */
function diamonds(levels: number): JsonObject {
  const schemas: { [name: string]: JsonObject } = { A0: { type: "object", properties: { id: { type: "string" } } } };
  for (let level = 1; level <= levels; level++) {
    const member = (name: string): JsonObject => ({ type: "object", properties: { [name]: { type: "string" } } });
    schemas[`B${level}`] = { allOf: [ref(`A${level - 1}`), member(`b${level}`)] };
    schemas[`C${level}`] = { allOf: [ref(`A${level - 1}`), member(`c${level}`)] };
    schemas[`A${level}`] = { allOf: [ref(`B${level}`), ref(`C${level}`)] };
  }
  return schemas;
}

test(
  "what is inherited by more ways than can be walked is written, and sampled whole",
  { timeout: 120_000 },
  async () => {
    const document = documentOf({ schemas: diamonds(14) });
    const files = await filesOf({ document, config: { schemas: "zod", tests: true, mocks: true } });
    const [made = ""] = /models\.A14>\([^)]*/.exec(files.get("mocks/models.ts") ?? "") ?? [];
    const levels = Array.from({ length: 14 }, (_, index) => index + 1);
    expect(made.match(/\w+(?=: "sample")/g)).toEqual(["id", ...levels.flatMap((level) => [`b${level}`, `c${level}`])]);
  },
);
