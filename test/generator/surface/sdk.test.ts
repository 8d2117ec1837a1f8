import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { apiView, compareSdks, type SdkView } from "../../../generator/src/diff/index.js";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { generateFiles } from "../../../generator/src/pipeline.js";
import { surfaceView } from "../../../generator/src/surface/sdk.js";
import { PAIRS } from "../diff/pairs.js";
import { lineOf, type Options } from "../diff/support.js";

async function views(document: JsonObject, options: Options = {}): Promise<{ api: SdkView; code: SdkView }> {
  const { files, ...known } = await generateFiles({ input: document, output: "", ...options });
  return { api: apiView({ ...known, ...(options.types && { types: options.types }) }), code: surfaceView(files) };
}

const lines = (old: SdkView, next: SdkView): string[] => compareSdks(old, next).map(lineOf);
const specs = resolve(import.meta.dirname, "../../../specs");

describe("generated code, read back", () => {
  test.each(["pet-store", "jsonplaceholder", "open-meteo", "openweathermap"])(
    "%s says what its description says",
    async (name) => {
      const document = parse(await readFile(`${specs}/${name}/openapi.yaml`, "utf8")) as JsonObject;
      const { api, code } = await views(document);
      expect(code.operations.map((one) => one.name).toSorted()).toEqual(
        api.operations.map((one) => one.name).toSorted(),
      );
      expect({ to: lines(api, code), back: lines(code, api) }).toEqual({ to: [], back: [] });
    },
  );

  test("a body of one range of media types is not taken for that of another", async () => {
    const pet: JsonObject = { type: "object", properties: { name: { type: "string" } } };
    const taking = (media: { readonly [type: string]: JsonObject }): JsonObject => {
      const content = Object.fromEntries(Object.entries(media).map(([type, schema]) => [type, { schema }]));
      const post = { requestBody: { required: true, content }, responses: { 204: { description: "" } } };
      return { openapi: "3.1.0", info: { title: "Pets", version: "1" }, paths: { "/pets": { post } } };
    };
    const json = { "application/json": pet, "application/*+json": pet };
    const text: JsonObject = { type: "string" };
    const old = await views(taking(json));
    const next = await views(taking({ ...json, "application/xml": text, "application/*+xml": text }));
    expect(lines(old.code, next.code)).toEqual(["feature media-type-added pets.create(body)"]);
  });

  test("schemas, tests and mocks beside it change nothing for its users", async () => {
    const document = parse(await readFile(`${specs}/pet-store/openapi.yaml`, "utf8")) as JsonObject;
    const plain = await generateFiles({ input: document, output: "" });
    const more = await generateFiles({ input: document, output: "", schemas: "zod", tests: true, mocks: true });
    expect(more.files.size).toBeGreaterThan(plain.files.size);
    expect(lines(surfaceView(plain.files), surfaceView(more.files))).toEqual([]);
  });

  test.each(PAIRS)("tells of the same changes: %s", async (_title, { old, new: next, says, options }) => {
    const [before, after] = [await views(old, options), await views(next, options)];
    const types = (all: readonly string[]) => all.filter((line) => !line.startsWith("fix"));
    expect(types(lines(before.code, after.code))).toEqual(types(says));
  });

  test("of code that is none of ours it says nothing", () => {
    const view = surfaceView(
      new Map([
        ["a.ts", "export const x = 1; export class Y {} {{{ broken"],
        ["b.md", "#"],
      ]),
    );
    expect(view).toMatchObject({ client: "", operations: [] });
  });
});
