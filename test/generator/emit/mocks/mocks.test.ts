import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../generator/src/load/document.js";
import { filesOf, oneOperation, valueOf } from "../support.js";

const schemas: JsonObject = {
  Owner: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
  Pet: {
    type: "object",
    required: ["id", "owner"],
    properties: { id: { type: "integer" }, owner: { $ref: "#/components/schemas/Owner" } },
  },
  Node: {
    type: "object",
    required: ["children"],
    properties: { children: { type: "array", items: { $ref: "#/components/schemas/Node" } } },
  },
  Endless: { type: "object", required: ["next"], properties: { next: { $ref: "#/components/schemas/Endless" } } },
};
const answering = (schema: JsonObject): JsonObject =>
  oneOperation(
    { responses: { 200: { description: "", content: { "application/json": { schema } } } } },
    { components: { schemas } },
    "get /u",
  );

async function file(path: string, document = answering({ $ref: "#/components/schemas/Pet" })): Promise<string> {
  return (await filesOf({ document, config: { mocks: true } })).get(path) ?? "";
}

test("are made on request only", async () => {
  expect([...(await filesOf({ document: answering({}) })).keys()].filter((path) => path.startsWith("mocks/"))).toEqual(
    [],
  );
});

test("the body of any event is made by one function", async () => {
  const event = (schema: JsonObject): JsonObject => ({
    post: { requestBody: { content: { "application/json": { schema } } }, responses: { 200: { description: "" } } },
  });
  const webhooks = {
    "pet.adopted": event({ $ref: "#/components/schemas/Pet" }),
    never: event({ $ref: "#/components/schemas/Endless" }),
    ping: { post: { responses: { 200: { description: "" } } } },
  };
  const text = await file("mocks/webhooks.ts", { ...answering({}), openapi: "3.1.0", webhooks });
  expect(text).toContain(`const bodies = {
  "pet.adopted": () => mocks.mockPet(),
  ping: () => "sample",
}`);
});

describe("factories", () => {
  test("call each other, and write out what would come back", async () => {
    const text = await file("mocks/models.ts");
    expect(text).toContain(`export function mockPet(overrides?: testing.Overrides<models.Pet>): models.Pet {
  return testing.overridden<models.Pet>({ id: 1, owner: mockOwner() }, overrides);
}`);
    expect(text).toContain("testing.overridden<models.Node>({ children: [{ children: [] }] }, overrides)");
  });

  test("are not called where a part says no more than that a member is an object", async () => {
    const page = {
      allOf: [
        { type: "object", properties: { data: { type: "array", items: { type: "object" } } } },
        { type: "object", properties: { data: { type: "array", items: { $ref: "#/components/schemas/Owner" } } } },
      ],
    };
    expect(await file("mocks/answers/t.ts", answering(page))).toContain('({ data: [{ name: "sample" }] }, overrides)');
  });

  test("are not made of what no value fits", async () => {
    expect(await file("mocks/models.ts")).not.toContain("mockEndless");
  });
});

test("answers are typed by their operation, and made by the factories", async () => {
  expect(await file("mocks/answers/t.ts")).toContain(`export function answerTRun(
  overrides?: testing.Overrides<testing.ResultOf<typeof operations.tRun>>,
  options?: testing.AnswerOptions,
): testing.MockAnswer {`);
  expect(await file("mocks/answers/t.ts")).toContain("(mocks.mockPet(), overrides)");
});

test("an operation says which of its members are passwords by the document's word", async () => {
  const login = {
    type: "object",
    properties: { user: { type: "string" }, word: { type: "string", format: "password" } },
  };
  const document = oneOperation({ requestBody: { content: { "application/json": { schema: login } } } });
  expect(await valueOf({ document })).toContain('secrets: ["word"]');
});
