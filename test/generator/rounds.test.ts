import { existsSync } from "node:fs";
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
import { buildAgain } from "../../generator/src/model/again.js";
import { buildWhole } from "../../generator/src/model/build.js";
import type { Api } from "../../generator/src/model/api.js";
import { buildApi, meaningOf, nearMeaningOf } from "../../generator/src/model/index.js";
import { targetsOf } from "../../generator/src/model/targets.js";
import { generateFiles } from "../../generator/src/pipeline.js";
import { Report, StopError } from "../../generator/src/report/diagnostic.js";
import { tempFolder } from "../support/temp-folder.js";
import { dense } from "./rounds.document.js";
import { chainsOf, EDITS } from "./rounds.edits.js";

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

const OVERLAY = "changes the overlay";
const CONFIGURATION = "changes the configuration";

/** Options that change what is made, each in its own way. */
const CONFIGURATIONS: readonly Options[] = [
  {},
  { types: { dates: "Date", int64: "bigint" } },
  { types: { enums: "enum", binary: "bytes" } },
  { schemas: "zod", mocks: true },
  { tests: true, package: true, baseUrl: "https://other.example.com" },
  { paging: false, webhooks: { scheme: "stripe" } },
  {
    name: "Other",
    names: { schemas: { Pet: "Animal" }, operations: { listPets: "animals.all" }, tags: { files: "docs" } },
  },
  { importExtension: ".ts", lint: true },
  { include: { tags: ["pets"] } },
  { exclude: { operations: ["login"] }, include: { deprecated: false }, nullableRefs: false },
];

/** What an overlay does to the document. */
const ACTIONS: readonly JsonObject[] = [
  { target: "$.info", update: { description: "From the overlay." } },
  { target: "$.paths['/pets'].get", update: { deprecated: true, summary: "From the overlay." } },
  { target: "$.paths['/login']", remove: true },
  { target: "$.components.schemas.Pet", update: { description: "From the overlay." } },
  { target: "$.components.schemas.Kind", update: { enum: ["bird"] } },
  { target: "$.components.schemas.Photo.properties", update: { added: { $ref: "#/components/schemas/Tree" } } },
  { target: "$.components.schemas.Beast.properties.legs", update: { readOnly: true } },
  { target: "$.components.schemas.Cat", update: { description: "From the overlay." } },
];

const overlayOf = (pick: number): string =>
  JSON.stringify({
    overlay: "1.0.0",
    info: { title: "Overlay", version: "1" },
    actions: [ACTIONS[pick % ACTIONS.length], ACTIONS[Math.floor(pick / 10) % ACTIONS.length]],
  });

/** The same edits in one process that remembers, and in a fresh run each. */
async function bothWays(edits: readonly (readonly [string, number])[], options: Options, text: typeof pretty) {
  const folder = await tempFolder();
  const [input, overlay] = [join(folder, "document"), join(folder, "overlay.json")];
  let config: ApiConfig = { input, output: "unused", ...options };
  const memory = new Memory();
  const document = dense();
  let last: { readonly again: SdkView; readonly fresh: SdkView } | undefined;
  const changes: number[] = [];
  for (const edit of [undefined, ...edits]) {
    if (edit?.[0] === CONFIGURATION)
      config = { input, output: "unused", ...options, ...CONFIGURATIONS[edit[1] % CONFIGURATIONS.length] };
    else if (edit?.[0] === OVERLAY) await writeFile(overlay, overlayOf(edit[1]));
    else if (edit) EDITS[edit[0]]!(document, edit[1]);
    if (existsSync(overlay)) config = { ...config, overlays: [overlay] };
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
      const property = fc.asyncProperty(chainsOf(), async (edits) => {
        for (const count of await bothWays(edits, options, text)) changes += count;
      });
      await fc.assert(property, { numRuns });
      expect(changes).toBeGreaterThan(numRuns);
    },
    300_000,
  );
});

