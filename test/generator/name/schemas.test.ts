import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { shuffled } from "../../support/shuffled.js";
import { documentOf, namesOf } from "./support.js";

const object = (property: string): JsonObject => ({ type: "object", properties: { [property]: { type: "string" } } });
const withSchemas = (names: readonly string[]): JsonObject => {
  const schemas: JsonObject = {};
  for (const [index, name] of names.entries())
    Object.defineProperty(schemas, name, {
      value: object(`p${index}`),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return documentOf({ "GET /x": { id: "getX", tags: ["t"] } }, { components: { schemas } });
};
const types = async (names: readonly string[]) =>
  Object.fromEntries([...(await namesOf(withSchemas(names))).names.schemas].map(([name, one]) => [name, one.type]));

describe("names of schemas", () => {
  test.each([
    ["pet", "Pet"],
    ["API_key", "APIKey"],
    ["microsoft.graph.user", "MicrosoftGraphUser"],
    ["404", "Model404"],
    ["string", "StringModel"],
    ["Date", "DateModel"],
    ["Record", "RecordModel"],
    ["Operation", "OperationModel"],
    ["Event", "Event"],
    ["constructor", "Constructor"],
    ["ペット", "ペット"],
  ])("%s → %s", async (given, want) => expect((await types([given]))[given]).toBe(want));

  test("what gives way to the language or to the client takes no other component's name", async () => {
    expect(await types(["Date", "DateModel", "Test", "TestModel", "TestOptions"])).toEqual({
      Date: expect.stringMatching(/^DateModel_\w{4}$/),
      DateModel: "DateModel",
      Test: expect.stringMatching(/^TestModel_\w{4}$/),
      TestModel: "TestModel",
      TestOptions: "TestOptionsModel",
    });
  });

  test("names that fall together: who is spelled so keeps it, whatever the order", async () => {
    const names = ["User-Name", "User.Name", "UserName"];
    const first = await types(names);
    expect(first["UserName"]).toBe("UserName");
    expect(first["User-Name"]).toMatch(/^UserName_\w{4}$/);
    expect(new Set(Object.values(first)).size).toBe(3);
    expect(await types(names.toReversed())).toEqual(first);
    const { names: shuffledNames } = await namesOf(shuffled(withSchemas(names), 7));
    expect(Object.fromEntries([...shuffledNames.schemas].map(([name, one]) => [name, one.type]))).toEqual(first);
    // A fourth one takes nothing from the three.
    expect(await types([...names, "user name"])).toMatchObject(first);
  });

  test("a component called like a twin keeps its name", async () => {
    const readOnly = { type: "object", properties: { id: { type: "string", readOnly: true }, a: { type: "string" } } };
    const { names } = await namesOf(
      documentOf(
        { "GET /x": { id: "getX", tags: ["t"] } },
        { components: { schemas: { Pet: readOnly, PetInput: object("b") } } },
      ),
    );
    expect(names.schemas.get("PetInput")?.type).toBe("PetInput");
    expect(names.schemas.get("Pet")).toMatchObject({ type: "Pet", input: "PetWrite" });
  });

  test("models are split when they grow large", async () => {
    const description = "x".repeat(3_000);
    const schemas = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`${"abc"[index % 3]}${index}`, { ...object("p"), description }]),
    );
    const { names } = await namesOf(documentOf({ "GET /x": { id: "x", tags: ["t"] } }, { components: { schemas } }));
    expect([...new Set([...names.schemas.values()].map((one) => one.module))].toSorted()).toEqual([
      "models/a",
      "models/b",
      "models/c",
    ]);
    expect(new Set([...(await namesOf(withSchemas(["A"]))).names.schemas.values()].map((one) => one.module))).toEqual(
      new Set(["models"]),
    );
  });
});
