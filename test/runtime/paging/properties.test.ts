import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Checkpoint, PageReport, PagingOptions } from "../../../runtime/src/paging/index.js";
import { collect, listing, type Listing } from "./listing.js";
import { edits, SimulatedServer, specOf, steady, type Behaviour, type Item } from "./simulated-server.js";

function start(behaviour: Behaviour, options: PagingOptions = {}): Listing<Item> & { server: SimulatedServer } {
  const server = new SimulatedServer(behaviour);
  const { params } = server;
  return { server, ...listing<Item>(specOf(behaviour), server.answer, { params, options }) };
}

const ahead: fc.Arbitrary<PagingOptions> = fc.constantFrom<PagingOptions[]>({}, { prefetch: 1 }, { concurrency: 3 });
const isNumbered = ({ style }: Behaviour): boolean => style === "page" || style === "offset";

// Without a total, a row inserted before the only page looks like a server that ignores the offset; that is refused.
const isLong = ({ cap, asked = cap, count }: Behaviour): boolean => cap > 1 && asked > 1 && count > cap;

/** What a report claims, held against what was handed out and what the server had. */
function expectTrue(report: PageReport, items: readonly Item[], server: SimulatedServer): void {
  const different = new Set(items.map(({ id }) => id));
  expect(report.items).toBe(items.length);
  expect(report.duplicates).toBe(items.length - different.size);
  expect(report.stoppedBy).toBeDefined();
  if (report.complete !== true) return;
  expect(server.lasting.filter(({ id }) => !different.has(id))).toEqual([]);
}

describe("data that stays as it is", () => {
  test("every item comes exactly once, in order, and the report says so", async () => {
    await fc.assert(
      fc.asyncProperty(steady, ahead, async (behaviour, options) => {
        const { list, server } = start(behaviour, options);
        const items = await collect(list);
        expect(items).toEqual(server.lasting);
        const report = list.report();
        expectTrue(report, items, server);
        expect(report.complete).not.toBe(false);
        if (behaviour.announces === "total") expect(report).toMatchObject({ expected: items.length, complete: true });
      }),
      { numRuns: 2_000 },
    );
  });

  test("interrupted anywhere and resumed, it is as if never interrupted", async () => {
    const breaks = fc.array(fc.nat(6), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(steady, ahead, breaks, async (behaviour, options, lengths) => {
        const whole = start(behaviour, options);
        const want = await collect(whole.list);

        const parts = start(behaviour, options);
        let list = parts.list;
        let got: Item[] = [];
        for (const length of lengths) {
          if (length > 0) got = [...got, ...(await collect(list, length))];
          // A crash: only text survives.
          const resume = JSON.parse(JSON.stringify(list.checkpoint())) as Checkpoint;
          list = parts.again({ resume });
        }
        got = [...got, ...(await collect(list))];
        expect(got).toEqual(want);
        expect(list.report()).toEqual(whole.list.report());
      }),
      { numRuns: 1_500 },
    );
  });

  test("interrupted between pages and resumed", async () => {
    await fc.assert(
      fc.asyncProperty(steady, fc.integer({ min: 1, max: 4 }), async (behaviour, pages) => {
        const { list, again, server } = start(behaviour, { maxPages: pages });
        const first = await collect(list.pages());
        const rest = await collect(again({ resume: list.checkpoint(), maxPages: 1_000 }));
        expect([...first.flatMap((page) => page.items), ...rest]).toEqual(server.lasting);
      }),
      { numRuns: 500 },
    );
  });
});

describe("data that changes while it is read", () => {
  test("by cursor, key or link: what existed throughout comes exactly once", async () => {
    const behaviours = steady
      .filter((behaviour) => !isNumbered(behaviour))
      .chain((behaviour) => edits(["insert", "delete"], 1).map((changes) => ({ ...behaviour, edits: changes })));
    await fc.assert(
      fc.asyncProperty(behaviours, async (behaviour) => {
        const { list, server } = start(behaviour);
        const items = await collect(list);
        expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
        expect(items).toEqual(expect.arrayContaining(server.lasting));
        expectTrue(list.report(), items, server);
      }),
      { numRuns: 1_500 },
    );
  });

  test("by number, insertions: what existed throughout comes at least once", async () => {
    const behaviours = steady
      .filter((behaviour) => isNumbered(behaviour) && isLong(behaviour))
      .chain((behaviour) => edits(["insert"], 3).map((changes) => ({ ...behaviour, edits: changes })));
    await fc.assert(
      fc.asyncProperty(behaviours, async (behaviour) => {
        const { list, server } = start(behaviour);
        const items = await collect(list);
        expect(items).toEqual(expect.arrayContaining(server.lasting));
        expectTrue(list.report(), items, server);
      }),
      { numRuns: 1_000 },
    );
  });

  test("by number with a total, insertions and deletions: what existed throughout comes at least once", async () => {
    const behaviours = steady
      .filter((behaviour) => isNumbered(behaviour) && behaviour.announces === "total")
      .chain((behaviour) => edits(["insert", "delete"], 1).map((changes) => ({ ...behaviour, edits: changes })));
    await fc.assert(
      fc.asyncProperty(behaviours, async (behaviour) => {
        const { list, server } = start(behaviour);
        const items = await collect(list);
        expect(items).toEqual(expect.arrayContaining(server.lasting));
        expectTrue(list.report(), items, server);
      }),
      { numRuns: 1_000 },
    );
  });

  test("by number without a total, under recheck: always", async () => {
    const behaviours = steady
      .filter((behaviour) => isNumbered(behaviour) && isLong(behaviour))
      .chain((behaviour) => edits(["insert", "delete"], 3).map((changes) => ({ ...behaviour, edits: changes })));
    await fc.assert(
      fc.asyncProperty(behaviours, async (behaviour) => {
        const { list, server } = start(behaviour, { recheck: "always" });
        const items = await collect(list);
        expect(items).toEqual(expect.arrayContaining(server.lasting));
      }),
      { numRuns: 1_000 },
    );
  });
});
