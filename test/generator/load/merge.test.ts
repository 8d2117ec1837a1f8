import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { loadFiles, tryLoad } from "./support.js";

const parameter = (name: string) => ({ name, in: "query", schema: {} });
const oneOperation = (summary: string) =>
  `openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /x:\n    get: {summary: ${summary}, responses: {}}\n`;

const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const document = (title: string, more: JsonObject): JsonObject => ({
  openapi: "3.1.0",
  info: { title, version: "1" },
  paths: {},
  ...more,
});
const answer = (name: string) => ({
  "200": { description: "", content: { "application/json": { schema: schema(name) } } },
});
const merged = async (...input: JsonObject[]) => {
  const loaded = await tryLoad({ input });
  return { ...loaded, root: loaded.document?.root };
};

describe("several documents become one", () => {
  test("paths, operations of one path, components, tags; the first one's info", async () => {
    const { root, found } = await merged(
      document("A", {
        paths: { "/x": { get: { operationId: "a", responses: {} } } },
        tags: [{ name: "t", description: "first" }],
        components: { schemas: { A: {} } },
      }),
      document("B", {
        paths: { "/x": { put: { operationId: "b", responses: {} } }, "/y": { get: { responses: answer("B") } } },
        tags: [{ name: "t", description: "second" }, { name: "u" }],
        components: { schemas: { B: {} } },
        "x-b": true,
      }),
    );
    expect(found).toEqual([]);
    expect(root).toEqual({
      openapi: "3.1.0",
      info: { title: "A", version: "1" },
      paths: {
        "/x": { get: { operationId: "a", responses: {} }, put: { operationId: "b", responses: {} } },
        "/y": { get: { responses: answer("B") } },
      },
      tags: [{ name: "t", description: "first" }, { name: "u" }],
      components: { schemas: { A: {}, B: {} } },
      "x-b": true,
    });
  });

  test("of any version", async () => {
    const { root } = await merged(
      {
        swagger: "2.0",
        info: { title: "A", version: "1" },
        paths: {},
        definitions: { A: { type: "string", "x-nullable": true } },
      },
      { ...document("B", { components: { schemas: { B: { type: "string", nullable: true } } } }), openapi: "3.0.0" },
    );
    expect(root?.components).toEqual({ schemas: { A: { type: ["string", "null"] }, B: { type: ["string", "null"] } } });
  });

  test("what is alike is there once, whatever the order of its keys", async () => {
    const { root, found } = await merged(
      document("A", {
        paths: { "/x": { get: { operationId: "a", responses: answer("Pet") } } },
        components: { schemas: { Pet: { type: "object", title: "P" } } },
      }),
      document("B", {
        paths: { "/x": { get: { responses: answer("Pet"), operationId: "a" } } },
        components: { schemas: { Pet: { title: "P", type: "object" } } },
      }),
    );
    expect(found).toEqual([]);
    expect(root).toMatchObject({
      paths: { "/x": { get: { operationId: "a" } } },
      components: { schemas: { Pet: { type: "object" } } },
    });
  });

  test("components that differ are renamed after their document, with all that refers to them", async () => {
    const { root, found, diagnostics } = await merged(
      document("A", {
        components: {
          schemas: { Pet: { type: "object" }, Cat: { allOf: [schema("Pet")] }, Same: {} },
          securitySchemes: { key: { type: "apiKey", in: "header", name: "A" } },
        },
      }),
      document("Pet billing", {
        paths: { "/x": { get: { responses: answer("Cat"), security: [{ key: [] }] } } },
        components: {
          schemas: {
            Pet: { type: "string", discriminator: { propertyName: "k", mapping: { c: "#/components/schemas/Cat" } } },
            Cat: { allOf: [schema("Pet")] },
            Same: {},
          },
          securitySchemes: { key: { type: "apiKey", in: "header", name: "B" } },
        },
      }),
    );
    expect(found).toEqual(["load/merge-renamed", "load/merge-renamed", "load/merge-renamed"]);
    expect(diagnostics[0]).toMatchObject({
      severity: "info",
      message: expect.stringContaining("`Pet` differs") as string,
    });
    expect(root).toMatchObject({
      paths: { "/x": { get: { responses: answer("PetBillingCat"), security: [{ PetBillingkey: [] }] } } },
      components: {
        schemas: {
          Pet: { type: "object" },
          Cat: { allOf: [schema("Pet")] },
          PetBillingPet: { type: "string", discriminator: { mapping: { c: "#/components/schemas/PetBillingCat" } } },
          PetBillingCat: { allOf: [schema("PetBillingPet")] },
          Same: {},
        },
        securitySchemes: { key: { name: "A" }, PetBillingkey: { name: "B" } },
      },
    });
    expect(Object.keys((root!.components as JsonObject).schemas as object)).toHaveLength(5);
  });

  test("what a document says for all its operations goes down to them where the documents differ", async () => {
    const { root } = await merged(
      document("A", {
        servers: [{ url: "https://a" }],
        security: [{ key: [] }],
        paths: { "/a": { get: { responses: {} } } },
      }),
      document("B", {
        servers: [{ url: "https://b" }],
        paths: { "/b": { get: { responses: {} }, put: { security: [{ other: [] }], responses: {} } } },
      }),
    );
    expect(root).toMatchObject({
      servers: [{ url: "https://a" }],
      security: [{ key: [] }],
      paths: {
        "/a": { get: { responses: {} } },
        "/b": { servers: [{ url: "https://b" }], get: { security: [] }, put: { security: [{ other: [] }] } },
      },
    });
    expect((root!.paths as Record<string, JsonObject>)["/a"]).toEqual({ get: { responses: {} } });
  });

  test("what a path item says for all its operations is not said for those of another document", async () => {
    const { root } = await merged(
      document("A", { paths: { "/x": { parameters: [parameter("a")], get: { responses: {} } } } }),
      document("B", {
        paths: { "/x": { parameters: [parameter("b")], put: { parameters: [parameter("c")], responses: {} } } },
      }),
    );
    expect(root?.paths).toEqual({
      "/x": {
        get: { parameters: [parameter("a")], responses: {} },
        put: { parameters: [parameter("b"), parameter("c")], responses: {} },
      },
    });
  });

  test("an operation that differs stops, naming both places", async () => {
    const { cwd } = await loadFiles({ "a.yaml": oneOperation("a"), "b.yaml": `# one line more\n${oneOperation("b")}` });
    const { document, diagnostics } = await tryLoad({ input: ["a.yaml", "b.yaml"] }, { cwd });
    expect(document).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        code: "load/merge-conflict",
        severity: "stop",
        message: "GET /x is in two documents and differs; the other one is at a.yaml:5:5.",
        place: { file: "b.yaml", line: 6, column: 5 },
      },
    ]);
  });

  test("places and sources of all of them", async () => {
    const { cwd } = await loadFiles({
      "a.yaml":
        "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\ncomponents: {schemas: {Pet: {type: string}}}\n",
      "b.yaml":
        "openapi: 3.1.0\ninfo: {title: B, version: '1'}\npaths:\n  /b:\n    get: {responses: {}}\ncomponents: {schemas: {Pet: {type: integer}}}\n",
    });
    const { document } = await tryLoad({ input: ["a.yaml", "b.yaml"] }, { cwd });
    expect(document?.sources.map(({ name }) => name)).toEqual(["a.yaml", "b.yaml"]);
    expect(document?.locator.place("/paths/~1b/get")).toEqual({ file: "b.yaml", line: 5, column: 5 });
    expect(document?.locator.place("/components/schemas/BPet/type")).toEqual({ file: "b.yaml", line: 6, column: 30 });
    expect(document?.locator.place("/components/schemas/Pet/type")).toEqual({ file: "a.yaml", line: 4, column: 30 });
  });
});
