import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { loadText, tryLoad } from "./support.js";

const HEAD = "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\n";

describe("texts that cannot be read stop with their place", () => {
  test.each<[string, { given: string; want: string; says?: RegExp }]>([
    ["an empty file", { given: "", want: "load/empty 1:1" }],
    ["white space only", { given: " \n\t\n", want: "load/empty 1:1" }],
    [
      "an HTML page",
      {
        given: "\n<!DOCTYPE html><html><title>Sign in</title></html>",
        want: "load/html 2:1",
        says: /HTML page titled "Sign in"/,
      },
    ],
    ["XML", { given: "<wadl/>", want: "load/html 1:1", says: /markup/ }],
    [
      "truncated JSON",
      {
        given: '{\n  "openapi": "3.0.3",\n  "info": {',
        want: "load/json-syntax 3:12",
        says: /ends inside an object: it looks truncated/,
      },
    ],
    [
      "JSON cut in a string",
      { given: '{\n "openapi": "3.0', want: "load/json-syntax 2:17", says: /ends inside a string/ },
    ],
    [
      "a bracket too many",
      { given: '{"a": [1}}', want: "load/json-syntax 1:9", says: /`,` or `\]` is missing before `}`/ },
    ],
    [
      "a missing colon, with everything before it intact",
      { given: '{\n  "a": 1,\n  "b" 2\n}', want: "load/json-syntax 3:7", says: /`:` is missing before `2`/ },
    ],
    [
      "text after the end",
      { given: '{"a":1}\n{"b":2}', want: "load/json-syntax 2:1", says: /more text after the end/ },
    ],
    ["tabs in YAML", { given: "openapi: 3.1.0\ninfo:\n\ttitle: T\n", want: "load/yaml-syntax 3:1", says: /tab/i }],
    ["an alias without anchor", { given: "a: *b\n", want: "load/yaml-syntax 1:5" }],
    ["an alias inside its own anchor", { given: "a: &x\n  b: *x\n", want: "load/alias-cycle 2:7" }],
    ["a list", { given: "[1, 2]", want: "load/not-an-object 1:1", says: /is a list/ }],
    ["prose", { given: "Not Found", want: "load/not-an-object 1:1", says: /is a string/ }],
    ["no version", { given: "info: {}\n", want: "load/not-openapi 1:1" }],
    ["an AsyncAPI document", { given: "asyncapi: 2.6.0\n", want: "load/not-openapi 1:1", says: /AsyncAPI/ }],
    ["version 4", { given: "info: {}\nopenapi: 4.0.0\n", want: "load/version-unsupported 2:1" }],
    ["Swagger 1.2", { given: '{"swaggerVersion": "1.2"}', want: "load/version-unsupported 1:2" }],
  ])("%s", async (_, { given, want, says = /./ }) => {
    const { document, diagnostics, found } = await loadText(given);
    expect(document).toBeUndefined();
    expect(found).toEqual([want]);
    expect(diagnostics[0]).toMatchObject({ severity: "stop", message: expect.stringMatching(says) as string });
    expect(diagnostics[0]!.fix).toBeTruthy();
    expect(diagnostics[0]!.frame).toContain("^");
  });
});

describe("texts that are a little wrong are read with a warning", () => {
  test.each<[string, { given: string; want: readonly string[]; info?: object }]>([
    ["a key twice in YAML", { given: `${HEAD}paths: {}\npaths:\n  /a: {}\n`, want: ["load/duplicate-key 4:1"] }],
    [
      "a key twice in JSON, at any depth",
      {
        given: '{"openapi":"3.1.0","paths":{},\n"info":{"title":"A","version":"1",\n  "title" : "T"}}',
        want: ["load/duplicate-key 3:3"],
        info: { title: "T" },
      },
    ],
    [
      "JSON with a trailing comma",
      {
        given: '{\n"openapi": "3.1.0", "paths": {},\n"info": {"title": "T", "version": "1"},\n}',
        want: ["load/loose-json 4:1"],
        info: { title: "T" },
      },
    ],
    ["two YAML documents", { given: `${HEAD}paths: {}\n---\nother: true\n`, want: ["load/several-documents 5:1"] }],
    [
      "a bracket that closes under its key",
      { given: `${HEAD}paths: {}\nx-list:\n  a: [\n    "#1",\n  ]\n`, want: ["load/yaml-indent 7:3"] },
    ],
    [
      "a quoted text whose lines, and a blank one, stand at the margin: one warning, and the text folds as ever",
      {
        given: `openapi: 3.1.0\npaths: {}\ninfo:\n  title: "A title\nof two\r\nlines.\n\nAnd \\\nmore"\n  version: '1.\n  0'\n`,
        want: ["load/yaml-indent 5:1", "load/yaml-indent 11:3"],
        info: { title: "A title of two lines.\nAnd more", version: "1. 0" },
      },
    ],
    [
      "numbers that JSON does not have",
      { given: `${HEAD}paths: {}\nx-limit: .inf\n`, want: ["load/not-json-number 4:10"] },
    ],
  ])("%s", async (_, { given, want, info = {} }) => {
    const { document, found } = await loadText(given);
    expect(found).toEqual(want);
    expect(document?.root.info).toMatchObject(info);
  });

  test("what follows a line that was mended keeps its place", async () => {
    const { found } = await loadText(`${HEAD}paths: {}\nx-list:\n  a: [\n  ]\n  a: 2\n`);
    expect(found).toEqual(["load/yaml-indent 6:3", "load/duplicate-key 7:3"]);
  });

  test("bytes that are no UTF-8", async () => {
    const bytes = Buffer.concat([Buffer.from(`${HEAD}paths: {}\nx-name: caf`), Buffer.from([0xe9]), Buffer.from("\n")]);
    const { document, found } = await tryLoad({ input: "-" }, { stdin: streamOf(bytes) });
    expect(found).toEqual(["load/encoding 4:12"]);
    expect(document?.root["x-name"]).toBe("caf\ufffd");
  });
});

