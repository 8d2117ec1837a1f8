import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../generator/src/load/document.js";
import { loadText, normal, tryLoad, withSchemas } from "./support.js";

const $ref = (to: string) => ({ $ref: to });
const schema = (name: string) => $ref(`#/components/schemas/${name}`);
const schemasOf = async (schemas: JsonObject, openapi?: string) =>
  ((await normal(withSchemas(schemas, openapi))).components as JsonObject).schemas;

/** A document with one operation that answers with a schema, and anything else. */
const answering = (answer: Json, more: JsonObject = {}): JsonObject => ({
  openapi: "3.0.3",
  info: { title: "T", version: "1" },
  paths: {
    "/x": {
      get: {
        operationId: "getX",
        responses: { "200": { description: "ok", content: { "application/json": { schema: answer } } } },
      },
    },
  },
  ...more,
});

describe("references to deep places become components, named after where they lead", () => {
  test.each<[string, { given: JsonObject; want: JsonObject }]>([
    [
      "into properties and items",
      {
        given: {
          A: { type: "object", properties: { kids: { type: "array", items: { type: "object" } } } },
          W: { properties: { a: schema("A/properties/kids"), b: schema("A/properties/kids/items") } },
        },
        want: {
          A: { type: "object", properties: { kids: schema("AKids") } },
          AKids: { type: "array", items: schema("AKidsItem") },
          AKidsItem: { type: "object" },
          W: { properties: { a: schema("AKids"), b: schema("AKidsItem") } },
        },
      },
    ],
    [
      "into allOf, additionalProperties and a schema of a map",
      {
        given: {
          A: { allOf: [{ type: "object" }, { additionalProperties: { type: "string" } }] },
          W: { properties: { a: schema("A/allOf/1"), b: schema("A/allOf/1/additionalProperties") } },
        },
        want: {
          A: { allOf: [{ type: "object" }, schema("AAllOf2")] },
          AAllOf2: { additionalProperties: schema("AAllOf2Value") },
          AAllOf2Value: { type: "string" },
          W: { properties: { a: schema("AAllOf2"), b: schema("AAllOf2Value") } },
        },
      },
    ],
    [
      "through a reference on the way",
      {
        given: {
          A: { properties: { b: schema("B") } },
          B: { properties: { c: { type: "string" } } },
          W: { properties: { c: schema("A/properties/b/properties/c") } },
        },
        want: {
          A: { properties: { b: schema("B") } },
          B: { properties: { c: schema("BC") } },
          BC: { type: "string" },
          W: { properties: { c: schema("BC") } },
        },
      },
    ],
    [
      "a name that is taken gives a longer one",
      {
        given: {
          AB: { type: "integer" },
          A: { properties: { b: { type: "string" } } },
          W: { properties: { b: schema("A/properties/b") } },
        },
        want: {
          AB: { type: "integer" },
          A: { properties: { b: schema("AB_f0c77f") } },
          AB_f0c77f: { type: "string" },
          W: { properties: { b: schema("AB_f0c77f") } },
        },
      },
    ],
    [
      "names of Object.prototype",
      {
        given: {
          constructor: { properties: { toString: { type: "string" } } },
          W: { properties: { a: schema("constructor/properties/toString"), b: schema("constructor") } },
        },
        want: {
          constructor: { properties: { toString: schema("ConstructorToString") } },
          ConstructorToString: { type: "string" },
          W: { properties: { a: schema("ConstructorToString"), b: schema("constructor") } },
        },
      },
    ],
  ])("%s", async (_, { given, want }) => {
    expect(await schemasOf(given)).toEqual(want);
    const shuffled = Object.fromEntries(Object.entries(given).toReversed());
    expect(await schemasOf(shuffled)).toEqual(want);
  });

  test("into paths, with ~1, ~0 and %-encoding", async () => {
    const parameters = [{ name: "id", in: "path", required: true, schema: { type: "string" } }];
    const content = { "application/json": { schema: { type: "object" } } };
    const at = "#/paths/~1a~0b~1%7Bid%7D/get";
    const root = await normal({
      openapi: "3.0.3",
      info: { title: "T", version: "1" },
      paths: {
        "/a~b/{id}": { get: { operationId: "getA", parameters, responses: { "200": { description: "", content } } } },
        "/b/{id}": {
          get: {
            parameters: [$ref(`${at}/parameters/0`)],
            responses: {
              "200": $ref(`${at}/responses/200`),
              "201": {
                content: {
                  "application/json": { schema: $ref(`${at}/responses/200/content/application~1json/schema`) },
                },
              },
            },
          },
        },
      },
    });
    expect(root.paths).toMatchObject({
      "/a~b/{id}": {
        get: {
          parameters: [$ref("#/components/parameters/GetAId")],
          responses: { "200": $ref("#/components/responses/GetAResponse200") },
        },
      },
      "/b/{id}": {
        get: {
          parameters: [$ref("#/components/parameters/GetAId")],
          responses: {
            "200": $ref("#/components/responses/GetAResponse200"),
            "201": { content: { "application/json": { schema: schema("GetAResponse200") } } },
          },
        },
      },
    });
    expect(root.components).toMatchObject({
      parameters: { GetAId: parameters[0] },
      responses: { GetAResponse200: { content: { "application/json": { schema: schema("GetAResponse200") } } } },
      schemas: { GetAResponse200: { type: "object" } },
    });
  });

  test("outside components, and to what is a reference itself", async () => {
    const root = await normal(
      answering($ref("#/definitions/Pet"), {
        definitions: { Pet: $ref("#/x-schemas/Dog") },
        "x-schemas": { Dog: { properties: { self: $ref("#/x-schemas/Dog") } } },
      }),
    );
    expect(root.components).toEqual({ schemas: { Dog: { properties: { self: schema("Dog") } } } });
    expect(root.paths).toMatchObject({
      "/x": { get: { responses: { "200": { content: { "application/json": { schema: schema("Dog") } } } } } },
    });
  });
});

