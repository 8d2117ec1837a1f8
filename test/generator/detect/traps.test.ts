import { describe, expect, test } from "vitest";
import type { PagingFacts } from "../../../generator/src/detect/facts.js";
import { COUNT, FLAG, factsOf, LIMIT, list, LIST, object, ORDER, pagingOf, TEXT, type Given } from "./support.js";

type Want = Pick<PagingFacts, "style" | "request"> & {
  readonly response: Partial<PagingFacts["response"]>;
} & Partial<PagingFacts>;

const page = { type: "integer", default: 1, minimum: 1, description: "Page number." };
const token = { type: "string", description: "Cursor for the next page, as returned by the previous response." };

describe("finds the pager behind a misleading name or shape", () => {
  test.each<[string, { given: Given; want: Want }]>([
    [
      "page that is an opaque token",
      {
        given: {
          query: {
            page: {
              type: "string",
              description:
                "A cursor for pagination: the next_page value of the previous response. Leave it out on the first call.",
            },
            limit: LIMIT,
          },
          answer: object({ data: LIST, has_more: FLAG, next_page: { type: ["string", "null"] } }),
        },
        want: {
          style: "cursor",
          request: { cursor: "page", size: "limit" },
          response: { items: "/data", nextCursor: "/next_page" },
        },
      },
    ],
    [
      "offset that is an opaque token",
      {
        given: {
          query: {
            offset: {
              type: "string",
              description: "Offset token returned by the previous request, to get the next page.",
            },
            limit: LIMIT,
          },
          answer: object({
            data: LIST,
            next_page: {
              type: ["object", "null"],
              properties: {
                offset: { type: "string", description: "Pagination offset token for the next request." },
                uri: { type: "string", format: "uri" },
              },
            },
          }),
        },
        want: {
          style: "cursor",
          request: { cursor: "offset", size: "limit" },
          response: { items: "/data", nextCursor: "/next_page/offset" },
        },
      },
    ],
    [
      "numbered pages beside a total",
      {
        given: { query: { page, per_page: LIMIT }, answer: object({ orders: LIST, total: COUNT }) },
        want: {
          style: "page",
          request: { page: "page", size: "per_page" },
          response: { items: "/orders", total: "/total" },
          base: 1,
          defaultSize: 20,
          maxSize: 100,
        },
      },
    ],
    [
      "pages from zero, with a flag on the last one",
      {
        given: {
          query: { page: COUNT, size: LIMIT },
          answer: object({ content: LIST, last: FLAG, totalElements: COUNT, totalPages: COUNT, number: COUNT }),
        },
        want: {
          style: "page",
          request: { page: "page", size: "size" },
          response: { items: "/content", hasMore: "/last", totalPages: "/totalPages" },
          hasMoreInverted: true,
          base: 0,
        },
      },
    ],
    [
      "a cursor that ends with done",
      {
        given: {
          query: { iterator: token, limit: LIMIT },
          answer: object({ data: LIST, iterator: { type: ["string", "null"] }, done: FLAG }),
        },
        want: {
          style: "cursor",
          request: { cursor: "iterator", size: "limit" },
          response: { items: "/data", nextCursor: "/iterator", hasMore: "/done" },
          hasMoreInverted: true,
        },
      },
    ],
    [
      "offsets that end with isLast",
      {
        given: {
          query: {
            startAt: { type: "integer", default: 0, description: "The index of the first item to return." },
            maxResults: LIMIT,
          },
          answer: object({ values: LIST, isLast: FLAG, startAt: COUNT, total: COUNT }),
        },
        want: {
          style: "offset",
          request: { offset: "startAt", size: "maxResults" },
          response: { items: "/values", hasMore: "/isLast", total: "/total" },
          hasMoreInverted: true,
        },
      },
    ],
    [
      "one of several arrays",
      {
        given: {
          query: { cursor: token, limit: LIMIT },
          answer: object({
            orders: LIST,
            customers: list(object({ id: TEXT, name: TEXT })),
            errors: list(TEXT),
            warnings: list(TEXT),
            next_cursor: TEXT,
          }),
        },
        want: {
          style: "cursor",
          request: { cursor: "cursor", size: "limit" },
          response: { items: "/orders", nextCursor: "/next_cursor" },
        },
      },
    ],
    [
      "a cursor in the body of a POST",
      {
        given: {
          key: "POST /orders/search",
          words: { summary: "Search orders" },
          body: object({ query: TEXT, cursor: token, limit: LIMIT }),
          answer: object({ orders: LIST, cursor: { type: "string", description: "Cursor for the next page." } }),
        },
        want: {
          style: "cursor",
          request: { cursor: "body:/cursor", size: "body:/limit" },
          response: { items: "/orders", nextCursor: "/cursor" },
        },
      },
    ],
    [
      "a Link header over a bare array",
      {
        given: {
          query: { page, per_page: LIMIT },
          headers: { Link: { description: 'Links to other pages, with rel="next".', schema: TEXT } },
          answer: LIST,
        },
        want: {
          style: "link-header",
          request: { page: "page", size: "per_page" },
          response: { items: "", link: "header:Link" },
        },
      },
    ],
    [
      "the address of the next page in the body",
      {
        given: {
          query: { limit: LIMIT },
          answer: object({
            results: LIST,
            next: { type: ["string", "null"], format: "uri", description: "URL of the next page." },
            count: COUNT,
          }),
        },
        want: {
          style: "next-url-in-body",
          request: { size: "limit" },
          response: { items: "/results", nextUrl: "/next" },
        },
      },
    ],
    [
      "a token in a declared header",
      {
        given: {
          query: { next_token: token, per_page: LIMIT },
          headers: { "X-NextToken": { description: "Token of the next page.", schema: TEXT } },
          answer: LIST,
        },
        want: {
          style: "cursor",
          request: { cursor: "next_token", size: "per_page" },
          response: { items: "", nextCursor: "header:X-NextToken" },
        },
      },
    ],
    [
      "the id of the last item",
      {
        given: {
          query: {
            starting_after: {
              type: "string",
              description: "An object ID that defines your place in the list: the last object of the previous page.",
            },
            limit: LIMIT,
          },
          answer: object({ data: LIST, has_more: FLAG }),
        },
        want: {
          style: "keyset",
          request: { cursor: "starting_after", size: "limit" },
          response: { items: "/data", keyField: "/id", hasMore: "/has_more" },
        },
      },
    ],
    [
      "since that is an id",
      {
        given: {
          query: {
            since: { type: "integer", description: "An order ID. Only return orders with an ID greater than this ID." },
            per_page: LIMIT,
          },
          answer: list(object({ id: COUNT, customer: TEXT })),
        },
        want: {
          style: "keyset",
          request: { cursor: "since", size: "per_page" },
          response: { items: "", keyField: "/id" },
        },
      },
    ],
  ])("%s", async (_title, { given, want }) => {
    expect(await pagingOf(given)).toMatchObject(want);
  });
});

