import { describe, expect, test } from "vitest";
import type { PagingSpec } from "../../../runtime/src/contract.js";
import { PaginationError } from "../../../runtime/src/errors/pagination-error.js";
import { Page } from "../../../runtime/src/paging/index.js";
import { ApiPromise } from "../../../runtime/src/response/api-promise.js";
import { collect, ids, listing, type Listing } from "./listing.js";

const spec: PagingSpec = { style: "page", page: "page", items: "/d", total: "/total", idField: "/id" };

/** Five things on pages of two. */
const five = (): Listing<{ id: number }> =>
  listing(spec, ({ params }) => {
    const first = (Number(params["page"] ?? 1) - 1) * 2;
    return { body: { d: ids(1, 2, 3, 4, 5).slice(first, first + 2), total: 5 } };
  });

describe("a PagePromise is a promise of its first page", () => {
  test("await, any number of times, sends once", async () => {
    const { list, asked } = five();
    expect(asked).toHaveLength(0);
    const page = await list;
    expect(page).toBeInstanceOf(Page);
    expect(page).toMatchObject({ items: ids(1, 2), body: { d: ids(1, 2), total: 5 }, hasNext: true });
    expect(page.response.status).toBe(200);
    expect(await list).toBe(page);
    expect(asked).toHaveLength(1);
    expect(list).toBeInstanceOf(ApiPromise);
  });

  test("next() walks to the end, and can be asked again", async () => {
    const { list, asked } = five();
    const first = await list;
    const second = await first.next();
    const third = await second?.next();
    expect(third).toMatchObject({ items: ids(5), hasNext: false });
    expect(await third?.next()).toBeUndefined();
    expect(list.report()).toEqual({
      pages: 3,
      items: 5,
      duplicates: 0,
      expected: 5,
      complete: true,
      stoppedBy: "total",
    });
    expect((await first.next())?.items).toEqual(ids(3, 4));
    expect(asked).toHaveLength(4);
  });

  test("withResponse(), safe() and raw()", async () => {
    const { data, response } = await five().list.withResponse();
    expect(data.items).toEqual(ids(1, 2));
    expect(response.status).toBe(200);
    expect(await five().list.safe()).toMatchObject({ ok: true, data: { items: ids(1, 2) } });
    const { list, asked } = five();
    expect((await list.raw()).status).toBe(200);
    expect(asked).toHaveLength(1);

    const broken = listing(spec, () => ({ body: { d: "none" } }));
    expect(await broken.list.safe()).toEqual({ ok: false, error: expect.any(PaginationError) });
  });

  test("a call that fails, fails wherever it is used", async () => {
    const { list } = listing(spec, () => Promise.reject(new Error("down")));
    await expect(list).rejects.toThrow("down");
    await expect(list.all()).rejects.toThrow("down");
    await expect(collect(list.pages())).rejects.toThrow("down");
    expect(list.report()).toMatchObject({ pages: 0, stoppedBy: "error", complete: false });
  });
});

describe("a PagePromise is iterable", () => {
  test("items of every page; the awaited first page is not fetched again", async () => {
    const { list, asked } = five();
    await list;
    expect(await collect(list)).toEqual(ids(1, 2, 3, 4, 5));
    expect(asked.map(({ params }) => params["page"])).toEqual([undefined, 2, 3]);
  });

  test("page by page", async () => {
    const { list } = five();
    expect((await collect(list.pages())).map(({ items }) => items)).toEqual([ids(1, 2), ids(3, 4), ids(5)]);
    expect(list.report()).toMatchObject({ pages: 3, items: 5, complete: true });
  });

  test.each([
    [0, { requests: 0, items: [], stoppedBy: "max-items" }],
    [1, { requests: 1, items: ids(1), stoppedBy: "max-items" }],
    [2, { requests: 1, items: ids(1, 2), stoppedBy: "max-items" }],
    [3, { requests: 2, items: ids(1, 2, 3), stoppedBy: "max-items" }],
    [5, { requests: 3, items: ids(1, 2, 3, 4, 5), stoppedBy: "total" }],
    [9, { requests: 3, items: ids(1, 2, 3, 4, 5), stoppedBy: "total" }],
  ])("all({ maxItems: %i }) fetches no page too many", async (maxItems, want) => {
    const { list, asked } = five();
    expect(await list.all({ maxItems })).toEqual(want.items);
    expect(asked).toHaveLength(want.requests);
    expect(list.report()).toMatchObject({ items: want.items.length, stoppedBy: want.stoppedBy });
  });

  test("the report says what was handed out when the loop is left", async () => {
    const { list } = five();
    await collect(list, 3);
    expect(list.report()).toEqual({
      pages: 2,
      items: 3,
      duplicates: 0,
      expected: 5,
      complete: false,
      stoppedBy: "consumer",
    });
  });

  test("an empty listing", async () => {
    const { list } = listing(spec, () => ({ body: { d: [], total: 0 } }));
    expect(await list.all()).toEqual([]);
    expect(list.report()).toEqual({
      pages: 1,
      items: 0,
      duplicates: 0,
      expected: 0,
      complete: true,
      stoppedBy: "total",
    });
  });

  test("fewer items than announced are not complete", async () => {
    const { list } = listing({ ...spec, style: "cursor", cursor: "c", nextCursor: "/next" }, () => ({
      body: { d: ids(1, 2), total: 5 },
    }));
    await list.all();
    expect(list.report()).toMatchObject({ items: 2, expected: 5, complete: false, stoppedBy: "no-next" });
  });
});