describe("a round of a watch, after edits of what is beside the document,", () => {
  test("makes and tells what a fresh run does", async () => {
    let changes = 0;
    const property = fc.asyncProperty(chainsOf([OVERLAY, CONFIGURATION]), async (edits) => {
      for (const count of await bothWays(edits, {}, pretty)) changes += count;
    });
    await fc.assert(property, { numRuns: 30 });
    expect(changes).toBeGreaterThan(30);
  }, 300_000);

  test.each(CONFIGURATIONS.map((_, index) => [index, CONFIGURATIONS[index]] as const))(
    "does so with configuration %i before and after it",
    async (index) => {
      const others = CONFIGURATIONS.map((_, other) => other).filter((other) => other !== index);
      const edits = others.flatMap(
        (other) =>
          [
            [CONFIGURATION, index],
            [CONFIGURATION, other],
          ] as const,
      );
      await bothWays([...edits, ["describes something", 3], [CONFIGURATION, index]], {}, pretty);
    },
    60_000,
  );

  test.each(ACTIONS.map((_, index) => [index]))("does so with action %i of an overlay", async (index) => {
    await bothWays(
      [
        [OVERLAY, index * 11],
        [OVERLAY, 0],
        ["describes something", 3],
        [OVERLAY, index * 11],
      ],
      {},
      pretty,
    );
  });

  test("takes what other options do not bear on from the round before", async () => {
    const memory = new Memory();
    const made = async (options: Options) =>
      (await generateFiles({ input: dense(), output: "unused", ...options }, undefined, memory)).api;
    const before = await made({});
    const after = await made({ baseUrl: "https://other.example.com", tests: true });
    expect(after.schemas).toBe(before.schemas);
    expect(after.operations).toBe(before.operations);
  });
});

