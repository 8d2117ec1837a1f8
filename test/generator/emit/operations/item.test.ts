import { describe, expect, test } from "vitest";
import type { Schema } from "../../../../generator/src/model/schema.js";
import { itemOf } from "../../../../generator/src/emit/operations/item.js";

const at = "";
const number: Schema = { kind: "scalar", type: "number", at };
const text: Schema = { kind: "scalar", type: "string", at };
const array = (items: Schema): Schema => ({ kind: "array", items, at });
const object = (properties: { [name: string]: Schema }, additional?: Schema): Schema => ({
  kind: "object",
  properties: Object.entries(properties).map(([name, schema]) => ({ name, required: false, schema })),
  requiredElsewhere: [],
  patterns: [],
  at,
  ...(additional && { additional }),
});
const ref = (target: string): Schema => ({ kind: "ref", target, at });
const all = (...members: Schema[]): Schema => ({ kind: "intersection", members, at });
const any = (...members: Schema[]): Schema => ({ kind: "union", mode: "oneOf", members, at });
const components = new Map<string, Schema>([
  ["Page", all(object({ total: number }), object({ data: ref("Numbers") }))],
  ["Numbers", array(number)],
  ["Loop", ref("Loop")],
]);

describe("the schema of an item", () => {
  test.each<[string, { given: [Schema, string]; want: Schema | undefined }]>([
    ["the answer is the list", { given: [array(number), ""], want: number }],
    ["a member is", { given: [object({ data: array(number) }), "/data"], want: number }],
    ["through references and intersections", { given: [ref("Page"), "/data"], want: number }],
    ["names with slashes and tildes", { given: [object({ "a/b~c": array(number) }), "/a~1b~0c"], want: number }],
    [
      "a list that may be null",
      { given: [object({ data: any(array(number), { kind: "null", at }) }), "/data"], want: number },
    ],
    [
      "lists of one union or another",
      {
        given: [any(object({ data: array(number) }), object({ data: array(text) })), "/data"],
        want: any(array(number), array(text)),
      },
    ],
    ["what is not there", { given: [object({ data: array(number) }), "/items"], want: undefined }],
    ["a reference to itself", { given: [ref("Loop"), "/data"], want: undefined }],
  ])("%s", (title, { given: [schema, pointer], want }) => {
    const found = itemOf(schema, pointer, false, components);
    if (title.startsWith("lists of")) expect(found).toMatchObject({ kind: "union", members: [number, text] });
    else expect(found).toEqual(want);
  });

  test("the values of a map", () => expect(itemOf(object({}, number), "", true, components)).toEqual(number));
});
