import { describe, expect, test } from "vitest";
import type { PagingFacts } from "../../../generator/src/detect/facts.js";
import { COUNT, FLAG, LIMIT, list, LIST, object, ORDER, pagingOf, TEXT, type Given } from "./support.js";

type Want = { readonly [part in "style" | "request" | "response" | "keyStep"]?: unknown } | undefined;

/** What a pager asks with and where its answer leads on, without the details. */
function core(paging: PagingFacts | undefined): Want {
  if (!paging) return undefined;
  const { style, request, response, keyStep } = paging;
  const { items, nextCursor, nextUrl, keyField, link } = response;
  return {
    style,
    request,
    response: JSON.parse(JSON.stringify({ items, nextCursor, nextUrl, keyField, link })),
    ...(keyStep !== undefined && { keyStep }),
  };
}

const token = { type: "string", description: "Cursor for the next page, as returned by the previous response." };

describe("where the next request takes its token from", () => {
  test.each<[string, { given: Given; want: Want }]>([
    [
      "a number that the answer says to send",
      {
        given: {
          query: {
            from: { type: "integer", minimum: 0, description: "Fetch the next set of results from the given uid." },
            limit: LIMIT,
          },
          answer: object({
            results: LIST,
            total: COUNT,
            next: {
              type: ["integer", "null"],
              description: "The value to send in from to fetch the next slice; null when all was read.",
            },
          }),
        },
        want: {
          style: "cursor",
          request: { cursor: "from", size: "limit" },
          response: { items: "/results", nextCursor: "/next" },
        },
      },
    ],
    [
      "an item id that the answer hands out",
      {
        given: {
          key: "POST /orders/scroll",
          words: { summary: "Scroll orders" },
          body: {
            type: "object",
            properties: {
              limit: LIMIT,
              offset: { oneOf: [COUNT, TEXT, { type: "null" }], description: "Start ID to read orders from." },
            },
          },
          answer: object({
            result: object({
              orders: LIST,
              next_page_offset: {
                oneOf: [COUNT, TEXT, { type: "null" }],
                description: "Offset which should be used to retrieve a next page.",
              },
            }),
          }),
        },
        want: {
          style: "cursor",
          request: { cursor: "body:/offset", size: "body:/limit" },
          response: { items: "/result/orders", nextCursor: "/result/next_page_offset" },
        },
      },
    ],
    [
      "a header that only the parameter's description names",
      {
        given: {
          query: {
            cursor: {
              type: "string",
              description:
                "Used for pagination. Cursors come in the response headers `X-Shop-Cursor-Next` and `X-Shop-Cursor-Prev`.",
            },
            per_page: LIMIT,
          },
          answer: LIST,
        },
        want: {
          style: "cursor",
          request: { cursor: "cursor", size: "per_page" },
          response: { items: "", nextCursor: "header:X-Shop-Cursor-Next" },
        },
      },
    ],
    [
      "a header that nothing names, over a bare list",
      {
        given: {
          query: {
            next_token: { type: "string", description: "Where to start paging for queries that support pagination." },
            per_page: LIMIT,
          },
          answer: LIST,
        },
        want: { style: "cursor", request: { cursor: "next_token", size: "per_page" }, response: { items: "" } },
      },
    ],
    [
      "nowhere, in an answer that says what stands beside its items",
      {
        given: {
          query: { cursor: token, limit: LIMIT },
          answer: object({ orders: LIST, has_more: FLAG, took: COUNT }),
        },
        want: undefined,
      },
    ],
    [
      "an address is followed and not sent, however the parameter is called",
      {
        given: {
          query: { page_token: token, limit: LIMIT },
          answer: object({ data: LIST, links: object({ next: { type: "string", format: "uri" } }) }),
        },
        want: {
          style: "next-url-in-body",
          request: { cursor: "page_token", size: "limit" },
          response: { items: "/data", nextUrl: "/links/next" },
        },
      },
    ],
    [
      "an address beside a filter of an everyday name",
      {
        given: {
          query: { tag: TEXT, position: TEXT, limit: LIMIT, offset: { type: "integer", minimum: 0 } },
          answer: object({ results: LIST, count: COUNT, next: { type: ["string", "null"], format: "uri" } }),
        },
        want: {
          style: "offset",
          request: { offset: "offset", size: "limit" },
          response: { items: "/results", nextUrl: "/next" },
        },
      },
    ],
    [
      "an address relative to the page",
      {
        given: {
          query: { limit: LIMIT },
          answer: object({
            data: LIST,
            has_more: FLAG,
            next: { type: "string", description: "Path to the next page." },
          }),
        },
        want: {
          style: "next-url-in-body",
          request: { size: "limit" },
          response: { items: "/data", nextUrl: "/next" },
        },
      },
    ],
    [
      "an address in a list of links, which the token never leaves",
      {
        given: {
          query: {
            next_page_token: { type: "string", description: "The token of the next page." },
            page_size: LIMIT,
          },
          answer: object({ items: LIST, links: list(object({ href: TEXT, rel: TEXT, method: TEXT })) }),
        },
        want: {
          style: "next-url-in-body",
          request: { cursor: "next_page_token", size: "page_size" },
          response: { items: "/items", nextUrl: "/links" },
        },
      },
    ],
    [
      "a list of links that says that `next` is one of them",
      {
        given: {
          query: { limit: LIMIT, starting_after: TEXT, ending_before: TEXT },
          answer: object({
            data: list(object({ data: ORDER })),
            links: list(object({ rel: { enum: ["next", "prev", "self"] }, uri: TEXT })),
          }),
        },
        want: {
          style: "next-url-in-body",
          request: { cursor: "starting_after", size: "limit" },
          response: { items: "/data", nextUrl: "/links" },
        },
      },
    ],
    [
      "a required value is no cursor: the first request has none",
      {
        given: {
          key: "POST /link/token/get",
          words: { summary: "Get a link token" },
          body: object({ link_token: { ...TEXT, description: "A link_token from a previous request." } }),
          answer: object({ link_token: TEXT, sessions: list(ORDER) }),
        },
        want: undefined,
      },
    ],
  ])("%s", async (_title, { given, want }) => {
    expect(core(await pagingOf(given))).toEqual(want);
  });

  test("a cursor is followed by the address where its siblings have one", async () => {
    const query = { page_token: token, limit: LIMIT };
    const next = { type: "string", format: "uri", description: "Link to the next page." };
    const paging = await pagingOf(
      { key: "GET /tags", query, answer: object({ results: list(ORDER) }) },
      { key: "GET /orders", query, answer: object({ results: LIST, paging: object({ next }) }) },
      { key: "GET /books", query, answer: object({ results: LIST, paging: object({ next }) }) },
    );
    expect(core(paging)).toMatchObject({ style: "next-url-in-body", response: { nextUrl: "/paging/next" } });
  });
});

