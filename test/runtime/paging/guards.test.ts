import { describe, expect, test } from "vitest";
import type { PagingSpec } from "../../../runtime/src/contract.js";
import { PaginationError } from "../../../runtime/src/errors/pagination-error.js";
import type { Arguments, PagingOptions } from "../../../runtime/src/paging/index.js";
import { collect, ids, listing, type Answered } from "./listing.js";

const cursor: PagingSpec = { style: "cursor", cursor: "cursor", items: "/d", nextCursor: "/next" };
const page: PagingSpec = { style: "page", page: "page", items: "/d" };
const nextUrl: PagingSpec = { style: "next-url", items: "/d", nextUrl: "/next" };

interface Refusal {
  readonly paging: PagingSpec;
  readonly params?: Arguments;
  readonly options?: PagingOptions;
  readonly answer: (index: number) => Answered;
  readonly want: { readonly message: RegExp; readonly requests: number };
}

const refusals: [title: string, Refusal][] = [
  [
    "the same cursor for ever (probe 10)",
    {
      paging: cursor,
      answer: (index) => ({ body: { d: ids(index), next: "same" } }),
      want: { message: /same cursor twice/, requests: 2 },
    },
  ],
  [
    "the same cursor for ever, pages empty",
    {
      paging: cursor,
      answer: () => ({ body: { d: [], next: "same" } }),
      want: { message: /same cursor twice/, requests: 2 },
    },
  ],
  [
    "two cursors that lead to each other",
    {
      paging: cursor,
      answer: (index) => ({ body: { d: ids(index), next: index % 2 ? "a" : "b" } }),
      want: { message: /same cursor twice/, requests: 3 },
    },
  ],
  [
    "new cursors, but always the same page",
    {
      paging: cursor,
      answer: (index) => ({ body: { d: ids(1, 2), next: `c${index}` } }),
      want: { message: /same page twice/, requests: 2 },
    },
  ],
  [
    "the page number is ignored",
    { paging: page, answer: () => ({ body: { d: ids(1, 2) } }), want: { message: /same page twice/, requests: 2 } },
  ],
  [
    "the page number is ignored, and ids tell so although a field differs",
    {
      paging: { ...page, idField: "/id" },
      answer: (index) => ({ body: { d: [{ id: 1, seenAt: index }] } }),
      want: { message: /same page twice/, requests: 2 },
    },
  ],
  [
    "a next link to another origin (probe 13)",
    {
      paging: nextUrl,
      answer: () => ({ body: { d: ids(1), next: "https://evil.example/things?page=2" } }),
      want: { message: /another origin, https:\/\/evil\.example/, requests: 1 },
    },
  ],
  [
    "a Link header to another origin",
    {
      paging: { style: "link", items: "" },
      answer: () => ({ body: ids(1), headers: { link: '<//evil.example/x>; rel="next"' } }),
      want: { message: /another origin/, requests: 1 },
    },
  ],
  [
    "a next link that is no web address",
    {
      paging: nextUrl,
      answer: () => ({ body: { d: ids(1), next: "javascript:alert(1)" } }),
      want: { message: /another origin/, requests: 1 },
    },
  ],
  [
    "a next link that is not a URL",
    {
      paging: nextUrl,
      answer: () => ({ body: { d: ids(1), next: "https://[" } }),
      want: { message: /not a URL/, requests: 1 },
    },
  ],
  [
    "a next link that leads to itself",
    {
      paging: nextUrl,
      answer: (index) => ({ body: { d: ids(index), next: "?page=2" } }),
      want: { message: /same link twice/, requests: 2 },
    },
  ],
  [
    "more is announced, but nothing to go on with",
    {
      paging: { ...cursor, hasMore: "/more" },
      answer: () => ({ body: { d: ids(1), more: true } }),
      want: { message: /names no next page/, requests: 1 },
    },
  ],
  [
    "the items are no list",
    { paging: cursor, answer: () => ({ body: { d: { id: 1 } } }), want: { message: /no list at \/d/, requests: 1 } },
  ],
  [
    "a cursor that was rounded when it was read",
    {
      paging: cursor,
      answer: () => ({ body: { d: ids(1), next: 2 ** 53 + 2 } }),
      want: { message: /was rounded/, requests: 1 },
    },
  ],
  [
    "a key that the last item lacks",
    {
      paging: { style: "keyset", cursor: "after", items: "/d", keyField: "/key" },
      answer: () => ({ body: { d: ids(1) } }),
      want: { message: /last item has no \/key/, requests: 1 },
    },
  ],
  [
    "a body that cannot take the next cursor",
    {
      paging: { ...cursor, cursor: "body:/cursor" },
      params: { body: "text" },
      answer: () => ({ body: { d: ids(1), next: "a" } }),
      want: { message: /a body that is not an object/, requests: 1 },
    },
  ],
  [
    "no end at all",
    {
      paging: cursor,
      answer: (index) => ({ body: { d: [], next: index + 1 } }),
      want: { message: /10000 pages were read/, requests: 10_000 },
    },
  ],
];