describe("components that are references", () => {
  test("a chain of names points straight at the end; each name stays", async () => {
    const want = { A: schema("C"), B: schema("C"), C: { type: "object" }, W: { properties: { a: schema("A") } } };
    expect(await schemasOf({ A: schema("B"), B: schema("C"), C: { type: "object" }, W: want.W })).toEqual(want);
  });

  test("parameters, responses, bodies and headers are reached directly", async () => {
    const root = await normal({
      openapi: "3.0.3",
      info: { title: "T", version: "1" },
      paths: {
        "/x": {
          post: {
            parameters: [$ref("#/components/parameters/A")],
            requestBody: $ref("#/components/requestBodies/A"),
            responses: { "200": $ref("#/components/responses/A") },
          },
        },
      },
      components: {
        parameters: { A: $ref("#/components/parameters/B"), B: { name: "q", in: "query", schema: {} } },
        requestBodies: { A: $ref("#/components/requestBodies/B"), B: { content: { "text/plain": {} } } },
        responses: {
          A: $ref("#/components/responses/B"),
          B: { description: "", headers: { H: $ref("#/components/headers/A") } },
        },
        headers: { A: $ref("#/components/headers/B"), B: { schema: {} } },
      },
    });
    expect(root.paths).toMatchObject({
      "/x": {
        post: {
          parameters: [$ref("#/components/parameters/B")],
          requestBody: $ref("#/components/requestBodies/B"),
          responses: { "200": $ref("#/components/responses/B") },
        },
      },
    });
    expect(root.components).toMatchObject({ responses: { B: { headers: { H: $ref("#/components/headers/B") } } } });
  });
});

