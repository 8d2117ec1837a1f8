import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../generator/src/load/document.js";
import { loadText } from "./support.js";

const getting = (parameters: string, path = "/a") =>
  `paths:\n  ${path}:\n    get:\n      responses: {}\n      parameters:\n${parameters}`;
const aSchema = (text: string) => `paths: {}\ncomponents:\n  schemas:\n    S: ${text}\n`;

const HEAD = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

/** Each row: what is written below line 2, what is found where, and what the part in question becomes. */
type Row = [string, { given: string; found: readonly string[]; at: string; want: Json | undefined }];

async function check({ given, found, at, want }: Row[1], head = HEAD): Promise<void> {
  const loaded = await loadText(head + given);
  expect(loaded.found).toEqual(found);
  expect(loaded.diagnostics.every(({ severity, message }) => severity !== "stop" && /[.]$/.test(message))).toBe(true);
  let node: Json | undefined = loaded.document!.root;
  for (const step of at.split(" "))
    node = Array.isArray(node) ? node[Number(step)] : (node as JsonObject | undefined)?.[step];
  expect(node).toEqual(want);
}

describe("the top of a document", () => {
  test.each<Row>([
    [
      "no info",
      {
        given: "openapi: 3.0.3\npaths: {}\n",
        found: ["load/info 1:1"],
        at: "info",
        want: { title: "openapi", version: "0.0.0" },
      },
    ],
    [
      "a version that is a number",
      {
        given: "openapi: 3.0.3\ninfo: {title: T, version: 1.10}\npaths: {}\n",
        found: [],
        at: "info version",
        want: "1.10",
      },
    ],
    [
      "no title",
      { given: "openapi: 3.0.3\ninfo: {version: '1'}\npaths: {}\n", found: [], at: "info title", want: "openapi" },
    ],
    ["no paths", { given: HEAD, found: ["load/no-paths 1:1"], at: "paths", want: {} }],
    [
      "one server that is no list",
      {
        given: `${HEAD}paths: {}\nservers: {url: /v1}\n`,
        found: ["load/list-expected 4:1"],
        at: "servers",
        want: [{ url: "/v1" }],
      },
    ],
    [
      "tags as text",
      {
        given: `${HEAD}paths: {}\ntags: [a, {name: b}, {}]\n`,
        found: [],
        at: "tags",
        want: [{ name: "a" }, { name: "b" }],
      },
    ],
    [
      "members that are empty",
      { given: `${HEAD}paths: {}\ncomponents:\n  schemas:\n  parameters:\n`, found: [], at: "components", want: {} },
    ],
    [
      "members of the wrong type",
      {
        given: `${HEAD}paths: {}\ncomponents:\n  schemas: [1]\n`,
        found: ["load/wrong-type 5:3"],
        at: "components",
        want: {},
      },
    ],
    [
      "a flow by its old name",
      {
        given: `${HEAD}paths: {}\ncomponents: {securitySchemes: {s: {type: oauth2, flows: {accessCode: {scopes: {}}}}}}\n`,
        found: ["load/scheme 4:32"],
        at: "components securitySchemes s flows",
        want: { authorizationCode: { scopes: {} } },
      },
    ],
    [
      "`type: basic`",
      {
        given: `${HEAD}paths: {}\ncomponents: {securitySchemes: {s: {type: basic}}}\n`,
        found: ["load/scheme 4:32"],
        at: "components securitySchemes s",
        want: { type: "http", scheme: "basic" },
      },
    ],
  ])("%s", (_, row) => check(row, ""));
});