describe("what would lose items, repeat them or leak a credential is an error", () => {
  test.each(refusals)("%s", async (_title, { paging, params, options, answer, want }) => {
    const { list, asked } = listing(paging, (_, index) => answer(index), {
      params,
      ...(options && { options }),
    });
    const error = await collect(list).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(PaginationError);
    expect(error).toMatchObject({
      operationId: "things.list",
      method: "GET",
      message: expect.stringMatching(want.message),
    });
    expect(asked).toHaveLength(want.requests);
    expect(list.report()).toMatchObject({ stoppedBy: "error", complete: false });
  });
});

describe("what only looks like a loop is none", () => {
  test("pages of equal plain values, a new cursor each time", async () => {
    const { list } = listing<number>(cursor, (_, index) => ({
      body: { d: [0, 0], next: index < 2 ? `c${index}` : null },
    }));
    expect(await collect(list)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(list.report()).toMatchObject({ duplicates: 0, complete: true });
  });

  test("a row inserted in front pushes a whole page onto the next one, and the total shows it", async () => {
    const pages = [
      { d: ids(1), total: 2 },
      { d: ids(1), total: 3 },
      { d: ids(2), total: 3 },
    ];
    const { list } = listing({ ...page, total: "/total", idField: "/id" }, (_, index) => ({ body: pages[index] }));
    expect(await collect(list)).toEqual(ids(1, 1, 2));
    expect(list.report()).toMatchObject({ items: 3, duplicates: 1, expected: 3, complete: false });
  });

  test("a limit of pages that the caller sets is a wish", async () => {
    const { list, asked } = listing(cursor, (_, index) => ({ body: { d: ids(index), next: index } }), {
      options: { maxPages: 3 },
    });
    expect(await collect(list)).toEqual(ids(0, 1, 2));
    expect(asked).toHaveLength(3);
    expect(list.report()).toMatchObject({ pages: 3, stoppedBy: "max-pages", complete: false });
  });
});

const follow = async (next: string, origins: string[], secretParams: string[] = []): Promise<string | undefined> => {
  const answers = [{ body: { d: ids(1), next } }, { body: { d: ids(2) } }];
  const { list, asked } = listing(nextUrl, (_, index) => answers[index]!, { origins, secretParams });
  await collect(list);
  return asked[1]?.url;
};

describe("next links stay within the API's own origins", () => {
  test.each([
    [
      "another of the API's own origins",
      "https://eu.example.com/t?c=1",
      ["https://api.example.com", "https://eu.example.com"],
      "https://eu.example.com/t?c=1",
    ],
    [
      "http links of an https API, as proxies write them",
      "http://api.example.com/t?c=1",
      ["https://api.example.com"],
      "https://api.example.com/t?c=1",
    ],
    [
      "a name and password in a link are dropped",
      "https://u:p@api.example.com/t?c=1#x",
      ["https://api.example.com"],
      "https://api.example.com/t?c=1",
    ],
  ])("%s", async (_title, next, origins, want) => {
    expect(await follow(next, origins)).toBe(want);
  });

  test("a credential that the server echoes is taken out, and no checkpoint holds it", async () => {
    const { list, asked } = listing(
      nextUrl,
      (_, index) => ({ body: { d: ids(index), next: index === 0 ? "?api_key=SECRET&c=1" : null } }),
      { secretParams: ["api_key"] },
    );
    expect((await list).hasNext).toBe(true);
    expect(JSON.stringify(list.checkpoint())).not.toContain("SECRET");
    await collect(list);
    expect(asked[1]?.url).toBe("https://api.example.com/things?c=1");
  });
});
