import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../../generator/src/load/document.js";
import type { Direction } from "../../../../generator/src/emit/types/index.js";
import { print } from "./support.js";

const ref = (target: string) => ({ $ref: `#/components/schemas/${target}` });
const moment = { type: "string", format: "date-time" };
const day = { type: "string", format: "date" };
const long = { type: "integer", format: "int64" };
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: "object", properties, ...more });

async function codecOf(schema: Json, direction: Direction = "read", others: JsonObject = {}) {
  const { api, codecs } = await print(
    { components: { schemas: { ...others, S: object({ p: schema }) } } },
    { dates: "Date", int64: "bigint" },
  );
  const s = api.schemas.find(({ name }) => name === "S")?.schema;
  if (s?.kind !== "object") throw new Error("no object");
  const codec = codecs.codecFor(s.properties[0]!.schema, direction);
  return {
    text: codec?.text,
    imports: [...(codec?.imports ?? [])],
    declarations: codecs.declarations().map((one) => one.text),
  };
}

describe("what is converted in an answer", () => {
  test.each<[string, { given: Json; want: string | undefined }]>([
    ["nothing", { given: { type: "string" }, want: undefined }],
    ["a moment", { given: moment, want: '"date-time"' }],
    ["a day", { given: day, want: '"date"' }],
    ["an int64", { given: long, want: '"bigint"' }],
    ["what may be null", { given: { ...moment, type: ["string", "null"] }, want: '"date-time"' }],
    ["items", { given: { type: "array", items: moment }, want: '{ a: "date-time" }' }],
    ["members", { given: object({ at: moment, name: { type: "string" } }), want: '{ p: { at: "date-time" } }' }],
    ["values of a map", { given: { type: "object", additionalProperties: long }, want: '{ m: "bigint" }' }],
    [
      "values beside members, which stay as they are",
      {
        given: object({ name: { type: "string" }, at: moment }, { additionalProperties: day }),
        want: '{ p: { at: "date-time", name: {} }, m: "date" }',
      },
    ],
    [
      "places of a tuple, and its rest",
      {
        given: { type: "array", prefixItems: [{ type: "string" }, moment], items: day },
        want: '{ a: "date", t: [{}, "date-time"] }',
      },
    ],
    [
      "alternatives",
      {
        given: { oneOf: [object({ at: moment }), object({ on: day })] },
        want: '{ all: [{ p: { at: "date-time" } }, { p: { on: "date" } }] }',
      },
    ],
    [
      "equal alternatives once",
      { given: { oneOf: [object({ at: moment }), object({ at: moment, b: {} })] }, want: '{ p: { at: "date-time" } }' },
    ],
    ["not what is only written", { given: object({ at: { ...moment, writeOnly: true } }), want: undefined }],
    [
      "a name that is no identifier, and one that is no member",
      {
        given: object(
          JSON.parse(`{"a-b":${JSON.stringify(moment)},"__proto__":${JSON.stringify(moment)}}`) as JsonObject,
        ),
        want: '{ p: { ["__proto__"]: "date-time", "a-b": "date-time" } }',
      },
    ],
  ])("%s", async (_title, { given, want }) => {
    expect((await codecOf(given)).text).toBe(want);
  });
});

test("in a request only days: JSON writes the rest as the wire wants it", async () => {
  const schema = object({ at: moment, on: day, id: long, seen: { ...day, readOnly: true } });
  expect((await codecOf(schema, "write")).text).toBe('{ p: { on: "date" } }');
});

test("components have codecs of their own; references wait, so cycles are no matter", async () => {
  const Node = object({ at: moment, next: ref("Node"), peer: ref("Peer"), plain: ref("Plain") });
  const { text, imports, declarations } = await codecOf({ type: "array", items: ref("Node") }, "read", {
    Node,
    Peer: object({ node: ref("Node") }),
    Plain: object({ a: {} }),
  });
  expect([text, imports]).toEqual(["{ a: decodeNode }", [["decodeNode", "codecs"]]]);
  expect(declarations).toEqual([
    `export const decodeNode: Codec = {
  p: {
    at: "date-time",
    next: { ref: () => decodeNode },
    peer: { ref: () => decodePeer },
  },
};
`,
    "export const decodePeer: Codec = { p: { node: { ref: () => decodeNode } } };\n",
  ]);
});

test("without the options nothing is converted", async () => {
  const { api, codecs } = await print({ components: { schemas: { S: object({ at: moment, id: long }) } } });
  expect(codecs.codecFor(api.schemas[0]!.schema, "read")).toBeUndefined();
});

test("thousands of components that refer to one another in a row", async () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `C${index}`);
  const schemas = Object.fromEntries(
    names.map((name, index) => [name, object({ next: index + 1 < names.length ? ref(names[index + 1]!) : moment })]),
  );
  const { codecs } = await print({ components: { schemas } }, { dates: "Date" });
  codecs.codecFor({ kind: "ref", at: "/x", target: "C0" }, "read");
  expect(codecs.declarations()).toHaveLength(5_000);
});
