import { expect, test } from "vitest";
import type { JsonObject } from "../../../generator/src/load/document.js";
import {
  COUNT,
  documentOf,
  FLAG,
  found,
  LIMIT,
  list,
  LIST,
  object,
  ORDER,
  pagingOf,
  TEXT,
  type Given,
} from "./support.js";

const token = { type: "string", description: "Cursor for the next page, as returned by the previous response." };
const page = { type: "integer", default: 1, minimum: 1, description: "Page number." };

test("of arrays that are as likely, the one that holds what the operation is about", async () => {
  const answer = object({
    accounts: list({ $ref: "#/components/schemas/Account" }),
    added: list({ $ref: "#/components/schemas/Transaction" }),
    removed: list({ $ref: "#/components/schemas/RemovedOne" }),
    next_cursor: TEXT,
    has_more: FLAG,
  });
  const post = {
    summary: "Get changes of transactions",
    requestBody: { content: { "application/json": { schema: object({ cursor: token, count: LIMIT }) } } },
    responses: { "200": { description: "OK", content: { "application/json": { schema: answer } } } },
  };
  const thing = object({ id: TEXT });
  const document = documentOf(
    { "/transactions/sync": { post } },
    { components: { schemas: { Account: thing, Transaction: thing, RemovedOne: thing } } },
  );
  const { operations } = (await found(document)).facts;
  expect(operations.get("POST /transactions/sync")?.paging).toMatchObject({
    style: "cursor",
    response: { items: "/added", nextCursor: "/next_cursor" },
  });
});

test("a tuple that stands for one of several arrays is an array", async () => {
  const paging = await pagingOf({
    query: { cursor: token, limit: LIMIT },
    answer: object({ items: { type: "array", prefixItems: [ORDER, object({ id: TEXT })] }, next_cursor: TEXT }),
  });
  expect(paging).toMatchObject({ response: { items: "/items", nextCursor: "/next_cursor" } });
});

test("an answer that is a list or an object around one: what leads on leads on from the object's list", async () => {
  const next_href = { type: "string", description: "URL of the next page." };
  const paging = await pagingOf({
    query: { limit: LIMIT },
    answer: { oneOf: [LIST, object({ collection: LIST, next_href })] },
  });
  expect(paging).toMatchObject({
    style: "next-url-in-body",
    response: { items: "/collection", nextUrl: "/next_href" },
  });
});

test("arrays of one thing are parts of it, however the operation is parameterised", async () => {
  const engines = object({ mongodb: list(ORDER), mysql: list(ORDER) });
  expect(
    await pagingOf({
      key: "GET /databases/types/{typeId}",
      words: { summary: "View a type" },
      query: { page, page_size: LIMIT },
      answer: object({ id: TEXT, label: TEXT, disk: COUNT, engines }),
    }),
  ).toBeUndefined();
});

test("a page in the path is a page of a document unless the path ends there", async () => {
  const item = {
    get: {
      summary: "Returns tabs on the specified page",
      parameters: [{ name: "pageNumber", in: "path", required: true, schema: COUNT, description: "The page number." }],
      responses: { "200": { description: "OK", content: { "application/json": { schema: object({ tabs: LIST }) } } } },
    },
  };
  const path = "/documents/1/pages/{pageNumber}/tabs";
  const { operations } = (await found(documentOf({ [path]: item }))).facts;
  expect(operations.get(`GET ${path}`)?.paging).toBeUndefined();
});

test("a body that is described twice is read where something is said", async () => {
  const schema = object({ orders: LIST, next_page: { type: "string", description: "URL of the next page." } });
  const get = {
    parameters: [{ name: "pageSize", in: "query", schema: LIMIT }],
    responses: {
      "200": {
        description: "OK",
        content: { "application/json": { schema: {} }, "application/json; charset=utf-8": { schema } },
      },
    },
  };
  const { operations } = (await found(documentOf({ "/orders": { get } }))).facts;
  expect(operations.get("GET /orders")?.paging).toMatchObject({
    style: "next-url-in-body",
    response: { items: "/orders" },
  });
});

test("an object that travels as JSON in one parameter is not spread over several", async () => {
  const get = {
    parameters: [
      {
        name: "payload",
        in: "query",
        content: { "application/json": { schema: object({ offset: COUNT, limit: COUNT }) } },
      },
    ],
    responses: { "200": { description: "OK", content: { "application/json": { schema: object({ members: LIST }) } } } },
  };
  const { operations } = (await found(documentOf({ "/members": { get } }))).facts;
  expect(operations.get("GET /members")?.paging).toBeUndefined();
});

