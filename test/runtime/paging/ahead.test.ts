import { describe, expect, test, vi } from "vitest";
import type { PagingSpec } from "../../../runtime/src/contract.js";
import type { PagingOptions } from "../../../runtime/src/paging/index.js";
import { collect, ids, listing, type Asked, type Listing } from "./listing.js";

const paged: PagingSpec = { style: "page", page: "page", items: "/d", total: "/total", idField: "/id" };
const cursored: PagingSpec = { style: "cursor", cursor: "page", items: "/d", nextCursor: "/next" };

/** Ten things on pages of two, each answer when the test says so. */
function slow(paging: PagingSpec, options: PagingOptions): Listing<{ id: number }> & { release(page?: number): void } {
  const waiting = new Map<number, () => void>();
  const all = ids(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  const answer = async (asked: Asked): Promise<{ body: unknown }> => {
    const number = Number(asked.params["page"] ?? 1);
    await new Promise<void>((resolve, reject) => {
      waiting.set(number, resolve);
      asked.signal?.addEventListener("abort", () => reject(asked.signal?.reason));
    });
    const next = number < 5 ? number + 1 : null;
    return { body: { d: all.slice(number * 2 - 2, number * 2), total: 10, next } };
  };
  return {
    ...listing<{ id: number }>(paging, answer, { options }),
    release(number) {
      for (const [at, resolve] of waiting) if (number === undefined || at === number) resolve();
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
/** Until so many requests have arrived; what loads first may take its time. */
const arrived = (asked: readonly Asked[], count: number): Promise<unknown> =>
  vi.waitFor(() => expect(asked.length).toBeGreaterThanOrEqual(count), { timeout: 10_000, interval: 2 });
const pagesOf = (asked: readonly Asked[]): unknown[] => asked.map(({ params }) => params["page"] ?? 1);

describe("prefetch", () => {
  test("the next page is under way while the current one is consumed, and no more", async () => {
    const { list, asked, release } = slow(cursored, { prefetch: 1 });
    const items = list[Symbol.asyncIterator]();
    const first = items.next();
    await arrived(asked, 1);
    expect(pagesOf(asked)).toEqual([1]);
    release();
    expect(await first).toEqual({ done: false, value: { id: 1 } });
    await arrived(asked, 2);
    await settled();
    expect(pagesOf(asked)).toEqual([1, 2]);
    await items.return();
  });

  test("leaving the loop ends what is under way", async () => {
    const { list, asked, release } = slow(cursored, { prefetch: 1 });
    const items = list[Symbol.asyncIterator]();
    const first = items.next();
    await arrived(asked, 1);
    release();
    await first;
    await arrived(asked, 2);
    expect(asked[1]?.signal?.aborted).toBe(false);
    await items.return();
    expect(asked[1]?.signal?.aborted).toBe(true);
    await settled(); // Its rejection is nobody's: a test run fails on an unhandled one.
  });

  test("is what a loop does unless told otherwise; the first page alone brings no other", async () => {
    const { list, asked, release } = slow(cursored, {});
    const first = list.then((page) => page.items);
    await arrived(asked, 1);
    release();
    expect(await first).toEqual(ids(1, 2));
    await settled();
    expect(pagesOf(asked)).toEqual([1]);

    const items = list[Symbol.asyncIterator]();
    await items.next();
    await arrived(asked, 2);
    expect(pagesOf(asked)).toEqual([1, 2]);
    await items.return();
  });

  test("switched off, and for a limit that the page in hand meets, nothing is fetched ahead", async () => {
    const { list, asked, release } = slow(cursored, { prefetch: 0 });
    const all = collect(list, 1);
    await arrived(asked, 1);
    release();
    await all;
    expect(asked).toHaveLength(1);

    const limited = slow(cursored, { prefetch: 1 });
    const two = limited.list.all({ maxItems: 2 });
    await arrived(limited.asked, 1);
    limited.release();
    expect(await two).toEqual(ids(1, 2));
    expect(limited.asked).toHaveLength(1);

    const short = slow(cursored, { prefetch: 1, maxPages: 1 });
    const pages = collect(short.list);
    await arrived(short.asked, 1);
    short.release();
    await pages;
    expect(short.asked).toHaveLength(1);
  });

  test("the page that fails fails when it is reached", async () => {
    const { list } = listing(
      cursored,
      async (_, index) => {
        if (index === 1) throw new Error("page 2 is down");
        return { body: { d: ids(1, 2), next: 2 } };
      },
      { options: { prefetch: 1 } },
    );
    const got: unknown[] = [];
    const reading = (async () => {
      for await (const item of list) {
        got.push(item);
        await settled();
      }
    })();
    await expect(reading).rejects.toThrow("page 2 is down");
    expect(got).toEqual(ids(1, 2));
  });
});

describe("concurrency", () => {
  test.each<[string, PagingSpec, unknown[]]>([
    ["page", paged, [1, 2, 3, 4]],
    ["offset", { ...paged, style: "offset", offset: "offset" }, [undefined, 2, 4, 6]],
  ])("%s: as many under way as asked for, in order", async (style, paging, want) => {
    const all = ids(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    let underWay = 0;
    let most = 0;
    const { list, asked } = listing<{ id: number }>(
      paging,
      async ({ params }) => {
        most = Math.max(most, ++underWay);
        const offset = style === "page" ? (Number(params["page"] ?? 1) - 1) * 2 : Number(params["offset"] ?? 0);
        await new Promise((resolve) => setTimeout(resolve, 20 - offset)); // Later pages answer first.
        underWay--;
        return { body: { d: all.slice(offset, offset + 2), total: 10 } };
      },
      { options: { concurrency: 3 } },
    );
    expect(await collect(list)).toEqual(all);
    expect(asked.slice(0, 4).map(({ params }) => params[style])).toEqual([
      ...(style === "page" ? [undefined] : want.slice(0, 1)),
      ...want.slice(1),
    ]);
    expect(asked).toHaveLength(5);
    expect(most).toBe(3);
    expect(list.report()).toMatchObject({ pages: 5, complete: true });
  });

  test("cursors cannot be guessed: one after the other", async () => {
    let underWay = 0;
    const { list } = listing(
      cursored,
      async ({ params }, index) => {
        expect(++underWay).toBe(1);
        await settled();
        underWay--;
        return { body: { d: ids(index), next: Number(params["page"] ?? 1) < 4 ? index + 2 : null } };
      },
      { options: { concurrency: 3 } },
    );
    expect(await collect(list)).toHaveLength(4);
  });

  test("one failure stops all: what comes before it is handed out, what comes after is ended", async () => {
    const signals: AbortSignal[] = [];
    const { list, asked } = listing<{ id: number }>(
      paged,
      async ({ params, signal }) => {
        const page = Number(params["page"] ?? 1);
        if (page === 3) throw new Error("page 3 is down");
        if (page === 4) {
          signals.push(signal!);
          await new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
        }
        await settled();
        return { body: { d: ids(page * 2 - 1, page * 2), total: 100 } };
      },
      { options: { concurrency: 3 } },
    );
    const got: unknown[] = [];
    await expect(
      (async () => {
        for await (const item of list) got.push(item);
      })(),
    ).rejects.toThrow("page 3 is down");
    expect(got).toEqual(ids(1, 2, 3, 4));
    expect(pagesOf(asked)).toEqual([1, 2, 3, 4]);
    expect(signals[0]?.aborted).toBe(true);
  });

  test("a page shorter than the first one ends the guessing, and no row is skipped", async () => {
    const rows = ids(1, 2, 3, 4, 5, 6, 7, 8, 9);
    const hidden = new Set([4, 5]); // Counted, but not shown to this caller.
    const { list, asked } = listing<{ id: number }>(
      { ...paged, style: "offset", offset: "offset" },
      async ({ params }) => {
        await settled();
        const offset = Number(params["offset"] ?? 0);
        return { body: { d: rows.slice(offset, offset + 3).filter(({ id }) => !hidden.has(id)), total: 9 } };
      },
      { options: { concurrency: 3 } },
    );
    const got = await collect(list);
    expect(new Set(got.map(({ id }) => id))).toEqual(new Set([1, 2, 3, 6, 7, 8, 9]));
    expect(asked.length).toBeLessThan(10);
  });

  test("no page is fetched that a limit makes needless", async () => {
    const { list, asked } = listing<{ id: number }>(
      paged,
      ({ params }) => {
        const page = Number(params["page"] ?? 1);
        return { body: { d: ids(page * 2 - 1, page * 2), total: 100 } };
      },
      { options: { concurrency: 10 } },
    );
    expect(await list.all({ maxItems: 5 })).toEqual(ids(1, 2, 3, 4, 5));
    expect(pagesOf(asked)).toEqual([1, 2, 3]);
  });
});

test("the caller's signal ends a listing between pages and within one", async () => {
  const caller = new AbortController();
  const { list, asked } = listing<{ id: number }>(
    cursored,
    async ({ signal }, index) => {
      if (index === 1) {
        setTimeout(() => caller.abort(new Error("enough")), 10);
        await new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
      }
      return { body: { d: ids(index), next: index + 1 } };
    },
    { options: { signal: caller.signal, prefetch: 1 } as PagingOptions },
  );
  await expect(collect(list)).rejects.toThrow("enough");
  expect(asked).toHaveLength(2);
});
