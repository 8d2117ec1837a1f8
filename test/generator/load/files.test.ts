import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { loadFiles } from "./support.js";

const twoFiles = (first: string, second: string) =>
  `${HEAD}paths: {}\ncomponents:\n  schemas:\n    W:\n      properties:\n        ${first}: {$ref: ${first}/pet.yaml}\n        ${second}: {$ref: ${second}/pet.yaml}\n`;

const $ref = (to: string) => ({ $ref: to });
const schema = (name: string) => $ref(`#/components/schemas/${name}`);
const HEAD = "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\n";

/** The answer of one operation, and what else is in the main document. */
const answering = (to: string, more = "") => `${HEAD}paths:
  /pets:
    get:
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema: {$ref: ${JSON.stringify(to)}}
${more}`;

async function schemas(files: { readonly [name: string]: string }): Promise<{ answer: unknown; schemas: unknown }> {
  const { document, diagnostics } = await loadFiles(files);
  expect(diagnostics).toEqual([]);
  const root = document!.root as {
    paths: Record<string, { get: { responses: Record<string, { content: Record<string, { schema: unknown }> }> } }>;
    components: JsonObject;
  };
  return {
    answer: root.paths["/pets"]!.get.responses["200"]!.content["application/json"]!.schema,
    schemas: root.components.schemas,
  };
}

