import { describe, expect, test } from "vitest";
import { loadFiles, tryLoad } from "./support.js";

const DOCUMENT = `openapi: 3.1.0
info: {title: T, version: 1.0.0}
servers: [{url: https://dev, description: Dev}, {url: https://prod}]
paths:
  /foo:
    get: {operationId: foo, tags: [a], responses: {200: {description: ok}, 500: {description: no}}}
  /bar:
    get: {operationId: bar, tags: [b], responses: {200: {description: ok}, 500: {description: no}}}
components:
  schemas:
    A: {type: object, properties: {it's: {type: string}, b/c: {type: integer}}}
`;
const overlay = (actions: string, head = "overlay: 1.1.0\ninfo: {title: O, version: 1.0.0}\n") =>
  `${head}actions:\n${actions}`;

async function apply(actions: string) {
  const files = { "openapi.yaml": DOCUMENT, "overlay.yaml": overlay(actions) };
  const loaded = await loadFiles(files, { overlays: ["overlay.yaml"] });
  return { ...loaded, root: loaded.document?.root as Record<string, object> | undefined };
}

describe("actions", () => {
  test.each<[string, { actions: string; want: object; without?: string }]>([
    [
      "update merges objects",
      {
        actions: "  - target: $.info\n    update: {license: {name: MIT}, title: New}\n",
        want: { info: { title: "New", version: "1.0.0", license: { name: "MIT" } } },
      },
    ],
    [
      "update at the root",
      { actions: "  - target: $\n    update: {info: {x-a: true}}\n", want: { info: { title: "T", "x-a": true } } },
    ],
    [
      "update appends to a list",
      {
        actions: "  - target: $.servers\n    update: {url: https://new}\n",
        want: { servers: [{ url: "https://dev" }, { url: "https://prod" }, { url: "https://new" }] },
      },
    ],
    [
      "update concatenates lists",
      {
        actions: "  - target: $.paths.*.get\n    update: {tags: [x, y]}\n",
        want: { paths: { "/foo": { get: { tags: ["a", "x", "y"] } }, "/bar": { get: { tags: ["b", "x", "y"] } } } },
      },
    ],
    [
      "update replaces a text",
      { actions: "  - target: $.info.title\n    update: New\n", want: { info: { title: "New" } } },
    ],
    [
      "remove takes out of lists",
      {
        actions: "  - target: $.servers[?@.description == 'Dev']\n    remove: true\n",
        want: { servers: [{ url: "https://prod" }] },
      },
    ],
    [
      "remove takes out of objects, at any depth",
      {
        actions: "  - target: $.paths..responses['500']\n    remove: true\n",
        want: { paths: { "/foo": { get: { responses: { "200": { description: "ok" } } } } } },
      },
    ],
    [
      "remove and then update",
      {
        actions: "  - target: $.servers\n    remove: true\n  - target: $\n    update: {servers: [{url: /}]}\n",
        want: { servers: [{ url: "/" }] },
      },
    ],
    [
      "copy merges another node in",
      {
        actions: "  - target: $.paths['/bar'].get\n    copy: $.info\n",
        want: { paths: { "/bar": { get: { operationId: "bar", title: "T", version: "1.0.0" } } } },
      },
    ],
    [
      "names with quotes and slashes",
      {
        actions: "  - target: $.components.schemas.A.properties.*\n    update: {description: d}\n",
        want: {
          components: { schemas: { A: { properties: { "it's": { description: "d" }, "b/c": { description: "d" } } } } },
        },
      },
    ],
  ])("%s", async (_, { actions, want }) => {
    const { root, found } = await apply(actions);
    expect(found).toEqual([]);
    expect(root).toMatchObject(want);
  });

  test("what is removed is gone; what is merged into many is each one's own", async () => {
    const { root } = await apply(
      "  - target: $.paths..responses['500']\n    remove: true\n  - target: $.paths.*.get\n    update: {x-a: {b: 1}}\n",
    );
    const paths = root!.paths as Record<string, { get: { responses: object; "x-a": object } }>;
    expect(Object.keys(paths["/foo"]!.get.responses)).toEqual(["200"]);
    expect(paths["/foo"]!.get["x-a"]).not.toBe(paths["/bar"]!.get["x-a"]);
  });

  test("`__proto__` is a name like any other", async () => {
    const { root } = await apply("  - target: $\n    update: {__proto__: {polluted: true}}\n");
    expect(Object.hasOwn(root!, "__proto__")).toBe(true);
    expect("polluted" in {}).toBe(false);
  });

  test("a target that finds nothing is said, with its place in the overlay", async () => {
    const { diagnostics, found } = await apply(
      "  - target: $.info\n    update: {}\n  - target: $.paths['/baz']\n    remove: true\n",
    );
    expect(found).toEqual(["load/overlay-unmatched 6:5"]);
    expect(diagnostics[0]).toMatchObject({ severity: "warn", place: { file: "overlay.yaml" } });
  });

  test("places lead into the overlay for what it added, and past it for what it moved", async () => {
    const { document } = await apply(
      "  - target: $.servers[0]\n    remove: true\n  - target: $.info\n    update:\n      license:\n        name: MIT\n",
    );
    expect(document?.locator.place("/info/license/name")).toEqual({ file: "overlay.yaml", line: 9, column: 9 });
    expect(document?.locator.place("/info/title")).toEqual({ file: "openapi.yaml", line: 2, column: 8 });
    expect(document?.locator.place("/servers/0/url")).toEqual({ file: "openapi.yaml", line: 3, column: 50 });
  });

  test.each<[string, { actions: string; want: string; says: RegExp }]>([
    [
      "a target that is no JSONPath",
      { actions: "  - target: $.paths[\n    remove: true\n", want: "load/overlay-target 4:5", says: /is no JSONPath/ },
    ],
    [
      "a copy of what is not there",
      { actions: "  - target: $.info\n    copy: $.nothing\n", want: "load/overlay-target 5:5", says: /finds none/ },
    ],
    [
      "a copy of several nodes",
      { actions: "  - target: $.info\n    copy: $.paths.*\n", want: "load/overlay-target 5:5", says: /finds 2/ },
    ],
    [
      "removing everything",
      { actions: "  - target: $\n    remove: true\n", want: "load/overlay-target 4:5", says: /whole document/ },
    ],
    [
      "text into an object",
      { actions: "  - target: $.info\n    update: text\n", want: "load/overlay-target 4:5", says: /must be an object/ },
    ],
  ])("%s: stop", async (_, { actions, want, says }) => {
    const { document, diagnostics, found } = await apply(actions);
    expect(document).toBeUndefined();
    expect(found).toEqual([want]);
    expect(diagnostics[0]?.message).toMatch(says);
  });
});

