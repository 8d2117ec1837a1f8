import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../generator/src/load/document.js";
import { loadText, normal, tryLoad } from "./support.js";

const swagger = (more: JsonObject): JsonObject => ({
  swagger: "2.0",
  info: { title: "T", version: "1" },
  host: "example.com",
  paths: {},
  ...more,
});
const posting = (operation: JsonObject, more: JsonObject = {}) =>
  swagger({ paths: { "/x": { post: { responses: {}, ...operation } } }, ...more });
const operationOf = async (document: JsonObject) =>
  ((await normal(document)).paths as Record<string, { post: JsonObject }>)["/x"]!.post;
const string = { type: "string" };
const strings = { type: "array", items: string };

const R = {
  description: "d",
  schema: string,
  headers: { H: { type: "integer" } },
  examples: { "application/json": "e" },
};

const typesOfForm = async (type: string) =>
  Object.keys(
    ((await operationOf(posting({ parameters: [{ name: "a", in: "formData", type }] }))).requestBody as JsonObject)
      .content as JsonObject,
  );
const producing = (produces: string[]) =>
  posting(
    { produces, responses: { "200": { $ref: "#/responses/R" } } },
    { produces: ["application/json"], responses: { R } },
  );
const oauth = (flow: string, more: JsonObject) => ({ type: "oauth2", flow, scopes: { a: "A" }, ...more });
const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe("servers", () => {
  test.each<[string, { given: JsonObject; want: Json | undefined }]>([
    ["host only: https", { given: {}, want: [{ url: "https://example.com" }] }],
    [
      "schemes and base path",
      {
        given: { schemes: ["http", "https"], basePath: "/v1/" },
        want: [{ url: "http://example.com/v1" }, { url: "https://example.com/v1" }],
      },
    ],
    ["no host", { given: { host: null, basePath: "/v1" }, want: [{ url: "/v1" }] }],
    ["neither", { given: { host: null }, want: undefined }],
    [
      "Microsoft's templated host",
      {
        given: {
          host: null,
          basePath: "/api",
          schemes: ["https"],
          "x-ms-parameterized-host": {
            hostTemplate: "{region}.example.com",
            parameters: [{ name: "region", in: "path", type: "string", enum: ["eu", "us"] }],
          },
        },
        want: [
          { url: "https://{region}.example.com/api", variables: { region: { default: "eu", enum: ["eu", "us"] } } },
        ],
      },
    ],
  ])("%s", async (_, { given, want }) => {
    expect((await normal(swagger(given))).servers).toEqual(want);
  });

  test("an operation with schemes of its own", async () => {
    const operation = await operationOf(posting({ schemes: ["wss"] }, { schemes: ["https"] }));
    expect(operation.servers).toEqual([{ url: "wss://example.com" }]);
    expect((await operationOf(posting({ schemes: ["https"] }, { schemes: ["https"] }))).servers).toBeUndefined();
  });
});

describe("parameters", () => {
  test.each<[string, { given: JsonObject; want: JsonObject }]>([
    [
      "type and limits go into the schema, the rest stays",
      {
        given: {
          name: "q",
          in: "query",
          type: "integer",
          format: "int32",
          minimum: 1,
          exclusiveMinimum: true,
          default: 2,
          description: "d",
          "x-a": 1,
        },
        want: {
          name: "q",
          in: "query",
          description: "d",
          "x-a": 1,
          schema: { type: "integer", format: "int32", exclusiveMinimum: 1, default: 2 },
        },
      },
    ],
    [
      "csv, the default",
      {
        given: { name: "q", in: "query", ...strings },
        want: { name: "q", in: "query", style: "form", explode: false, schema: strings },
      },
    ],
    [
      "multi",
      {
        given: { name: "q", in: "query", collectionFormat: "multi", ...strings },
        want: { name: "q", in: "query", style: "form", explode: true, schema: strings },
      },
    ],
    [
      "ssv",
      {
        given: { name: "q", in: "query", collectionFormat: "ssv", ...strings },
        want: { name: "q", in: "query", style: "spaceDelimited", explode: false, schema: strings },
      },
    ],
    [
      "pipes",
      {
        given: { name: "q", in: "query", collectionFormat: "pipes", ...strings },
        want: { name: "q", in: "query", style: "pipeDelimited", explode: false, schema: strings },
      },
    ],
    [
      "a list in a header",
      { given: { name: "q", in: "header", ...strings }, want: { name: "q", in: "header", schema: strings } },
    ],
    [
      "null",
      {
        given: { name: "q", in: "query", type: "string", "x-nullable": true },
        want: { name: "q", in: "query", schema: { type: ["string", "null"] } },
      },
    ],
    [
      "names of an enum",
      {
        given: { name: "q", in: "query", type: "integer", enum: [1, 2], "x-enum-varnames": ["A", "B"] },
        want: { name: "q", in: "query", schema: { type: "integer", enum: [1, 2], "x-enum-varnames": ["A", "B"] } },
      },
    ],
  ])("%s", async (_, { given, want }) => {
    expect((await operationOf(posting({ parameters: [given] }))).parameters).toEqual([want]);
  });

  test("`tsv` has no like: it is sent with commas, and said", async () => {
    const { document, found } = await tryLoad({
      input: posting({ parameters: [{ name: "q", in: "query", collectionFormat: "tsv", ...strings }] }),
    });
    expect(found).toEqual(["load/collection-format"]);
    expect(document?.root.paths).toMatchObject({ "/x": { post: { parameters: [{ style: "form", explode: false }] } } });
  });
});