describe("values of the last item", () => {
  const before = { type: "string", description: "Get messages before this message ID." };
  const after = { type: "string", description: "Get messages after this message ID." };

  test.each<[string, { given: Given; want: Want }]>([
    [
      "before walks on through what is listed newest first, and after back",
      {
        given: {
          key: "GET /channels/{channel}/messages",
          words: { parameters: [] },
          query: { before, after, limit: LIMIT },
          answer: list(object({ id: TEXT, text: TEXT })),
        },
        want: {
          style: "keyset",
          request: { cursor: "before", back: "after", size: "limit" },
          response: { items: "", keyField: "/id" },
        },
      },
    ],
    [
      "a cursor that only the items can be the source of",
      {
        given: {
          key: "GET /logs",
          query: {
            limit: LIMIT,
            after: { type: "string", description: "Return items after this cursor." },
            before: { type: "string", description: "Return items before this cursor." },
          },
          answer: object({ object: TEXT, has_more: FLAG, data: list(object({ id: TEXT, text: TEXT })) }),
        },
        want: {
          style: "keyset",
          request: { cursor: "after", back: "before", size: "limit" },
          response: { items: "/data", keyField: "/id" },
        },
      },
    ],
    [
      "a key that is called something else than id",
      {
        given: {
          query: {
            starting_after: {
              type: "string",
              description: "A cursor representing an item's token after which a page of results should begin.",
            },
            page_size: LIMIT,
          },
          answer: object({ data: list(object({ token: TEXT, amount: COUNT })), has_more: FLAG }),
        },
        want: {
          style: "keyset",
          request: { cursor: "starting_after", size: "page_size" },
          response: { items: "/data", keyField: "/token" },
        },
      },
    ],
    [
      "max_id beside a Link header: only the header is right",
      {
        given: {
          query: {
            max_id: { type: "string", description: "All results returned will be lesser than this ID." },
            min_id: { type: "string", description: "Returns results immediately newer than this ID." },
            limit: LIMIT,
          },
          headers: { Link: { description: 'Pagination: rel="next" and rel="prev".', schema: TEXT } },
          answer: LIST,
        },
        want: {
          style: "link-header",
          request: { cursor: "max_id", back: "min_id", size: "limit" },
          response: { items: "", link: "header:Link" },
        },
      },
    ],
    [
      "last id plus one",
      {
        given: {
          key: "POST /getUpdates",
          words: { summary: "Receive incoming updates" },
          body: {
            type: "object",
            properties: {
              offset: {
                type: "integer",
                description:
                  "Identifier of the first update to be returned. Must be greater by one than the highest among the identifiers of previously received updates.",
              },
              limit: LIMIT,
            },
          },
          answer: object({ ok: FLAG, result: list(object({ update_id: COUNT, message: TEXT })) }),
        },
        want: {
          style: "keyset",
          request: { cursor: "body:/offset", size: "body:/limit" },
          response: { items: "/result", keyField: "/update_id" },
          keyStep: 1,
        },
      },
    ],
    [
      "an offset that is the number of an item",
      {
        given: {
          key: "GET /journals",
          query: {
            offset: {
              type: "integer",
              description:
                "Offset by a journal number: journals with a JournalNumber greater than the offset will be returned.",
            },
          },
          answer: object({ journals: list(object({ JournalID: TEXT, JournalNumber: COUNT })) }),
        },
        want: undefined,
      },
    ],
    [
      "a last name is a person's",
      {
        given: {
          key: "GET /players",
          query: { last_name: TEXT, "search[last_name]": TEXT, "search[after]": TEXT, per_page: LIMIT },
          answer: list(object({ id: TEXT, name: TEXT, last_name: TEXT })),
        },
        want: undefined,
      },
    ],
  ])("%s", async (_title, { given, want }) => {
    expect(core(await pagingOf(given))).toEqual(want);
  });
});