describe("what is no overlay stops with every fault and its place", () => {
  test.each<[string, { given: string; found: readonly string[] }]>([
    [
      "no actions",
      { given: "overlay: 1.0.0\ninfo: {title: O, version: 1.0.0}\n", found: ["load/overlay-invalid 1:1"] },
    ],
    [
      "an empty list",
      { given: "overlay: 1.0.0\ninfo: {title: O, version: 1.0.0}\nactions: []\n", found: ["load/overlay-invalid 3:1"] },
    ],
    [
      "a version that is none",
      {
        given: overlay("  - {target: $, update: {}}\n", "overlay: '1.1'\ninfo: {title: O, version: 1.0.0}\n"),
        found: ["load/overlay-invalid 1:1"],
      },
    ],
    [
      "info without its members",
      {
        given: overlay("  - {target: $, update: {}}\n", "overlay: 1.0.0\ninfo: {title: 5}\n"),
        found: ["load/overlay-invalid 2:8", "load/overlay-invalid 2:1"],
      },
    ],
    [
      "an OpenAPI document",
      {
        given: DOCUMENT,
        found: [
          "load/overlay-invalid 1:1",
          "load/overlay-invalid 1:1",
          "load/overlay-invalid 3:1",
          "load/overlay-invalid 4:1",
          "load/overlay-invalid 1:1",
        ],
      },
    ],
    [
      "actions of the wrong form",
      {
        given: overlay("  - 5\n  - {remove: maybe}\n  - {target: info, update: {}}\n  - {target: $, updates: {}}\n"),
        found: [
          "load/overlay-invalid 4:5",
          "load/overlay-invalid 5:5",
          "load/overlay-invalid 5:6",
          "load/overlay-invalid 6:6",
          "load/overlay-invalid 7:17",
        ],
      },
    ],
    [
      "the same action twice",
      {
        given: overlay("  - {target: $, update: {}}\n  - {update: {}, target: $}\n"),
        found: ["load/overlay-invalid 5:5"],
      },
    ],
    ["a list", { given: "[1]", found: ["load/overlay-invalid 1:1"] }],
  ])("%s", async (_, { given, found }) => {
    const loaded = await loadFiles({ "openapi.yaml": DOCUMENT, "overlay.yaml": given }, { overlays: ["overlay.yaml"] });
    expect(loaded.document).toBeUndefined();
    expect(loaded.found.toSorted()).toEqual(found.toSorted());
  });
});

test("several overlays in order; of several documents, the one that `extends` names", async () => {
  const one = `openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {/a: {get: {responses: {}}}}\n`;
  const { cwd } = await loadFiles({
    "a.yaml": one,
    "b.yaml": one.replaceAll("/a", "/b").replace("title: A", "title: B"),
    "first.yaml": overlay("  - target: $.paths.*\n    update: {summary: first}\n"),
    "second.yaml": overlay(
      "  - target: $.paths.*\n    update: {summary: second}\n",
      "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nextends: b.yaml\n",
    ),
  });
  const { document, found } = await tryLoad(
    { input: ["a.yaml", "b.yaml"], overlays: ["first.yaml", "second.yaml"] },
    { cwd },
  );
  expect(found).toEqual([]);
  expect(document?.root.paths).toMatchObject({ "/a": { summary: "first" }, "/b": { summary: "second" } });
});
