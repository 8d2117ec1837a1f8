import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../generator/src/load/document.js";
import { buildSchemas, schemaOf, told } from "./support.js";

const string = { kind: "scalar", type: "string" };
const integer = { kind: "scalar", type: "integer" };
const nothing = { kind: "null" };
const property = (name: string, schema: unknown, required = false) => ({ name, required, schema });
const object = (...properties: unknown[]) => ({ kind: "object", properties });
const ref = (target: string) => ({ $ref: `#/components/schemas/${target}` });
const B: JsonObject = { type: "object", properties: { a: { type: "string" }, b: { type: "string" } } };

describe("allOf", () => {
  test.each<[string, { given: Json; want: unknown }]>([
    [
      "of plain objects is one object",
      {
        given: { allOf: [{ properties: { a: { type: "string" } } }, { properties: { b: { type: "integer" } } }] },
        want: told(object(property("a", string), property("b", integer))),
      },
    ],
    [
      "with properties beside it",
      {
        given: { properties: { a: { type: "string" } }, allOf: [{ required: ["a"] }] },
        want: told(object(property("a", string, true))),
      },
    ],
    [
      "required outside reaches the branches",
      {
        given: { required: ["a"], allOf: [{ properties: { a: { type: "string" } } }] },
        want: told(object(property("a", string, true))),
      },
    ],
    [
      "of one reference is the reference",
      { given: { allOf: [ref("B")], description: "d" }, want: { kind: "ref", target: "B", description: "d" } },
    ],
    [
      "required names are found behind references",
      {
        given: { allOf: [ref("B"), { required: ["a", "notThere"] }] },
        want: {
          kind: "intersection",
          members: [
            { kind: "ref", target: "B" },
            told({ ...object(property("a", string, true)), requiredElsewhere: ["notThere"] }),
          ],
        },
      },
    ],
    [
      "a branch that only annotates annotates the whole",
      {
        given: { allOf: [ref("B"), { description: "d", readOnly: true }] },
        want: { kind: "ref", target: "B", description: "d", readOnly: true },
      },
    ],
    [
      "of scalars is one scalar",
      { given: { allOf: [{ type: "string" }, { minLength: 3 }] }, want: { ...string, limits: { minLength: 3 } } },
    ],
    [
      "the narrower limit holds",
      {
        given: {
          allOf: [
            { type: "string", minLength: 3 },
            { type: "string", minLength: 2, maxLength: 9 },
          ],
        },
        want: { ...string, limits: { maxLength: 9, minLength: 3 } },
      },
    ],
    [
      "an enum narrows a scalar",
      { given: { allOf: [{ type: "string" }, { enum: ["a", "b"] }] }, want: { kind: "enum", values: ["a", "b"] } },
    ],
    [
      "two enums meet",
      {
        given: { allOf: [{ enum: ["a", "b", "c"] }, { enum: ["b", "c", "d"] }] },
        want: { kind: "enum", values: ["b", "c"] },
      },
    ],
    [
      "members of both names meet",
      {
        given: { allOf: [{ properties: { k: { type: "string" } } }, { properties: { k: { const: "x" } } }] },
        want: told(object(property("k", { kind: "literal", value: "x" }))),
      },
    ],
    [
      "null is left where both admit it",
      {
        given: {
          allOf: [
            { type: ["object", "null"], properties: { a: { type: "string" } } },
            { type: ["object", "null"], properties: { b: { type: "string" } } },
          ],
        },
        want: {
          kind: "union",
          mode: "types",
          members: [object(property("a", string), property("b", string)), nothing],
        },
      },
    ],
    [
      "a nullable type beside it is one more alternative",
      {
        given: { type: ["object", "null"], allOf: [ref("B")] },
        want: { kind: "union", mode: "types", members: [{ kind: "ref", target: "B" }, nothing] },
      },
    ],
  ])("%s", (_title, { given, want }) => {
    expect(schemaOf(given, { B })).toEqual(want);
  });

  test.each<[string, { given: Json; want: string[] }]>([
    [
      "types that contradict each other",
      { given: { allOf: [{ type: "string" }, { type: "integer" }] }, want: ["warn model/contradiction"] },
    ],
    [
      "a branch closed against the others",
      {
        given: { allOf: [ref("B"), { type: "object", properties: { c: {} }, additionalProperties: false }] },
        want: ["repair model/closed-branch"],
      },
    ],
    [
      "closed beside alternatives of its own members",
      { given: { properties: { c: {} }, additionalProperties: false, anyOf: [{ required: ["c"] }] }, want: [] },
    ],
  ])("%s", (_title, { given, want }) => {
    expect(buildSchemas({ B, S: given }).diagnostics).toEqual(want);
  });

  // Reading each level twice would take for ever.
  test("many levels that each require what the next declares are read once each", () => {
    let schema: JsonObject = { type: "string" };
    for (let level = 0; level < 60; level++) schema = { allOf: [{ properties: { p: schema } }, { required: ["p"] }] };
    expect(buildSchemas({ S: schema }).diagnostics).toEqual([]);
  });
});

