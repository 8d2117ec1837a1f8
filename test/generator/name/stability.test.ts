import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isIdentifier } from "../../../generator/src/emit/code/index.js";
import type { Names, ResourceNames } from "../../../generator/src/name/names.js";
import { assertPaths } from "../../../generator/src/write/paths.js";
import { shuffled } from "../../support/shuffled.js";
import { documentOf, methodsOf, namesOf, type Short, type Shorts } from "./support.js";

const word = fc.constantFrom(
  "pets",
  "pet",
  "owners",
  "files",
  "search",
  "v1",
  "v2",
  "pay",
  "list",
  "status",
  "{id}",
  "{name}",
  "api",
);
const path = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => {
  const seen = new Set<string>();
  return `/${words.filter((one) => !one.startsWith("{") || (!seen.has(one) && seen.add(one))).join("/")}`;
});
const short = fc.record(
  {
    id: fc.constantFrom(
      "listPets",
      "get-pet",
      "getPet",
      "owners.list",
      "pets_find",
      "searchFiles",
      "pay",
      "updateOwner",
    ),
    tags: fc.constantFrom(["pets"], ["Pet"], ["owners"], ["admin.files"]),
  },
  { requiredKeys: [] },
);
const method = fc.constantFrom("GET", "POST", "PUT", "DELETE");
const shorts: fc.Arbitrary<Shorts> = fc
  .array(fc.tuple(method, path, short), { minLength: 1, maxLength: 12 })
  .map((all) => Object.fromEntries(all.map(([verb, at, one]): [string, Short] => [`${verb} ${at}`, one])));

const plain = (names: Names) =>
  JSON.stringify(names, (_, value: unknown) => (value instanceof Map ? [...value] : value));

function everyIdentifier(names: Names): string[] {
  const found: string[] = [names.client];
  const visit = (resources: readonly ResourceNames[]): void => {
    for (const one of resources) {
      found.push(one.class, ...(one.path.length === 0 ? [] : [one.property]));
      visit(one.children);
    }
  };
  visit(names.resources);
  for (const one of [...names.schemas.values(), ...names.inline.values()])
    found.push(one.type, ...(one.input ? [one.input] : []));
  for (const one of names.operations.values()) found.push(one.method, one.value, one.params, one.result, one.errors);
  return found;
}

function exported(names: Names): string[] {
  const found = [names.client, `${names.client}Options`, `${names.client}Auth`, "createClient", "api"];
  for (const one of names.schemas.values()) found.push(one.type, ...(one.input ? [one.input] : []));
  for (const one of names.operations.values()) found.push(one.value, one.params, one.errors);
  return found;
}

function modules(names: Names): string[] {
  const found: string[] = [];
  const visit = (resources: readonly ResourceNames[]): void => {
    for (const one of resources) {
      found.push(one.module);
      visit(one.children);
    }
  };
  visit(names.resources);
  return found;
}