describe("bodies", () => {
  test("a body parameter, under what the operation or the document consumes", async () => {
    const body = { name: "b", in: "body", required: true, description: "d", schema: { properties: { a: string } } };
    const media = { schema: body.schema };
    expect((await operationOf(posting({ parameters: [body] }))).requestBody).toEqual({
      required: true,
      description: "d",
      content: { "application/json": media },
    });
    expect(
      (await operationOf(posting({ parameters: [body] }, { consumes: ["text/xml", "application/json"] }))).requestBody,
    ).toEqual({
      required: true,
      description: "d",
      content: { "text/xml": media, "application/json": media },
    });
    expect(
      (await operationOf(posting({ parameters: [body], consumes: ["application/x-a"] }, { consumes: ["text/xml"] })))
        .requestBody,
    ).toMatchObject({
      content: { "application/x-a": media },
    });
  });

  test("form fields keep their items, their encoding and their being required", async () => {
    const parameters = [
      { name: "f", in: "formData", type: "file", required: true },
      { name: "tags", in: "formData", collectionFormat: "multi", ...strings },
      { name: "n", in: "formData", type: "integer", maximum: 5, description: "d" },
    ];
    expect(await operationOf(posting({ parameters, consumes: ["multipart/form-data"] }))).toEqual({
      responses: {},
      requestBody: {
        required: true,
        content: {
          "multipart/form-data": {
            schema: {
              type: "object",
              required: ["f"],
              properties: {
                f: { type: "string", format: "binary" },
                tags: strings,
                n: { type: "integer", maximum: 5, description: "d" },
              },
            },
            encoding: { tags: { style: "form", explode: true } },
          },
        },
      },
    });
  });

  test("a list of binary strings is a list of files, each a part of its own", async () => {
    const files = { type: "array", items: { type: "string", format: "binary" } };
    const { requestBody } = await operationOf(posting({ parameters: [{ name: "f", in: "formData", ...files }] }));
    expect(requestBody).toEqual({
      content: { "multipart/form-data": { schema: { type: "object", properties: { f: files } } } },
    });
  });

  test("without `consumes`, a form is urlencoded, and multipart when it has a file", async () => {
    expect(await typesOfForm("string")).toEqual(["application/x-www-form-urlencoded"]);
    expect(await typesOfForm("file")).toEqual(["multipart/form-data"]);
  });

  test("shared parameters and those of the path item make up the body too", async () => {
    const root = await normal(
      swagger({
        parameters: { Body: { name: "b", in: "body", schema: string } },
        paths: {
          "/x": {
            parameters: [{ $ref: "#/parameters/Body" }, { name: "q", in: "query", type: "string" }],
            put: { responses: {} },
            post: { parameters: [{ name: "own", in: "body", schema: { type: "integer" } }], responses: {} },
          },
        },
      }),
    );
    expect(root.paths).toEqual({
      "/x": {
        parameters: [{ name: "q", in: "query", schema: string }],
        put: { responses: {}, requestBody: { content: { "application/json": { schema: string } } } },
        post: {
          responses: {},
          requestBody: { content: { "application/json": { schema: { type: "integer" } } } },
        },
      },
    });
  });
});

describe("responses", () => {
  const media = { schema: string, example: "e" };

  test("schema, examples and headers", async () => {
    expect((await operationOf(posting({ responses: { "200": R, "204": { description: "none" } } }))).responses).toEqual(
      {
        "200": {
          description: "d",
          content: { "application/json": media },
          headers: { H: { schema: { type: "integer" } } },
        },
        "204": { description: "none" },
      },
    );
  });

  test("shared ones are shared, unless the operation produces something else", async () => {
    expect((await operationOf(producing(["application/json"]))).responses).toEqual({
      "200": { $ref: "#/components/responses/R" },
    });
    expect((await operationOf(producing(["text/csv"]))).responses).toMatchObject({
      "200": { description: "d", content: { "text/csv": { schema: string } } },
    });
    expect((await normal(producing(["text/csv"]))).components).toMatchObject({
      responses: { R: { content: { "application/json": media } } },
    });
  });

  test("shared failures stay shared, whatever the operation answers otherwise", async () => {
    const operation = { produces: ["text/csv"], responses: { "404": { $ref: "#/responses/R" } } };
    expect((await operationOf(posting(operation, { responses: { R } }))).responses).toEqual({
      "404": { $ref: "#/components/responses/R" },
    });
  });

  test("an example without a schema tells that there is content", async () => {
    const responses = { "200": { description: "", examples: { "text/csv": "a,b", note: "no media type" } } };
    expect((await operationOf(posting({ responses }))).responses).toEqual({
      "200": { description: "", content: { "text/csv": { example: "a,b" } } },
    });
  });

  test("a file", async () => {
    const responses = { "200": { description: "", schema: { type: "file" } } };
    expect((await operationOf(posting({ responses }))).responses).toEqual({
      "200": {
        description: "",
        content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } },
      },
    });
    expect((await operationOf(posting({ responses, produces: ["application/pdf"] }))).responses).toMatchObject({
      "200": { content: { "application/pdf": {} } },
    });
  });
});