test("a property that refers to the schema it stands in, and requires itself there", () => {
  const node = { ...ref("S"), type: "object", required: ["next"] };
  const inner = {
    kind: "intersection",
    members: [
      { kind: "ref", target: "S" },
      { ...object(), requiredElsewhere: ["next"] },
    ],
  };
  const outer = { ...inner, members: [inner.members[0], object(property("next", inner, true))] };
  expect(schemaOf({ type: "object", properties: { next: node } })).toEqual(object(property("next", outer)));
});

describe("references with siblings", () => {
  test.each<[string, { given: Json; want: unknown }]>([
    [
      "annotations stay with the reference",
      {
        given: { ...ref("B"), description: "mine", deprecated: true },
        want: { kind: "ref", target: "B", description: "mine", deprecated: true },
      },
    ],
    [
      "assertions hold together with it",
      {
        given: { ...ref("B"), properties: { z: { type: "integer" } } },
        want: { kind: "intersection", members: [{ kind: "ref", target: "B" }, told(object(property("z", integer)))] },
      },
    ],
    [
      "required names what it refers to",
      {
        given: { ...ref("B"), required: ["a"] },
        want: {
          kind: "intersection",
          members: [{ kind: "ref", target: "B" }, told(object(property("a", string, true)))],
        },
      },
    ],
  ])("%s", (_title, { given, want }) => {
    expect(schemaOf(given, { B })).toEqual(want);
  });
});

describe("alternatives", () => {
  test.each<[string, { given: Json; want: unknown }]>([
    [
      "null is one of them",
      {
        given: { anyOf: [ref("B"), { type: "null" }] },
        want: { kind: "union", mode: "anyOf", members: [{ kind: "ref", target: "B" }, nothing] },
      },
    ],
    [
      "of alternatives are flat",
      {
        given: { oneOf: [{ type: ["string", "null"] }, { type: "integer" }] },
        want: { kind: "union", mode: "oneOf", members: [string, nothing, integer] },
      },
    ],
    ["a single one is itself", { given: { oneOf: [{ type: "string" }] }, want: string }],
    [
      "inherit the type outside",
      {
        given: { type: "string", oneOf: [{ pattern: "^a" }, { enum: ["x", "y"] }] },
        want: {
          kind: "union",
          mode: "oneOf",
          members: [
            { ...string, limits: { pattern: "^a" } },
            { kind: "enum", values: ["x", "y"] },
          ],
        },
      },
    ],
    [
      "required names in a branch are those outside",
      {
        given: { properties: { a: { type: "string" } }, anyOf: [{ required: ["a"] }, {}] },
        want: {
          kind: "intersection",
          members: [
            told(object(property("a", string))),
            { kind: "union", mode: "anyOf", members: [told(object(property("a", string, true))), told(object())] },
          ],
        },
      },
    ],
  ])("%s", (_title, { given, want }) => {
    expect(schemaOf(given, { B })).toEqual(want);
  });
});

describe("schemas that contain themselves", () => {
  test("through members and items stay as they are", () => {
    const { diagnostics } = buildSchemas({
      Node: { type: "object", properties: { next: ref("Node"), kids: { type: "array", items: ref("Node") } } },
      Tree: { oneOf: [{ type: "string" }, { type: "array", items: ref("Tree") }] },
    });
    expect(diagnostics).toEqual([]);
  });

  test("as their own alternative lose that alternative", () => {
    const { api, diagnostics } = buildSchemas({
      A: { oneOf: [ref("B"), { type: "string" }] },
      B: { oneOf: [ref("A"), { type: "integer" }] },
    });
    expect(diagnostics).toEqual(["warn model/self-containing"]);
    expect(api.schemas.map(({ schema }) => schema.kind)).toEqual(["union", "scalar"]);
  });

  test("a parent that lists its children stands for them, and they take over what it says", () => {
    const child = (name: string) => ({ allOf: [ref("Base"), { properties: { [name]: { type: "string" } } }] });
    const { api } = buildSchemas({
      Base: {
        type: "object",
        required: ["t"],
        properties: { t: { type: "string" } },
        oneOf: [ref("C1"), ref("C2")],
        discriminator: { propertyName: "t", mapping: { c1: "C1", c2: "C2" } },
      },
      C1: child("x"),
      C2: child("y"),
    });
    const [base, c1] = api.schemas.map(({ schema }) => schema);
    expect(base?.kind).toBe("union");
    expect(c1).toMatchObject(object(property("t", { kind: "literal", value: "c1" }, true), property("x", string)));
  });
});