describe("stability", () => {
  test("the order of keys changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(shorts, fc.integer(), async (given, seed) => {
        const document = documentOf(given);
        expect(plain((await namesOf(shuffled(document, seed))).names)).toBe(plain((await namesOf(document)).names));
      }),
      { numRuns: 100 },
    );
  });

  test("an operation that is added renames no other, unless both want one name", async () => {
    await fc.assert(
      fc.asyncProperty(shorts, method, path, short, async (given, verb, at, one) => {
        fc.pre(!Object.hasOwn(given, `${verb} ${at}`));
        const before = await namesOf(documentOf(given));
        const after = await namesOf(documentOf({ ...given, [`${verb} ${at}`]: one }));
        // What ends in a collision is told; only those may move.
        fc.pre(after.report.diagnostics.every((found) => !found.code.startsWith("name/")));
        for (const [key, names] of before.names.operations) expect(after.names.operations.get(key)).toEqual(names);
      }),
      { numRuns: 150 },
    );
  });

  test.each<[string, { before: Shorts; newcomer: Shorts; want: { [operation: string]: string } }]>([
    [
      "an older version elsewhere numbers nothing anew",
      {
        before: { "GET /v2/a/{a}": { tags: ["t"] }, "GET /v2/a/{a}/{b}": { tags: ["t"] } },
        newcomer: { "GET /v1/other": { tags: ["other"] } },
        want: { "GET /v2/a/{a}": "t.getA", "GET /v2/a/{a}/{b}": "t.getAByB" },
      },
    ],
    [
      "what is found by name came after what is found by id",
      {
        before: { "GET /shops/{shop_id}/pets/{id}": { tags: ["pets"] } },
        newcomer: { "GET /shops/{shop_id}/pets/{email}": { tags: ["pets"] } },
        want: { "GET /shops/{shop_id}/pets/{id}": "pets.getForShop" },
      },
    ],
    [
      "PATCH comes beside a PUT that is an update",
      {
        before: { "PUT /pets/{id}": { id: "updatePet", tags: ["pets"] } },
        newcomer: { "PATCH /pets/{id}": { id: "patchPet", tags: ["pets"] } },
        want: { "PUT /pets/{id}": "pets.update" },
      },
    ],
  ])("%s", async (_title, { before, newcomer, want }) => {
    expect(await methodsOf(before)).toEqual(want);
    expect(await methodsOf({ ...before, ...newcomer })).toMatchObject(want);
  });

  test("every operation has a method of its own, every export and every file a name of its own", async () => {
    await fc.assert(
      fc.asyncProperty(shorts, async (given) => {
        const { api, names } = await namesOf(documentOf(given));
        const methods = [...names.operations.values()].map((one) => [...one.resource, one.method].join("."));
        expect(new Set(methods).size).toBe(api.operations.length);
        expect(new Set(exported(names)).size).toBe(exported(names).length);
        assertPaths(new Map(modules(names).map((module) => [`${module}.ts`, ""])));
      }),
      { numRuns: 100 },
    );
  });
});

describe("hostile names", () => {
  const hostile = [
    "../../x",
    "/etc/passwd",
    "C:\\x",
    "a\0b",
    "🙂",
    "*/ process.exit(1) /*",
    "${process.exit(1)}",
    "__proto__",
    "constructor",
    "con",
    "x".repeat(300),
    "名".repeat(300),
    "e\u0301".repeat(200),
    "\u202eabc",
    "1",
    "",
    " ",
    "AUX",
    "index",
  ];

  test("they end as identifiers and as short ASCII paths below the root", async () => {
    const given = Object.fromEntries(
      hostile.map((text, index): [string, Short] => [`GET /p${index}`, { id: `${text}${index}`, tags: [text] }]),
    );
    const { api, names } = await namesOf(documentOf(given));
    expect(api.operations.length).toBe(hostile.length);
    for (const one of everyIdentifier(names)) {
      expect(isIdentifier(one), JSON.stringify(one)).toBe(true);
      expect(one.length).toBeLessThanOrEqual(210);
    }
    const files = modules(names).map((module) => `${module}.ts`);
    for (const file of files) expect(file).toMatch(/^resources\/[\w\-/]+\.ts$/);
    assertPaths(new Map(files.map((file) => [file, ""])));
  });

  test("a title, too", async () => {
    for (const title of hostile) {
      const { names } = await namesOf({ ...documentOf({ "GET /x": {} }), info: { title, version: "1" } });
      expect(isIdentifier(names.client), title).toBe(true);
      expect(names.env).toMatch(/^[A-Z][A-Z0-9_]*$/);
      expect(names.packageName).toMatch(/^[a-z0-9-]{1,84}$/);
    }
  });

  test("a tag that folds to its operation ends", async () => {
    const { names } = await namesOf(
      documentOf({ "GET /a": { id: "Pet", tags: ["Pet"] }, "POST /a": { id: "getPet", tags: ["Pet"] } }),
    );
    expect([...names.operations.values()].map((one) => one.method)).toEqual(["getA", "get"]);
  });
});
