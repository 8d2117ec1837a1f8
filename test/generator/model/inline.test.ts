import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { inlineObjects, type InlineObject, type InlineStep } from "../../../generator/src/model/index.js";
import { build } from "./support.js";

const object = (...names: (string | JsonObject)[]): JsonObject => ({
  type: "object",
  properties: Object.assign(
    {},
    ...names.map((name) => (typeof name === "string" ? { [name]: { type: "string" } } : name)),
  ) as JsonObject,
});
const big = object("a", "b", "c");

const step = (one: InlineStep): string => {
  if (one.kind === "property") return one.name;
  return one.kind === "member" ? `<${one.label}>` : one.kind === "place" ? `[${one.index}]` : `{${one.kind}}`;
};
const shown = ({ owner, path }: InlineObject): string => {
  const root =
    "operation" in owner
      ? `${owner.operation} ${owner.kind}${"status" in owner ? ` ${owner.status}` : ""}`
      : `${owner.kind} ${owner.name}`;
  return [root, ...path.map(step)].join(" . ");
};
const inlineOf = (root: JsonObject) => inlineObjects(build(root).api);
const ofSchema = (schema: JsonObject): string[] => inlineOf({ components: { schemas: { S: schema } } }).map(shown);

describe("which inline objects deserve a name", () => {
  test.each<[string, { given: JsonObject; want: string[] }]>([
    ["a component is one already", { given: big, want: [] }],
    ["of three members or more", { given: object({ big, small: object("a", "b") }), want: ["schema S . big"] }],
    [
      "at any depth",
      {
        given: object({ small: object({ big: object({ inner: big }, "b", "c") }) }),
        want: ["schema S . small . big", "schema S . small . big . inner"],
      },
    ],
    [
      "as items, values and places",
      {
        given: object({
          l: { type: "array", items: big },
          m: { type: "object", additionalProperties: big },
          t: { type: "array", prefixItems: [big] },
        }),
        want: ["schema S . l . {items}", "schema S . m . {values}", "schema S . t . [0]"],
      },
    ],
    [
      "beside null",
      {
        given: object({ o: { anyOf: [big, { type: "null" }] }, p: { ...big, type: ["object", "null"] } }),
        want: ["schema S . o", "schema S . p"],
      },
    ],
    [
      "among alternatives, by title or by the literal that tells them apart",
      {
        given: {
          oneOf: [{ ...big, title: "Big" }, { ...object({ kind: { const: "k" } }, "a", "b"), required: ["kind"] }, big],
        },
        want: ["schema S . <Big>", "schema S . <k>"],
      },
    ],
    [
      "not by a title that two alternatives share",
      {
        given: {
          oneOf: [
            { ...big, title: "T" },
            { ...big, title: "T" },
          ],
        },
        want: [],
      },
    ],
  ])("%s", (_title, { given, want }) => {
    expect(ofSchema(given)).toEqual(want);
  });

  const content = (schema: JsonObject, ...types: string[]): JsonObject => ({
    content: Object.fromEntries((types.length > 0 ? types : ["application/json"]).map((type) => [type, { schema }])),
  });
  const post = (operation: JsonObject, rest: JsonObject = {}) =>
    inlineOf({ paths: { "/x": { post: { responses: {}, ...operation } } }, ...rest });

  test("bodies and answers, and the items of lists, however small", () => {
    const found = post({
      requestBody: content(object("a")),
      responses: {
        200: { description: "", ...content({ type: "array", items: object("a") }) },
        404: { description: "", ...content(object("message")) },
      },
    });
    expect(found.map((one) => [shown(one), one.direction])).toEqual([
      ["POST /x body", "write"],
      ["POST /x response 200 . {items}", "read"],
      ["POST /x response 404", "read"],
    ]);
  });

  test("an object beside a reference, as a whole", () => {
    const [found] = post(
      { requestBody: content({ allOf: [{ $ref: "#/components/schemas/R" }, object("a")] }) },
      { components: { schemas: { R: big } } },
    );
    expect(found?.schema.kind).toBe("intersection");
  });

  test("equal bodies of several media types are one", () => {
    const found = post({
      requestBody: content(object({ inner: big }), "application/json", "application/x-www-form-urlencoded"),
    });
    expect(
      found.map(({ at, sameAs }) => [at.replace("/paths/~1x/post/requestBody/content/", ""), sameAs !== undefined]),
    ).toEqual([
      ["application~1json/schema", false],
      ["application~1json/schema/properties/inner", false],
      ["application~1x-www-form-urlencoded/schema", true],
      ["application~1x-www-form-urlencoded/schema/properties/inner", true],
    ]);
  });

  test("a shared response belongs to no operation", () => {
    const found = post(
      { responses: { 404: { $ref: "#/components/responses/NotFound" } } },
      { components: { responses: { NotFound: { description: "", ...content(object("message")) } } } },
    );
    expect(found.map(shown)).toEqual(["responses NotFound"]);
  });

  test("webhooks are read where requests are written", () => {
    const found = inlineOf({ webhooks: { created: { post: { requestBody: content(object("a")), responses: {} } } } });
    expect(found.map((one) => [shown(one), one.direction])).toEqual([["created body", "read"]]);
  });

  test("a component's needs a twin where the two shapes differ", () => {
    const readOnly = { id: { type: "string", readOnly: true } };
    const found = inlineOf({ components: { schemas: { S: object({ one: object(readOnly, "a", "b"), two: big }) } } });
    expect(found.map((one) => [shown(one), one.twin])).toEqual([
      ["schema S . one", true],
      ["schema S . two", false],
    ]);
  });
});

test("another operation changes no owner and no path", () => {
  const operation = {
    requestBody: { content: { "application/json": { schema: object({ inner: big }) } } },
    responses: {},
  };
  const before = inlineOf({ paths: { "/b": { post: operation } } }).map(shown);
  const after = inlineOf({ paths: { "/b": { post: operation }, "/a": { post: operation } } }).map(shown);
  expect(after).toEqual(expect.arrayContaining(before));
});