test("of arrays that are alike in everything, none is the list; of changes, the first is", async () => {
  const thing = { $ref: "#/components/schemas/Thing" };
  const pagerOf = async (key: string, ...names: readonly string[]) => {
    const [, path = ""] = key.split(" ");
    const answer = object({ ...Object.fromEntries(names.map((name) => [name, list(thing)])), next_cursor: TEXT });
    const get = {
      tags: ["Teams and members"],
      summary: "List what there is",
      parameters: [{ name: "cursor", in: "query", schema: token, description: token.description }],
      responses: { "200": { description: "OK", content: { "application/json": { schema: answer } } } },
    };
    const document = documentOf({ [path]: { get } }, { components: { schemas: { Thing: object({ id: TEXT }) } } });
    return (await found(document)).facts.operations.get(key)?.paging;
  };
  expect(await pagerOf("GET /tags/{id}/{kind}", "users", "teams")).toBeUndefined();
  // A tag decides nothing between them.
  expect(await pagerOf("GET /tags/{id}", "users", "members", "other_users")).toBeUndefined();
  expect(await pagerOf("GET /tags/{id}/users", "users", "teams")).toMatchObject({ response: { items: "/users" } });
  expect(await pagerOf("GET /sync", "added", "modified")).toMatchObject({ response: { items: "/added" } });
});

test("of several lists that are a page each, none is the list", async () => {
  const pageOf = (item: JsonObject) => object({ items: list(item), total: COUNT, next: TEXT });
  const query = { offset: COUNT, limit: LIMIT };
  const answer = object({ tracks: pageOf(object({ id: TEXT })), albums: pageOf(ORDER) });
  expect(await pagingOf({ key: "GET /search", query, answer })).toBeUndefined();
  expect(await pagingOf({ key: "GET /albums", query, answer })).toMatchObject({ response: { items: "/albums/items" } });
});

test("of one thing in an envelope made for lists, a list among its members is not what is listed", async () => {
  const thing = { consentId: TEXT, holderName: TEXT, openedOn: TEXT };
  const answer = (data: JsonObject) =>
    object({ data: object(data), meta: object({ totalPages: COUNT }), links: object({ next: TEXT }) });
  const addresses = list(object({ street: TEXT, town: TEXT }));
  const parties: Given = { key: "GET /parties", answer: answer({ parties: list(object(thing)) }) };
  const party: Given = { key: "GET /party", answer: answer({ ...thing, postalAddress: addresses }) };
  expect(await pagingOf(party, parties)).toBeUndefined();
  // One thing by its path, although it takes what lists take; a list that such a path leads to.
  const query = { page, limit: LIMIT };
  const group = object({ id: TEXT, name: TEXT, openedOn: TEXT, rules: LIST });
  expect(await pagingOf({ key: "GET /groups/{groupId}", query, answer: group })).toBeUndefined();
  const scan = object({ scan: object({ id: TEXT, findings: list(object({ rule: TEXT })) }) });
  expect(await pagingOf({ key: "GET /scans/{scanId}", query, answer: scan })).toMatchObject({
    response: { items: "/scan/findings" },
  });
  // An envelope says little of itself, and what the path is about is the list wherever it stands.
  expect(await pagingOf({ key: "GET /parties", answer: answer({ postalAddress: addresses }) })).toMatchObject({
    response: { items: "/data/postalAddress", nextUrl: "/links/next" },
  });
  expect(await pagingOf({ key: "GET /parties", answer: answer({ ...thing, parties: addresses }) })).toMatchObject({
    response: { items: "/data/parties", nextUrl: "/links/next" },
  });
});

test.each(["errors", "raw", "other_orders"])("%s are never the list, even where nothing else is one", async (name) => {
  const answer = object({ payload: object({ NextToken: TEXT }), [name]: list(object({ code: TEXT })) });
  expect(await pagingOf({ key: "GET /events", query: { NextToken: token, limit: LIMIT }, answer })).toBeUndefined();
});

test("a list whose items nobody describes is not what a page holds for one word in common", async () => {
  const data = object({
    domain: TEXT,
    emails: list(object({ value: TEXT })),
    linked_domains: { type: "array", items: {} },
  });
  const answer = object({ data, meta: object({ results: COUNT }) });
  const paging = await pagingOf({ key: "GET /domain-search", query: { offset: COUNT, limit: LIMIT }, answer });
  expect(paging).toMatchObject({ response: { items: "/data/emails" } });
});
