import { describe, expect, test } from "vitest";
import type { PagingSpec } from "../../../runtime/src/contract.js";
import { PaginationError } from "../../../runtime/src/errors/pagination-error.js";
import type { Checkpoint } from "../../../runtime/src/paging/index.js";
import { collect, ids, listing } from "./listing.js";

const spec: PagingSpec = { style: "cursor", cursor: "cursor", items: "/d", nextCursor: "/next", idField: "/id" };
const pages = [
  { d: ids(1, 2, 3), next: 9007199254740993n },
  { d: ids(4, 5, 6), next: null },
];

const things = (params: { [key: string]: unknown } = { q: "x" }) =>
  listing<{ id: number }>(spec, ({ params: sent }) => ({ body: pages[sent["cursor"] === undefined ? 0 : 1] }), {
    params,
    options: { prefetch: 0 },
  });

describe("a checkpoint", () => {
  test("is plain JSON, and goes on within a page", async () => {
    const { list, again, asked } = things();
    await collect(list, 4);
    const text = JSON.stringify(list.checkpoint());
    const resumed = again({ resume: JSON.parse(text) as Checkpoint });
    expect((await resumed).items).toEqual(ids(5, 6));
    expect(await collect(resumed)).toEqual(ids(5, 6));
    expect(asked.map(({ params }) => params["cursor"])).toEqual([undefined, 9007199254740993n, 9007199254740993n]);
    expect(resumed.report()).toEqual({
      pages: 2,
      items: 6,
      duplicates: 0,
      expected: undefined,
      complete: true,
      stoppedBy: "no-next",
    });
  });

  test("behind the last item of a page leads to the next one; of a whole listing, nowhere", async () => {
    const { list, again, asked } = things();
    await collect(list, 3);
    expect(await collect(again({ resume: list.checkpoint() }))).toEqual(ids(4, 5, 6));
    expect(asked).toHaveLength(2);

    await collect(list);
    const done = again({ resume: list.checkpoint() });
    expect(await collect(done)).toEqual([]);
    expect(done.report()).toMatchObject({ items: 6, complete: true });
    await expect(done).rejects.toThrow(/read to its end/);
  });

  test("before anything was read is the beginning", async () => {
    const { list, again } = things();
    expect(await collect(again({ resume: list.checkpoint() }))).toEqual(ids(1, 2, 3, 4, 5, 6));
  });

  test("knows items by their id, should the page have changed meanwhile", async () => {
    let first = ids(1, 2, 3);
    const { list, again } = listing<{ id: number }>(spec, ({ params }) => ({
      body: params["cursor"] ? { d: ids(4) } : { d: first, next: "a" },
    }));
    await collect(list, 2);
    first = ids(2, 3, 9);
    expect(await collect(again({ resume: list.checkpoint() }))).toEqual(ids(3, 9, 4));
  });

  test("carries what guards against loops", async () => {
    const answer = (_: unknown, index: number) => ({ body: { d: ids(index), next: index % 2 ? "a" : "b" } });
    const { list, again, asked } = listing<{ id: number }>(spec, answer, { options: { prefetch: 0 } });
    await collect(list, 2);
    await expect(collect(again({ resume: list.checkpoint() }))).rejects.toThrow(/same cursor twice/);
    expect(asked).toHaveLength(3);
  });
});

describe("a checkpoint that does not fit is refused before anything is sent", () => {
  test.each<[string, (checkpoint: Checkpoint) => unknown, RegExp]>([
    ["other operation", (checkpoint) => ({ ...checkpoint, operation: "users.list" }), /another operation, users\.list/],
    ["other parameters", (checkpoint) => ({ ...checkpoint, fingerprint: "0" }), /other parameters/],
    ["another version", (checkpoint) => ({ ...checkpoint, version: 2 }), /not a checkpoint of version 1/],
    ["no checkpoint", () => ({}), /not a checkpoint of version 1/],
    [
      "half a checkpoint",
      (checkpoint) => ({ ...checkpoint, state: { position: null } }),
      /not a checkpoint of version 1/,
    ],
    [
      "a link to another origin",
      (checkpoint) => ({
        ...checkpoint,
        state: { ...checkpoint.state, position: { at: "url", value: "https://evil.example/" } },
      }),
      /another origin/,
    ],
  ])("%s", async (_title, change, want) => {
    const { list, again, asked } = things();
    await collect(list, 1);
    const resume = change(list.checkpoint()) as Checkpoint;
    const before = asked.length;
    await expect(collect(again({ resume }))).rejects.toThrow(want);
    await expect(again({ resume })).rejects.toBeInstanceOf(PaginationError);
    expect(asked).toHaveLength(before);
  });

  test("the same parameters in another order, or starting elsewhere, are the same listing", async () => {
    const { list } = things({ q: "x", a: 1 });
    await collect(list, 1);
    const resume = list.checkpoint();
    const { again } = things({ a: 1, q: "x", cursor: "elsewhere" });
    expect((await again({ resume })).items).toHaveLength(3);
    await expect(things({ a: 2, q: "x" }).again({ resume })).rejects.toThrow(/other parameters/);
  });
});