describe("what is given by reference as a whole", () => {
  test("path items are inlined, with what stands beside the reference", async () => {
    const root = await normal({
      openapi: "3.0.3",
      info: { title: "T", version: "1" },
      paths: { "/a": { $ref: "#/x-items/a", summary: "mine" }, "/b": $ref("#/paths/~1a") },
      "x-items": { a: { summary: "theirs", get: { operationId: "a", responses: {} } } },
    });
    const get = { operationId: "a", responses: {} };
    expect(root.paths).toEqual({ "/a": { summary: "mine", get }, "/b": { summary: "mine", get } });
    const paths = root.paths as Record<string, { get: JsonObject }>;
    expect(paths["/a"]!.get).not.toBe(paths["/b"]!.get);
  });

  test("maps, lists and data", async () => {
    const root = await normal({
      openapi: "3.0.3",
      info: $ref("#/x-parts/info"),
      tags: [{ name: "t", description: $ref("#/x-parts/text") }],
      paths: { "/x": { get: { parameters: $ref("#/x-parts/list"), responses: {} } } },
      components: { schemas: { A: { properties: $ref("#/x-parts/properties") }, B: { type: "string" } } },
      "x-parts": {
        info: { title: "T", version: "1" },
        text: "About t",
        list: [{ name: "q", in: "query", schema: schema("B") }],
        properties: { b: schema("B") },
      },
    });
    expect(root).toMatchObject({
      info: { title: "T", version: "1" },
      tags: [{ name: "t", description: "About t" }],
      paths: { "/x": { get: { parameters: [{ name: "q", in: "query", schema: schema("B") }] } } },
      components: { schemas: { A: { properties: { b: schema("B") } } } },
    });
  });
});

describe("JSON Schema 2020-12", () => {
  test.each<[string, { given: JsonObject; want: JsonObject }]>([
    [
      "$defs",
      {
        given: { W: { $defs: { I: { type: "string" } }, properties: { i: schema("W/$defs/I") } } },
        want: { W: { properties: { i: schema("WI") } }, WI: { type: "string" } },
      },
    ],
    [
      "$anchor",
      {
        given: {
          W: { properties: { i: $ref("#here") } },
          A: { properties: { x: { $anchor: "here", type: "string" } } },
        },
        want: {
          W: { properties: { i: schema("AX") } },
          A: { properties: { x: schema("AX") } },
          AX: { type: "string" },
        },
      },
    ],
    [
      "$id, and references relative to it",
      {
        given: {
          A: {
            $id: "https://example.com/a",
            $defs: { D: { type: "string" } },
            properties: { d: $ref("#/$defs/D"), b: schema("B") },
          },
          B: { properties: { a: $ref("https://example.com/a"), d: $ref("https://example.com/a#/$defs/D") } },
        },
        want: {
          A: { properties: { d: schema("AD"), b: schema("B") } },
          AD: { type: "string" },
          B: { properties: { a: schema("A"), d: schema("AD") } },
        },
      },
    ],
    [
      "$dynamicRef without a binding",
      {
        given: { L: { $id: "https://e.com/l", $defs: { T: { $dynamicAnchor: "T" } }, items: { $dynamicRef: "#T" } } },
        want: { L: { items: schema("LT") }, LT: {} },
      },
    ],
    [
      "$dynamicRef that another schema binds",
      {
        given: {
          Page: {
            $id: "https://e.com/page",
            $defs: { item: { $dynamicAnchor: "item", not: {} } },
            properties: { items: { items: { $dynamicRef: "#item" } } },
          },
          PetPage: {
            $id: "https://e.com/pets",
            $ref: "page",
            $defs: { item: { $dynamicAnchor: "item", type: "string" } },
          },
        },
        want: {
          Page: { properties: { items: { items: schema("PageItem") } } },
          PageItem: { not: {} },
          PetPage: { allOf: [{ properties: { items: { items: schema("PetPageItem") } } }] },
          PetPageItem: { type: "string" },
        },
      },
    ],
    [
      "$dynamicAnchor of a tree that a stricter tree extends",
      {
        given: {
          Tree: {
            $id: "https://e.com/tree",
            $dynamicAnchor: "node",
            properties: { kids: { items: { $dynamicRef: "#node" } } },
          },
          Strict: { $id: "https://e.com/strict", $dynamicAnchor: "node", $ref: "tree", unevaluatedProperties: false },
        },
        want: {
          Tree: { properties: { kids: { items: schema("Tree") } } },
          Strict: { allOf: [{ properties: { kids: { items: schema("Strict") } } }], unevaluatedProperties: false },
        },
      },
    ],
    [
      "a dynamic reference that is plain: its own resource has an $anchor of that name",
      {
        given: {
          Page: {
            $id: "https://e.com/page",
            $defs: { item: { $anchor: "item", type: "number" } },
            properties: { items: { items: { $dynamicRef: "#item" } } },
          },
          PetPage: {
            $id: "https://e.com/pets",
            $ref: "page",
            $defs: { item: { $dynamicAnchor: "item", type: "string" } },
          },
        },
        want: {
          Page: { properties: { items: { items: schema("PageItem") } } },
          PageItem: { type: "number" },
          PetPage: schema("Page"),
        },
      },
    ],
    [
      "an anchor of another resource, by its URI",
      {
        given: {
          A: { $id: "https://e.com/a", $defs: { x: { $anchor: "x", type: "string" } } },
          B: { $id: "https://e.com/b", $defs: { x: { $anchor: "x", type: "number" } }, properties: { x: $ref("a#x") } },
        },
        want: {
          A: {},
          AX: { type: "string" },
          B: { properties: { x: schema("AX") } },
        },
      },
    ],
    [
      "references on the way, each relative to its own resource",
      {
        given: {
          Root: {
            $id: "https://e.com/root",
            properties: { c: $ref("#/$defs/c") },
            $defs: { a: { type: "integer" }, b: $ref("#/$defs/a"), c: $ref("#/$defs/b") },
          },
        },
        want: { Root: { properties: { c: schema("RootA") } }, RootA: { type: "integer" } },
      },
    ],
    [
      "$recursiveRef of 2019-09",
      {
        given: { Filter: { $recursiveAnchor: true, properties: { all: { items: { $recursiveRef: "#" } } } } },
        want: { Filter: { properties: { all: { items: schema("Filter") } } } },
      },
    ],
    [
      "$recursiveRef of two schemas side by side: each leads to its own",
      {
        given: {
          A: { $recursiveAnchor: true, properties: { all: { items: { $recursiveRef: "#" } } } },
          B: { $recursiveAnchor: true, properties: { all: { items: { $recursiveRef: "#" } } } },
        },
        want: {
          A: { properties: { all: { items: schema("A") } } },
          B: { properties: { all: { items: schema("B") } } },
        },
      },
    ],
    [
      "what stands beside a reference",
      {
        given: {
          B: { type: "object" },
          W: { properties: { b: { ...schema("B"), description: "mine", required: ["a"] } } },
        },
        want: {
          B: { type: "object" },
          W: { properties: { b: { ...schema("B"), description: "mine", required: ["a"] } } },
        },
      },
    ],
  ])("%s", async (_, { given, want }) => {
    expect(await schemasOf(given, "3.1.0")).toEqual(want);
  });
});