describe("gives no pager where nothing leads on", () => {
  test.each<[string, Given]>([
    [
      "page of a book",
      {
        key: "GET /books/current/pages",
        words: { summary: "Get a page of a book" },
        query: { page: { type: "integer", description: "Number of the page of the book." } },
        answer: object({ text: TEXT, words: list(TEXT) }),
      },
    ],
    [
      "paging parameters on a single object",
      {
        key: "GET /reports/current",
        words: { summary: "Get the current report" },
        query: { page, per_page: LIMIT },
        answer: ORDER,
      },
    ],
    ["has_more without any cursor", { query: {}, answer: object({ data: LIST, has_more: FLAG }) }],
    [
      "next_page that nothing accepts",
      {
        key: "POST /orders/search",
        words: { summary: "Search orders" },
        body: object({ query: TEXT }),
        answer: object({ data: LIST, has_more: FLAG, next_page: { type: ["string", "null"] } }),
      },
    ],
    [
      "starting_after that resumes a stream",
      {
        key: "GET /runs/current",
        words: { summary: "Retrieve a run" },
        query: {
          starting_after: {
            type: "integer",
            description: "The sequence number of the event after which to start streaming.",
          },
          stream: FLAG,
        },
        answer: object({ id: TEXT, output: list(object({ type: TEXT })) }),
      },
    ],
    [
      "since that is a date",
      {
        query: {
          since: { type: "string", format: "date-time", description: "Only orders updated after the given time." },
        },
        answer: LIST,
      },
    ],
    ["a boolean next_page and no way to ask", { query: {}, answer: object({ orders: LIST, next_page: FLAG }) }],
    [
      "count that is a boolean",
      {
        query: { count: { type: "boolean", description: "Whether to return the total count." } },
        answer: object({ orders: LIST, count: COUNT }),
      },
    ],
    ["limit alone", { query: { limit: LIMIT }, answer: LIST }],
    [
      "offset in seconds of a film",
      {
        key: "GET /films/current/playback",
        words: { summary: "Play a film" },
        query: {
          offset: { type: "integer", description: "Where to start, in seconds from the beginning of the film." },
        },
        answer: object({ url: TEXT, tracks: list(TEXT) }),
      },
    ],
    [
      "a POST that creates",
      {
        key: "POST /orders",
        words: { summary: "Create an order" },
        query: { page, per_page: LIMIT },
        body: ORDER,
        answer: ORDER,
      },
    ],
  ])("%s", async (_title, given) => {
    expect(await pagingOf(given)).toBeUndefined();
  });
});