describe("paths", () => {
  test.each<Row>([
    [
      "a path without slash",
      {
        given: "paths:\n  pets: {get: {responses: {}}}\n",
        found: ["load/path-slash 4:3"],
        at: "paths",
        want: { "/pets": { get: { responses: {} } } },
      },
    ],
    ["a path item that is empty", { given: "paths:\n  /a:\n", found: [], at: "paths", want: {} }],
    [
      "a method in capitals",
      {
        given: "paths:\n  /a:\n    GET: {responses: {}}\n",
        found: ["load/method-case 5:5"],
        at: "paths /a",
        want: { get: { responses: {} } },
      },
    ],
    [
      "a method that OpenAPI does not know",
      {
        given: "paths:\n  /a:\n    purge: {responses: {}}\n",
        found: ["load/method-unknown 5:5"],
        at: "paths /a",
        want: { additionalOperations: { PURGE: { responses: {} } } },
      },
    ],
    [
      "a member that is none",
      { given: "paths:\n  /a:\n    tags: [x]\n", found: ["load/unknown-member 5:5"], at: "paths /a", want: {} },
    ],
    [
      "an additional operation with a method of its own",
      {
        given: "paths:\n  /a:\n    additionalOperations:\n      GET: {responses: {}}\n",
        found: ["load/method-case 6:7"],
        at: "paths /a",
        want: { additionalOperations: {}, get: { responses: {} } },
      },
    ],
    [
      "no responses",
      {
        given: "paths:\n  /a:\n    get: {operationId: a}\n",
        found: ["load/no-responses 5:5"],
        at: "paths /a get",
        want: { operationId: "a", responses: {} },
      },
    ],
    [
      "statuses",
      {
        given:
          "paths:\n  /a:\n    get:\n      responses:\n        2xx: {description: a}\n        Default: {description: b}\n        '404 Not Found': {description: c}\n        oops: {description: d}\n        '700': {description: e}\n",
        found: ["load/status 11:9", "load/status 7:9", "load/status 8:9", "load/status 9:9", "load/status 10:9"],
        at: "paths /a get responses",
        want: { "2XX": { description: "a" }, default: { description: "b" }, "404": { description: "c" } },
      },
    ],
    [
      "a response that is empty",
      {
        given: "paths:\n  /a:\n    get:\n      responses:\n        200:\n",
        found: ["load/nothing-here 7:9"],
        at: "paths /a get responses",
        want: { "200": {} },
      },
    ],
    [
      "a schema beside the description of a response",
      {
        given: "paths:\n  /a:\n    get:\n      responses:\n        200: {description: ok, schema: {type: string}}\n",
        found: ["load/no-content 7:32"],
        at: "paths /a get responses 200",
        want: { description: "ok", content: { "application/json": { schema: { type: "string" } } } },
      },
    ],
    [
      "a tag that is no list",
      {
        given: "paths:\n  /a:\n    get: {tags: 5, responses: {}}\n",
        found: ["load/tags 5:11"],
        at: "paths /a get tags",
        want: ["5"],
      },
    ],
    [
      "an operationId that is a number",
      {
        given: "paths:\n  /a:\n    get: {operationId: 0x10, responses: {}}\n",
        found: [],
        at: "paths /a get operationId",
        want: "0x10",
      },
    ],
    [
      "an operationId twice",
      {
        given: "paths:\n  /a:\n    get: {operationId: x, responses: {}}\n    put: {operationId: x, responses: {}}\n",
        found: ["load/operation-id-twice 6:11"],
        at: "paths /a put operationId",
        want: "x",
      },
    ],
    [
      "a requirement that is no list",
      {
        given: "paths:\n  /a:\n    get: {security: {key: []}, responses: {}}\n",
        found: ["load/list-expected 5:11"],
        at: "paths /a get security",
        want: [{ key: [] }],
      },
    ],
  ])("%s", (_, row) => check(row));
});