test("a dynamic reference that a distant caller would bind is read as its own anchor, and that is said", async () => {
  const list = `openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths: {}
components:
  schemas:
    List:
      $id: https://e.com/list
      $defs: {item: {$dynamicAnchor: item, type: number}}
      items: {$dynamicRef: "#item"}
    Between: {$id: https://e.com/between, $ref: list}
    Words:
      $id: https://e.com/words
      $ref: between
      $defs: {item: {$dynamicAnchor: item, type: string}}
`;
  const { document, found } = await loadText(list);
  expect(found).toEqual(["load/dynamic-ref 9:15"]);
  expect(document?.root).toMatchObject({
    components: { schemas: { List: { items: schema("ListItem") }, ListItem: { type: "number" } } },
  });
  const near = list.replace("$ref: between", "$ref: list");
  expect((await loadText(near)).found).toEqual([]);
});

describe("discriminator mappings", () => {
  test("names and references become references; what leads nowhere is left out", async () => {
    const text = `openapi: 3.0.3
info: {title: T, version: 1.0.0}
paths: {}
components:
  schemas:
    P:
      type: object
      discriminator:
        propertyName: k
        mapping:
          dog: '#/components/schemas/Dog'
          cat: Cat
          v1.cat: Cat.v1
          fish: Fish
    Dog: {type: object}
    Cat: {type: object}
    Cat.v1: {type: object}
`;
    const { document, found } = await loadText(text);
    expect(found).toEqual(["load/ref-not-found 14:11"]);
    expect(document?.root).toMatchObject({
      components: {
        schemas: {
          P: {
            discriminator: {
              mapping: {
                dog: "#/components/schemas/Dog",
                cat: "#/components/schemas/Cat",
                "v1.cat": "#/components/schemas/Cat.v1",
              },
            },
          },
        },
      },
    });
  });
});

