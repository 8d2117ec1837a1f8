import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../generator/src/load/document.js";
import { build, operationDocument } from "./support.js";

const schema = { type: "string" };
const content = (...types: string[]): JsonObject => Object.fromEntries(types.map((type) => [type, { schema }]));
const operationOf = (root: JsonObject) => {
  const built = build(root);
  const [operation] = built.api.operations;
  if (!operation) throw new Error("no operation");
  return { ...built, operation };
};

describe("operations", () => {
  test("are sorted by path, then method; QUERY and further methods among them", () => {
    const empty = { responses: {} };
    const { api } = build({
      paths: { "/b": { get: empty }, "/a": { query: empty, post: empty, additionalOperations: { COPY: empty } } },
    });
    expect(api.operations.map(({ key }) => key)).toEqual(["COPY /a", "POST /a", "QUERY /a", "GET /b"]);
  });

  test("webhooks are called by their name, callbacks by their expression", () => {
    const hook = { post: { responses: {}, requestBody: { content: content("application/json") } } };
    const { api } = build({
      webhooks: { created: hook, both: { ...hook, put: { responses: {} } } },
      ...operationDocument({ callbacks: { done: { "{$request.body#/url}": hook } } }),
    });
    expect(api.webhooks.map(({ key }) => key)).toEqual(["both POST", "both PUT", "created"]);
    expect(api.operations[0]?.callbacks[0]).toMatchObject({
      name: "done",
      expression: "{$request.body#/url}",
      operations: [{ method: "POST", path: "{$request.body#/url}", parameters: [] }],
    });
  });

  test("a path without its slash gets one", () => {
    const { operation, diagnostics } = operationOf(operationDocument({}, "x"));
    expect([operation.key, diagnostics]).toEqual(["GET /x", ["repair model/path"]]);
  });
});

