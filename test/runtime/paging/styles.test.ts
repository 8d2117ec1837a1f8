import { describe, expect, test } from "vitest";
import type { PagingSpec } from "../../../runtime/src/contract.js";
import type { Arguments } from "../../../runtime/src/paging/index.js";
import { collect, ids, listing, type Answered } from "./listing.js";

interface Case {
  readonly paging: PagingSpec;
  readonly params?: Arguments;
  readonly answers: readonly Answered[];
  readonly want: {
    readonly items: readonly unknown[];
    /** What each request carries: its arguments, or its URL. */
    readonly asked: readonly (Arguments | string)[];
    readonly stoppedBy: string;
    readonly complete: boolean | "unknown";
  };
}

const big = 9007199254740993n;

const cases: [title: string, Case][] = [
  [
    "page: counts up to the announced total",
    {
      paging: { style: "page", page: "page", size: "per_page", items: "/data", total: "/total" },
      params: { per_page: 2, q: "x" },
      answers: [{ body: { data: ids(1, 2), total: 3 } }, { body: { data: ids(3), total: 3 } }],
      want: {
        items: ids(1, 2, 3),
        asked: [
          { per_page: 2, q: "x" },
          { per_page: 2, q: "x", page: 2 },
        ],
        stoppedBy: "total",
        complete: true,
      },
    },
  ],
  [
    "page: base 0, total pages, starting in the middle",
    {
      paging: { style: "page", page: "page", items: "", base: 0, totalPages: "header:X-Pages" },
      params: { page: 1 },
      answers: [
        { body: ids(3, 4), headers: { "x-pages": "3" } },
        { body: ids(5), headers: { "x-pages": "3" } },
      ],
      want: { items: ids(3, 4, 5), asked: [{ page: 1 }, { page: 2 }], stoppedBy: "last-page", complete: true },
    },
  ],
  [
    "page: nothing announced, the size was honoured, a short page ends",
    {
      paging: { style: "page", page: "page", size: "n", items: "" },
      params: { n: 2 },
      answers: [{ body: ids(1, 2) }, { body: ids(3) }],
      want: { items: ids(1, 2, 3), asked: [{ n: 2 }, { n: 2, page: 2 }], stoppedBy: "short-page", complete: "unknown" },
    },
  ],
  [
    "page: the size was not honoured, so only an empty page ends",
    {
      paging: { style: "page", page: "page", size: "n", items: "" },
      params: { n: 100 },
      answers: [{ body: ids(1, 2) }, { body: ids(3) }, { body: [] }],
      want: {
        items: ids(1, 2, 3),
        asked: [{ n: 100 }, { n: 100, page: 2 }, { n: 100, page: 3 }],
        stoppedBy: "empty-page",
        complete: "unknown",
      },
    },
  ],
  [
    "page: asked for 100, capped at 2, total given (probe 11)",
    {
      paging: { style: "page", page: "page", size: "n", items: "/d", total: "/t", maxSize: 100 },
      params: { n: 100 },
      answers: [{ body: { d: ids(1, 2), t: 5 } }, { body: { d: ids(3, 4), t: 5 } }, { body: { d: ids(5), t: 5 } }],
      want: {
        items: ids(1, 2, 3, 4, 5),
        asked: [{ n: 100 }, { n: 100, page: 2 }, { n: 100, page: 3 }],
        stoppedBy: "total",
        complete: true,
      },
    },
  ],
  [
    "page: a has-more flag wins over an empty page",
    {
      paging: { style: "page", page: "page", items: "/d", hasMore: "/more" },
      answers: [
        { body: { d: ids(1), more: true } },
        { body: { d: [], more: true } },
        { body: { d: ids(2), more: false } },
      ],
      want: { items: ids(1, 2), asked: [{}, { page: 2 }, { page: 3 }], stoppedBy: "has-more", complete: true },
    },
  ],
  [
    "page: an inverted flag",
    {
      paging: { style: "page", page: "page", items: "/values", done: "/isLast" },
      answers: [{ body: { values: ids(1), isLast: false } }, { body: { values: ids(2), isLast: true } }],
      want: { items: ids(1, 2), asked: [{}, { page: 2 }], stoppedBy: "has-more", complete: true },
    },
  ],
  [
    "page: the server names the next page, and at the end null",
    {
      paging: { style: "page", page: "page", items: "/d", nextPage: "/next" },
      answers: [{ body: { d: ids(1), next: 5 } }, { body: { d: ids(2), next: null } }],
      want: { items: ids(1, 2), asked: [{}, { page: 5 }], stoppedBy: "no-next", complete: true },
    },
  ],
  [
    "page: a next that is left out on the last page only",
    {
      paging: { style: "page", page: "page", items: "/d", nextUrl: "/next" },
      answers: [{ body: { d: ids(1), next: "/things?page=2" } }, { body: { d: ids(2) } }],
      want: { items: ids(1, 2), asked: [{}, { page: 2 }], stoppedBy: "no-next", complete: true },
    },
  ],
  [
    "page: a `total` that counts the items of the page is not believed",
    {
      paging: { style: "page", page: "page", size: "n", items: "/d", total: "/count" },
      params: { n: 2 },
      answers: [
        { body: { d: ids(1, 2), count: 2 } },
        { body: { d: ids(3, 4), count: 2 } },
        { body: { d: ids(5), count: 1 } },
      ],
      want: {
        items: ids(1, 2, 3, 4, 5),
        asked: [{ n: 2 }, { n: 2, page: 2 }, { n: 2, page: 3 }],
        stoppedBy: "total",
        complete: "unknown",
      },
    },
  ],
  [
    "page: rows filtered out of a middle page, total counts them",
    {
      paging: { style: "page", page: "page", size: "n", items: "/d", total: "/t" },
      params: { n: 2 },
      answers: [
        { body: { d: ids(1, 2), t: 6 } },
        { body: { d: [], t: 6 } },
        { body: { d: ids(5, 6), t: 6 } },
        { body: { d: [], t: 6 } },
      ],
      want: {
        items: ids(1, 2, 5, 6),
        asked: [{ n: 2 }, { n: 2, page: 2 }, { n: 2, page: 3 }, { n: 2, page: 4 }],
        stoppedBy: "empty-page",
        complete: false,
      },
    },
  ],
  [
    "page: a number in the body of a POST, written as a string by the caller",
    {
      paging: { style: "page", page: "body:/paging/number", items: "/d", totalPages: "/pages" },
      params: { body: { paging: { number: "1" }, filter: "a" } },
      answers: [{ body: { d: ids(1), pages: 2 } }, { body: { d: ids(2), pages: 2 } }],
      want: {
        items: ids(1, 2),
        asked: [{ body: { paging: { number: "1" }, filter: "a" } }, { body: { paging: { number: "2" }, filter: "a" } }],
        stoppedBy: "last-page",
        complete: true,
      },
    },
  ],
  [
    "offset: moves by what came, not by what was asked",
    {
      paging: { style: "offset", offset: "offset", size: "limit", items: "/d", total: "/t" },
      params: { limit: 100 },
      answers: [{ body: { d: ids(1, 2), t: "3" } }, { body: { d: ids(3), t: "3" } }],
      want: {
        items: ids(1, 2, 3),
        asked: [{ limit: 100 }, { limit: 100, offset: 2 }],
        stoppedBy: "total",
        complete: true,
      },
    },
  ],
  [
    "offset: an empty page in the middle is stepped over by its size",
    {
      paging: { style: "offset", offset: "skip", size: "take", items: "/d", hasMore: "/more" },
      params: { take: 2, skip: 4 },
      answers: [
        { body: { d: ids(5, 6), more: true } },
        { body: { d: [], more: true } },
        { body: { d: ids(9), more: false } },
      ],
      want: {
        items: ids(5, 6, 9),
        asked: [
          { take: 2, skip: 4 },
          { take: 2, skip: 6 },
          { take: 2, skip: 8 },
        ],
        stoppedBy: "has-more",
        complete: true,
      },
    },
  ],
  [
    "offset: named by the server, 1-based",
    {
      paging: { style: "offset", offset: "start", items: "/d", base: 1, nextOffset: "/nextStart" },
      answers: [{ body: { d: ids(1), nextStart: 11 } }, { body: { d: ids(2) } }],
      want: { items: ids(1, 2), asked: [{}, { start: 11 }], stoppedBy: "no-next", complete: true },
    },
  ],
  [
    "offset: a range with an exclusive end",
    {
      paging: { style: "offset", offset: "from", end: "to", items: "", total: "header:X-Total" },
      params: { from: 0, to: 2 },
      answers: [
        { body: ids(1, 2), headers: { "x-total": "3" } },
        { body: ids(3), headers: { "x-total": "3" } },
      ],
      want: {
        items: ids(1, 2, 3),
        asked: [
          { from: 0, to: 2 },
          { from: 2, to: 4 },
        ],
        stoppedBy: "total",
        complete: true,
      },
    },
  ],
  [
    "cursor: nested, with an empty page on the way (probe 9) and an empty string at the end",
    {
      paging: { style: "cursor", cursor: "cursor", items: "/data", nextCursor: "/meta/next" },
      answers: [
        { body: { data: ids(1), meta: { next: "a" } } },
        { body: { data: [], meta: { next: "b" } } },
        { body: { data: ids(2), meta: { next: "" } } },
      ],
      want: { items: ids(1, 2), asked: [{}, { cursor: "a" }, { cursor: "b" }], stoppedBy: "no-next", complete: true },
    },
  ],
  [
    "cursor: in a header, sent in a header",
    {
      paging: { style: "cursor", cursor: "X-Next", items: "", nextCursor: "header:X-Next-Token" },
      answers: [{ body: ids(1), headers: { "x-next-token": "t1" } }, { body: ids(2) }],
      want: { items: ids(1, 2), asked: [{}, { "X-Next": "t1" }], stoppedBy: "no-next", complete: true },
    },
  ],
  [
    "cursor: bigints and lists of sort values stay what they are",
    {
      paging: { style: "cursor", cursor: "body:/after", items: "/d", nextCursor: "/next" },
      params: { body: {} },
      answers: [
        { body: { d: ids(1), next: big } },
        { body: { d: ids(2), next: [7, "x", big] } },
        { body: { d: ids(3), next: null } },
      ],
      want: {
        items: ids(1, 2, 3),
        asked: [{ body: {} }, { body: { after: big } }, { body: { after: [7, "x", big] } }],
        stoppedBy: "no-next",
        complete: true,
      },
    },
  ],
  [
    "cursor: has_more false ends though a cursor for later is given",
    {
      paging: { style: "cursor", cursor: "c", items: "/d", nextCursor: "/next", hasMore: "/more" },
      answers: [{ body: { d: ids(1), next: "x", more: false } }],
      want: { items: ids(1), asked: [{}], stoppedBy: "has-more", complete: true },
    },
  ],
  [
    "cursor: 0 as a cursor like any other",
    {
      paging: { style: "cursor", cursor: "c", items: "/d", nextCursor: "/next" },
      answers: [
        { body: { d: ids(3), next: 1 } },
        { body: { d: ids(2), next: 0 } },
        { body: { d: ids(1), next: null } },
      ],
      want: { items: ids(3, 2, 1), asked: [{}, { c: 1 }, { c: 0 }], stoppedBy: "no-next", complete: true },
    },
  ],
  [
    "cursor: 0 as the word for the end, where following it starts over",
    {
      paging: { style: "cursor", cursor: "c", items: "/d", nextCursor: "/next" },
      answers: [{ body: { d: ids(1), next: 7 } }, { body: { d: ids(2), next: 0 } }, { body: { d: ids(1), next: 7 } }],
      want: { items: ids(1, 2), asked: [{}, { c: 7 }, { c: 0 }], stoppedBy: "no-next", complete: true },
    },
  ],
  [
    "cursor: the items are the values of a map",
    {
      paging: { style: "cursor", cursor: "c", items: "/d", itemsIsMap: true, nextCursor: "/next" },
      answers: [{ body: { d: { a: { id: 1 }, b: { id: 2 } }, next: "n" } }, { body: { d: {} } }],
      want: { items: ids(1, 2), asked: [{}, { c: "n" }], stoppedBy: "no-next", complete: true },
    },
  ],
  [
    "cursor: a token that turns out to be an address is followed",
    {
      paging: { style: "cursor", cursor: "cursor", items: "/data", nextCursor: "/next" },
      answers: [
        { body: { data: ids(1), next: "https://api.example.com/things?cursor=b" } },
        { body: { data: ids(2), next: null } },
      ],
      want: {
        items: ids(1, 2),
        asked: [{}, "https://api.example.com/things?cursor=b"],
        stoppedBy: "no-next",
        complete: true,
      },
    },
  ],
  [
    "keyset: the id of the last item, 0 included, until has_more is false",
    {
      paging: { style: "keyset", cursor: "after", items: "/data", keyField: "/id", hasMore: "/has_more" },
      answers: [{ body: { data: ids(5, 0), has_more: true } }, { body: { data: ids(9), has_more: false } }],
      want: { items: ids(5, 0, 9), asked: [{}, { after: 0 }], stoppedBy: "has-more", complete: true },
    },
  ],
  [
    "keyset: nothing announced, until a page is empty",
    {
      paging: { style: "keyset", cursor: "since", items: "", keyField: "/id" },
      answers: [{ body: ids(1, 2) }, { body: ids(3) }, { body: [] }],
      want: { items: ids(1, 2, 3), asked: [{}, { since: 2 }, { since: 3 }], stoppedBy: "empty-page", complete: true },
    },
  ],
  [
    "keyset: the id after the last item's, of any size",
    {
      paging: { style: "keyset", cursor: "offset", items: "", keyField: "/id", keyStep: 1 },
      answers: [{ body: ids(1, 2) }, { body: [{ id: "9007199254740993" }] }, { body: [] }],
      want: {
        items: [...ids(1, 2), { id: "9007199254740993" }],
        asked: [{}, { offset: 3 }, { offset: "9007199254740994" }],
        stoppedBy: "empty-page",
        complete: true,
      },
    },
  ],
  [
    "link: follows rel=next",
    {
      paging: { style: "link", page: "page", items: "" },
      params: { per_page: 1 },
      answers: [
        {
          body: ids(1),
          headers: { link: '<https://api.example.com/things?page=2>; rel="next", </things?page=9>; rel="last"' },
        },
        { body: ids(2), headers: { link: '<https://api.example.com/things?page=1>; rel="prev"' } },
      ],
      want: {
        items: ids(1, 2),
        asked: [{ per_page: 1 }, "https://api.example.com/things?page=2"],
        stoppedBy: "no-next",
        complete: true,
      },
    },
  ],
  [
    "next-url: absolute, relative and only a query; HAL and JSON:API objects",
    {
      paging: { style: "next-url", items: "/d", nextUrl: "/links/next" },
      answers: [
        { body: { d: ids(1), links: { next: "https://api.example.com/v1/things?c=2" } } },
        { body: { d: ids(2), links: { next: "/v1/things?c=3" } } },
        { body: { d: ids(3), links: { next: "?c=4" } } },
        { body: { d: ids(4), links: { next: "c=5&limit=2" } } },
        { body: { d: ids(5), links: { next: { href: "things?c=6" } } } },
        { body: { d: ids(6), links: { next: null } } },
      ],
      want: {
        items: ids(1, 2, 3, 4, 5, 6),
        asked: [
          {},
          "https://api.example.com/v1/things?c=2",
          "https://api.example.com/v1/things?c=3",
          "https://api.example.com/v1/things?c=4",
          "https://api.example.com/v1/things?c=5&limit=2",
          "https://api.example.com/v1/things?c=6",
        ],
        stoppedBy: "no-next",
        complete: true,
      },
    },
  ],
  [
    "next-url: a list of links with relations",
    {
      paging: { style: "next-url", items: "/d", nextUrl: "/links" },
      answers: [
        {
          body: {
            d: ids(1),
            links: [
              { rel: "self", href: "?p=1" },
              { rel: "next", href: "?p=2" },
            ],
          },
        },
        { body: { d: ids(2), links: [{ rel: "self", href: "?p=2" }] } },
      ],
      want: {
        items: ids(1, 2),
        asked: [{}, "https://api.example.com/things?p=2"],
        stoppedBy: "no-next",
        complete: true,
      },
    },
  ],
];

describe("each style asks for and ends at the right page", () => {
  test.each(cases)("%s", async (_title, { paging, params, answers, want }) => {
    const before = structuredClone(params);
    const { list, asked } = listing(paging, (_, index) => answers[index]!, { params });
    expect(await collect(list)).toEqual(want.items);
    expect(asked.map(({ params, url }) => url ?? params)).toEqual(want.asked);
    expect(list.report()).toMatchObject({
      pages: answers.length,
      items: want.items.length,
      stoppedBy: want.stoppedBy,
      complete: want.complete,
    });
    expect(params).toEqual(before); // The caller's argument is never changed.
  });
});
