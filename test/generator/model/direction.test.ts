import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { differsByDirection } from "../../../generator/src/model/index.js";
import { build } from "./support.js";

const ref = (target: string) => ({ $ref: `#/components/schemas/${target}` });
const object = (properties: JsonObject): JsonObject => ({ type: "object", properties });

/** Names of the components whose two shapes differ. */
function differing(schemas: JsonObject, paths: JsonObject = {}): string[] {
  const { api } = build({ components: { schemas }, paths });
  const differs = differsByDirection(api);
  return api.schemas.filter(({ schema }) => differs(schema)).map(({ name }) => name);
}

describe("the two shapes of a schema differ", () => {
  test.each<[string, { given: JsonObject; want: string[] }]>([
    [
      "by a member that is only read",
      {
        given: { A: object({ id: { type: "string", readOnly: true } }), B: object({ id: { type: "string" } }) },
        want: ["A"],
      },
    ],
    [
      "by a member that is only written",
      { given: { A: object({ id: { type: "string", writeOnly: true } }) }, want: ["A"] },
    ],
    [
      "through references, lists and maps",
      {
        given: {
          A: object({ id: { type: "string", readOnly: true } }),
          B: { type: "array", items: ref("A") },
          C: object({ m: { type: "object", additionalProperties: ref("B") } }),
          D: ref("C"),
        },
        want: ["A", "B", "C", "D"],
      },
    ],
    [
      "through cycles",
      {
        given: {
          A: object({ b: ref("B") }),
          B: object({ a: ref("A"), id: { type: "string", readOnly: true } }),
          C: object({ c: ref("C") }),
        },
        want: ["A", "B"],
      },
    ],
    [
      "by the flag of what a member refers to",
      { given: { Id: { type: "string", readOnly: true }, A: object({ id: ref("Id") }) }, want: ["A"] },
    ],
    [
      "not by what only a limit says",
      { given: { A: { type: "object", properties: { a: {} }, if: object({ a: { readOnly: true } }) } }, want: [] },
    ],
  ])("%s", (_title, { given, want }) => {
    expect(differing(given)).toEqual(want);
  });

  test("by a file that is uploaded here and a string there, and not by one that is only uploaded", () => {
    const file = object({ data: { type: "string", format: "binary" } });
    const body = (media: string, name: string): JsonObject => ({
      requestBody: { content: { [media]: { schema: ref(name) } } },
      responses: {},
    });
    const answer = (name: string): JsonObject => ({
      responses: { 200: { description: "", content: { "application/json": { schema: ref(name) } } } },
    });
    const paths = {
      "/both": { post: { ...body("multipart/form-data", "Both"), ...answer("Both") } },
      "/up": { post: body("multipart/form-data", "Upload") },
      "/down": { get: answer("Download") },
    };
    expect(differing({ Both: file, Upload: file, Download: file }, paths)).toEqual(["Both"]);
  });
});