describe("parameters", () => {
  const query = (name: string, more: JsonObject = {}): JsonObject => ({ name, in: "query", schema, ...more });
  const path = (name: string): JsonObject => ({ name, in: "path", required: true, schema });
  const names = (document: JsonObject) => operationOf(document).operation.parameters.map((one) => one.name);

  test("of the path come first, in its order; then required ones; then the document's order", () => {
    const parameters = [query("z"), query("a"), query("r", { required: true }), path("two"), path("one")];
    expect(names(operationDocument({ parameters }, "/{one}/{two}"))).toEqual(["one", "two", "r", "z", "a"]);
  });

  test("`Accept` and `Content-Type` are written by the client: none is an argument that must be given", () => {
    const header = (name: string, more: JsonObject): JsonObject => ({ name, in: "header", required: true, ...more });
    const stated = (value: string): JsonObject => ({ schema: { type: "string", default: value } });
    const choice = { schema: { type: "string", enum: ["application/json", "text/csv"] } };
    const responses = { 200: { description: "", content: content("application/json") } };
    const requestBody = { content: content("application/json") };
    const of = (operation: JsonObject) => {
      const { parameters, headers } = operationOf(
        operationDocument({ responses, ...operation }, "/x", "post"),
      ).operation;
      return [parameters.map(({ name, required }) => `${name}${required ? "" : "?"}`), headers];
    };
    // What is said already: by the answers, by the body.
    expect(of({ parameters: [header("Accept", stated("application/json"))] })).toEqual([[], undefined]);
    expect(of({ requestBody, parameters: [header("content-type", stated("text/plain"))] })).toEqual([[], undefined]);
    expect(of({ parameters: [header("Content-Type", { schema })] })).toEqual([[], undefined]);
    // What is not is sent.
    const versioned = "application/vnd.shop+json;version=2";
    expect(of({ parameters: [header("ACCEPT", stated(versioned))] })).toEqual([[], { accept: versioned }]);
    expect(of({ parameters: [header("Content-Type", { schema, example: "application/json" })] })).toEqual([
      [],
      { "content-type": "application/json" },
    ]);
    expect(of({ parameters: [header("Content-Type", { schema, example: "a media type" })] })).toEqual([[], undefined]);
    // Bytes of which only the parameter says what they are.
    const upload = { content: content("application/octet-stream") };
    const { operation } = operationOf(
      operationDocument(
        { requestBody: upload, parameters: [header("Content-Type", stated("application/x-tar"))] },
        "/x",
        "post",
      ),
    );
    expect([operation.parameters, operation.body?.media.map(({ type }) => type)]).toEqual([[], ["application/x-tar"]]);
    // A choice stays one.
    expect(of({ parameters: [header("Accept", choice)] })).toEqual([["Accept?"], undefined]);
    // Elsewhere the names mean nothing.
    expect(of({ parameters: [{ name: "accept", in: "query", required: true, schema }] })).toEqual([
      ["accept"],
      undefined,
    ]);
  });

  test("of the operation replace those of the path of the same name and place", () => {
    const item = { parameters: [query("a", { description: "path" }), query("b")] };
    const { operation } = operationOf(
      operationDocument({ parameters: [query("a", { description: "operation" })] }, "/x", "get", item),
    );
    expect(operation.parameters.map(({ name, description }) => [name, description])).toEqual([
      ["a", "operation"],
      ["b", undefined],
    ]);
  });

  test.each<[string, { given: JsonObject; want: JsonObject }]>([
    ["query", { given: { in: "query" }, want: { style: "form", explode: true } }],
    [
      "query, deepObject",
      { given: { in: "query", style: "deepObject" }, want: { style: "deepObject", explode: false } },
    ],
    [
      "query, pipes",
      {
        given: { in: "query", style: "pipeDelimited", explode: true },
        want: { style: "pipeDelimited", explode: true },
      },
    ],
    ["header", { given: { in: "header" }, want: { style: "simple", explode: false } }],
    ["cookie", { given: { in: "cookie" }, want: { style: "form", explode: true } }],
    ["cookie of 3.2", { given: { in: "cookie", style: "cookie" }, want: { style: "cookie", explode: true } }],
  ])("defaults of style and explode: %s", (_title, { given, want }) => {
    const { operation } = operationOf(operationDocument({ parameters: [{ name: "a", schema, ...given }] }));
    expect(operation.parameters[0]).toMatchObject(want);
  });

  test("described by content", () => {
    const { operation } = operationOf(
      operationDocument({
        parameters: [{ name: "a", in: "query", content: { "application/json": { schema: { type: "integer" } } } }],
      }),
    );
    expect(operation.parameters[0]).toMatchObject({
      content: "application/json",
      schema: { kind: "scalar", type: "integer" },
    });
  });

  test("by reference are one node, whoever refers to them", () => {
    const parameters: Json = [{ $ref: "#/components/parameters/p" }];
    const { api } = build({
      components: { parameters: { p: query("p") } },
      paths: { "/a": { get: { parameters, responses: {} } }, "/b": { get: { parameters, responses: {} } } },
    });
    const [a, b] = api.operations.map((one) => one.parameters[0]);
    expect(a).toBe(b);
    expect(a?.at).toBe("/components/parameters/p");
  });

  test.each<[string, { given: JsonObject; want: string[] }]>([
    ["in no known place", { given: { name: "a", in: "body" }, want: ["warn model/parameter"] }],
    [
      "that no header can be called",
      { given: { name: "a b", in: "header", schema }, want: ["warn model/header-name"] },
    ],
    [
      "of a style that its place has not",
      { given: { name: "a", in: "header", style: "form", schema }, want: ["warn model/parameter-style"] },
    ],
    [
      "of a path that does not have it",
      { given: { name: "a", in: "path", schema }, want: ["warn model/path-parameter"] },
    ],
    ["whose reference leads nowhere", { given: { $ref: "#/components/parameters/none" }, want: ["warn model/shape"] }],
  ])("%s are reported", (_title, { given, want }) => {
    expect(build(operationDocument({ parameters: [given] })).diagnostics).toEqual(want);
  });

  test.each<[string, { given: JsonObject[]; path: string; want: { path: string; parameters: string[] } }]>([
    [
      "declared for the path",
      { given: [path("id")], path: "/x?a=1&key={id}", want: { path: "/x?a=1", parameters: ["query:key"] } },
    ],
    [
      "declared for the query",
      { given: [query("id")], path: "/x?id={id}", want: { path: "/x", parameters: ["query:id"] } },
    ],
    [
      "that also stand in the path",
      { given: [path("id")], path: "/{id}?id={id}", want: { path: "/{id}", parameters: ["path:id", "query:id"] } },
    ],
    [
      "that are a part of a value stay",
      { given: [path("id")], path: "/x?q=a{id}", want: { path: "/x?q=a{id}", parameters: ["path:id"] } },
    ],
  ])("that stand in a query of the path are of the query: %s", (_title, { given, path: at, want }) => {
    const { operation } = operationOf(operationDocument({ parameters: given }, at));
    expect(operation.key).toBe(`GET ${at}`);
    expect({ path: operation.path, parameters: operation.parameters.map((one) => `${one.in}:${one.name}`) }).toEqual(
      want,
    );
  });

  test("that the path names and nobody declares are strings", () => {
    const { operation, diagnostics } = operationOf(operationDocument({}, "/{id}"));
    expect(operation.parameters[0]).toMatchObject({
      name: "id",
      in: "path",
      required: true,
      schema: { type: "string" },
    });
    expect(diagnostics).toEqual(["warn model/path-parameter"]);
  });
});

