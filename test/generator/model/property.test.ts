import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../../generator/src/load/document.js";
import { differsByDirection, inlineObjects } from "../../../generator/src/model/index.js";
import { shuffled } from "../../support/shuffled.js";
import { build } from "./support.js";

const KEYWORDS = [
  "type",
  "properties",
  "required",
  "items",
  "prefixItems",
  "enum",
  "const",
  "allOf",
  "oneOf",
  "anyOf",
  "not",
  "$ref",
  "additionalProperties",
  "patternProperties",
  "discriminator",
  "default",
  "format",
  "pattern",
  "minimum",
  "maxItems",
  "examples",
  "example",
  "readOnly",
  "description",
  "nullable",
  "if",
  "dependentRequired",
  "__proto__",
  "constructor",
  "x-a",
];

/** Schemas and what only looks like them: keywords with values of every shape, some of them right. */
const { schema } = fc.letrec<{ schema: Json; value: Json }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 5 },
    fc.boolean(),
    fc.constantFrom<Json>({ type: "string" }, { $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }),
    fc.dictionary(fc.constantFrom(...KEYWORDS), tie("value"), { maxKeys: 4 }),
  ) as fc.Arbitrary<Json>,
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<Json>("object", "string", "array", "integer", "#/components/schemas/A", 1, -1, null, true, ""),
    tie("schema"),
    fc.array(tie("schema"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "__proto__", "constructor", "propertyName", "mapping"), tie("schema"), {
      maxKeys: 3,
    }),
    fc.array(fc.constantFrom<Json>("a", "b", "null", "object", 1), { maxLength: 3 }),
  ) as fc.Arbitrary<Json>,
}));

const document = fc.tuple(schema, schema, schema).map(([A, B, body]): JsonObject => ({
  components: { schemas: { A, B } },
  paths: {
    "/x": {
      post: {
        requestBody: { content: { "application/json": { schema: body } } },
        responses: { 200: { description: "", content: { "application/json": { schema: A } } } },
      },
    },
  },
}));

test("whatever stands where schemas should, nothing throws and nothing is dropped", () => {
  fc.assert(
    fc.property(document, (root) => {
      const { api } = build(root);
      expect(api.schemas.map(({ name }) => name)).toEqual(["A", "B"]);
      expect(api.operations).toHaveLength(1);
      const differs = differsByDirection(api);
      for (const { schema: one } of api.schemas) differs(one);
      for (const { at } of inlineObjects(api)) expect(at.startsWith("/")).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test("whatever the order of keys, the IR is the same to the byte", () => {
  fc.assert(
    fc.property(document, fc.integer(), (root, seed) => {
      expect(JSON.stringify(build(shuffled(root, seed)).api)).toBe(JSON.stringify(build(root).api));
    }),
    { numRuns: 300 },
  );
});