describe("what is counted", () => {
  test.each<[string, { given: Given; want: Want }]>([
    [
      "start and end of a stretch of time",
      {
        given: {
          key: "GET /alarms/search",
          query: { start: { type: "integer", default: 0, minimum: 0 }, end: COUNT, duration: TEXT, limit: LIMIT },
          answer: object({ results: LIST, total: COUNT }),
        },
        want: undefined,
      },
    ],
    [
      "a page that may be a number or an object of one",
      {
        given: {
          query: {
            page: {
              oneOf: [{ type: "integer", minimum: 1, default: 1 }, object({ number: COUNT, size: COUNT })],
              description: "Pagination in the form of `page=2` or `page[size]=30&page[number]=2`.",
            },
            per_page: LIMIT,
          },
          answer: LIST,
        },
        want: { style: "page", request: { page: "page", size: "per_page" }, response: { items: "" } },
      },
    ],
  ])("%s", async (_title, { given, want }) => {
    expect(core(await pagingOf(given))).toEqual(want);
  });

  const counted = (description: string): Given => ({
    query: { page: { type: "integer", description }, per_page: LIMIT },
    answer: object({ orders: LIST, total: COUNT }),
  });
  test.each([
    ["The page to return, with `0` being the first page.", 0],
    ["The page number (base 0).", 0],
    ["Page number, zero-based.", 0],
    ["Page number.", 1],
    ["Page number; the first page is 1.", 1],
  ])("%s", async (description, base) => {
    expect((await pagingOf(counted(description)))?.base).toBe(base);
  });

  test("a size that is the largest number of its type is no size", async () => {
    const size = { type: "integer", maximum: 9223372036854776000, default: 20, description: "Number of results." };
    const paging = await pagingOf({
      query: { page: { type: "integer", description: "Page number." }, size },
      answer: object({ orders: LIST, total: COUNT }),
    });
    expect(paging).toMatchObject({ request: { size: "size" }, defaultSize: 20 });
    expect(paging).not.toHaveProperty("maxSize");
  });

  test.each<[string, { given: object; want: string | undefined }]>([
    ["the items", { given: { total_orders: COUNT, total_clicks: COUNT }, want: "/total_orders" }],
    ["all results", { given: { total: COUNT, total_clicks: COUNT }, want: "/total" }],
    [
      "this page only",
      {
        given: { count: { type: "integer", description: "The number of orders in this result set." } },
        want: undefined,
      },
    ],
  ])("a total of %s", async (_title, { given, want }) => {
    const page = { type: "integer", description: "Page number." };
    const paging = await pagingOf({ query: { page, limit: LIMIT }, answer: object({ orders: LIST, ...given }) });
    expect(paging?.response.total).toBe(want);
  });
});
