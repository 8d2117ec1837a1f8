import type { Json, JsonObject } from "../../../generator/src/load/document.js";
import type { Options } from "./support.js";

/** Two versions of an API, a program against the first, and what a comparison should say. */
export interface Pair {
  readonly old: JsonObject;
  readonly new: JsonObject;
  /** Body of a function with `api` (the client) and the SDK's types in scope as `Sdk`. */
  readonly program: string;
  /** `level kind subject` of each change. */
  readonly says: readonly string[];
  readonly options?: Options;
}

const json = (schema: Json): JsonObject => ({ "application/json": { schema } });
const ok = (schema: Json): JsonObject => ({ 200: { description: "", content: json(schema) } });
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });

function document(paths: JsonObject, schemas: JsonObject = {}, rest: JsonObject = {}): JsonObject {
  return {
    openapi: "3.1.0",
    info: { title: "Pets", version: "1" },
    servers: [{ url: "https://pets.example.com" }],
    paths,
    components: { schemas },
    ...rest,
  };
}

/** `GET /pets/{id}` answers with `Pet`. */
const got = (pet: JsonObject, others: JsonObject = {}): JsonObject =>
  document(
    { "/pets/{id}": { get: operation("getPet", [inPath("id")], { responses: ok(ref("Pet")) }) } },
    { Pet: pet, ...others },
  );

/** `POST /pets` takes a `Pet` and answers nothing. */
const sent = (pet: JsonObject, others: JsonObject = {}): JsonObject =>
  document(
    { "/pets": { post: operation("createPet", [], { requestBody: { required: true, content: json(ref("Pet")) } }) } },
    { Pet: pet, ...others },
  );

/** `GET /pets` with these parameters. */
const asked = (...parameters: JsonObject[]): JsonObject =>
  document({
    "/pets": {
      get: operation("listPets", parameters, { responses: ok({ type: "array", items: { type: "string" } }) }),
    },
  });

function operation(operationId: string, parameters: JsonObject[], rest: JsonObject = {}): JsonObject {
  return { operationId, tags: ["pets"], parameters, responses: { 204: { description: "" } }, ...rest };
}

const inPath = (name: string): JsonObject => ({ name, in: "path", required: true, schema: { type: "string" } });
const inQuery = (name: string, schema: JsonObject = { type: "string" }, required = false): JsonObject => ({
  name,
  in: "query",
  required,
  schema,
});
const object = (properties: JsonObject, required: string[] = [], rest: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  required,
  ...rest,
});

/** `POST /pets` takes a body of these media types. */
const sentAs = (media: { readonly [type: string]: JsonObject }): JsonObject => {
  const content = Object.fromEntries(Object.entries(media).map(([type, schema]) => [type, { schema }]));
  return document({ "/pets": { post: operation("createPet", [], { requestBody: { required: true, content } }) } });
};

/** `GET /pets` with a token, and these parameters. */
const secured = (...parameters: JsonObject[]): JsonObject =>
  document(
    { "/pets": { get: operation("listPets", parameters) } },
    {},
    {
      security: [{ token: [] }],
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    },
  );

/** What all have, and one of several parts. */
const withChoice = (properties: JsonObject, choices: JsonObject[]): JsonObject => ({
  allOf: [object(properties), { oneOf: choices }],
});

/** Two methods take the schema of this name; both schemas are there, and are got by another. */
const takingTwice = (name: string): JsonObject => {
  const rest = { requestBody: { required: true, content: json(ref(name)) } };
  return document(
    {
      "/pets": { post: operation("createPet", [], rest) },
      "/pets/{id}": {
        patch: operation("updatePet", [inPath("id")], rest),
        get: operation("getPet", [inPath("id")], { responses: ok({ oneOf: [ref("Pet"), ref("Draft")] }) }),
      },
    },
    { Pet: PET, Draft: object({ name: TEXT }, ["name"]) },
  );
};

const TEXT: JsonObject = { type: "string" };
const NUMBER: JsonObject = { type: "number" };
const STATES = (...values: string[]): JsonObject => ({ type: "string", enum: values });
const PET = object({ name: TEXT, age: NUMBER }, ["name"]);
const CAT = object({ kind: { const: "cat" }, lives: NUMBER }, ["kind", "lives"]);
const DOG = object({ kind: { const: "dog" }, breed: TEXT }, ["kind", "breed"]);
const BIRD = object({ kind: { const: "bird" }, song: TEXT }, ["kind", "song"]);

