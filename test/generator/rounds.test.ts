import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { stringify } from "yaml";
import { located } from "../../generator/src/cli/generate.js";
import type { ApiConfig } from "../../generator/src/config/config.js";
import { apiView, compareSdks, identical, type SdkView } from "../../generator/src/diff/index.js";
import type { JsonObject } from "../../generator/src/load/document.js";
import { Memory } from "../../generator/src/memory.js";
import { load } from "../../generator/src/load/index.js";
import { buildPathsAgain } from "../../generator/src/model/again.js";
import { buildWhole } from "../../generator/src/model/build.js";
import { buildApi, meaningOf } from "../../generator/src/model/index.js";
import { generateFiles } from "../../generator/src/pipeline.js";
import { Report, StopError } from "../../generator/src/report/diagnostic.js";
import { tempFolder } from "../support/temp-folder.js";
import { dense } from "./rounds.document.js";
import { chains, EDITS } from "./rounds.edits.js";

beforeAll(() => void vi.stubEnv("SDKWRIGHT_CACHE", "off"));
afterAll(() => void vi.unstubAllEnvs());

type Options = Omit<ApiConfig, "input" | "output">;

/** What a run makes and tells, as far as anybody can see it. */
async function run(config: ApiConfig, memory?: Memory) {
  try {
    const made = await generateFiles(config, undefined, memory);
    const view = apiView({ ...made, ...(config.types && { types: config.types }) });
    const { files, document, names, facts } = made;
    const told = located(made).map((one) => ({ ...one }));
    return { seen: { files, told, names, facts, hash: document.hash, skipped: document.skipped }, view, made };
  } catch (error) {
    if (!(error instanceof StopError)) throw error;
    return { seen: { stopped: error.diagnostics.map((one) => ({ ...one })) }, view: undefined, made: undefined };
  }
}

/** The same edits in one process that remembers, and in a fresh run each. */
async function bothWays(edits: readonly (readonly [string, number])[], options: Options, text: typeof pretty) {
  const input = join(await tempFolder(), "document");
  const config: ApiConfig = { input, output: "unused", ...options };
  const memory = new Memory();
  const document = dense();
  let last: { readonly again: SdkView; readonly fresh: SdkView } | undefined;
  const changes: number[] = [];
  for (const edit of [undefined, ...edits]) {
    if (edit) EDITS[edit[0]]!(document, edit[1]);
    await writeFile(input, text(document));
    const again = await run(config, memory);
    const fresh = await run(config);
    expect(again.seen).toEqual(fresh.seen);
    if (!again.view || !fresh.view) continue;
    if (last) {
      const found = compareSdks(last.again, again.view, identical(last.again.types, again.view.types));
      expect(found).toEqual(compareSdks(last.fresh, fresh.view));
      changes.push(found.length);
    }
    last = { again: again.view, fresh: fresh.view };
  }
  return changes;
}

const schemasOf = (document: JsonObject) => (document["components"] as { schemas: JsonObject }).schemas;

const pretty = (document: JsonObject): string => JSON.stringify(document, null, 2);
const minified = (document: JsonObject): string => JSON.stringify(document);
const yaml = (document: JsonObject): string => stringify(document);

const ALL: Options = { schemas: "zod", tests: true, mocks: true, types: { dates: "Date", int64: "bigint" } };
const SOME: Options = { include: { tags: ["pets"] }, types: { enums: "open", binary: "stream" } };

describe("a round of a watch makes and tells what a fresh run does", () => {
  test.each(Object.keys(EDITS))("after an edit that %s", async (edit) => {
    await bothWays(
      [1, 3, 8].map((pick) => [edit, pick] as const),
      {},
      pretty,
    );
  });

  test("after one that gives a type within reach another name, and says nothing else of it", async () => {
    const rename = Object.keys(schemasOf(dense())).indexOf("Pet");
    const fresh = async (document: JsonObject) => (await run({ input: document, output: "unused" })).made!.names;
    const renamed = dense();
    EDITS["renames a component"]!(renamed, rename);
    const typeOf = async (document: JsonObject) => (await fresh(document)).schemas.get("pet")!.type;
    // `pet` is called `Pet` once nobody else is.
    expect([await typeOf(dense()), await typeOf(renamed)]).toEqual([expect.stringMatching(/^Pet_/), "Pet"]);
    await bothWays([["renames a component", rename]], {}, pretty);
  });

  test.each<[string, Options, typeof pretty, number]>([
    ["in JSON", {}, pretty, 40],
    ["in JSON of one line", {}, minified, 10],
    ["in YAML", {}, yaml, 10],
    ["with all options that make more code", ALL, pretty, 10],
    ["of a part of the document", SOME, pretty, 10],
  ])(
    "after chains of edits, %s",
    async (_title, options, text, numRuns) => {
      let changes = 0;
      const property = fc.asyncProperty(chains, async (edits) => {
        for (const count of await bothWays(edits, options, text)) changes += count;
      });
      await fc.assert(property, { numRuns });
      expect(changes).toBeGreaterThan(numRuns);
    },
    300_000,
  );
});