test("security definitions", async () => {
  const root = await normal(
    swagger({
      securityDefinitions: {
        basic: { type: "basic" },
        key: { type: "apiKey", in: "header", name: "X-Key" },
        implicit: oauth("implicit", { authorizationUrl: "https://a" }),
        app: oauth("application", { tokenUrl: "https://t" }),
        code: oauth("accessCode", { authorizationUrl: "https://a", tokenUrl: "https://t" }),
      },
    }),
  );
  expect((root.components as JsonObject).securitySchemes).toEqual({
    basic: { type: "http", scheme: "basic" },
    key: { type: "apiKey", in: "header", name: "X-Key" },
    implicit: { type: "oauth2", flows: { implicit: { authorizationUrl: "https://a", scopes: { a: "A" } } } },
    app: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://t", scopes: { a: "A" } } } },
    code: {
      type: "oauth2",
      flows: { authorizationCode: { authorizationUrl: "https://a", tokenUrl: "https://t", scopes: { a: "A" } } },
    },
  });
});

test("definitions: names to the letter, discriminators, null, Microsoft's discriminator values", async () => {
  const root = await normal(
    swagger({
      definitions: {
        "Page«Pet»": { items: { $ref: "#/definitions/Pet" }, type: "array" },
        Pet: {
          type: "object",
          discriminator: "kind",
          properties: { kind: string, at: { type: "string", "x-nullable": true } },
        },
        Dog: { allOf: [{ $ref: "#/definitions/Pet" }, { type: "object" }], "x-ms-discriminator-value": "#dog" },
        constructor: { type: "object" },
      },
    }),
  );
  expect((root.components as JsonObject).schemas).toEqual({
    "Page«Pet»": { items: schema("Pet"), type: "array" },
    Pet: {
      type: "object",
      discriminator: { propertyName: "kind", mapping: { "#dog": "#/components/schemas/Dog" } },
      properties: { kind: string, at: { type: ["string", "null"] } },
    },
    Dog: { allOf: [schema("Pet"), { type: "object" }], "x-ms-discriminator-value": "#dog" },
    constructor: { type: "object" },
  });
  expect(root.openapi).toBe("3.1.0");
  expect(Object.keys(root)).not.toContain("swagger");
});

test("what OpenAPI 3 has, written as an extension", async () => {
  const root = await normal(
    swagger({
      definitions: {
        Pet: {
          "x-oneOf": [{ $ref: "#/definitions/Dog" }],
          "x-discriminator": { propertyName: "k", mapping: { d: "Dog" } },
        },
        Dog: { type: "object" },
      },
    }),
  );
  expect((root.components as JsonObject).schemas).toEqual({
    Pet: {
      oneOf: [{ $ref: "#/components/schemas/Dog" }],
      discriminator: { propertyName: "k", mapping: { d: "#/components/schemas/Dog" } },
    },
    Dog: { type: "object" },
  });
});

test("places lead to the parameter that a body came from", async () => {
  const { document } = await loadText(`swagger: "2.0"
info: {title: T, version: "1"}
paths:
  /x:
    post:
      parameters:
        - {name: q, in: query, type: string}
        - name: b
          in: body
          schema:
            type: object
      responses:
        "200":
          description: ok
          schema:
            type: string
definitions:
  A:
    type: object
`);
  const place = (pointer: string) => document!.locator.place(pointer);
  const operation = "/paths/~1x/post";
  expect(place(`${operation}/requestBody`)).toMatchObject({ line: 8, column: 11 });
  expect(place(`${operation}/requestBody/content/application~1json/schema/type`)).toMatchObject({
    line: 11,
    column: 13,
  });
  expect(place(`${operation}/parameters/0/schema/type`)).toMatchObject({ line: 7, column: 32 });
  expect(place(`${operation}/responses/200/content/application~1json/schema/type`)).toMatchObject({
    line: 16,
    column: 13,
  });
  expect(place("/components/schemas/A/type")).toMatchObject({ line: 19, column: 5 });
});