const SWITCH = `
  const pet = await api.pets.get({ id: "1" });
  const label = (state: typeof pet.state): number => {
    switch (state) {
      case "new": return 1;
      case "sold": return 2;
    }
  };
  label(pet.state);`;

const KINDS = `
  const pet = await api.pets.get({ id: "1" });
  const about = (one: typeof pet): string => {
    switch (one.kind) {
      case "cat": return String(one.lives);
      case "dog": return one.breed;
    }
  };
  about(pet);`;

const PAGE_OF_ITEMS: JsonObject & { readonly [name: string]: JsonObject } = { Page: object({ next: TEXT }), Item: PET };

/** Kinds of changes, each with a program that would be written against the old version. */
export const PAIRS: readonly (readonly [title: string, pair: Pair])[] = [
  [
    "an answer has one more value in an enum",
    {
      old: got(object({ state: STATES("new", "sold") }, ["state"])),
      new: got(object({ state: STATES("new", "sold", "lost") }, ["state"])),
      program: SWITCH,
      says: ["breaking enum-value-added Pet.state"],
    },
  ],
  [
    "the same with enums that are open",
    {
      old: got(object({ state: STATES("new", "sold") }, ["state"])),
      new: got(object({ state: STATES("new", "sold", "lost") }, ["state"])),
      program: `const pet = await api.pets.get({ id: "1" }); if (pet.state === "sold") pet.state.trim();`,
      says: ["feature enum-value-added Pet.state"],
      options: { types: { enums: "open" } },
    },
  ],
  [
    "an answer has one value less in an enum",
    {
      old: got(object({ state: STATES("new", "kept", "sold") }, ["state"])),
      new: got(object({ state: STATES("new", "kept") }, ["state"])),
      program: `const pet = await api.pets.get({ id: "1" }); if (pet.state === "sold") pet.state.trim();`,
      says: ["breaking enum-value-removed Pet.state"],
    },
  ],
  [
    "a request has one more value in an enum",
    {
      old: sent(object({ state: STATES("new", "sold") })),
      new: sent(object({ state: STATES("new", "sold", "lost") })),
      program: `await api.pets.create({ body: { state: "sold" } });`,
      says: ["feature enum-value-added Pet.state"],
    },
  ],
  [
    "a request has one value less in an enum",
    {
      old: sent(object({ state: STATES("new", "kept", "sold") })),
      new: sent(object({ state: STATES("new", "kept") })),
      program: `await api.pets.create({ body: { state: "sold" } });`,
      says: ["breaking enum-value-removed Pet.state"],
    },
  ],
  [
    "a field of an answer becomes optional",
    {
      old: got(object({ name: TEXT }, ["name"])),
      new: got(object({ name: TEXT })),
      program: `(await api.pets.get({ id: "1" })).name.trim();`,
      says: ["breaking property-became-optional Pet.name"],
    },
  ],
  [
    "a field of an answer becomes required",
    {
      old: got(object({ name: TEXT })),
      new: got(object({ name: TEXT }, ["name"])),
      program: `(await api.pets.get({ id: "1" })).name?.trim();`,
      says: ["feature property-became-required Pet.name"],
    },
  ],
  [
    "a field of a request becomes required",
    {
      old: sent(object({ name: TEXT, age: NUMBER })),
      new: sent(object({ name: TEXT, age: NUMBER }, ["age"])),
      program: `await api.pets.create({ body: { name: "Rex" } });`,
      says: ["breaking property-became-required Pet.age"],
    },
  ],
  [
    "a field of a request becomes optional",
    {
      old: sent(object({ name: TEXT, age: NUMBER }, ["age"])),
      new: sent(object({ name: TEXT, age: NUMBER })),
      program: `await api.pets.create({ body: { name: "Rex", age: 3 } });`,
      says: ["feature property-became-optional Pet.age"],
    },
  ],
  [
    "a request takes a new optional field",
    {
      old: sent(object({ name: TEXT })),
      new: sent(object({ name: TEXT, age: NUMBER })),
      program: `await api.pets.create({ body: { name: "Rex" } });`,
      says: ["feature property-added Pet.age"],
    },
  ],
  [
    "a request needs a new field",
    {
      old: sent(object({ name: TEXT })),
      new: sent(object({ name: TEXT, age: NUMBER }, ["age"])),
      program: `await api.pets.create({ body: { name: "Rex" } });`,
      says: ["breaking property-added Pet.age"],
    },
  ],
  [
    "a request loses a field",
    {
      old: sent(object({ name: TEXT, age: NUMBER })),
      new: sent(object({ name: TEXT })),
      program: `await api.pets.create({ body: { name: "Rex", age: 3 } });`,
      says: ["breaking property-removed Pet.age"],
    },
  ],
  [
    "an answer has a new field",
    {
      old: got(object({ name: TEXT })),
      new: got(object({ name: TEXT, age: NUMBER }, ["age"])),
      program: `(await api.pets.get({ id: "1" })).name;`,
      says: ["feature property-added Pet.age"],
    },
  ],
  [
    "an answer loses a field",
    {
      old: got(PET),
      new: got(object({ name: TEXT }, ["name"])),
      program: `(await api.pets.get({ id: "1" })).age;`,
      says: ["breaking property-removed Pet.age"],
    },
  ],
  [
    "a field that is got and given becomes nullable",
    {
      old: document(
        {
          "/pets": {
            put: operation("replacePet", [], {
              requestBody: { required: true, content: json(ref("Pet")) },
              responses: ok(ref("Pet")),
            }),
          },
        },
        { Pet: object({ name: TEXT }, ["name"]) },
      ),
      new: document(
        {
          "/pets": {
            put: operation("replacePet", [], {
              requestBody: { required: true, content: json(ref("Pet")) },
              responses: ok(ref("Pet")),
            }),
          },
        },
        { Pet: object({ name: { type: ["string", "null"] } }, ["name"]) },
      ),
      program: `(await api.pets.replaceAll({ body: { name: "Rex" } })).name.trim();`,
      says: ["breaking became-nullable Pet.name"],
    },
  ],
  [
    "a field of a request becomes nullable",
    {
      old: sent(object({ name: TEXT })),
      new: sent(object({ name: { type: ["string", "null"] } })),
      program: `await api.pets.create({ body: { name: "Rex" } });`,
      says: ["feature became-nullable Pet.name"],
    },
  ],
  [
    "a field of an answer is never null any more",
    {
      old: got(object({ name: { type: ["string", "null"] } }, ["name"])),
      new: got(object({ name: TEXT }, ["name"])),
      program: `const { name } = await api.pets.get({ id: "1" }); if (name !== null) name.trim();`,
      says: ["feature became-not-nullable Pet.name"],
    },
  ],
  [
    "a field of a request cannot be null any more",
    {
      old: sent(object({ name: { type: ["string", "null"] } })),
      new: sent(object({ name: TEXT })),
      program: `await api.pets.create({ body: { name: null } });`,
      says: ["breaking became-not-nullable Pet.name"],
    },
  ],
  [
    "the type of a field changes",
    {
      old: got(object({ age: NUMBER }, ["age"])),
      new: got(object({ age: TEXT }, ["age"])),
      program: `(await api.pets.get({ id: "1" })).age.toFixed();`,
      says: ["breaking type-changed Pet.age"],
    },
  ],
  [
    "an integer becomes a number: one type in TypeScript",
    {
      old: got(object({ age: { type: "integer" } }, ["age"])),
      new: got(object({ age: NUMBER }, ["age"])),
      program: `(await api.pets.get({ id: "1" })).age.toFixed();`,
      says: [],
    },
  ],
  [
    "an answer may be a further type",
    {
      old: got({ oneOf: [ref("Cat"), ref("Dog")] }, { Cat: CAT, Dog: DOG }),
      new: got({ oneOf: [ref("Cat"), ref("Dog"), ref("Bird")] }, { Cat: CAT, Dog: DOG, Bird: BIRD }),
      program: KINDS,
      says: ["breaking type-widened Pet", "feature type-added Bird"],
    },
  ],
  [
    "an answer is one of fewer types",
    {
      old: got({ oneOf: [ref("Cat"), ref("Dog"), ref("Bird")] }, { Cat: CAT, Dog: DOG, Bird: BIRD }),
      new: got({ oneOf: [ref("Cat"), ref("Bird")] }, { Cat: CAT, Dog: DOG, Bird: BIRD }),
      program: `const pet = await api.pets.get({ id: "1" }); if (pet.kind === "dog") pet.breed.trim();`,
      says: ["breaking type-changed Pet"],
    },
  ],
  [
    "a request takes a further type",
    {
      old: sent({ oneOf: [ref("Cat"), ref("Dog")] }, { Cat: CAT, Dog: DOG }),
      new: sent({ oneOf: [ref("Cat"), ref("Dog"), ref("Bird")] }, { Cat: CAT, Dog: DOG, Bird: BIRD }),
      program: `await api.pets.create({ body: { kind: "cat", lives: 9 } });`,
      says: ["feature type-added Bird", "feature type-widened Pet"],
    },
  ],
  [
    "text that is sent becomes an enum",
    {
      old: sent(object({ state: TEXT })),
      new: sent(object({ state: STATES("new", "sold") })),
      program: `await api.pets.create({ body: { state: String(1) } });`,
      says: ["breaking type-changed Pet.state"],
    },
  ],
  [
    "text of an answer becomes an enum",
    {
      old: got(object({ state: TEXT }, ["state"])),
      new: got(object({ state: STATES("new", "sold") }, ["state"])),
      program: `const state: string = (await api.pets.get({ id: "1" })).state; state.trim();`,
      says: ["feature type-narrowed Pet.state"],
    },
  ],
  [
    "a method takes a new optional parameter",
    {
      old: asked(inQuery("q")),
      new: asked(inQuery("q"), inQuery("sort")),
      program: `await api.pets.list({ q: "Rex" });`,
      says: ["feature parameter-added pets.list(sort)"],
    },
  ],
  [
    "a method takes its first parameter",
    {
      old: asked(),
      new: asked(inQuery("q")),
      program: `await api.pets.list({ timeout: 1000 });`,
      says: ["breaking argument-added pets.list", "feature parameter-added pets.list(q)"],
    },
  ],
  [
    "a method needs a new parameter",
    {
      old: asked(inQuery("q")),
      new: asked(inQuery("q"), inQuery("shop", TEXT, true)),
      program: `await api.pets.list({ q: "Rex" });`,
      says: ["breaking parameter-added pets.list(shop)"],
    },
  ],
  [
    "a parameter goes",
    {
      old: asked(inQuery("q"), inQuery("sort")),
      new: asked(inQuery("q")),
      program: `await api.pets.list({ q: "Rex", sort: "age" });`,
      says: ["breaking parameter-removed pets.list(sort)"],
    },
  ],
  [
    "a parameter moves from the query to a header",
    {
      old: asked(inQuery("shop")),
      new: asked({ ...inQuery("shop"), in: "header" }),
      program: `await api.pets.list({ shop: "7" });`,
      says: ["fix parameter-place-changed pets.list"],
    },
  ],
  [
    "a parameter is limited",
    {
      old: asked(inQuery("q", { type: "string" })),
      new: asked(inQuery("q", { type: "string", maxLength: 5 })),
      program: `await api.pets.list({ q: "Rex" });`,
      says: ["fix limit-changed pets.list(q)"],
    },
  ],
  [
    "an operation goes",
    {
      old: document({ "/pets": { get: operation("listPets", []), delete: operation("deletePets", []) } }),
      new: document({ "/pets": { get: operation("listPets", []) } }),
      program: `await api.pets.deleteAll();`,
      says: ["breaking operation-removed pets.deleteAll"],
    },
  ],
  [
    "an operation comes",
    {
      old: document({ "/pets": { get: operation("listPets", []) } }),
      new: document({ "/pets": { get: operation("listPets", []), delete: operation("deletePets", []) } }),
      program: `await api.pets.list();`,
      says: ["feature operation-added pets.deleteAll"],
    },
  ],
  [
    "a method is renamed by its operationId",
    {
      old: document({ "/pets": { get: operation("searchPets", []) } }),
      new: document({ "/pets": { get: operation("findEveryPet", []) } }),
      program: `await api.pets.search();`,
      says: ["breaking operation-renamed pets.search"],
    },
  ],
  [
    "a path changes and the method does not",
    {
      old: document({ "/pets": { get: operation("listPets", []) } }),
      new: document({ "/v2/pets": { get: operation("listPets", []) } }),
      program: `await api.pets.list();`,
      says: ["fix request-changed pets.list"],
    },
  ],
  [
    "a type is renamed",
    {
      old: got(PET),
      new: document(
        { "/pets/{id}": { get: operation("getPet", [inPath("id")], { responses: ok(ref("Animal")) }) } },
        { Animal: PET },
      ),
      program: `const pet: Sdk.Pet = await api.pets.get({ id: "1" }); pet.name.trim();`,
      says: ["breaking type-renamed Pet"],
    },
  ],
  [
    "a list is paged",
    {
      old: document({
        "/pets": {
          get: operation("listPets", [inQuery("limit", { type: "integer" })], {
            responses: ok(object({ items: { type: "array", items: TEXT }, next_cursor: TEXT }, ["items"])),
          }),
        },
      }),
      new: document({
        "/pets": {
          get: operation("listPets", [inQuery("limit", { type: "integer" }), inQuery("cursor")], {
            responses: ok(object({ items: { type: "array", items: TEXT }, next_cursor: TEXT }, ["items"])),
          }),
        },
      }),
      program: `const body: Sdk.PetsListResult = await api.pets.list({ limit: 5 }); body.items.join();`,
      says: [
        "breaking paging-changed pets.list",
        "feature parameter-added pets.list(cursor)",
        "fix paging-changed pets.list",
      ],
    },
  ],
  [
    "an error is not described any more",
    {
      old: document(
        {
          "/pets": {
            get: operation("listPets", [], {
              responses: { 204: { description: "" }, 404: { description: "", content: json(ref("Problem")) } },
            }),
          },
        },
        { Problem: object({ message: TEXT }, ["message"]) },
      ),
      new: document(
        { "/pets": { get: operation("listPets", []) } },
        { Problem: object({ message: TEXT }, ["message"]) },
      ),
      program: `const result = await api.pets.list().safe(); if (!result.ok && result.error.status === 404) result.error.body.message.trim();`,
      says: ["breaking error-removed pets.list() 404", "fix shape-of-errors-changed Pets"],
    },
  ],
  [
    "an error is described",
    {
      old: document(
        { "/pets": { get: operation("listPets", []) } },
        { Problem: object({ message: TEXT }, ["message"]) },
      ),
      new: document(
        {
          "/pets": {
            get: operation("listPets", [], {
              responses: { 204: { description: "" }, 404: { description: "", content: json(ref("Problem")) } },
            }),
          },
        },
        { Problem: object({ message: TEXT }, ["message"]) },
      ),
      program: `const result = await api.pets.list().safe(); if (!result.ok && result.error.status === 404) String(result.error.body);`,
      says: ["feature error-added pets.list() 404", "fix shape-of-errors-changed Pets"],
    },
  ],
  [
    "a body is taken in a further media type",
    {
      old: document(
        {
          "/pets": { post: operation("createPet", [], { requestBody: { required: true, content: json(ref("Pet")) } }) },
        },
        { Pet: PET },
      ),
      new: document(
        {
          "/pets": {
            post: operation("createPet", [], {
              requestBody: {
                required: true,
                content: { ...json(ref("Pet")), "application/x-www-form-urlencoded": { schema: ref("Pet") } },
              },
            }),
          },
        },
        { Pet: PET },
      ),
      program: `await api.pets.create({ body: { name: "Rex" } });`,
      says: ["feature media-type-added pets.create(body)", "fix media-types-of-the-body-changed pets.create"],
    },
  ],
  [
    "a body is required",
    {
      old: document(
        { "/pets": { post: operation("createPet", [], { requestBody: { content: json(ref("Pet")) } }) } },
        { Pet: PET },
      ),
      new: document(
        {
          "/pets": { post: operation("createPet", [], { requestBody: { required: true, content: json(ref("Pet")) } }) },
        },
        { Pet: PET },
      ),
      program: `await api.pets.create();`,
      says: ["breaking body-became-required pets.create(body)"],
    },
  ],
  [
    "a credential goes",
    {
      old: document(
        { "/pets": { get: operation("listPets", [], { security: [{ token: [] }] }) } },
        {},
        {
          components: {
            securitySchemes: {
              token: { type: "http", scheme: "bearer" },
              key: { type: "apiKey", in: "header", name: "X-Key" },
            },
          },
        },
      ),
      new: document(
        { "/pets": { get: operation("listPets", [], { security: [{ token: [] }] }) } },
        {},
        { components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } } },
      ),
      program: `new Sdk.Pets({ auth: { key: "k" } });`,
      says: ["breaking credentials-removed PetsAuth"],
    },
  ],
  [
    "a webhook comes to others",
    {
      old: document(
        {},
        { Pet: PET },
        { webhooks: { sold: { post: { requestBody: { content: json(ref("Pet")) }, responses: {} } } } },
      ),
      new: document(
        {},
        { Pet: PET },
        {
          webhooks: {
            sold: { post: { requestBody: { content: json(ref("Pet")) }, responses: {} } },
            lost: { post: { requestBody: { content: json(ref("Pet")) }, responses: {} } },
          },
        },
      ),
      program: `const label = (event: Sdk.WebhookEvent): string => { switch (event.name) { case "sold": return event.body.name; default: return "unknown"; } }; label;`,
      says: ["feature webhook-added WebhookEvents.lost"],
    },
  ],
  [
    "a request takes one of two objects that both take what was sent",
    {
      old: sent(object({ name: TEXT, age: NUMBER }, ["name", "age"])),
      new: sent({
        oneOf: [object({ name: TEXT, age: NUMBER }, ["name"]), object({ name: TEXT, age: NUMBER }, ["age"])],
      }),
      program: `await api.pets.create({ body: { name: "Rex", age: 3 } });`,
      says: ["feature type-widened Pet"],
    },
  ],
  [
    "a request takes no other members any more, as TypeScript always said",
    {
      old: sent(object({ name: TEXT })),
      new: sent(object({ name: TEXT }, [], { additionalProperties: false })),
      program: `await api.pets.create({ body: { name: "Rex" } });`,
      says: ["fix limit-changed Pet"],
    },
  ],
  [
    "a method goes and another takes its name",
    {
      old: document({
        "/pets": { get: operation("listPets", []) },
        "/pets/all": { get: operation("fetchEveryPet", [inQuery("q")]) },
      }),
      new: document({
        "/pets": { get: operation("fetchEveryPet", []) },
        "/pets/all": { get: operation("listPets", [inQuery("q")]) },
      }),
      program: `await api.pets.list({ timeout: 5 });`,
      says: ["breaking operation-renamed pets.getEvery", "breaking operation-renamed pets.list"],
    },
  ],
  [
    "a field goes from one alternative of an answer that is an intersection with alternatives",
    {
      old: got(
        withChoice({ sold: TEXT, seen: TEXT }, [object({ name: TEXT }, ["name"]), object({ age: NUMBER }, ["age"])]),
      ),
      new: got(withChoice({ sold: TEXT }, [object({ name: TEXT }, ["name"]), object({ age: NUMBER }, ["age"])])),
      program: `const pet = await api.pets.get({ id: "1" }); if ("name" in pet) pet.seen?.trim();`,
      says: ["breaking type-changed Pet"],
    },
  ],
  [
    "alternatives of an intersection that are told apart by a member",
    {
      old: got({ allOf: [object({ id: TEXT }, ["id"]), { oneOf: [CAT, DOG] }] }),
      new: got({
        allOf: [object({ id: TEXT }, ["id"]), { oneOf: [CAT, object({ kind: { const: "dog" } }, ["kind"])] }],
      }),
      program: `const pet = await api.pets.get({ id: "1" }); if (pet.kind === "dog") pet.breed.trim();`,
      says: ["breaking property-removed Pet.breed"],
    },
  ],
  [
    "items of a list that may be something else get a field",
    {
      old: got(object({ friends: { oneOf: [{ type: "array", items: ref("Friend") }, NUMBER] } }, ["friends"]), {
        Friend: PET,
      }),
      new: got(object({ friends: { oneOf: [{ type: "array", items: ref("Friend") }, NUMBER] } }, ["friends"]), {
        Friend: object({ name: TEXT, age: NUMBER, nick: TEXT }, ["name", "nick"]),
      }),
      program: `const { friends } = await api.pets.get({ id: "1" }); if (typeof friends !== "number") friends[0]?.name.trim();`,
      says: ["feature property-added Friend.nick"],
    },
  ],
  [
    "a field goes that a base has still",
    {
      old: sent(
        { allOf: [ref("Base"), object({ name: TEXT }, ["name"])] },
        { Base: object({ name: TEXT, age: NUMBER }) },
      ),
      new: sent({ allOf: [ref("Base"), object({ shop: TEXT })] }, { Base: object({ name: TEXT, age: NUMBER }) }),
      program: `await api.pets.create({ body: { name: "Rex", age: 3 } });`,
      says: ["feature property-became-optional Pet.name", "feature property-added Pet.shop"],
    },
  ],
  [
    "two methods take another type now",
    {
      old: takingTwice("Pet"),
      new: takingTwice("Draft"),
      program: `await api.pets.update({ id: "1", body: { name: "Rex", age: 3 } });`,
      says: ["breaking type-changed pets.create(body)", "breaking type-changed pets.update(body)"],
    },
  ],
  [
    "a body is JSON unless the call says otherwise, and takes what the form took",
    {
      old: sentAs({ "application/x-www-form-urlencoded": object({ name: TEXT, age: NUMBER }) }),
      new: sentAs({
        "application/json": object({ name: TEXT, age: NUMBER, nick: TEXT }),
        "application/x-www-form-urlencoded": object({ name: TEXT, age: NUMBER }),
      }),
      program: `await api.pets.create({ body: { name: "Rex", age: 3 } });`,
      says: [
        "feature media-type-added pets.create(body)",
        "fix media-types-of-the-body-changed pets.create",
        "fix default-media-type-changed pets.create(body)",
      ],
    },
  ],
  [
    "a body is JSON unless the call says otherwise, and has a field of another type than the form",
    {
      old: sentAs({ "application/x-www-form-urlencoded": object({ name: TEXT, age: NUMBER }) }),
      new: sentAs({
        "application/json": object({ name: TEXT, age: TEXT }),
        "application/x-www-form-urlencoded": object({ name: TEXT, age: NUMBER }),
      }),
      program: `await api.pets.create({ body: { name: "Rex", age: 3 } });`,
      says: [
        "breaking default-media-type-changed pets.create(body)",
        "feature media-type-added pets.create(body)",
        "fix media-types-of-the-body-changed pets.create",
      ],
    },
  ],
  [
    "a field goes from one base to another",
    {
      old: sent(
        { allOf: [ref("Base"), ref("More")] },
        { Base: object({ name: TEXT, age: NUMBER }), More: object({ shop: TEXT }) },
      ),
      new: sent(
        { allOf: [ref("Base"), ref("More")] },
        { Base: object({ name: TEXT }), More: object({ shop: TEXT, age: NUMBER }) },
      ),
      program: `await api.pets.create({ body: { name: "Rex", age: 3 } }); const base: Sdk.Base = { age: 3 }; base;`,
      says: ["breaking property-removed Base.age", "feature property-added More.age"],
    },
  ],
  [
    "a list that is of two kinds at once has items that change",
    {
      old: got(
        { allOf: [ref("Page"), object({ items: { type: "array", items: ref("Item") } }, ["items"])] },
        { Page: object({ items: { type: "array", items: object({ id: TEXT }) } }, ["items"]), Item: PET },
      ),
      new: got(
        { allOf: [ref("Page"), object({ items: { type: "array", items: ref("Item") } }, ["items"])] },
        {
          Page: object({ items: { type: "array", items: object({ id: TEXT }) } }, ["items"]),
          Item: object({ name: TEXT, age: NUMBER, nick: TEXT }, ["name", "nick"]),
        },
      ),
      program: `for (const item of (await api.pets.get({ id: "1" })).items as Sdk.Item[]) item.name.trim();`,
      says: ["feature property-added Item.nick"],
    },
  ],
  [
    "a list is of another kind as well",
    {
      old: got({ allOf: [ref("Page"), object({ items: { type: "array", items: ref("Item") } })] }, PAGE_OF_ITEMS),
      new: got(
        { allOf: [ref("Page"), object({ items: { type: "array", items: ref("Item") } })] },
        { ...PAGE_OF_ITEMS, Page: object({ next: TEXT, items: { type: "array", items: object({ id: TEXT }) } }) },
      ),
      program: `for (const item of (await api.pets.get({ id: "1" })).items ?? []) item.name.trim();`,
      says: ["feature property-added Page.items", "feature type-widened Pet.items"],
    },
  ],
  [
    "a credential is not described as a header as well any more",
    {
      old: secured({ name: "Authorization", in: "header", required: true, schema: TEXT }),
      new: secured(),
      program: `await new Sdk.Pets({ auth: "t" }).pets.list();`,
      says: [],
    },
  ],
];