describe("what is built of a document of which only paths changed", () => {
  const loaded = (document: JsonObject) => load({ input: document, output: "unused" }, new Report());
  const again = async (change: (document: JsonObject) => unknown, before = dense()) => {
    const [old, report] = [await loaded(before), new Report()];
    const built = buildWhole(old, report);
    const { api } = built;
    expect(report.diagnostics).toEqual([]);
    const document = structuredClone(before);
    change(document);
    const next = await loaded(document);
    return {
      found: buildPathsAgain({ ...built, root: old.root }, next),
      whole: buildApi(next, new Report()),
      before: api,
    };
  };
  const paths = (document: JsonObject) => document["paths"] as { [path: string]: JsonObject };
  const get = (path: string, of: (operation: JsonObject) => unknown) => (document: JsonObject) =>
    of(paths(document)[path]!["get"] as JsonObject);
  const answering = (schema: JsonObject) => (operation: JsonObject) =>
    (operation["responses"] = { 200: { description: "ok", content: { "application/json": { schema } } } });

  const withoutChoices = () => {
    const document = dense();
    for (const schema of Object.values(schemasOf(document))) delete (schema as JsonObject)["discriminator"];
    return document;
  };

  test("where discriminators choose, only as long as references to components stay the same", async () => {
    const { found, whole } = await again(get("/pets", (one) => (one["description"] = "Changed.")));
    expect(found).toEqual(whole);
    expect(found).toBeDefined();
  });

  test.each<[string, (document: JsonObject) => unknown]>([
    ["nothing", () => {}],
    ["a description", get("/pets", (one) => (one["description"] = "Changed."))],
    ["an answer", get("/pets/{id}", answering({ type: "array", items: { $ref: "#/components/schemas/Animal" } }))],
    ["events", get("/ticks", (one) => (one["description"] = "Changed."))],
    ["a default", get("/pets", answering({ type: "string", default: "x" }))],
    ["a path more", (document) => (paths(document)["/a~b/{id}"] = structuredClone(paths(document)["/pets/{id}"]!))],
    ["a path less", (document) => delete paths(document)["/pets/{id}"]],
    ["callbacks", (document) => delete (paths(document)["/login"]!["post"] as JsonObject)["callbacks"]],
  ])("%s: only the operations of those paths", async (_title, change) => {
    const { found, whole, before } = await again(change, withoutChoices());
    expect(found).toEqual(whole);
    expect(found!.schemas).toBe(before.schemas);
    const kept = before.operations.filter((one) => found!.operations.includes(one)).length;
    expect(kept).toBeGreaterThanOrEqual(before.operations.length - 2);
  });

  test.each<[string, (document: JsonObject) => unknown]>([
    ["a component", (document) => Object.assign(schemasOf(document)["Tree"]!, { description: "Changed." })],
    [
      "one more reference to what a discriminator may choose",
      get("/events", answering({ $ref: "#/components/schemas/Small" })),
    ],
    ["what holds for all operations", (document) => (document["security"] = [])],
    ["a webhook", (document) => delete document["webhooks"]],
    ["something to be told", get("/pets", (one) => (one["security"] = [{ nobody: [] }]))],
    ["a default that does not fit", get("/pets", answering({ type: "integer", default: "x" }))],
    ["a default with members", get("/pets", answering({ type: "object", default: { a: 1 } }))],
    [
      "a choice that narrows components",
      get(
        "/pets",
        answering({
          oneOf: [{ $ref: "#/components/schemas/Photo" }, { $ref: "#/components/schemas/Login" }],
          discriminator: { propertyName: "what" },
        }),
      ),
    ],
  ])("%s: everything has to be built", async (_title, change) => {
    expect((await again(change)).found).toBeUndefined();
  });

  test("a choice that is gone narrows nothing any more", async () => {
    const before = dense();
    const oneOf = [{ $ref: "#/components/schemas/Photo" }, { $ref: "#/components/schemas/Login" }];
    get("/pets", answering({ oneOf, discriminator: { propertyName: "what" } }))(before);
    expect((await again((document) => delete paths(document)["/pets"]!["get"], before)).found).toBeUndefined();
  });
});

describe("the meaning of a part", () => {
  const api = async (memory: Memory, input: JsonObject) => {
    const made = await generateFiles({ input, output: "unused" }, undefined, memory);
    const of = (key: string) =>
      made.api.operations.find((one) => one.key === key) ?? made.api.schemas.find((one) => one.name === key)!;
    return (key: string) => meaningOf(made.api, of(key));
  };

  test("lasts where nothing changed that its references lead to", async () => {
    const memory = new Memory();
    const before = await api(memory, dense());
    const document = dense();
    Object.assign(schemasOf(document)["Beast"]!, { description: "Changed." });
    const after = await api(memory, document);
    const lasting = ["Cat", "Pet", "Login", "GET /pets", "POST /login"];
    const touched = ["Beast", "Dog", "Animal", "GET /pets/{id}"];
    for (const key of [...lasting, ...touched]) expect(before(key), key).toBeDefined();
    expect(lasting.filter((key) => before(key) !== after(key))).toEqual([]);
    expect(touched.filter((key) => before(key) === after(key))).toEqual([]);
  });

  test("is kept for nobody but a watch", async () => {
    const { api: single } = await generateFiles({ input: dense(), output: "unused" });
    expect(single.operations.map((one) => meaningOf(single, one))).toEqual(single.operations.map(() => undefined));
  });
});