describe("names that need escaping", () => {
  test.each<[string, { name: string; given: string; want: string }]>([
    ["a slash", { name: "a/b", given: "a~1b", want: "a~1b" }],
    ["a slash that is not escaped", { name: "a/b", given: "a/b", want: "a~1b" }],
    ["a tilde", { name: "a~b", given: "a~0b", want: "a~0b" }],
    ["a space, encoded", { name: "a b", given: "a%20b", want: "a b" }],
    ["a per cent sign", { name: "50%", given: "50%25", want: "50%25" }],
    ["a per cent sign that is not encoded", { name: "50%", given: "50%", want: "50%25" }],
    ["generics of Java, encoded", { name: "Page«Pet»", given: "Page%C2%ABPet%C2%BB", want: "Page«Pet»" }],
    ["Japanese", { name: "ペット", given: "ペット", want: "ペット" }],
  ])("%s", async (_, { name, given, want }) => {
    const schemas = { [name]: { type: "string" }, W: { properties: { a: schema(given) } } };
    expect(await schemasOf(schemas)).toEqual({ ...schemas, W: { properties: { a: schema(want) } } });
  });
});

describe("references that cannot be followed", () => {
  const HEAD = "openapi: 3.0.3\ninfo: {title: T, version: 1.0.0}\npaths: {}\ncomponents:\n  schemas:\n";

  test.each<[string, { given: string; want: string; says: RegExp }]>([
    [
      "lead nowhere",
      {
        given: "    A:\n      $ref: '#/components/schemas/B'\n",
        want: "load/ref-not-found 7:7",
        says: /leads nowhere/,
      },
    ],
    [
      "are misspelt",
      {
        given: "    Person: {type: object}\n    A:\n      items:\n        $ref: '#/components/schemas/Persn'\n",
        want: "load/ref-not-found 9:9",
        says: /leads nowhere/,
      },
    ],
    [
      "refer to themselves",
      {
        given: "    A:\n      $ref: '#/components/schemas/A'\n",
        want: "load/ref-cycle 6:5",
        says: /A refers to itself/,
      },
    ],
    [
      "refer to each other",
      {
        given: "    A:\n      $ref: '#/components/schemas/B'\n    B:\n      $ref: '#/components/schemas/A'\n",
        want: "load/ref-cycle 6:5",
        says: /refers to itself/,
      },
    ],
    [
      "go round through paths on the way",
      {
        given: "    A:\n      $ref: '#/x-a/y'\nx-a:\n  $ref: '#/x-b/y'\nx-b:\n  $ref: '#/x-a/y'\n",
        want: "load/ref-cycle 7:7",
        says: /leads back to itself/,
      },
    ],
    [
      "lead to a list",
      {
        given: "    A:\n      required: [a]\n    B:\n      $ref: '#/components/schemas/A/required'\n",
        want: "load/ref-kind 9:7",
        says: /a list where a schema is needed/,
      },
    ],
    [
      "lead to the whole document",
      { given: "    A:\n      $ref: '#'\n", want: "load/ref-kind 7:7", says: /whole document/ },
    ],
  ])("%s: stop, with place and frame", async (_, { given, want, says }) => {
    const { document, diagnostics, found } = await loadText(HEAD + given);
    expect(document).toBeUndefined();
    expect(found).toEqual([want]);
    expect(diagnostics[0]).toMatchObject({ severity: "stop", message: expect.stringMatching(says) as string });
    expect(diagnostics[0]?.frame).toContain("^");
  });

  test("the nearest name is suggested", async () => {
    const { diagnostics } = await loadText(
      `${HEAD}    Person: {type: object}\n    A: {$ref: '#/components/schemas/Persn'}\n`,
    );
    expect(diagnostics[0]?.fix).toBe(
      "Did you mean `#/components/schemas/Person`? `tolerant: true` turns it into `unknown`.",
    );
  });

  test("all of them are listed, not the first only", async () => {
    const { found } = await loadText(`${HEAD}    A: {$ref: '#/x'}\n    B: {$ref: '#/y'}\n`);
    expect(found).toEqual(["load/ref-not-found 6:9", "load/ref-not-found 7:9"]);
  });

  test("`tolerant` makes them unknown, with a warning", async () => {
    const given = `${HEAD}    A:\n      properties:\n        b: {$ref: '#/components/schemas/B', description: mine}\n`;
    const { document, diagnostics, found } = await loadText(given, { tolerant: true });
    expect(found).toEqual(["load/ref-not-found 8:13"]);
    expect(diagnostics[0]).toMatchObject({
      severity: "warn",
      message: "`#/components/schemas/B` leads nowhere; it is read as unknown.",
    });
    expect(document?.root.components).toEqual({ schemas: { A: { properties: { b: { description: "mine" } } } } });
  });

  test("one missing schema among a hundred is tolerated, unless `tolerant` is false", async () => {
    const schemas: JsonObject = { A: schema("Missing") };
    for (let index = 0; index < 99; index++) schemas[`S${index}`] = { type: "string" };
    const input = withSchemas(schemas);
    expect((await tryLoad({ input })).diagnostics).toMatchObject([{ code: "load/ref-not-found", severity: "warn" }]);
    expect((await tryLoad({ input, tolerant: false })).diagnostics).toMatchObject([
      { code: "load/ref-not-found", severity: "stop" },
    ]);
    expect((await tryLoad({ input: withSchemas({ ...schemas, B: schema("AlsoMissing") }) })).document).toBeUndefined();
  });

  test("parameters, responses and bodies are never guessed: they stop whatever the size of the document", async () => {
    const { found } = await tryLoad({
      input: {
        ...answering(schema("A"), { components: { schemas: { A: {} } } }),
        paths: { "/x": { get: { parameters: [$ref("#/components/parameters/P")], responses: {} } } },
      },
    });
    expect(found).toEqual(["load/ref-not-found"]);
  });

  test("`$ref` that is no text, and a property called $ref", async () => {
    const { document, found } = await loadText(
      `${HEAD}    A:\n      $ref: 5\n      properties:\n        $ref: {type: string}\n`,
    );
    expect(found).toEqual(["load/ref-not-text 7:7"]);
    expect(document?.root.components).toEqual({ schemas: { A: { properties: { $ref: { type: "string" } } } } });
  });

  test("examples and extensions are data: what looks like a reference in them is left alone", async () => {
    const given = {
      A: { type: "object", example: $ref("#/nowhere"), default: $ref("#/nowhere"), "x-a": $ref("#/nowhere") },
    };
    expect(await schemasOf(given)).toEqual({
      A: { type: "object", examples: [$ref("#/nowhere")], default: $ref("#/nowhere"), "x-a": $ref("#/nowhere") },
    });
  });
});

