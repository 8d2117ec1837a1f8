import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { ApiConfig } from "../../../../generator/src/config/config.js";
import { detect } from "../../../../generator/src/detect/index.js";
import { emit } from "../../../../generator/src/emit/index.js";
import type { ReusableText, TextStore } from "../../../../generator/src/emit/reuse/store.js";
import type { Json, JsonObject } from "../../../../generator/src/load/document.js";
import { load } from "../../../../generator/src/load/index.js";
import { buildApi } from "../../../../generator/src/model/index.js";
import { name } from "../../../../generator/src/name/index.js";
import { Report } from "../../../../generator/src/report/diagnostic.js";

const PET_STORE = readFileSync(resolve(import.meta.dirname, "../../../../specs/pet-store/openapi.yaml"), "utf8");
const petStore = () => parse(PET_STORE) as JsonObject;

/** A store as a run finds it on disk: plain data. Counts what had to be made. */
class Store implements TextStore {
  readonly texts: Map<string, string>;
  made = 0;

  constructor(before?: Store) {
    this.texts = new Map(before?.texts);
  }

  get(digest: string): ReusableText | undefined {
    const text = this.texts.get(digest);
    return text === undefined ? undefined : (JSON.parse(text) as ReusableText);
  }

  set(digest: string, text: ReusableText): void {
    this.made++;
    this.texts.set(digest, JSON.stringify(text));
  }
}

async function files(document: JsonObject, store?: TextStore, options: Partial<ApiConfig> = {}) {
  const config: ApiConfig = { ...options, input: document, output: "unused" };
  const report = new Report();
  const api = buildApi(await load(config, report), report);
  const known = { api, names: name(api, config, report), facts: detect(api, config, report), report };
  return Object.fromEntries(await emit(known, config, store));
}

/** The node at a path of keys. */
function at(document: Json, ...keys: string[]): JsonObject {
  let node = document as JsonObject;
  for (const key of keys) node = node[key] as JsonObject;
  return node;
}

const schemas = (document: JsonObject) => at(document, "components", "schemas");
const first = await (async () => {
  const store = new Store();
  const texts = await files(petStore(), store);
  return { store, texts };
})();

describe("texts of an earlier run", () => {
  test("are all that an unchanged document needs", async () => {
    const store = new Store(first.store);
    expect(await files(petStore(), store)).toEqual(first.texts);
    expect(store.made).toBe(0);
    expect(first.store.made).toBeGreaterThan(40);
  });

  test.each<[string, (document: JsonObject) => void, number]>([
    ["a parameter of one operation", (one) => void (at(one, "paths", "/pets/{id}", "get")["summary"] = "New"), 1],
    [
      "a new operation",
      (one) =>
        void (at(one, "paths")["/new"] = {
          get: { tags: ["store"], operationId: "new", responses: { 200: { description: "" } } },
        }),
      1,
    ],
    ["an operation less", (one) => void delete at(one, "paths", "/pets/{id}")["delete"], 0],
    ["a new schema that nothing uses", (one) => void (schemas(one)["Unused"] = { type: "object" }), 1],
  ])("are used but for what changed: %s", async (_title, change, made) => {
    const document = petStore();
    change(document);
    const store = new Store(first.store);
    expect(await files(document, store)).toEqual(await files(document));
    expect(store.made).toBe(made);
  });

  test.each<[string, (document: JsonObject) => void]>([
    [
      "a member that only answers have, deep in what is sent",
      (one) =>
        void (at(one, "components", "schemas", "Tag", "properties")["seen"] = { type: "string", readOnly: true }),
    ],
    ["a schema of a global's name", (one) => void (schemas(one)["Blob"] = { type: "string" })],
    ["the API's servers", (one) => void (one["servers"] = [{ url: "https://other.example.com" }])],
    ["the API's requirement", (one) => void (one["security"] = [{ partnerKey: [] }])],
    ["the title and version", (one) => void (one["info"] = { title: "Other", version: "2" })],
    [
      "every description",
      (one) =>
        void JSON.stringify(one, (_key, value: Json) => {
          if (
            typeof value === "object" &&
            value !== null &&
            !Array.isArray(value) &&
            typeof value["description"] === "string"
          )
            value["description"] += " New.";
          return value;
        }),
    ],
  ])("do not outlive what they were made from: %s", async (_title, change) => {
    const document = petStore();
    change(document);
    expect(await files(document, new Store(first.store))).toEqual(await files(document));
  });

  test.each<[string, Partial<ApiConfig>]>([
    ["types.enums", { types: { enums: "open" } }],
    ["types.dates", { types: { dates: "Date" } }],
    ["types.int64", { types: { int64: "bigint" } }],
    ["types.binary", { types: { binary: "bytes" } }],
    ["importExtension", { importExtension: ".ts" }],
    ["schemas", { schemas: "zod" }],
    ["paging", { paging: false }],
  ])("are not those of other options: %s", async (_title, options) => {
    expect(await files(petStore(), new Store(first.store), options)).toEqual(
      await files(petStore(), undefined, options),
    );
  });

  test("change nothing, whatever is changed in a document", { timeout: 120_000 }, async () => {
    const places = nodesOf(petStore());
    const place = fc.nat(places.length - 1);
    const value = fc.constantFrom<Json | undefined>(undefined, "string", "integer", true, { type: "boolean" }, ["a"]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(place, value), { minLength: 1, maxLength: 3 }), async (edits) => {
        const document = petStore();
        for (const [index, next] of edits) edit(document, places[index]!, next);
        let want: object;
        try {
          want = await files(structuredClone(document));
        } catch {
          // No document any more; what is said of it is the matter of other tests.
          return;
        }
        expect(await files(document, new Store(first.store))).toEqual(want);
      }),
      { numRuns: 60 },
    );
  });
});

/** Paths of all members of objects. */
function nodesOf(value: Json, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...nodesOf(inner, [...path, key])]);
}

function edit(document: JsonObject, path: readonly string[], value: Json | undefined): void {
  let node: Json | undefined = document;
  for (const key of path.slice(0, -1)) node = (node as JsonObject | undefined)?.[key];
  if (typeof node !== "object" || node === null) return;
  if (value === undefined) delete (node as JsonObject)[path.at(-1)!];
  else (node as JsonObject)[path.at(-1)!] = structuredClone(value);
}
