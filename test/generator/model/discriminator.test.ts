import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../generator/src/load/document.js";
import type { Schema } from "../../../generator/src/model/schema.js";
import { findProperty } from "../../../generator/src/model/resolve.js";
import { bare, buildSchemas } from "./support.js";

const ref = (target: string) => ({ $ref: `#/components/schemas/${target}` });
const kind = (schema: Json, more: JsonObject = {}): JsonObject => ({
  type: "object",
  required: ["kind"],
  properties: { kind: schema, ...more },
});
const plain = kind({ type: "string" });

/** The union `U` over the schemas, and what each schema's `kind` became. */
function discriminated(schemas: JsonObject, discriminator: JsonObject = {}) {
  const oneOf = Object.keys(schemas)
    .filter((name) => !name.startsWith("_"))
    .map(ref);
  const { api, diagnostics } = buildSchemas({
    ...schemas,
    U: { oneOf, discriminator: { propertyName: "kind", ...discriminator } },
  });
  const components = new Map<string, Schema>(api.schemas.map(({ name, schema }) => [name, schema]));
  const union = components.get("U") as Schema & { readonly kind: "union" };
  const kinds = Object.keys(schemas).map((name) => [
    name,
    bare(findProperty(components, components.get(name) as Schema, "kind")?.schema),
  ]);
  return {
    mapping: union.discriminator?.mapping,
    fallback: union.discriminator?.default,
    members: bare(union) as { members: unknown[] },
    kinds: Object.fromEntries(kinds) as { [name: string]: unknown },
    diagnostics,
  };
}

const literal = (value: Json) => ({ kind: "literal", value });

describe("which values select a member, and what its property becomes", () => {
  test("without a mapping: the component's name", () => {
    expect(discriminated({ A: plain, B: plain })).toMatchObject({
      mapping: [
        { schema: "A", values: ["A"] },
        { schema: "B", values: ["B"] },
      ],
      kinds: { A: literal("A"), B: literal("B") },
    });
  });

  test("mapped by reference, by name, and twice", () => {
    const mapping = { a: "#/components/schemas/A", "b-2": "B", b: "B" };
    expect(discriminated({ A: plain, B: plain }, { mapping })).toMatchObject({
      mapping: [
        { schema: "A", values: ["a"] },
        { schema: "B", values: ["b", "b-2"] },
      ],
      kinds: { A: literal("a"), B: { kind: "union", members: [literal("b"), literal("b-2")] } },
    });
  });

  test("declared by a literal of its own", () => {
    const { mapping, diagnostics } = discriminated({ A: kind({ const: "a" }), B: kind({ enum: ["b"] }) });
    expect(mapping).toEqual([
      { schema: "A", values: ["a"] },
      { schema: "B", values: ["b"] },
    ]);
    expect(diagnostics).toEqual([]);
  });

  test("a mapping that contradicts the declared literal gives way, with a warning: no member becomes never", () => {
    const { mapping, kinds, diagnostics } = discriminated(
      { A: kind({ const: "feline" }), B: plain },
      { mapping: { cat: "A", b: "B" } },
    );
    expect(mapping).toEqual([
      { schema: "A", values: ["feline"] },
      { schema: "B", values: ["b"] },
    ]);
    expect(kinds["A"]).toEqual(literal("feline"));
    expect(diagnostics).toEqual(["warn model/discriminator-conflict"]);
  });

  test("a shared enum is narrowed to the value that is mapped", () => {
    const shared = kind({ type: "string", enum: ["a", "b"] });
    expect(discriminated({ A: shared, B: shared }, { mapping: { a: "A", b: "B" } }).kinds).toEqual({
      A: literal("a"),
      B: literal("b"),
    });
  });

  test("a number is selected by a number", () => {
    const numbered = kind({ type: "integer" });
    expect(discriminated({ A: numbered, B: numbered }, { mapping: { 1: "A", 2: "B" } }).kinds).toEqual({
      A: literal(1),
      B: literal(2),
    });
  });

  test("a property that is not declared is added", () => {
    const bare: JsonObject = { type: "object", properties: { x: {} } };
    expect(discriminated({ A: bare, B: plain }).kinds["A"]).toEqual(literal("A"));
  });

  test("a property that is not declared is the union's, where the component also stands elsewhere", () => {
    const bare = { type: "object", properties: { name: { type: "string" } } };
    const envelope = { type: "object", properties: { value: ref("A") } };
    const { kinds, members } = discriminated({ A: bare, B: bare, _Envelope: envelope });
    expect(kinds).toEqual({ A: undefined, B: literal("B"), _Envelope: undefined });
    expect(members.members).toMatchObject([
      {
        kind: "intersection",
        members: [
          { kind: "ref", target: "A" },
          { kind: "object", properties: [{ name: "kind", required: true, schema: literal("A") }] },
        ],
      },
      { kind: "ref", target: "B" },
    ]);
  });

  test("an alias is selected by the values of what it stands for", () => {
    const { mapping } = discriminated(
      { A: ref("_Real"), _Real: plain, B: plain },
      { mapping: { real: "_Real", b: "B" } },
    );
    expect(mapping?.[0]).toEqual({ schema: "A", values: ["real"] });
  });

  test("a member that others extend keeps its type; its reference takes the literal", () => {
    const { members, kinds } = discriminated({ A: plain, B: { allOf: [ref("A"), { properties: { x: {} } }] } });
    expect(kinds).toEqual({ A: { kind: "scalar", type: "string" }, B: literal("B") });
    expect(members.members[0]).toEqual({
      kind: "intersection",
      members: [
        { kind: "ref", target: "A" },
        { kind: "object", properties: [{ name: "kind", required: true, schema: literal("A") }] },
      ],
    });
  });

  test("OpenAPI 3.2's default", () => {
    expect(discriminated({ A: plain, B: plain }, { defaultMapping: "B" }).fallback).toBe("B");
  });

  test("null beside the members leaves one flat union", () => {
    const { api } = buildSchemas({
      A: plain,
      B: plain,
      W: {
        type: "object",
        properties: {
          u: { anyOf: [{ oneOf: [ref("A"), ref("B")], discriminator: { propertyName: "kind" } }, { type: "null" }] },
        },
      },
    });
    const w = api.schemas.find(({ name }) => name === "W")?.schema;
    const u = w?.kind === "object" ? w.properties[0]?.schema : undefined;
    expect(bare(u)).toMatchObject({
      kind: "union",
      members: [{ target: "A" }, { target: "B" }, { kind: "null" }],
      discriminator: { property: "kind", mapping: [{ schema: "A" }, { schema: "B" }] },
    });
  });
});

