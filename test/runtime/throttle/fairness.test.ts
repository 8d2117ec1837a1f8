import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { throttle } from "../../../runtime/src/throttle/index.js";
import { answer, contextOf, requestOf } from "../retry/calls.js";
import { FakeClock } from "../retry/fake-clock.js";

interface Asked {
  /** When the call is made, after the one before it, ms. */
  readonly gap: number;
  readonly operation: string;
  /** When its caller gives up, after it was made, ms. */
  readonly patience: number | undefined;
  /** How long the server takes, ms. */
  readonly takes: number;
}

const asked: fc.Arbitrary<Asked> = fc.record({
  gap: fc.nat(120),
  operation: fc.constantFrom("a", "b"),
  patience: fc.option(fc.nat(400), { nil: undefined, freq: 4 }),
  takes: fc.nat(200),
});
const options = fc.record({
  requestsPerSecond: fc.integer({ min: 5, max: 100 }),
  burst: fc.integer({ min: 1, max: 5 }),
  concurrency: fc.integer({ min: 1, max: 6 }),
});

/** Makes the calls and tells when each one was sent, in the order it was made; undefined: never. */
async function simulate(calls: readonly Asked[], limits: typeof options extends fc.Arbitrary<infer T> ? T : never) {
  const clock = new FakeClock(0);
  const sentAt = new Map<number, number>();
  let underWay = 0;
  let most = 0;
  const handler = throttle(limits, { clock })(async (request, context) => {
    sentAt.set(Number(request.path), clock.now());
    most = Math.max(most, ++underWay);
    await clock.sleep(Number(context.redactedUrl));
    underWay--;
    return answer(200);
  });
  const done: Promise<unknown>[] = [];
  for (const [index, { gap, operation, patience, takes }] of calls.entries()) {
    await clock.advance(gap);
    const caller = new AbortController();
    const context = contextOf({ operation: { id: operation }, signal: caller.signal, redactedUrl: String(takes) });
    done.push(handler(requestOf({ path: String(index) }), context).catch(() => {}));
    if (patience !== undefined) void clock.sleep(patience).then(() => caller.abort());
  }
  await clock.until(Promise.all(done));
  return { sentAt, most };
}

describe("whatever is asked when, and given up when", () => {
  test("the rate is kept in every window, places are bounded, order is kept, and nobody starves", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 30 }), options, async (calls, limits) => {
        const { sentAt, most } = await simulate(calls, limits);
        const order = [...sentAt.keys()];
        const times = [...sentAt.values()];
        expect(most).toBeLessThanOrEqual(limits.concurrency);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        for (const [index, call] of calls.entries()) if (call.patience === undefined) expect(order).toContain(index);
        const interval = 1000 / limits.requestsPerSecond;
        for (let from = 0; from < times.length; from++) {
          for (let to = from; to < times.length; to++) {
            const window = (times[to] ?? 0) - (times[from] ?? 0);
            // A unit that was reserved may be used as late as the burst takes to come back.
            expect(to - from + 1).toBeLessThanOrEqual(limits.burst + 1 + window / interval + 1e-6);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
