import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { loadText, normal } from "./support.js";

const HOOK = {
  post: { requestBody: { content: { "application/json": { schema: { type: "string", nullable: true } } } } },
};
const document = (more: JsonObject, openapi = "3.0.3"): JsonObject => ({
  openapi,
  info: { title: "T", version: "1" },
  paths: {},
  ...more,
});
const schemaOf = (root: JsonObject, name: string) =>
  ((root.webhooks as JsonObject)[name] as typeof HOOK).post.requestBody.content["application/json"].schema;

describe("x-webhooks", () => {
  test("are webhooks, upgraded like the rest; what else stands there is left", async () => {
    const root = await normal(document({ "x-webhooks": { sold: HOOK, "x-other-tool": true, "x-lost": HOOK } }));
    expect(Object.keys(root.webhooks as JsonObject)).toEqual(["sold", "x-lost"]);
    expect(schemaOf(root, "sold")).toEqual({ type: ["string", "null"] });
    expect(root).not.toHaveProperty("x-webhooks");
  });

  test("beside webhooks, add those that are not there", async () => {
    const other = { post: { requestBody: { content: { "application/json": { schema: { type: "integer" } } } } } };
    const root = await normal(document({ webhooks: { a: other }, "x-webhooks": { a: HOOK, b: HOOK } }, "3.1.0"));
    expect(Object.keys(root.webhooks as JsonObject)).toEqual(["a", "b"]);
    expect(schemaOf(root, "a")).toEqual({ type: "integer" });
  });

  test("references that lead into them still do", async () => {
    const place = "#/x-webhooks/sold/post/requestBody/content/application~1json/schema";
    const root = await normal(
      document({ "x-webhooks": { sold: HOOK }, components: { schemas: { A: { $ref: place } } } }),
    );
    expect(JSON.stringify(root.components)).not.toContain("x-webhooks");
  });

  test.each([
    ["of another shape", 5],
    ["empty", {}],
    ["with nothing that is a path item", { "x-a": true }],
  ])("that are %s are no business of ours", async (_, given) => {
    const root = await normal(document({ "x-webhooks": given }));
    expect(root.webhooks).toBeUndefined();
  });

  test("are selected by name, and reported with their place", async () => {
    const text = `openapi: 3.0.0
info: {title: T, version: "1"}
paths: {}
x-webhooks:
  sold: {post: {operationId: whenSold, responses: {"204": {description: d}}}}
  lost: {post: {tags: [t], responses: {}}}
`;
    const loaded = await loadText(text, { include: { operations: ["whenSold"] } });
    expect(loaded.found[0]).toBe("load/x-webhooks 4:1");
    expect(Object.keys(loaded.document?.root.webhooks as JsonObject)).toEqual(["sold"]);
    expect(loaded.document?.skipped).toEqual([{ key: "lost", reason: "not in `include.operations`" }]);
  });
});