test("a boolean next_page is no token and no address: pages are counted", async () => {
  const paging = await pagingOf({
    query: { page, per_page: LIMIT },
    answer: object({ orders: LIST, next_page: FLAG }),
  });
  expect(paging).toMatchObject({ style: "page", request: { page: "page" }, response: { items: "/orders" } });
  expect(paging?.response).not.toHaveProperty("nextCursor");
  expect(paging?.response).not.toHaveProperty("nextUrl");
});

test("items of a map are said to be one", async () => {
  const map = { type: "object", additionalProperties: ORDER };
  const paging = await pagingOf({
    query: { cursor: token, limit: LIMIT },
    answer: object({ orders: map, next_cursor: TEXT }),
  });
  expect(paging).toMatchObject({ response: { items: "/orders", nextCursor: "/next_cursor" }, itemsIsMap: true });
});

test("a date asks for changes, which is no paging", async () => {
  const facts = await factsOf({
    query: {
      updated_since: { type: "string", format: "date-time", description: "Only orders updated after the given time." },
    },
    answer: list(object({ id: TEXT, updated_at: { type: "string", format: "date-time" } })),
  });
  expect(facts).toMatchObject({ incremental: { parameter: "updated_since" } });
  expect(facts).not.toHaveProperty("paging");
});

test("watching for changes streams and does not page", async () => {
  const facts = await factsOf({
    query: { watch: FLAG, resourceVersion: TEXT },
    type: "text/event-stream",
    answer: ORDER,
  });
  expect(facts).toMatchObject({ stream: { format: "sse" } });
  expect(facts).not.toHaveProperty("paging");
});

test("an answer declared as an empty object pages as its sibling does, from whose parameters alone it is known", async () => {
  const query = { start_cursor: token, page_size: LIMIT };
  const silent: Given = { key: "GET /invoices", query, answer: { type: "object" } };
  const paging = await pagingOf(silent, {
    query,
    answer: object({ results: LIST, next_cursor: { type: ["string", "null"] }, has_more: FLAG }),
  });
  expect(paging).toMatchObject({
    style: "cursor",
    request: { cursor: "start_cursor" },
    response: { items: "/results", nextCursor: "/next_cursor" },
  });
  expect(await pagingOf(silent)).toBeUndefined();
});