describe("a document in several files", () => {
  test.each([
    ["an anchor of a file that was not read yet", "pet.json#tag"],
    ["an anchor of a resource in it, by its URI", "pet.json#/$defs/ref"],
  ])("%s", async (_title, to) => {
    const pet = {
      $defs: {
        inner: { $id: "https://e.com/inner", $defs: { tag: { $anchor: "tag", type: "number" } } },
        tag: { $anchor: "tag", type: "string" },
        ref: { $id: "https://e.com/ref", title: "Ref", properties: { tag: { $ref: "inner#tag" } } },
      },
    };
    const found = await schemas({ "openapi.yaml": answering(to), "pet.json": JSON.stringify(pet) });
    if (to.endsWith("#tag")) expect(found).toEqual({ answer: schema("tag"), schemas: { tag: { type: "string" } } });
    else
      expect(found).toEqual({
        answer: schema("ref"),
        schemas: { ref: { title: "Ref", properties: { tag: schema("InnerTag") } }, InnerTag: { type: "number" } },
      });
  });

  test("a whole file is called like the file, also when a component is another name for it", async () => {
    const pet = "type: object\n";
    const want = { answer: schema("Pet"), schemas: { Pet: { type: "object" } } };
    expect(await schemas({ "openapi.yaml": answering("./models/pet.yaml"), "models/pet.yaml": pet })).toEqual(want);
    const component = "components:\n  schemas:\n    Pet: {$ref: models/pet.yaml}\n";
    expect(await schemas({ "openapi.yaml": answering("models/pet.yaml", component), "models/pet.yaml": pet })).toEqual(
      want,
    );
    const twice = `${component}    Animal: {$ref: models/pet.yaml}\n`;
    expect(
      await schemas({ "openapi.yaml": answering("#/components/schemas/Animal", twice), "models/pet.yaml": pet }),
    ).toEqual({
      answer: schema("Animal"),
      schemas: { Pet: { type: "object" }, Animal: schema("Pet") },
    });
  });

  test.each<[string, string, string]>([
    ["pet-store.v1.yaml", "", "PetStoreV1"],
    ["models/Pet/index.yaml", "", "Pet"],
    ["HTTPError.json", "", "HTTPError"],
    ["user_profile.yml", "", "UserProfile"],
    ["models/space pet.yaml", "", "SpacePet"],
    ["all.yaml", "#/definitions/dog_type", "dog_type"],
    ["all.yaml", "#/components/schemas/Dog", "Dog"],
    ["all.yaml", "#/$defs/Dog", "Dog"],
    ["all.yaml", "#/Dog", "Dog"],
    ["all.yaml", "#/Dog/properties/tag", "AllDogTag"],
    ["404.yaml", "", "_404"],
  ])("%s%s is %s", async (file, fragment, name) => {
    const parts = {
      definitions: { dog_type: {} },
      components: { schemas: { Dog: {} } },
      $defs: { Dog: {} },
      Dog: { properties: { tag: {} } },
    };
    const { document } = await loadFiles({ "openapi.yaml": answering(file + fragment), [file]: JSON.stringify(parts) });
    expect(Object.keys((document!.root.components as JsonObject).schemas as JsonObject)).toEqual([name]);
  });

  test("two that would be called alike both get longer names, whatever the order", async () => {
    const files = { "a/pet.yaml": "type: string\n", "b/pet.yaml": "type: integer\n" };
    for (const [first, second] of [
      ["a", "b"],
      ["b", "a"],
    ] as const) {
      const { document } = await loadFiles({ "openapi.yaml": twoFiles(first, second), ...files });
      expect(document!.root.components).toEqual({
        schemas: {
          W: { properties: { a: schema("APet"), b: schema("BPet") } },
          APet: { type: "string" },
          BPet: { type: "integer" },
        },
      });
    }
  });

  test("files that refer to each other and to themselves", async () => {
    const files = {
      "openapi.yaml": answering("a.yaml"),
      "a.yaml": "properties:\n  b: {$ref: b.yaml}\n  self: {$ref: '#'}\n",
      "b.yaml": "properties:\n  a: {$ref: a.yaml#/}\n  again: {$ref: ./sub/../b.yaml}\n",
    };
    expect(await schemas(files)).toEqual({
      answer: schema("A"),
      schemas: {
        A: { properties: { b: schema("B"), self: schema("A") } },
        B: { properties: { a: schema("A"), again: schema("B") } },
      },
    });
  });

  test("back to the main document, by its name", async () => {
    const files = {
      "openapi.yaml": answering("a.yaml", "components:\n  schemas:\n    Main: {type: string}\n"),
      "a.yaml": "properties:\n  m: {$ref: openapi.yaml#/components/schemas/Main}\n",
    };
    expect(await schemas(files)).toEqual({
      answer: schema("A"),
      schemas: { Main: { type: "string" }, A: { properties: { m: schema("Main") } } },
    });
  });

  test("a part of a file brings with it what it refers to in that file, and nothing else", async () => {
    const files = {
      "openapi.yaml": answering("all.yaml#/definitions/Dog"),
      "all.yaml":
        "definitions:\n  Dog: {properties: {tag: {$ref: '#/definitions/Tag'}}}\n  Tag: {type: string}\n  Cat: {type: object}\n",
    };
    expect(await schemas(files)).toEqual({
      answer: schema("Dog"),
      schemas: { Dog: { properties: { tag: schema("Tag") } }, Tag: { type: "string" } },
    });
  });

  test("a file and a part of it are one type each", async () => {
    const files = {
      "openapi.yaml": answering("dog.yaml", "components:\n  schemas:\n    W: {$ref: dog.yaml#/properties/tag}\n"),
      "dog.yaml": "properties:\n  tag: {type: string}\n",
    };
    expect(await schemas(files)).toEqual({
      answer: schema("Dog"),
      schemas: { W: { type: "string" }, Dog: { properties: { tag: schema("W") } } },
    });
  });

  test("what stands beside a reference stays, in any file", async () => {
    const files = {
      "openapi.yaml": answering("a.yaml"),
      "a.yaml": "properties:\n  b: {$ref: b.yaml, description: mine}\n",
      "b.yaml": "type: string\n",
    };
    expect(await schemas(files)).toEqual({
      answer: schema("A"),
      schemas: { A: { properties: { b: { ...schema("B"), description: "mine" } } }, B: { type: "string" } },
    });
  });

  test("path items, parameters, responses, maps of them, and text", async () => {
    const { document, diagnostics } = await loadFiles({
      "openapi.yaml": `openapi: 3.0.3
info: {$ref: info.yaml}
paths:
  $ref: paths/all.yaml
components:
  schemas: {$ref: models/all.yaml}
`,
      "info.yaml": "title: T\nversion: 1.0.0\ndescription: {$ref: texts.yaml#/about}\n",
      "texts.yaml": "about: Everything about it.\n",
      "paths/all.yaml": "/pets:\n  $ref: pets.yaml\n",
      "paths/pets.yaml": `get:
  operationId: listPets
  parameters: [{$ref: ../parameters.yaml#/limit}]
  responses:
    "200": {$ref: ../responses/pets.yaml}
`,
      "parameters.yaml": "limit: {name: limit, in: query, schema: {type: integer}}\n",
      "responses/pets.yaml":
        "description: ok\ncontent:\n  application/json:\n    schema: {$ref: ../models/all.yaml#/Pet}\n",
      "models/all.yaml": "Pet: {type: object, properties: {tag: {$ref: '#/Tag'}}}\nTag: {type: string}\n",
    });
    expect(diagnostics).toEqual([]);
    expect(document?.root).toEqual({
      openapi: "3.1.0",
      info: { title: "T", version: "1.0.0", description: "Everything about it." },
      paths: {
        "/pets": {
          get: {
            operationId: "listPets",
            parameters: [$ref("#/components/parameters/limit")],
            responses: { "200": $ref("#/components/responses/Pets") },
          },
        },
      },
      components: {
        parameters: { limit: { name: "limit", in: "query", schema: { type: "integer" } } },
        responses: { Pets: { description: "ok", content: { "application/json": { schema: schema("Pet") } } } },
        schemas: { Pet: { type: "object", properties: { tag: schema("Tag") } }, Tag: { type: "string" } },
      },
    });
  });

  test("Markdown for descriptions, wherever one stands", async () => {
    const { document, diagnostics } = await loadFiles({
      "openapi.yaml": answering(
        "#/components/schemas/A",
        "components:\n  schemas:\n    A: {description: {$ref: texts/a.md}}\n",
      ),
      "texts/a.md": "# About A\n\n- yes: it is\n",
    });
    expect(diagnostics).toEqual([]);
    expect(document?.root.components).toEqual({ schemas: { A: { description: "# About A\n\n- yes: it is\n" } } });
    expect(document?.sources.map(({ name }) => name)).toEqual(["openapi.yaml", "texts/a.md"]);
  });

  test("Swagger 2.0: bodies and parameters from another file", async () => {
    const { document, diagnostics } = await loadFiles({
      "swagger.yaml": `swagger: "2.0"
info: {title: T, version: "1"}
host: example.com
paths:
  /pets:
    post:
      parameters:
        - {$ref: shared.yaml#/parameters/body}
        - {$ref: shared.yaml#/parameters/limit}
      responses:
        "200": {description: ok, schema: {$ref: shared.yaml#/definitions/Pet}}
`,
      "shared.yaml": `parameters:
  body: {name: body, in: body, schema: {$ref: '#/definitions/Pet'}}
  limit: {name: limit, in: query, type: integer}
definitions:
  Pet: {type: object, x-nullable: true}
`,
    });
    expect(diagnostics).toEqual([]);
    const content = { "application/json": { schema: schema("Pet") } };
    expect(document?.root).toMatchObject({
      paths: {
        "/pets": {
          post: {
            parameters: [$ref("#/components/parameters/limit")],
            requestBody: { content },
            responses: { "200": { content } },
          },
        },
      },
      components: {
        parameters: { limit: { name: "limit", in: "query", schema: { type: "integer" } } },
        schemas: { Pet: { type: ["object", "null"] } },
      },
    });
  });

  test("a file of another version is read as that version says", async () => {
    const files = {
      "openapi.yaml": answering("old.yaml#/components/schemas/Pet"),
      "old.yaml":
        "openapi: 3.0.3\ninfo: {title: O, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Pet: {type: integer, nullable: true, minimum: 1, exclusiveMinimum: true}\n",
    };
    expect(await schemas(files)).toEqual({
      answer: schema("Pet"),
      schemas: { Pet: { type: ["integer", "null"], exclusiveMinimum: 1 } },
    });
  });

  test("`$self` (3.2) is an address of the document", async () => {
    const text = answering(
      "https://example.com/api/openapi.yaml#/components/schemas/Pet",
      "components:\n  schemas:\n    Pet: {type: string}\n",
    );
    const { document, diagnostics } = await loadFiles({
      "openapi.yaml": `$self: https://example.com/api/openapi.yaml\n${text.replace("3.1.0", "3.2.0")}`,
    });
    expect(diagnostics).toEqual([]);
    expect(document?.root).toMatchObject({
      openapi: "3.2.0",
      paths: {
        "/pets": { get: { responses: { "200": { content: { "application/json": { schema: schema("Pet") } } } } } },
      },
    });
  });
});

