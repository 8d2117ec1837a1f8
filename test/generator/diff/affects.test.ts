import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { changesOf } from "./support.js";

const json = (name: string): JsonObject => ({
  "application/json": { schema: { $ref: `#/components/schemas/${name}` } },
});
const answer = (name: string): JsonObject => ({ 200: { description: "", content: json(name) } });

/** A shop whose orders hold pets. `state` is how a pet's state is described. */
const shop = (state: JsonObject, list = "Pet"): JsonObject => ({
  openapi: "3.1.0",
  info: { title: "Shop", version: "1" },
  paths: {
    "/pets": {
      post: {
        operationId: "createPet",
        tags: ["pets"],
        requestBody: { required: true, content: json("Pet") },
        responses: { 204: { description: "" } },
      },
      get: { operationId: "findPet", tags: ["pets"], responses: answer(list) },
    },
    "/orders": { get: { operationId: "listOrders", tags: ["orders"], responses: answer("Order") } },
    "/status": { get: { operationId: "getStatus", tags: ["status"], responses: { 204: { description: "" } } } },
  },
  webhooks: { sold: { post: { requestBody: { content: json("Order") }, responses: {} } } },
  components: {
    schemas: {
      Pet: { type: "object", properties: { state } },
      Copy: { type: "object", properties: { state: { type: "string", enum: ["new", "sold"] } } },
      Order: { type: "object", properties: { pets: { type: "array", items: { $ref: "#/components/schemas/Pet" } } } },
    },
  },
});

const STATES = (...values: string[]): JsonObject => ({ type: "string", enum: values });

/** Subject of each change → the calls that it touches. */
const affected = async (old: JsonObject, next: JsonObject): Promise<object> =>
  Object.fromEntries((await changesOf(old, next)).map(({ subject, affects }) => [subject, affects]));

describe("the calls that a change touches", () => {
  test("a type that is got breaks those that give it, through other types too, the nearest first", async () => {
    const found = await affected(shop(STATES("new", "sold")), shop(STATES("new", "sold", "lost")));
    expect(found).toEqual({ "Pet.state": ["pets.find", "WebhookEvents.sold", "orders.list"] });
  });

  test("what breaks both ways touches both", async () => {
    const found = await affected(shop(STATES("new", "sold")), shop(STATES("new")));
    expect(found).toEqual({ "Pet.state": ["pets.find", "pets.create", "WebhookEvents.sold", "orders.list"] });
  });

  test("a call that gives another type now is not touched by what became of the old one", async () => {
    const found = await affected(shop(STATES("new", "sold")), shop(STATES("new", "sold", "lost"), "Copy"));
    expect(found).toEqual({ "Pet.state": ["WebhookEvents.sold", "orders.list"] });
  });

  test("a field that goes from one part to another touches no call that takes both", async () => {
    const text: JsonObject = { type: "string" };
    const parts = (first: JsonObject, second: JsonObject): JsonObject => {
      const document = shop({ allOf: [{ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }] });
      const schemas = (document["components"] as JsonObject)["schemas"] as JsonObject;
      schemas["A"] = { type: "object", properties: first };
      schemas["B"] = { type: "object", properties: second };
      return document;
    };
    const found = await affected(parts({ x: text, y: text }, { z: text }), parts({ x: text }, { z: text, y: text }));
    expect(found).toEqual({
      "A.y": undefined,
      "B.y": ["pets.find", "pets.create", "WebhookEvents.sold", "orders.list"],
    });
  });
});