describe("bodies and responses", () => {
  test("media types in order of preference, without blanks", () => {
    const { operation } = operationOf(
      operationDocument({
        requestBody: {
          content: content(
            "text/plain",
            "multipart/form-data",
            "*/*",
            "application/vnd.a+json; v=1",
            "application/x-www-form-urlencoded",
            "application/json",
          ),
        },
      }),
    );
    expect(operation.body?.media.map(({ type }) => type)).toEqual([
      "application/json",
      "application/vnd.a+json;v=1",
      "application/x-www-form-urlencoded",
      "multipart/form-data",
      "text/plain",
      "*/*",
    ]);
  });

  test("statuses: exact, ranges, default", () => {
    const response = { description: "d" };
    const { operation, diagnostics } = operationOf(
      operationDocument({
        responses: { default: response, "5xx": response, 404: response, 200: response, ok: response, "x-note": 1 },
      }),
    );
    expect(operation.responses.map(({ status }) => status)).toEqual(["200", "404", "5XX", "default"]);
    expect(diagnostics).toEqual(["warn model/status"]);
  });

  test("a header may begin with x-, which is no extension there", () => {
    const { operation } = operationOf(
      operationDocument({ responses: { 200: { description: "d", headers: { "x-id": { schema } } } } }),
    );
    expect(operation.responses[0]?.headers[0]?.name).toBe("x-id");
  });

  test("itemSchema, encodings, links", () => {
    const { operation } = operationOf(
      operationDocument({
        requestBody: {
          content: {
            "multipart/form-data": {
              schema: { type: "object" },
              encoding: { b: { contentType: "text/plain" }, a: { style: "deepObject", explode: true } },
            },
          },
        },
        responses: {
          200: {
            description: "d",
            content: { "text/event-stream": { itemSchema: schema } },
            links: { next: { operationId: "list", parameters: { cursor: "$response.body#/next" } } },
          },
        },
      }),
    );
    expect(operation.body?.media[0]?.encoding).toEqual([
      { property: "a", style: "deepObject", explode: true, headers: [] },
      { property: "b", contentType: "text/plain", headers: [] },
    ]);
    expect(operation.responses[0]?.media[0]?.itemSchema).toMatchObject({ type: "string" });
    expect(operation.responses[0]?.links).toEqual([
      { name: "next", operationId: "list", parameters: [{ name: "cursor", value: "$response.body#/next" }] },
    ]);
  });
});

describe("servers and security", () => {
  const schemes: JsonObject = {
    securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" }, b: { type: "http", scheme: "Bearer" } },
  };

  test("AND of OR, and anonymous", () => {
    const { api } = build({ components: schemes, security: [{ key: [], b: [] }, {}] });
    expect(api.security).toEqual([
      [
        { scheme: "b", scopes: [] },
        { scheme: "key", scopes: [] },
      ],
      [],
    ]);
    expect(api.schemes.map(({ name, scheme }) => [name, scheme])).toEqual([
      ["b", "bearer"],
      ["key", undefined],
    ]);
  });

  test("names of schemes that are not known are kept as they are written", () => {
    const http = (scheme: string) => ({ type: "http", scheme });
    const securitySchemes = { a: http("BASIC"), b: http("SharedKey"), c: http("Digest") };
    const { api } = build({ components: { securitySchemes } });
    expect(api.schemes.map(({ scheme }) => scheme)).toEqual(["basic", "SharedKey", "digest"]);
  });

  test("an alternative that nobody can meet is left out; without any, nothing is known", () => {
    const { api, diagnostics } = build({ components: schemes, security: [{ gone: [] }] });
    expect(api.security).toBeUndefined();
    expect(diagnostics).toEqual(["warn model/security-unknown"]);
  });

  test("servers of the path are the operation's; variables are sorted and never without a default", () => {
    const servers = [{ url: "https://{b}.example.com/{a}", variables: { b: { default: "eu", enum: ["eu", "us"] } } }];
    const { operation, diagnostics } = operationOf(operationDocument({}, "/x", "get", { servers }));
    expect(operation.servers).toEqual([
      {
        url: "https://{b}.example.com/{a}",
        variables: [
          { name: "a", default: "" },
          { name: "b", default: "eu", enum: ["eu", "us"] },
        ],
      },
    ]);
    expect(diagnostics).toEqual(["warn model/server-variable"]);
  });
});