describe("what is built of a document again", () => {
  const loaded = (document: JsonObject) => load({ input: document, output: "unused" }, new Report());
  const again = async (change: (document: JsonObject) => unknown, before = dense()) => {
    const [old, report] = [await loaded(before), new Report()];
    const built = buildWhole(old, report);
    expect(report.diagnostics).toEqual([]);
    const document = structuredClone(before);
    change(document);
    const next = await loaded(document);
    const found = buildAgain({ ...built, root: old.root }, next)?.api;
    return { found, whole: buildApi(next, new Report()), before: built.api };
  };
  const paths = (document: JsonObject) => document["paths"] as { [path: string]: JsonObject };
  const get = (path: string, of: (operation: JsonObject) => unknown) => (document: JsonObject) =>
    of(paths(document)[path]!["get"] as JsonObject);
  const answering = (schema: JsonObject) => (operation: JsonObject) =>
    (operation["responses"] = { 200: { description: "ok", content: { "application/json": { schema } } } });
  const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
  const telling = (name: string, more: JsonObject) => (document: JsonObject) =>
    Object.assign(schemasOf(document)[name]!, more);
  const setting = (name: string, schema: JsonObject) => (document: JsonObject) => (schemasOf(document)[name] = schema);
  const having = (...changes: ((document: JsonObject) => unknown)[]) => {
    const document = dense();
    for (const change of changes) change(document);
    return document;
  };
  const withoutChoices = () =>
    having((document) => {
      for (const schema of Object.values(schemasOf(document))) delete (schema as JsonObject)["discriminator"];
    });
  const partsOf = ({ schemas, operations, webhooks }: Api) => [...schemas, ...operations, ...webhooks];
  const TITLED = { type: "object", properties: { title: { type: "string" } } };

  test.each<[string, readonly string[], (document: JsonObject) => unknown, JsonObject?]>([
    ["nothing", [], () => {}],
    ["a description", ["GET /pets", "POST /pets"], get("/pets", (one) => (one["description"] = "Changed."))],
    [
      "an answer",
      ["DELETE /pets/{id}", "GET /pets/{id}"],
      get("/pets/{id}", answering({ type: "array", items: ref("Animal") })),
      withoutChoices(),
    ],
    ["events", ["GET /ticks"], get("/ticks", (one) => (one["description"] = "Changed."))],
    ["a default", ["GET /events"], get("/events", answering({ type: "string", default: "x" }))],
    ["a default with members", ["GET /events"], get("/events", answering({ type: "object", default: { a: 1 } }))],
    [
      "a path more",
      ["GET /a~b"],
      (document) => (paths(document)["/a~b"] = structuredClone(paths(document)["/ticks"]!)),
    ],
    ["a path less", [], (document) => delete paths(document)["/ticks"]],
    [
      "callbacks",
      ["POST /login"],
      (document) => delete (paths(document)["/login"]!["post"] as JsonObject)["callbacks"],
    ],
    ["what holds for all operations", [], (document) => (document["security"] = [])],
    ["what is said of the whole", [], (document) => (document["info"] = { title: "Other", version: "2" })],
    ["a webhook less", [], (document) => delete document["webhooks"]],
    ["a component", ["Tree"], telling("Tree", { description: "Changed." })],
    [
      "a component and a path",
      ["Tree", "GET /ticks"],
      (document) => {
        telling("Tree", { description: "Changed." })(document);
        get("/ticks", (one) => (one["description"] = "Changed."))(document);
      },
    ],
    ["a component that others extend", ["Beast"], telling("Beast", { description: "Changed." })],
    [
      "a component more",
      ["New"],
      setting("New", { type: "object", properties: { tree: ref("Tree") } }),
      withoutChoices(),
    ],
    ["a component that refers to others", ["Tree"], setting("Tree", { type: "array", items: ref("Kind") })],
  ])("%s: only what changed", async (_title, made, change, document = dense()) => {
    const { found, whole, before } = await again(change, document);
    expect(found).toEqual(whole);
    const kept = new Set<object>(partsOf(before));
    const fresh = partsOf(found!).filter((one) => !kept.has(one));
    expect(fresh.map((one) => ("key" in one ? one.key : one.name))).toEqual(made);
  });

  test.each<[string, (document: JsonObject) => unknown, JsonObject?]>([
    ["a component less", (document) => delete schemasOf(document)["Shelf"]],
    ["a component more, where discriminators may choose it", setting("New", TITLED)],
    ["a component that a discriminator chooses", telling("Cat", { description: "Changed." })],
    [
      "a component that one which is chosen extends, and may have from there what it is chosen by",
      telling("Beast", { description: "Changed." }),
      having(setting("Cat", { allOf: [ref("Beast"), TITLED] })),
    ],
    ["a component with a discriminator", telling("Animal", { description: "Changed." })],
    [
      "a parent with a discriminator, of which its schema says nothing",
      telling("Named", { discriminator: { propertyName: "name" } }),
      having(telling("Named", { discriminator: { propertyName: "name", mapping: { a: "#/components/schemas/Pet" } } })),
    ],
    ["a component that extends another", setting("Photo", { allOf: [ref("Named"), TITLED] })],
    ["a component that is another by now", setting("Photo", ref("Login"))],
    [
      "a component that a default is compared with",
      setting("Kind", { type: "string", enum: ["cat", "bird"] }),
      having(get("/events", answering({ allOf: [ref("Kind")], default: "cat" }))),
    ],
    [
      "a component that has what another requires",
      telling("Photo", { description: "Changed." }),
      having(setting("Shot", { allOf: [ref("Photo")], required: ["title"] })),
    ],
    ["one more reference to what a discriminator may choose, in a path", get("/events", answering(ref("Small")))],
    [
      "one more reference to what a discriminator may choose, in a component",
      setting("Photo", { type: "object", properties: { size: ref("Small") } }),
    ],
    [
      "a reference less in what several operations share",
      get("/pets", answering(TITLED)),
      having((document) => {
        const responses = (document["components"] as JsonObject)["responses"] as JsonObject;
        responses["Small"] = { description: "ok", content: { "application/json": { schema: ref("Small") } } };
        get("/pets", (one) => (one["responses"] = { 200: { $ref: "#/components/responses/Small" } }))(document);
      }),
    ],
    [
      "what operations share",
      (document) => {
        const { responses } = document["components"] as { responses: { Missing: JsonObject } };
        responses.Missing["description"] = "Changed.";
      },
    ],
    ["something to be told", get("/pets", (one) => (one["security"] = [{ nobody: [] }]))],
    ["something to be told of the whole", (document) => (document["security"] = [{ nobody: [] }])],
    ["a default that does not fit", get("/pets", answering({ type: "integer", default: "x" }))],
    [
      "a default that is compared with what a discriminator chooses",
      get("/events", answering({ type: "array", items: ref("Animal"), default: [{ type: "cat" }] })),
      having(get("/events", answering({ type: "array", items: ref("Animal") }))),
    ],
    [
      "a choice that narrows components",
      get("/pets", answering({ oneOf: [ref("Photo"), ref("Login")], discriminator: { propertyName: "what" } })),
    ],
    [
      "a choice that is gone and narrows nothing any more",
      (document) => delete paths(document)["/pets"]!["get"],
      having(get("/pets", answering({ oneOf: [ref("Photo"), ref("Login")], discriminator: { propertyName: "what" } }))),
    ],
  ])("%s: everything has to be built", async (_title, change, document = dense()) => {
    expect((await again(change, document)).found).toBeUndefined();
  });

  // Whoever reads documents mends these, so a round never has them.
  test.each<[string, (document: JsonObject) => unknown, JsonObject?]>([
    ["paths that are none", (document) => (document["paths"] = [])],
    ["components that are none", (document) => (document["components"] = [])],
    [
      "objects too deep in each other",
      get("/pets", (one) => {
        let inner: JsonObject = { type: "string" };
        for (let depth = 0; depth < 600; depth++) inner = { type: "array", items: inner };
        answering(inner)(one);
      }),
    ],
    [
      "a component that dynamic references may find",
      telling("Photo", { description: "Changed." }),
      having(telling("Tree", { $dynamicAnchor: "tree" })),
    ],
    [
      "anything, where a property is required by what stands within it",
      telling("Login", { description: "Changed." }),
      having(telling("Photo", { properties: { own: { allOf: [ref("Photo")], required: ["own"] } } })),
    ],
  ])("%s: everything has to be built, also as it is written", async (_title, change, root = dense()) => {
    const document = { ...(await loaded(dense())), root };
    const built = buildWhole(document, new Report());
    const next = structuredClone(root);
    change(next);
    expect(buildAgain({ ...built, root }, { ...document, root: next })).toBeUndefined();
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

  test("is not asked for by work that looks at the part alone, which is done again where the part is another", async () => {
    const memory = new Memory();
    const document = dense();
    const targets = async () => {
      const { api } = await generateFiles({ input: structuredClone(document), output: "unused" }, undefined, memory);
      return new Map(api.schemas.map((one) => [one.name, targetsOf(api, one)]));
    };
    const before = await targets();
    Object.assign(schemasOf(document)["Beast"]!, { description: "Changed." });
    const after = await targets();
    expect([...after].filter(([name, found]) => before.get(name) !== found).map(([name]) => name)).toEqual(["Beast"]);
  });

  test("without what is behind references lasts where what they show is the same", async () => {
    const seen = async (memory: Memory, change: (document: JsonObject) => unknown = () => {}) => {
      const input = dense();
      change(input);
      const { api, names } = await generateFiles({ input, output: "unused" }, undefined, memory);
      return new Map(
        [...api.schemas, ...api.operations].map((one) => [
          "key" in one ? one.key : one.name,
          nearMeaningOf(names, one),
        ]),
      );
    };
    const changedBy = async (change: (document: JsonObject) => unknown) => {
      const memory = new Memory();
      const [before, after] = [await seen(memory), await seen(memory, change)];
      return [...after].filter(([name, meaning]) => meaning !== before.get(name)).map(([name]) => name);
    };
    const telling = (name: string, more: JsonObject) => (document: JsonObject) =>
      void Object.assign(schemasOf(document)[name]!, more);
    expect(await changedBy(() => {})).toEqual([]);
    expect(await changedBy(telling("Photo", { description: "Changed." }))).toEqual(["Photo"]);
    // Members that refer to it are there for answers only now.
    expect(await changedBy(telling("Photo", { readOnly: true }))).toEqual(
      expect.arrayContaining(["Photo", "Tree", "Holder", "PUT /pets/{id}/photo"]),
    );
  });

  test("is kept for nobody but a watch", async () => {
    const { api: single } = await generateFiles({ input: dense(), output: "unused" });
    expect(single.operations.map((one) => meaningOf(single, one))).toEqual(single.operations.map(() => undefined));
  });
});