describe("texts that are all right", () => {
  const JSON_TEXT = '{"openapi":"3.1.0","info":{"title":"T","version":"1.0"},"paths":{}}';

  test.each<[string, { given: Uint8Array }]>([
    ["JSON", { given: Buffer.from(JSON_TEXT) }],
    ["with a byte order mark", { given: Buffer.from(`\ufeff${JSON_TEXT}`) }],
    ["UTF-16", { given: Buffer.from(`\ufeff${JSON_TEXT}`, "utf16le") }],
    ["YAML", { given: Buffer.from('openapi: 3.1.0\ninfo:\n  title: T\n  version: "1.0"\npaths: {}\n') }],
    [
      "YAML with CRLF",
      { given: Buffer.from('openapi: 3.1.0\r\ninfo:\r\n  title: T\r\n  version: "1.0"\r\npaths: {}\r\n') },
    ],
    [
      "a version that YAML reads as a number",
      { given: Buffer.from("openapi: 3.1.0\ninfo: {title: T, version: 1.0}\npaths: {}\n") },
    ],
    [
      "another order of keys",
      { given: Buffer.from('{"paths":{},"info":{"version":"1.0","title":"T"},"openapi":"3.1.0"}') },
    ],
  ])("%s: the same document and the same hash", async (_, { given }) => {
    const { document, found } = await tryLoad({ input: "-" }, { stdin: streamOf(given) });
    expect(found).toEqual([]);
    expect(document?.root).toEqual(JSON.parse(JSON_TEXT));
    const sorted = '{"info":{"title":"T","version":"1.0"},"openapi":"3.1.0","paths":{}}';
    expect(document?.hash).toBe(createHash("sha256").update(sorted).digest("hex"));
  });

  test("YAML 1.2: words that were booleans and dates in 1.1 are text; keys are text as written", async () => {
    const text = `${HEAD}paths: {}\nx-data:\n  a: [yes, no, on, off, 2020-01-01, 1_000, 0o17, 0x1F, 1e3, ~, "3", !!str 3]\n  200: ok\n  1.0: ok\n  true: ok\n`;
    const { document, found } = await loadText(text);
    expect(found).toEqual([]);
    expect(document?.root["x-data"]).toEqual({
      a: ["yes", "no", "on", "off", "2020-01-01", "1_000", 15, 31, 1000, null, "3", "3"],
      "200": "ok",
      "1.0": "ok",
      true: "ok",
    });
  });

  test("merge keys and aliases become copies that share nothing", async () => {
    const text = `${HEAD}paths: {}\nx-base: &base {type: object, list: [1]}\nx-a: {<<: *base, type: array}\nx-b: *base\nx-c: {<<: [*base, {more: 1}]}\n`;
    const root = (await loadText(text)).document!.root as Record<string, { list?: unknown[] }>;
    expect(root["x-a"]).toEqual({ type: "array", list: [1] });
    expect(root["x-b"]).toEqual({ type: "object", list: [1] });
    expect(root["x-c"]).toEqual({ type: "object", list: [1], more: 1 });
    root["x-a"]!.list!.push(2);
    expect(root["x-b"]).toEqual({ type: "object", list: [1] });
  });

  test("`__proto__` as a key is a key like any other", async () => {
    for (const text of [
      '{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{},"x-a":{"__proto__":{"polluted":true}}}',
      `${HEAD}paths: {}\nx-a: {__proto__: {polluted: true}}\n`,
    ]) {
      const extension = (await loadText(text)).document!.root["x-a"] as object;
      expect(Object.keys(extension)).toEqual(["__proto__"]);
      expect("polluted" in extension).toBe(false);
      expect("polluted" in {}).toBe(false);
    }
  });
});

async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, 10);
  yield bytes.subarray(10);
}