describe("parents without alternatives", () => {
  const parent = (mapping?: JsonObject): JsonObject => ({
    ...plain,
    discriminator: { propertyName: "kind", ...(mapping && { mapping }) },
  });
  const child: JsonObject = { allOf: [ref("P"), { properties: { x: {} } }] };
  const kindOf = (schemas: JsonObject, name: string): unknown => {
    const { api } = buildSchemas(schemas);
    const components = new Map<string, Schema>(api.schemas.map((one) => [one.name, one.schema]));
    return bare(findProperty(components, components.get(name) as Schema, "kind")?.schema);
  };

  test("children are selected by the mapping", () => {
    const schemas = { P: parent({ dog: "Dog", cat: "Cat" }), Dog: child, Cat: child, NewPet: child };
    expect(kindOf(schemas, "Dog")).toEqual(literal("dog"));
    expect(kindOf(schemas, "P")).toEqual({ kind: "scalar", type: "string" });
    // Not mapped: as likely a shape for requests as a kind of its own.
    expect(kindOf(schemas, "NewPet")).toEqual({ kind: "scalar", type: "string" });
  });

  test("without one, by their names, grandchildren too", () => {
    const schemas = { P: parent(), Dog: child, Puppy: { allOf: [ref("Dog"), { properties: { y: {} } }] } };
    expect(kindOf(schemas, "Puppy")).toEqual(literal("Puppy"));
    expect(kindOf(schemas, "Dog")).toEqual({ kind: "scalar", type: "string" });
  });

  test("or by the vendor's extension", () => {
    expect(kindOf({ P: parent(), Dog: { ...child, "x-ms-discriminator-value": "#dog" } }, "Dog")).toEqual(
      literal("#dog"),
    );
  });
});

test.each<[string, { given: JsonObject; want: string[] }]>([
  [
    "a mapping to a schema that does not exist",
    {
      given: { propertyName: "kind", mapping: { a: "A", z: "#/components/schemas/Zebra" } },
      want: ["warn model/discriminator-mapping"],
    },
  ],
  [
    "a mapping to what is no member",
    { given: { propertyName: "kind", mapping: { a: "A", c: "C" } }, want: ["warn model/discriminator-mapping"] },
  ],
  ["no property", { given: { mapping: { a: "A" } }, want: ["warn model/discriminator"] }],
])("%s is reported", (_title, { given, want }) => {
  expect(
    buildSchemas({ A: plain, B: plain, C: plain, U: { oneOf: [ref("A"), ref("B")], discriminator: given } })
      .diagnostics,
  ).toEqual(want);
});
