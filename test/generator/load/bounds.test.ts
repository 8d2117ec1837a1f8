import { describe, expect, test } from "vitest";
import { loadFiles, loadText, tryLoad, withSchemas } from "./support.js";
import type { JsonObject } from "../../../generator/src/load/document.js";

const HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n";

/** What would take all memory or all time stops, at its place, before it does. */
describe("bounds", () => {
  test("a bomb of YAML aliases: billions of nodes in half a kilobyte", async () => {
    const levels = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"];
    for (let level = 1; level <= 9; level++) {
      levels.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(", ")}]`,
      );
    }
    const { diagnostics, found } = await loadText(`${HEAD}x-bomb:\n  ${levels.join("\n  ")}\n`);
    expect(found).toEqual(["load/alias-bomb 11:23"]);
    expect(diagnostics[0]?.message).toMatch(/would expand to more than 2,000,000 nodes/);
  });

  test("a bomb of merge keys", async () => {
    const levels = ["a0: &a0 {x: 1, y: 2}"];
    for (let level = 1; level <= 30; level++)
      levels.push(`a${level}: &a${level} {l: *a${level - 1}, r: *a${level - 1}}`);
    const { found } = await loadText(`${HEAD}x-bomb:\n  ${levels.join("\n  ")}\n`);
    expect(found).toEqual([expect.stringMatching(/^load\/alias-bomb /)]);
  });

  test("aliases in number, but of small things, are all right", async () => {
    const { document, found } = await loadText(
      `${HEAD}x-a: &a {b: 1}\nx-list: [${Array(10_000).fill("*a").join(", ")}]\n`,
    );
    expect(found).toEqual([]);
    expect(document?.root["x-list"]).toHaveLength(10_000);
  });

  test.each<[string, string, string]>([
    ["JSON", `{"openapi":"3.1.0","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "load/too-deep 1:423"],
    ["JSON objects", `{"openapi":"3.1.0","x":${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}}`, "load/too-deep 1:2019"],
    ["YAML in brackets", `${HEAD}x-a: ${"[".repeat(5_000)}${"]".repeat(5_000)}\n`, "load/too-deep 4:405"],
    [
      "YAML by indentation",
      `${HEAD}${Array.from({ length: 1_000 }, (_, depth) => `${" ".repeat(depth)}x-a:\n`).join("")}`,
      "load/too-deep 403:400",
    ],
  ])("nesting: %s", async (_, text, want) => {
    const { document, found } = await loadText(text);
    expect(document).toBeUndefined();
    expect(found).toEqual([want]);
  });

  test("what nests as deep as is allowed goes through every step", async () => {
    let schema: JsonObject = { type: "string", nullable: true };
    for (let depth = 0; depth < 150; depth++) schema = { type: "object", properties: { a: schema } };
    const { document, found } = await loadText(JSON.stringify(withSchemas({ A: schema })));
    expect(found).toEqual([]);
    expect(JSON.stringify(document?.root)).toContain('{"type":["string","null"]}');
  });

  test("a document of one long line: places and frames are short", async () => {
    const schemas: JsonObject = {};
    for (let index = 0; index < 5_000; index++) schemas[`S${index}`] = { type: "string", description: "x".repeat(50) };
    const text = JSON.stringify(withSchemas({ ...schemas, Bad: { $ref: "#/nowhere" } }));
    const { diagnostics } = await loadText(text, { tolerant: false });
    const column = text.indexOf('"$ref"') + 1;
    expect(diagnostics).toMatchObject([{ code: "load/ref-not-found", place: { line: 1, column } }]);
    const frame = diagnostics[0]!.frame!.split("\n");
    expect(Math.max(...frame.map((line) => line.length))).toBeLessThan(120);
    const marker = frame[1]!.indexOf("^");
    expect(frame[0]!.slice(marker, marker + 6)).toBe('"$ref"');
  });

  test("chains of references, long and round", async () => {
    const chain: JsonObject = {};
    for (let index = 0; index < 2_000; index++) chain[`S${index}`] = { $ref: `#/components/schemas/S${index + 1}` };
    const { document } = await tryLoad({ input: withSchemas({ ...chain, S2000: { type: "string" } }) });
    expect(document?.root).toMatchObject({ components: { schemas: { S0: { $ref: "#/components/schemas/S2000" } } } });
    expect(
      (await tryLoad({ input: withSchemas({ ...chain, S2000: { $ref: "#/components/schemas/S0" } }) })).found,
    ).toEqual(["load/ref-cycle"]);
  });

  test("path items and maps that contain themselves by reference", async () => {
    const text = `${HEAD.replace("paths: {}\n", "")}paths:
  /a:
    post:
      responses: {}
      callbacks: {c: {x: {$ref: '#/paths/~1a'}}}
`;
    const { document, found } = await loadText(text);
    expect(found).toEqual(["load/ref-cycle 7:27"]);
    expect(document?.root.paths).toMatchObject({ "/a": { post: { callbacks: { c: { x: {} } } } } });
    const map = `${HEAD}components: {schemas: {A: {properties: {b: {properties: {$ref: '#/components/schemas/A/properties'}}}}}}\n`;
    expect((await loadText(map)).found).toEqual([expect.stringMatching(/^load\/ref-cycle 4:/)]);
  });

  test("files that refer to each other by whole path items", async () => {
    const { found } = await loadFiles({
      "openapi.yaml": "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a: {$ref: a.yaml}\n",
      "a.yaml": "$ref: b.yaml\n",
      "b.yaml": "$ref: a.yaml\n",
    });
    expect(found).toEqual([expect.stringMatching(/^load\/ref-cycle /)]);
  });

  test("keys that are a regular expression's worst case", async () => {
    const path = `/${"{".repeat(20_000)}`;
    const { document } = await tryLoad({
      input: { openapi: "3.1.0", info: { title: "T", version: "1" }, paths: { [path]: { get: { responses: {} } } } },
    });
    expect(document?.root.paths).toHaveProperty([path, "get"]);
  });
});
