import { describe, expect, test } from "vitest";
import { namesText, readNamesFile } from "../../../generator/src/config/names-file.js";
import type { NameOverrides } from "../../../generator/src/config/config.js";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { load } from "../../../generator/src/load/index.js";
import { buildApi } from "../../../generator/src/model/index.js";
import { name, recordNames, type KeptNames } from "../../../generator/src/name/index.js";
import type { Names, ResourceNames } from "../../../generator/src/name/names.js";
import { Report, StopError } from "../../../generator/src/report/diagnostic.js";
import { tempFolder } from "../../support/temp-folder.js";
import { documentOf, type Shorts } from "./support.js";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

interface Run {
  readonly names: Names;
  readonly kept: KeptNames;
  readonly codes: readonly string[];
}

async function run(document: JsonObject, kept?: KeptNames, names?: NameOverrides): Promise<Run> {
  const report = new Report();
  const config = { input: document, output: "", ...(names && { names }) };
  const api = buildApi(await load(config, report), report);
  const found = name(api, config, report, kept);
  return { names: found, kept: recordNames(api, found), codes: report.diagnostics.map((one) => one.code) };
}

const methods = ({ names }: Run) =>
  Object.fromEntries([...names.operations].map(([key, one]) => [key, [...one.resource, one.method].join(".")]));
const types = ({ names }: Run) => Object.fromEntries([...names.schemas].map(([key, one]) => [key, one.type]));
const typeAliases = ({ names }: Run) =>
  Object.fromEntries([...(names.typeAliases ?? [])].map(([old, { type }]) => [old, type]));

function methodAliases({ names }: Run): { [old: string]: string } {
  const found: { [old: string]: string } = {};
  const visit = (all: readonly ResourceNames[]): void => {
    for (const one of all) {
      for (const { method, operation } of one.aliases ?? []) found[[...one.path, method].join(".")] = operation;
      visit(one.children);
    }
  };
  visit(names.resources);
  return found;
}

const shorts = (operations: Shorts, schemas: JsonObject = {}): JsonObject =>
  documentOf(operations, { components: { schemas } });
const PET: JsonObject = { type: "object", properties: { name: { type: "string" }, age: { type: "integer" } } };

