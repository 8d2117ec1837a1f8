import { expect, expectTypeOf, test } from "vitest";
import { NotFoundError } from "@sdkwright/runtime";
import { collect, failureOf, FixtureError, MockApi, overridden } from "@sdkwright/runtime/testing";
import { PetStore } from "../../generated/pet-store/index.js";
import {
  answerOrdersEventsStream,
  answerPetsDelete,
  answerPetsGet,
  answerPetsList,
  mockCat,
  mockOwner,
} from "../../generated/pet-store/mocks/index.js";
import { petsGet } from "../../generated/pet-store/resources/pets.js";

const storeOf = (api: MockApi) => new PetStore({ transport: api.transport, auth: { token: "any" }, retry: false });

test("a factory makes the same value each time, with overrides however deep", () => {
  expect(mockCat()).toEqual(mockCat());
  const cat = mockCat({ name: "Tom", owner: { login: "jerry" }, tags: [] });
  expect(cat).toEqual({ ...mockCat(), name: "Tom", owner: { ...mockOwner(), login: "jerry" }, tags: [] });
});

test("overrides leave both values alone, take members out, and replace lists as a whole", () => {
  const value = { a: { b: 1, c: [1, 2] }, d: 1 };
  expect(overridden<{ a: { b: number; c: number[] }; d?: number }>(value, { a: { c: [3] }, d: undefined })).toEqual({
    a: { b: 1, c: [3] },
  });
  expect(value).toEqual({ a: { b: 1, c: [1, 2] }, d: 1 });
  const own = JSON.parse('{"__proto__":{"evil":1}}') as { a?: number };
  expect(Object.keys(overridden<{ a?: number }>({ a: 1 }, own))).toEqual(["a", "__proto__"]);
});

test("a mocked API answers by operation, and keeps what was sent", async () => {
  const api = new MockApi(answerPetsGet({ name: "Tom" }), answerPetsDelete(), answerPetsList());
  const store = storeOf(api);
  expect((await store.pets.get({ id: 7 })).name).toBe("Tom");
  expect(api.sent).toMatchObject({ method: "GET", path: expect.stringMatching(/\/pets\/7$/) as string });
  expect(await store.pets.delete({ id: 7 })).toBeUndefined();
  expect((await collect(store.pets.list())).length).toBe(1);
  expect(api.requests.map((request) => request.method)).toEqual(["GET", "DELETE", "GET"]);
});

test("answers of one operation are given in turn; the last one stays", async () => {
  const api = new MockApi(answerPetsGet({ name: "first" }), answerPetsGet({ name: "second" }));
  const store = storeOf(api);
  const names = [];
  for (let turn = 0; turn < 3; turn++) names.push((await store.pets.get({ id: 1 })).name);
  expect(names).toEqual(["first", "second", "second"]);
});

test("failures are typed by their status", async () => {
  const problem = { status: 404, title: "No such pet", type: "about:blank" };
  const api = new MockApi(failureOf(petsGet, 404, problem));
  expectTypeOf(failureOf<{ 404: { title: string } }, 404>)
    .parameter(2)
    .toEqualTypeOf<{ title: string }>();
  const error = await storeOf(api)
    .pets.get({ id: 1 })
    .then(
      () => undefined,
      (cause: unknown) => cause,
    );
  expect(error).toBeInstanceOf(NotFoundError);
  expect(error).toMatchObject({ body: problem });
});

test("streams are answered with their events", async () => {
  const api = new MockApi(answerOrdersEventsStream());
  const events = await collect(storeOf(api).orders.events.stream());
  expect(events.length).toBe(1);
});

test("a call that nothing answers says what to do, and is not retried", async () => {
  const error = await storeOf(new MockApi())
    .pets.get({ id: 1 })
    .then(
      () => undefined,
      (cause: unknown) => cause,
    );
  expect(error).toBeInstanceOf(FixtureError);
  expect(String(error)).toContain("Nothing is told to answer getPet (GET /");
});