describe("places", () => {
  test("follow what was moved, inlined, wrapped and upgraded to the author's lines", async () => {
    const { document } = await loadFiles({
      "openapi.yaml": `openapi: 3.0.3
info: {title: T, version: 1.0.0}
paths:
  /pets:
    $ref: paths/pets.yaml
components:
  schemas:
    A:
      properties:
        deep:
          type: string
    B:
      nullable: true
      allOf:
        - $ref: '#/components/schemas/A/properties/deep'
        - properties:
            x:
              type: integer
`,
      "paths/pets.yaml": `get:
  parameters:
    - {$ref: ../parameters.yaml#/limit}
  responses:
    "200":
      description: ok
      content:
        application/json:
          schema:
            $ref: ../models/pet.yaml
`,
      "parameters.yaml": "limit:\n  name: limit\n  in: query\n  schema:\n    type: integer\n",
      "models/pet.yaml": "type: object\nproperties:\n  tag:\n    type: string\n",
    });
    const place = (pointer: string) => {
      const { file, line, column } = document!.locator.place(pointer)!;
      return `${file}:${line}:${column}`;
    };
    expect(place("")).toBe("openapi.yaml:1:1");
    expect(place("/paths/~1pets")).toBe("openapi.yaml:4:3");
    expect(place("/paths/~1pets/get/responses/200")).toBe("paths/pets.yaml:5:5");
    expect(place("/components/schemas/Pet/properties/tag/type")).toBe("models/pet.yaml:4:5");
    expect(place("/components/parameters/limit/schema")).toBe("parameters.yaml:4:3");
    expect(place("/components/schemas/ADeep/type")).toBe("openapi.yaml:11:11");
    expect(place("/components/schemas/A/properties/deep")).toBe("openapi.yaml:10:9");
    expect(place("/components/schemas/B/anyOf/0/allOf/1/properties/x")).toBe("openapi.yaml:17:13");
    expect(place("/components/schemas/B/anyOf/1")).toBe("openapi.yaml:12:5");
    expect(place("/nothing/there")).toBe("openapi.yaml:1:1");
    expect(document!.locator.frame("/components/schemas/Pet/properties/tag/type")).toBe(
      "  2 | properties:\n  3 |   tag:\n> 4 |     type: string\n    |     ^\n  5 |",
    );
  });

  test("keep the text of numbers that a number cannot hold", async () => {
    const big = "9223372036854775807";
    for (const text of [
      `${HEAD}paths: {}\ncomponents: {schemas: {A: {type: integer, maximum: ${big}}}}\n`,
      `{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{},"components":{"schemas":{"A":{"type":"integer","maximum":${big}}}}}`,
    ]) {
      const { document } = await loadFiles({ "openapi.yaml": text });
      expect(document!.locator.literal?.("/components/schemas/A/maximum")).toBe(big);
    }
  });
});