describe("names that were kept", () => {
  test("stay when a newcomer would take them", async () => {
    const old = shorts({ "GET /shops/{id}/pets": { tags: ["pets"] } });
    const grown = shorts({ "GET /shops/{id}/pets": { tags: ["pets"] }, "GET /pets": { tags: ["pets"] } });
    const first = await run(old);
    expect(methods(first)).toEqual({ "GET /shops/{id}/pets": "pets.listForShop" });
    const taken = shorts({ "GET /v2/pets": { tags: ["pets"], id: "pets" } });
    const before = await run(taken);
    const after = shorts({
      "GET /v2/pets": { tags: ["pets"], id: "pets" },
      "GET /v1/pets": { tags: ["pets"], id: "pets" },
    });
    const name = methods(before)["GET /v2/pets"];
    expect(methods(await run(after))["GET /v2/pets"]).not.toBe(name);
    const kept = methods(await run(after, before.kept));
    expect(kept["GET /v2/pets"]).toBe(name);
    expect(new Set(Object.values(kept)).size).toBe(2);
    expect(methods(await run(grown, first.kept))["GET /shops/{id}/pets"]).toBe("pets.listForShop");
  });

  test("of types and classes stay when a component would take them", async () => {
    const first = await run(shorts({ "GET /pets": { tags: ["pets"] } }, { pet: PET }));
    const grown = shorts({ "GET /pets": { tags: ["pets"] } }, { pet: PET, Pet: PET, Pets: PET, PetsListParams: PET });
    const [free, kept] = [await run(grown), await run(grown, first.kept)];
    expect(types(free)).toMatchObject({ Pet: "Pet", Pets: "Pets" });
    expect(types(kept)["pet"]).toBe("Pet");
    expect(types(kept)["Pet"]).not.toBe("Pet");
    expect(kept.names.resources[0]?.class).toBe("Pets");
    expect(kept.names.operations.get("GET /pets")?.params).toBe("PetsListParams");
  });

  test("stay when the path changes under the same id, and when the title does", async () => {
    const first = await run(shorts({ "GET /pets/all": { tags: ["pets"], id: "fetchEverything" } }));
    const moved = {
      ...shorts({ "GET /v9/animals": { tags: ["pets"], id: "fetchEverything" } }),
      info: { title: "Zoo", version: "2" },
    };
    const second = await run(moved, first.kept);
    expect(Object.values(methods(second))).toEqual(Object.values(methods(first)));
    const { client, env, packageName } = first.names;
    expect(second.names).toMatchObject({ client, env, packageName });
  });

  test("are deprecated aliases when the document renames an operation or its tag", async () => {
    const first = await run(shorts({ "GET /pets": { tags: ["pets"], id: "searchPets" } }));
    const renamed = await run(shorts({ "GET /pets": { tags: ["pets"], id: "findPets" } }), first.kept);
    expect([methods(renamed), methodAliases(renamed)]).toEqual([
      { "GET /pets": "pets.find" },
      { "pets.search": "GET /pets" },
    ]);
    const again = await run(shorts({ "GET /pets": { tags: ["animals"], id: "findPets" } }), renamed.kept);
    expect(methods(again)).toEqual({ "GET /pets": "animals.findPets" });
    expect(methodAliases(again)).toEqual({ "pets.find": "GET /pets", "pets.search": "GET /pets" });
    expect((await run(shorts({ "GET /pets": { tags: ["animals"], id: "findPets" } }), again.kept)).kept).toEqual(
      again.kept,
    );
  });

  test("are deprecated aliases when the document renames a schema", async () => {
    const first = await run(shorts({}, { Pet: PET, Owner: { type: "string" } }));
    const renamed = await run(
      shorts({}, { Animal: { ...PET, description: "New words." }, Owner: { type: "string" } }),
      first.kept,
    );
    expect([types(renamed), typeAliases(renamed)]).toEqual([{ Animal: "Animal", Owner: "Owner" }, { Pet: "Animal" }]);
    const two = await run(shorts({}, { Animal: PET, Beast: PET }), first.kept);
    expect(typeAliases(two)).toEqual({});
  });

  test("do not stand in the way of a name for ever: an alias that is deleted from the file is free", async () => {
    const first = await run(shorts({ "GET /pets": { tags: ["pets"], id: "searchPets" } }));
    const document = shorts({
      "GET /pets": { tags: ["pets"], id: "findPets" },
      "GET /x": { tags: ["pets"], id: "search" },
    });
    const second = await run(document, first.kept);
    expect(methods(second)["GET /x"]).not.toBe("pets.search");
    const find = second.kept.operations.get("GET /pets")!;
    expect(find.aliases).toEqual(["pets.search"]);
    const operations = new Map([["GET /pets", { ...find, aliases: [] }]]);
    const third = await run(
      shorts({ "GET /pets": { tags: ["pets"], id: "findPets" }, "GET /y": { tags: ["pets"], id: "search" } }),
      { ...second.kept, operations },
    );
    expect(methods(third)["GET /y"]).toBe("pets.search");
  });

  test("of answers and of inline objects with their twins are the same in run after run", async () => {
    const THING: JsonObject = {
      type: "object",
      properties: { id: { type: "integer", readOnly: true }, a: { type: "string" }, b: { type: "string" } },
    };
    const answer: JsonObject = { type: "object", properties: { a: {}, b: {}, c: { ...THING } } };
    const document = shorts(
      { "GET /pets": { tags: ["pets"], answer } },
      { Order: { ...PET, properties: { line: THING } } },
    );
    const first = await run(document);
    expect(first.names.operations.get("GET /pets")?.result).toBe("PetsGetResult");
    expect([...first.names.inline.values()].map((one) => [one.type, one.input])).toEqual([
      ["OrderLine", "OrderLineInput"],
      ["PetsGetResult", undefined],
      ["PetsGetResultC", undefined],
    ]);
    const second = await run(document, first.kept);
    expect(second.names).toEqual({ ...first.names, operations: second.names.operations });
    expect(second.kept).toEqual(first.kept);
    expect((await run(document, second.kept)).kept).toEqual(first.kept);
    const more = { OrderLineInput: PET, PetsGetResult: PET };
    const schemas = { Order: { ...PET, properties: { line: THING } }, ...more };
    const grown = await run(shorts({ "GET /pets": { tags: ["pets"], answer } }, schemas), first.kept);
    expect([...grown.names.inline].slice(0, 3)).toEqual([...first.names.inline]);
  });

  test("of an operation's types stay when what stood in their way goes", async () => {
    const pets: Shorts = { "GET /pets": { tags: ["pets"] } };
    const first = await run(shorts(pets, { PetsListParams: PET }));
    const params = first.names.operations.get("GET /pets")?.params;
    expect(params).toMatch(/^PetsListParams_\w{4}$/);
    expect((await run(shorts(pets), first.kept)).names.operations.get("GET /pets")?.params).toBe(params);
  });

  test("of a resource stay when a method comes that would take them", async () => {
    const first = await run(shorts({ "GET /jobs/x": { id: "jobs.run.get" } }));
    const grown = shorts({ "GET /jobs/x": { id: "jobs.run.get" }, "GET /jobs/run": { id: "jobs.run" } });
    expect(methods(await run(grown))["GET /jobs/x"]).toBe("jobs.runResource.get");
    expect(methods(await run(grown, first.kept))).toEqual({
      "GET /jobs/x": "jobs.run.get",
      "GET /jobs/run": "jobs.runJobs",
    });
  });

  test("of what went are free for what comes", async () => {
    const inside: JsonObject = {
      type: "object",
      properties: { line: { type: "object", properties: { a: {}, b: {}, c: {} } } },
    };
    const first = await run(shorts({ "GET /pets": { tags: ["pets"] } }, { Order: inside }));
    const second = await run(
      shorts({}, { Order: { ...inside, properties: { line: { type: "string" } } }, OrderLine: PET, Pets: PET }),
      first.kept,
    );
    expect(types(second)).toEqual({ Order: "Order", OrderLine: "OrderLine", Pets: "Pets" });
  });

  test("that are aliases are no newcomer's: its type, its value and its types", async () => {
    const first = await run(shorts({ "GET /pets": { tags: ["pets"], id: "searchPets" } }, { Pet: PET }));
    const second = await run(shorts({ "GET /pets": { tags: ["pets"], id: "findPets" } }, { Animal: PET }), first.kept);
    const newcomers = { Pet: { type: "string" }, PetsSearchParams: { type: "string" } };
    const third = await run(
      shorts(
        { "GET /pets": { tags: ["pets"], id: "findPets" }, "GET /x": { id: "petsSearch", tags: ["petsSearch"] } },
        { Animal: PET, ...newcomers },
      ),
      second.kept,
    );
    expect([typeAliases(third), methodAliases(third)]).toEqual([{ Pet: "Animal" }, { "pets.search": "GET /pets" }]);
    expect(types(third)["Pet"]).toMatch(/^Pet_\w{4}$/);
    expect(types(third)["PetsSearchParams"]).toMatch(/^PetsSearchParams_\w{4}$/);
    expect(third.codes).toEqual(["name/schema-collision", "name/schema-collision"]);
    expect(third.names.resources.find((one) => one.aliases)?.aliases).toMatchObject([
      { value: "petsSearch", types: { params: "PetsSearchParams" } },
    ]);
  });

  test("go along a chain of renames, and back", async () => {
    const named = (id: string, type: string) =>
      shorts({ "GET /pets": { tags: ["pets"], id: `${id}Pets` } }, { [type]: PET });
    const a = await run(named("search", "Pet"));
    const b = await run(named("find", "Animal"), a.kept);
    const c = await run(named("query", "Beast"), b.kept);
    expect([methods(c), methodAliases(c), typeAliases(c)]).toEqual([
      { "GET /pets": "pets.query" },
      { "pets.find": "GET /pets", "pets.search": "GET /pets" },
      { Animal: "Beast", Pet: "Beast" },
    ]);
    const back = await run(named("search", "Pet"), c.kept);
    expect([methods(back), methodAliases(back), types(back), typeAliases(back), back.codes]).toEqual([
      { "GET /pets": "pets.search" },
      { "pets.find": "GET /pets", "pets.query": "GET /pets" },
      { Pet: "Pet" },
      { Animal: "Pet", Beast: "Pet" },
      [],
    ]);
  });

  test("of an answer's inline type leave an alias with their operation's", async () => {
    const answer: JsonObject = { type: "object", properties: { a: {}, b: {}, c: {} } };
    const first = await run(shorts({ "GET /pets": { tags: ["pets"], id: "searchPets", answer } }));
    const second = await run(shorts({ "GET /pets": { tags: ["pets"], id: "findPets", answer } }), first.kept);
    expect(second.names.resources[0]?.aliases).toMatchObject([
      { method: "search", value: "petsSearch", types: { result: "PetsSearchResult" } },
    ]);
  });

  test("that somebody wrote into the file and that cannot be had are told", async () => {
    const document = shorts({ "GET /pets": { tags: ["pets"], id: "searchPets" } }, { Pet: PET, Toy: PET });
    const { kept } = await run(document);
    const [search, toy] = [kept.operations.get("GET /pets")!, kept.schemas.get("Toy")!];
    const report = new Report();
    const config = { input: document, output: "" };
    name(buildApi(await load(config, report), report), config, report, {
      ...kept,
      operations: new Map([["GET /pets", { ...search, value: "createClient", aliases: ["pets.search", "pets.then"] }]]),
      schemas: new Map([...kept.schemas, ["Toy", { ...toy, type: "Promise", aliases: ["Pet", "Plaything"] }]]),
    });
    expect(report.diagnostics.map(({ code, message }) => `${code} ${message.split(":")[0]}`)).toEqual([
      `name/not-kept Schema "Toy" is called Toy, not Promise as before`,
      `name/not-kept Schema "Toy" has no older name Pet any more`,
      "name/not-kept The operation value of GET /pets is called petsSearch, not createClient as before",
      "name/not-kept GET /pets has no older name pets.then any more",
    ]);
  });

  test("are those of method and path when operationIds are swapped, and it is told", async () => {
    const two = (a: string, b: string) =>
      shorts({ "GET /left": { tags: ["t"], id: a }, "GET /right": { tags: ["t"], id: b } });
    const first = await run(two("findOne", "searchOne"));
    const swapped = await run(two("searchOne", "findOne"), first.kept);
    expect(methodAliases(swapped)).toEqual({ "t.findOne": "GET /left", "t.searchOne": "GET /right" });
    expect(methods(swapped)).toEqual({ "GET /left": "t.searchOneLeft", "GET /right": "t.findOneRight" });
    expect(swapped.codes).toEqual(["name/method-collision", "name/method-collision"]);
  });

  test("are the same after they were written and read", async () => {
    const first = await run(
      shorts({ "GET /pets": { tags: ["pets"], id: "searchPets" } }, { Pet: PET, __proto__x: PET }),
    );
    const file = join(await tempFolder(), "names.json");
    await writeFile(file, namesText(first.kept));
    expect(readNamesFile(file)).toEqual(first.kept);
    expect(namesText(readNamesFile(file)!)).toBe(namesText(first.kept));
  });

  const FILE = (inline: string, resources = "") =>
    `{\n  "names": 1,\n  "resources": {${resources}},\n  "operations": {},\n  "schemas": {},\n  "inline": {\n${inline}\n  }\n}\n`;
  test.each<[string, string, string, number]>([
    ["no JSON", "{", "looks truncated", 1],
    ["another version", `{"names":2}`, "`names`", 1],
    ["a name that is none", FILE(`    "/a": "A",\n    "/b": "x; evil()"`), "`inline./b`", 8],
    ["a comma too many", FILE(`    "/a": "A",`), "A comma stands before the end", 8],
    [
      "a merge conflict",
      FILE(`<<<<<<< HEAD\n    "/a": "A"\n=======\n    "/a": "B"\n>>>>>>> other`),
      "the marks of a merge conflict",
      7,
    ],
    ["both sides of one", FILE(`    "/a": "A",\n    "/b": "B",\n    "/a": "C"`), `"/a" stands twice`, 9],
    ["a list", "[]", "the file as a whole", 1],
    [
      "a name with more parts than folders may be nested",
      `{"names":1,"operations":{"GET /a":{"name":"${"a.".repeat(290)}a","value":"a"}},"resources":{},"schemas":{},"inline":{}}`,
      "it has more than 24 parts",
      1,
    ],
    ["a twin alone", FILE(`    "/a": {"input":"A"}`), "`inline./a`", 7],
  ])("in a file that holds %s stop the run, which says where", async (_title, text, message, line) => {
    const file = join(await tempFolder(), "names.json");
    await writeFile(file, text);
    const found = (() => {
      try {
        return readNamesFile(file);
      } catch (error) {
        return error instanceof StopError ? error.diagnostics : error;
      }
    })();
    expect(found).toMatchObject([
      { code: "config/names-file", message: expect.stringContaining(message), place: { file, line } },
    ]);
  });

  test("in a file that an editor saved with a byte order mark are read; one key in two sections is none twice", async () => {
    const file = join(await tempFolder(), "names.json");
    await writeFile(file, `\uFEFF${FILE(`    "pets": "A"`, `\n    "pets": "Pets"\n  `)}`);
    expect(readNamesFile(file)).toMatchObject({ resources: new Map([["pets", "Pets"]]) });
  });
});