describe("parameters", () => {
  const at = "paths /a get parameters";

  test.each<Row>([
    [
      "not declared",
      {
        given: "paths:\n  /a/{id}:\n    get: {responses: {}}\n",
        found: ["load/path-parameter-added 5:5"],
        at: "paths /a/{id} get parameters",
        want: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      },
    ],
    [
      "declared for the path: nothing to add",
      {
        given:
          "paths:\n  /a/{id}:\n    parameters: [{name: id, in: path, required: true, schema: {}}]\n    get: {responses: {}}\n",
        found: [],
        at: "paths /a/{id} get",
        want: { responses: {} },
      },
    ],
    [
      "under nearly the same name",
      {
        given: getting("        - {name: petId, in: path, required: true, schema: {}}\n", "/a/{pet_id}"),
        found: ["load/path-parameter-name 8:11"],
        at: "paths /a/{pet_id} get parameters",
        want: [{ name: "pet_id", in: "path", required: true, schema: {} }],
      },
    ],
    [
      "under nearly the same name, for the whole path",
      {
        given:
          "paths:\n  /a/{id:int}/{+name}:\n    parameters: [{name: id, in: path, required: true, schema: {}}, {name: Name, in: path, required: true, schema: {}}]\n    get: {responses: {}}\n",
        found: ["load/path-parameter-name 5:18", "load/path-parameter-name 5:68"],
        at: "paths /a/{id:int}/{+name}",
        want: {
          parameters: [
            { name: "id:int", in: "path", required: true, schema: {} },
            { name: "+name", in: "path", required: true, schema: {} },
          ],
          get: { responses: {} },
        },
      },
    ],
    [
      "not in the path",
      {
        given: getting(
          "        - {name: id, in: path, required: true, schema: {}}\n        - {name: q, in: query, schema: {}}\n",
        ),
        found: ["load/path-parameter-unused 8:11"],
        at,
        want: [{ name: "q", in: "query", schema: {} }],
      },
    ],
    [
      "not required",
      {
        given: getting("        - {name: id, in: path, schema: {}}\n", "/a/{id}"),
        found: ["load/path-required 8:11"],
        at: "paths /a/{id} get parameters",
        want: [{ name: "id", in: "path", required: true, schema: {} }],
      },
    ],
    [
      "with white space around its name",
      {
        given: getting('        - {name: "limit\\t", in: query, schema: {}}\n'),
        found: ["load/parameter-name 8:11"],
        at,
        want: [{ name: "limit", in: "query", schema: {} }],
      },
    ],
    [
      "without name",
      { given: getting("        - {in: query, schema: {}}\n"), found: ["load/parameter-unusable 8:11"], at, want: [] },
    ],
    [
      "without place",
      { given: getting("        - {name: q, schema: {}}\n"), found: ["load/parameter-unusable 8:11"], at, want: [] },
    ],
    [
      "in a place that does not exist",
      {
        given: getting("        - {name: q, in: quer, schema: {}}\n"),
        found: ["load/parameter-unusable 8:11"],
        at,
        want: [],
      },
    ],
    [
      "that is no object",
      {
        given: getting("        - q\n        - {name: r, in: query, schema: {}}\n"),
        found: ["load/parameter-unusable 8:11"],
        at,
        want: [{ name: "r", in: "query", schema: {} }],
      },
    ],
    [
      "twice",
      {
        given: getting(
          "        - {name: q, in: query, schema: {}}\n        - {name: q, in: header, schema: {}}\n        - {name: q, in: query, schema: {type: string}}\n",
        ),
        found: ["load/parameter-twice 10:11"],
        at,
        want: [
          { name: "q", in: "query", schema: {} },
          { name: "q", in: "header", schema: {} },
        ],
      },
    ],
    [
      "with a type beside it",
      {
        given: getting("        - {name: q, in: query, type: integer, maximum: 5}\n"),
        found: ["load/no-schema 8:11"],
        at,
        want: [{ name: "q", in: "query", schema: { type: "integer", maximum: 5 } }],
      },
    ],
    [
      "without schema",
      {
        given: getting("        - {name: q, in: query}\n"),
        found: ["load/no-schema 8:11"],
        at,
        want: [{ name: "q", in: "query", schema: {} }],
      },
    ],
    [
      "with schema and content",
      {
        given: getting("        - {name: q, in: query, schema: {}, content: {text/plain: {}}}\n"),
        found: ["load/schema-and-content 8:11"],
        at,
        want: [{ name: "q", in: "query", schema: {} }],
      },
    ],
    [
      "with two contents",
      {
        given: getting("        - {name: q, in: query, content: {text/a: {}, text/b: {}}}\n"),
        found: ["load/one-content 8:11"],
        at,
        want: [{ name: "q", in: "query", content: { "text/a": {} } }],
      },
    ],
    [
      "with a style of another place",
      {
        given: getting("        - {name: q, in: query, style: matrix, schema: {}}\n"),
        found: ["load/style 8:32"],
        at,
        want: [{ name: "q", in: "query", schema: {} }],
      },
    ],
    [
      "flags as text",
      {
        given: getting("        - {name: q, in: query, required: 'true', explode: 5, schema: {}}\n"),
        found: [],
        at,
        want: [{ name: "q", in: "query", required: true, schema: {} }],
      },
    ],
    [
      "a body among them",
      {
        given: getting("        - {name: b, in: body, required: true, schema: {type: object}}\n"),
        found: ["load/body-parameter 7:7"],
        at: "paths /a get requestBody",
        want: { required: true, content: { "application/json": { schema: { type: "object" } } } },
      },
    ],
    [
      "a form among them",
      {
        given: getting("        - {name: f, in: formData, type: string}\n"),
        found: ["load/body-parameter 7:7"],
        at: "paths /a get requestBody",
        want: {
          content: {
            "application/x-www-form-urlencoded": { schema: { type: "object", properties: { f: { type: "string" } } } },
          },
        },
      },
    ],
  ])("%s", (_, row) => check(row));
});

