import { describe, expect, test } from "vitest";
import type { Selection } from "../../../generator/src/config/config.js";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { glob } from "../../../generator/src/load/select/glob.js";
import { tryLoad } from "./support.js";

const oldOperation = (tag: string, name: string) => ({
  tags: [tag],
  responses: { "200": { description: "", schema: { $ref: `#/definitions/${name}` } } },
});

const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answer = (name: string) => ({
  "200": { description: "", content: { "application/json": { schema: schema(name) } } },
});

const DOCUMENT: JsonObject = {
  openapi: "3.2.0",
  info: { title: "T", version: "1" },
  paths: {
    "/repos": { get: { operationId: "repos/list", tags: ["repos"], responses: answer("Repo") } },
    "/repos/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      get: { operationId: "repos/get", tags: ["repos"], responses: answer("Repo") },
      delete: { operationId: "repos/delete", tags: ["repos", "danger"], deprecated: true, responses: {} },
      additionalOperations: { COPY: { operationId: "repos/copy", responses: {} } },
    },
    "/users": { get: { tags: ["users"], responses: answer("User") } },
  },
  webhooks: { ping: { post: { operationId: "ping", responses: {} } } },
  components: {
    schemas: {
      Repo: { properties: { owner: schema("Owner") } },
      Owner: { type: "object" },
      User: { discriminator: { propertyName: "kind" }, properties: { bot: schema("Bot") } },
      Admin: { allOf: [schema("User"), { properties: { of: schema("Org") } }] },
      Org: { type: "object" },
      Bot: true,
      Unused: schema("Owner"),
    },
    securitySchemes: { key: { type: "apiKey", in: "header", name: "K" } },
  },
};

