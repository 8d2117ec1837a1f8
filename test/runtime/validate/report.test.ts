import { describe, expect, test } from "vitest";
import * as z from "zod";
import type { DriftEntry, ValueSchema } from "@sdkwright/runtime";
import { patternProperties } from "@sdkwright/runtime/schemas";
import { driftOf, getOf, play } from "./things.js";

const pet = z.looseObject({ id: z.int(), name: z.string(), tag: z.optional(z.nullable(z.string())) });
const cat = z.looseObject({ kind: z.literal("cat"), lives: z.int() });
const dog = z.looseObject({ kind: z.literal("dog"), barks: z.boolean() });
const tree = z.looseObject({
  value: z.int(),
  get children() {
    return z.optional(z.array(tree));
  },
});

describe("what is counted", () => {
  test.each<[string, { schema: ValueSchema; given: unknown; want: Partial<DriftEntry>[] }]>([
    ["nothing, where all is as it says", { schema: pet, given: { id: 1, name: "Rex", tag: null }, want: [] }],
    [
      "a new field",
      {
        schema: pet,
        given: { id: 1, name: "Rex", born: "2020-01-01", owner: { login: "ann", tags: ["a"] } },
        want: [
          { kind: "new-field", path: "/born", expected: "nothing", seen: { type: "string", format: "date" }, count: 1 },
          {
            kind: "new-field",
            path: "/owner",
            expected: "nothing",
            seen: {
              type: "object",
              properties: { login: { type: "string" }, tags: { type: "array", items: { type: "string" } } },
            },
            count: 1,
          },
        ],
      },
    ],
    [
      "the same new field of many items once, with the types of all",
      {
        schema: z.looseObject({ pets: z.array(pet) }),
        given: {
          pets: [
            { id: 1, name: "a", age: 1 },
            { id: 2, name: "b", age: null },
            { id: 3, name: "c", age: 1.5 },
          ],
        },
        want: [
          { kind: "new-field", path: "/pets/*/age", expected: "nothing", seen: { type: ["null", "number"] }, count: 1 },
        ],
      },
    ],
    [
      "a field that a closed object refuses",
      {
        schema: z.strictObject({ id: z.int() }),
        given: { id: 1, extra: true },
        want: [{ kind: "new-field", path: "/extra", expected: "nothing", seen: { type: "boolean" }, count: 1 }],
      },
    ],
    [
      "a missing field",
      {
        schema: z.array(pet),
        given: [{ id: 1, name: "a" }, { id: 2 }],
        want: [{ kind: "missing-field", path: "/*/name", expected: "a required field", seen: {}, count: 1 }],
      },
    ],
    [
      "a changed type",
      {
        schema: pet,
        given: { id: "1", name: null },
        want: [
          { kind: "changed-type", path: "/id", expected: "number", seen: { type: "string" }, count: 1 },
          { kind: "changed-type", path: "/name", expected: "string", seen: { type: "null" }, count: 1 },
        ],
      },
    ],
    [
      "a fraction where there were integers",
      {
        schema: pet,
        given: { id: 1.5, name: "" },
        want: [{ kind: "changed-type", path: "/id", expected: "integer", seen: { type: "number" }, count: 1 }],
      },
    ],
    [
      "a changed type of something that may be null",
      {
        schema: z.looseObject({ owner: z.union([pet, z.null()]) }),
        given: { owner: "ann" },
        want: [
          { kind: "changed-type", path: "/owner", expected: "object or null", seen: { type: "string" }, count: 1 },
        ],
      },
    ],
    [
      "what is wrong within the member that a value was meant for",
      {
        schema: z.looseObject({ owner: z.union([pet, z.null()]) }),
        given: { owner: { id: 1, name: 2, since: 2020 } },
        want: [
          { kind: "changed-type", path: "/owner/name", expected: "string", seen: { type: "integer" }, count: 1 },
          { kind: "new-field", path: "/owner/since", expected: "nothing", seen: { type: "integer" }, count: 1 },
        ],
      },
    ],
    [
      "an unknown enum value, also where null is allowed",
      {
        schema: z.looseObject({
          a: z.enum(["x", "y"]),
          b: z.nullable(z.enum(["x"])),
          c: z.union([z.literal("x"), z.null()]),
        }),
        given: { a: "z", b: "z", c: "z" },
        want: [
          {
            kind: "unknown-enum-value",
            path: "/a",
            expected: '"x", "y"',
            seen: { type: "string", enum: ["z"] },
            count: 1,
          },
          { kind: "unknown-enum-value", path: "/b", expected: '"x"', seen: { type: "string", enum: ["z"] }, count: 1 },
          { kind: "unknown-enum-value", path: "/c", expected: '"x"', seen: { type: "string", enum: ["z"] }, count: 1 },
        ],
      },
    ],
    [
      "an unknown member of a union told apart by a tag",
      {
        schema: z.array(z.discriminatedUnion("kind", [cat, dog])),
        given: [
          { kind: "cat", lives: 9 },
          { kind: "bird", wings: 2 },
        ],
        want: [
          {
            kind: "unknown-union-member",
            path: "/*",
            expected: 'kind to be "cat", "dog"',
            seen: {
              type: "object",
              properties: { kind: { type: "string", enum: ["bird"] }, wings: { type: "integer" } },
            },
            count: 1,
          },
        ],
      },
    ],
    [
      "an unknown member of a union that nothing tells apart",
      {
        schema: z.union([cat, dog]),
        given: { kind: "bird" },
        want: [
          {
            kind: "unknown-union-member",
            path: "",
            expected: "one of 2 members of a union",
            seen: { type: "object", properties: { kind: { type: "string" } } },
            count: 1,
          },
        ],
      },
    ],
    [
      "a new field of the member that is meant",
      {
        schema: z.union([cat, dog]),
        given: { kind: "dog", barks: true, lives: 1 },
        want: [{ kind: "new-field", path: "/lives", expected: "nothing", seen: { type: "integer" }, count: 1 }],
      },
    ],
    [
      "another constraint",
      {
        schema: z.looseObject({ name: z.string().min(2), n: z.number().lt(5), code: z.string().regex(/^a/) }),
        given: { name: "", n: 5, code: "b" },
        want: [
          expect.objectContaining({
            kind: "constraint",
            path: "/name",
            keyword: "minLength",
            seen: { type: "string" },
          }),
          expect.objectContaining({ kind: "constraint", path: "/n", keyword: "exclusiveMaximum" }),
          expect.objectContaining({ kind: "constraint", path: "/code", keyword: "pattern" }),
        ],
      },
    ],
    [
      "keys of maps as one",
      {
        schema: z.record(z.string(), pet),
        given: { a: { id: 1, name: "a", x: 1 }, b: { id: "2", name: "b" } },
        want: [
          { kind: "changed-type", path: "/*/id", expected: "number", seen: { type: "string" }, count: 1 },
          { kind: "new-field", path: "/*/x", expected: "nothing", seen: { type: "integer" }, count: 1 },
        ],
      },
    ],
    [
      "members beside the named ones, where they have a schema",
      {
        schema: z.object({ id: z.int() }).catchall(pet),
        given: { id: 1, rex: { id: 1, name: "Rex", age: 1 } },
        want: [{ kind: "new-field", path: "/*/age", expected: "nothing", seen: { type: "integer" }, count: 1 }],
      },
    ],
    [
      "members whose names fit a pattern",
      {
        schema: z.looseObject({ id: z.int() }).check(patternProperties([[/^x-/, pet as never]]) as never),
        given: { id: 1, "x-a": { id: 1, name: "a", y: 1 }, z: 1 },
        want: [
          { kind: "new-field", path: "/*/y", expected: "nothing", seen: { type: "integer" }, count: 1 },
          { kind: "new-field", path: "/z", expected: "nothing", seen: { type: "integer" }, count: 1 },
        ],
      },
    ],
    [
      "no new fields of objects that nothing is said of",
      { schema: z.looseObject({ meta: z.looseObject({}) }), given: { meta: { a: 1 } }, want: [] },
    ],
    [
      "fields of all parts of an intersection",
      {
        schema: z.intersection(pet, z.looseObject({ age: z.int() })),
        given: { id: 1, name: "a", age: 2, x: null },
        want: [{ kind: "new-field", path: "/x", expected: "nothing", seen: { type: "null" }, count: 1 }],
      },
    ],
    [
      "schemas that contain themselves, tuples, and what is wrapped",
      {
        schema: z.tuple([z.lazy(() => tree), z._default(pet, { id: 0, name: "" })], z.readonly(pet)),
        given: [
          { value: 1, children: [{ value: 2, children: [{ value: "3", x: 1 }] }] },
          { id: 1, name: "a", y: 1 },
          { id: 2, name: "b", z: 1 },
        ],
        want: [
          expect.objectContaining({ kind: "changed-type", path: "/*/children/*/children/*/value" }),
          expect.objectContaining({ kind: "new-field", path: "/*/children/*/children/*/x" }),
          expect.objectContaining({ kind: "new-field", path: "/*/y" }),
          expect.objectContaining({ kind: "new-field", path: "/*/z" }),
        ],
      },
    ],
    [
      "names of new fields that are ids or addresses as one",
      {
        schema: pet,
        given: { id: 1, name: "a", "ann@example.com": 1, "0f8fad5b-d9cb-469f-a165-70867728950e": 2 },
        want: [{ kind: "new-field", path: "/*", expected: "nothing", seen: { type: "integer" }, count: 1 }],
      },
    ],
    [
      "names that need escaping in a pointer, and names of prototypes",
      {
        schema: z.looseObject({ "a/b~c": z.string() }),
        given: JSON.parse('{"a/b~c":1,"__proto__":{"x":1},"constructor":2}'),
        want: [
          expect.objectContaining({ kind: "changed-type", path: "/a~1b~0c" }),
          expect.objectContaining({ kind: "new-field", path: "/__proto__" }),
          expect.objectContaining({ kind: "new-field", path: "/constructor" }),
        ],
      },
    ],
  ])("%s", async (_title, { schema, given, want }) => {
    const { client } = play([{ body: given }]);
    const data = await client.call(getOf(schema));
    expect(data).toEqual(given);
    expect(driftOf(client)).toEqual(want);
  });
});