describe("schemas", () => {
  const at = "components schemas S";

  test.each<Row>([
    ["null", { given: aSchema(""), found: ["load/nothing-here 6:5"], at, want: {} }],
    ["text", { given: aSchema("string"), found: ["load/wrong-type 6:5"], at, want: {} }],
    [
      "a property that is null",
      {
        given: aSchema("{properties: {a: , b: {type: string}}}"),
        found: ["load/nothing-here 6:22"],
        at,
        want: { properties: { a: {}, b: { type: "string" } } },
      },
    ],
    [
      "type: any",
      {
        given: aSchema("{type: any, description: d}"),
        found: ["load/type-repaired 6:9"],
        at,
        want: { description: "d" },
      },
    ],
    [
      "type: file",
      {
        given: aSchema("{type: file}"),
        found: ["load/type-repaired 6:9"],
        at,
        want: { type: "string", format: "binary" },
      },
    ],
    ["type: int", { given: aSchema("{type: int}"), found: ["load/type-repaired 6:9"], at, want: { type: "integer" } }],
    [
      "type: String",
      { given: aSchema("{type: String}"), found: ["load/type-repaired 6:9"], at, want: { type: "string" } },
    ],
    [
      "type: datetime, with a format that stays",
      {
        given: aSchema("{type: datetime, format: rfc}"),
        found: ["load/type-repaired 6:9"],
        at,
        want: { type: "string", format: "rfc" },
      },
    ],
    ["a type that nobody knows", { given: aSchema("{type: Pet}"), found: ["load/type-unknown 6:9"], at, want: {} }],
    [
      "several types, one of them null without quotes",
      { given: aSchema("{type: [string, null]}"), found: [], at, want: { type: ["string", "null"] } },
    ],
    [
      "required: true on a property",
      {
        given: aSchema("{required: [b], properties: {a: {type: string, required: true}, b: {required: false}}}"),
        found: ["load/required-flag 6:37", "load/required 6:76"],
        at,
        want: { required: ["b", "a"], properties: { a: { type: "string" }, b: {} } },
      },
    ],
    [
      "required: one name",
      { given: aSchema("{required: a}"), found: ["load/required 6:9"], at, want: { required: ["a"] } },
    ],
    [
      "required with what is no name",
      { given: aSchema("{required: [a, 1, null]}"), found: ["load/required 6:9"], at, want: { required: ["a"] } },
    ],
    ["an enum that is no list", { given: aSchema("{enum: a}"), found: ["load/enum 6:9"], at, want: {} }],
    [
      "an enum of strings that YAML reads as something else",
      {
        given: aSchema("{type: string, enum: [1.0, true, 007, a, null]}"),
        found: ["load/enum-text 6:23"],
        at,
        want: { type: "string", enum: ["1.0", "true", "007", "a", null] },
      },
    ],
    [
      "allOf that is no list",
      {
        given: aSchema("{allOf: {type: string}}"),
        found: ["load/list-expected 6:9"],
        at,
        want: { allOf: [{ type: "string" }] },
      },
    ],
    ["allOf that is empty", { given: aSchema("{allOf: []}"), found: ["load/nothing-here 6:9"], at, want: {} }],
    [
      "limits as text",
      {
        given: aSchema("{minimum: '5', maximum: lots, maxLength: }"),
        found: ["load/number-expected 6:9", "load/number-expected 6:23"],
        at,
        want: { minimum: 5 },
      },
    ],
    [
      "texts that are numbers",
      {
        given: aSchema("{title: 1.0, description: 2, format: [1]}"),
        found: [],
        at,
        want: { title: "1.0", description: "2" },
      },
    ],
    [
      "a discriminator without property",
      { given: aSchema("{discriminator: {mapping: {}}}"), found: ["load/discriminator 6:9"], at, want: {} },
    ],
    [
      "properties that are a list",
      { given: aSchema("{properties: [a]}"), found: ["load/wrong-type 6:9"], at, want: {} },
    ],
    [
      "additionalProperties as text",
      { given: aSchema("{additionalProperties: 'false'}"), found: ["load/wrong-type 6:9"], at, want: {} },
    ],
    ["items missing", { given: aSchema("{type: array}"), found: [], at, want: { type: "array" } }],
  ])("%s", (_, row) => check(row));
});

test("operations that cannot be kept are counted, with the reason", async () => {
  const { document, found } = await loadText(`${HEAD}paths:
  /a:
    get: {responses: {}}
    additionalOperations:
      GET: {responses: {}}
  a:
    put: {responses: {}}
`);
  expect(found).toEqual(["load/path-slash 8:3", "load/method-twice 7:7"]);
  expect(document?.skipped).toEqual([
    { key: "PUT a", reason: "not a path" },
    { key: "GET /a", reason: "the method is there twice" },
  ]);
});

test("severity: a repair keeps what is meant, a warning loses or guesses", async () => {
  const { diagnostics } = await loadText(`${HEAD}paths:\n  /a/{id}:\n    GET: {responses: {2xx: {description: a}}}\n`);
  expect(diagnostics.map(({ code, severity, at }) => [code, severity, at])).toEqual([
    ["load/method-case", "repair", "/paths/~1a~1{id}/GET"],
    ["load/path-parameter-added", "warn", "/paths/~1a~1{id}/get"],
    ["load/status", "repair", "/paths/~1a~1{id}/get/responses/2xx"],
  ]);
});