/** Keys of the operations that are left. */
async function kept(
  include: Selection,
  exclude: Selection = {},
): Promise<{ keys: string[]; schemas: string[]; skipped: object; found: readonly string[] }> {
  const { document, found } = await tryLoad({ input: DOCUMENT, include, exclude });
  const root = document!.root as {
    paths: Record<string, JsonObject>;
    webhooks: JsonObject;
    components: { schemas: JsonObject };
  };
  const keys = Object.entries(root.paths).flatMap(([path, item]) =>
    ["get", "delete"]
      .filter((method) => item[method] !== undefined)
      .concat(Object.keys(item.additionalOperations ?? {}))
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  return {
    keys: [...keys, ...Object.keys(root.webhooks)],
    schemas: Object.keys(root.components.schemas),
    skipped: document!.skipped,
    found,
  };
}

describe("which operations are kept", () => {
  test.each<[string, { include: Selection; exclude?: Selection; want: readonly string[] }]>([
    ["a tag", { include: { tags: ["users"] }, want: ["GET /users"] }],
    ["a path", { include: { paths: ["/repos"] }, want: ["GET /repos"] }],
    [
      "all paths below one, and it",
      {
        include: { paths: ["/repos/**"] },
        want: ["GET /repos", "GET /repos/{id}", "DELETE /repos/{id}", "COPY /repos/{id}"],
      },
    ],
    ["an operationId with a glob", { include: { operations: ["repos/*t"] }, want: ["GET /repos", "GET /repos/{id}"] }],
    [
      "a method and path, in any case",
      { include: { operations: ["get /users", "COPY /repos/{id}"] }, want: ["COPY /repos/{id}", "GET /users"] },
    ],
    [
      "every list must fit",
      {
        include: { tags: ["repos", "users"], paths: ["/repos/**"], operations: ["GET /**"] },
        want: ["GET /repos", "GET /repos/{id}"],
      },
    ],
    [
      "excluded by any list",
      {
        include: {},
        exclude: { tags: ["danger"], operations: ["ping", "repos/copy"] },
        want: ["GET /repos", "GET /repos/{id}", "GET /users"],
      },
    ],
    ["exclude wins", { include: { tags: ["repos"] }, exclude: { paths: ["/repos/{id}"] }, want: ["GET /repos"] }],
    [
      "without deprecated ones",
      { include: { deprecated: false, paths: ["/repos/{id}"] }, want: ["GET /repos/{id}", "COPY /repos/{id}"] },
    ],
    ["a webhook by its id", { include: { operations: ["ping"] }, want: ["ping"] }],
  ])("%s", async (_, { include, exclude, want }) => {
    const { keys, found } = await kept(include, exclude);
    expect(keys).toEqual(want);
    expect(found).toEqual([]);
  });

  test("the others are counted, with the reason", async () => {
    expect((await kept({ tags: ["repos"], deprecated: false }, { operations: ["repos/list"] })).skipped).toEqual([
      { key: "GET /repos", reason: "`exclude.operations` has `repos/list`" },
      { key: "DELETE /repos/{id}", reason: "deprecated" },
      { key: "COPY /repos/{id}", reason: "not in `include.tags`" },
      { key: "GET /users", reason: "not in `include.tags`" },
      { key: "ping", reason: "not in `include.tags`" },
    ]);
  });

  test("what fits nothing is said, with what may have been meant", async () => {
    const { diagnostics } = await tryLoad({
      input: DOCUMENT,
      include: { tags: ["repo", "users"] },
      exclude: { paths: ["/none/**"] },
    });
    expect(diagnostics.map(({ code, message, fix }) => [code, message, fix])).toEqual([
      [
        "load/filter-unmatched",
        "`include.tags` asks for `repo`, which no operation of the document has.",
        "Did you mean `repos`?",
      ],
      [
        "load/filter-unmatched",
        "`exclude.paths` asks for `/none/**`, which no operation of the document has.",
        "Check it against the document.",
      ],
    ]);
  });
});

describe("components", () => {
  test("without a filter all are kept", async () => {
    expect((await kept({})).schemas).toEqual(["Repo", "Owner", "User", "Admin", "Org", "Bot", "Unused"]);
  });

  test("with one, those that are referred to; children of a parent that a discriminator tells apart with it", async () => {
    expect((await kept({ tags: ["repos"] })).schemas).toEqual(["Repo", "Owner"]);
    expect((await kept({ tags: ["users"] })).schemas).toEqual(["User", "Admin", "Org", "Bot"]);
  });

  test("tags that no operation has any more go, except those above one that is left", async () => {
    const tags = [{ name: "all" }, { name: "repos", parent: "all" }, { name: "users" }];
    const { document } = await tryLoad({ input: { ...DOCUMENT, tags }, include: { tags: ["repos"] } });
    expect(document?.root.tags).toEqual([{ name: "all" }, { name: "repos", parent: "all" }]);
  });

  test("a pruned component is not complained about", async () => {
    const input: JsonObject = {
      ...DOCUMENT,
      components: {
        schemas: { ...((DOCUMENT.components as JsonObject).schemas as JsonObject), Bad: { type: "nonsense" } },
      },
    };
    expect((await tryLoad({ input })).found).toEqual(["load/type-unknown"]);
    expect((await tryLoad({ input, include: { tags: ["users"] } })).found).toEqual([]);
  });

  test("Swagger 2.0", async () => {
    const input = {
      swagger: "2.0",
      info: { title: "T", version: "1" },
      paths: { "/a": { get: oldOperation("a", "A") }, "/b": { get: oldOperation("b", "B") } },
      definitions: { A: {}, B: {} },
    };
    const { document } = await tryLoad({ input, include: { tags: ["b"] } });
    expect(document?.root.components).toEqual({ schemas: { B: {} } });
    expect(document?.skipped).toEqual([{ key: "GET /a", reason: "not in `include.tags`" }]);
  });
});

describe("globs", () => {
  test.each([
    ["/repos/{id}", "/repos/{id}", true],
    ["/repos/*", "/repos/{id}", true],
    ["/repos/*", "/repos/{id}/issues", false],
    ["/repos/**", "/repos", true],
    ["/repos/**", "/repository", false],
    ["/**/issues", "/repos/{id}/issues", true],
    ["**", "/anything/at/all", true],
    ["/a.b+c(d)[e]|f^$?/*", "/a.b+c(d)[e]|f^$?/x", true],
    ["/a.b", "/axb", false],
    ["GET /repos/**", "GET /repos/{id}", true],
  ])("%s on %s: %s", (pattern, text, want) => expect(glob(pattern)(text)).toBe(want));

  test("a hostile pattern or path takes no time", () => {
    expect(glob("*a*a*a*a*a*a*a*a*b")("a".repeat(60))).toBe(false);
  });
});