describe("names that people give", () => {
  const document = (operation: JsonObject = {}, schema: JsonObject = {}, tags: JsonObject[] = []): JsonObject => {
    const made = shorts({ "GET /pets": { tags: ["pets"], id: "searchPets" } }, { pet_dto: { ...PET, ...schema } });
    Object.assign((made["paths"] as { [path: string]: { get: object } })["/pets"]!.get, operation);
    return { ...made, tags };
  };
  const NAME = "x-sdkwright-name";

  test.each<[string, JsonObject, NameOverrides | undefined, string, string]>([
    ["none", document(), undefined, "pets.search", "PetDto"],
    ["of a method", document({ [NAME]: "all" }), undefined, "pets.all", "PetDto"],
    ["of resource and method", document({ [NAME]: "zoo.all" }), undefined, "zoo.all", "PetDto"],
    [
      "of a tag",
      document({}, {}, [{ name: "pets", [NAME]: "animals.tame" }]),
      undefined,
      "animals.tame.searchPets",
      "PetDto",
    ],
    ["of a schema", document({}, { [NAME]: "Pet" }), undefined, "pets.search", "Pet"],
    [
      "in the configuration",
      document(),
      { operations: { searchPets: "pets.all" }, schemas: { pet_dto: "Pet" } },
      "pets.all",
      "Pet",
    ],
    [
      "in both",
      document({ [NAME]: "no" }, { [NAME]: "No" }),
      { operations: { "GET /pets": "all" }, schemas: { pet_dto: "Pet" } },
      "pets.all",
      "Pet",
    ],
    ["of a tag in the configuration", document(), { tags: { pets: "animals" } }, "animals.searchPets", "PetDto"],
  ])("%s", async (_title, given, names, method, type) => {
    const found = await run(given, undefined, names);
    expect([methods(found)["GET /pets"], types(found)["pet_dto"]]).toEqual([method, type]);
  });

  test("leave the kept name as an alias", async () => {
    const first = await run(document());
    const second = await run(document(), first.kept, {
      operations: { searchPets: "all" },
      schemas: { pet_dto: "Pet" },
    });
    expect(methodAliases(second)).toEqual({ "pets.search": "GET /pets" });
    expect(typeAliases(second)).toEqual({ PetDto: "Pet" });
  });

  test("win over a kept one, which is told", async () => {
    const two = shorts({ "GET /a": { tags: ["t"], id: "one" }, "GET /b": { tags: ["t"], id: "two" } });
    const first = await run(two);
    const second = await run(two, first.kept, { operations: { two: "one" } });
    expect(methods(second)).toEqual({ "GET /a": "t.oneA", "GET /b": "t.one" });
    expect([methodAliases(second), second.codes]).toEqual([
      { "t.two": "GET /b" },
      ["name/method-collision", "name/value-collision"],
    ]);
  });

  test.each<[string, JsonObject, NameOverrides, string]>([
    ["no identifier", document({ [NAME]: "a b" }), {}, "name/bad-name"],
    ["no text", document({}, { [NAME]: 7 }), {}, "name/bad-name"],
    ["a word of the language", document(), { schemas: { pet_dto: "class" } }, "name/bad-name"],
    ["a type of the platform", document(), { schemas: { pet_dto: "Promise" } }, "name/bad-name"],
    ["a path for a type", document(), { schemas: { pet_dto: "a.B" } }, "name/bad-name"],
    ["what the document does not have", document(), { schemas: { Dog: "Dog" } }, "name/names-nothing"],
  ])("are refused: %s", async (_title, given, names, code) => {
    expect((await run(given, undefined, names)).codes).toContain(code);
  });
});