describe("references to objects of another kind", () => {
  test.each<[string, { components: JsonObject; operation: JsonObject; want: JsonObject }]>([
    [
      "a response that is a request body",
      {
        components: { requestBodies: { B: { content: { "text/plain": {} } } } },
        operation: { responses: { "200": $ref("#/components/requestBodies/B") } },
        want: { responses: { "200": { content: { "text/plain": {} } } } },
      },
    ],
    [
      "a body that is a schema",
      {
        components: { schemas: { S: {} } },
        operation: { requestBody: schema("S"), responses: {} },
        want: { requestBody: { content: { "application/json": { schema: schema("S") } } } },
      },
    ],
    [
      "a schema that is a response",
      {
        components: {
          responses: { R: { description: "", content: { "application/json": { schema: { type: "string" } } } } },
        },
        operation: {
          requestBody: { content: { "application/json": { schema: $ref("#/components/responses/R") } } },
          responses: {},
        },
        want: { requestBody: { content: { "application/json": { schema: schema("R") } } } },
      },
    ],
  ])("%s is read as it was meant, with a warning", async (_, { components, operation, want }) => {
    const input = {
      openapi: "3.0.3",
      info: { title: "T", version: "1" },
      paths: { "/x": { post: operation } },
      components,
    };
    const { document, found } = await tryLoad({ input });
    expect(found).toEqual(["load/ref-kind"]);
    expect(document?.root.paths).toMatchObject({ "/x": { post: want } });
  });
});
