import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MemoryLimiterStore } from "../../../runtime/src/throttle/memory-store.js";

/** When the calls that ask at `arrivals` may start. */
function starts(arrivals: readonly number[], bucket: { interval: number; burst: number }): number[] {
  const clock = { time: 0, now: () => clock.time };
  const store = new MemoryLimiterStore(clock);
  return arrivals.map((arrival) => {
    clock.time = arrival;
    return arrival + store.take({ key: "k", cost: 1, ...bucket });
  });
}

const arrivals = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 80 }).map((gaps) =>
  gaps.map(
    (
      (time) => (gap) =>
        (time += gap)
    )(0),
  ),
);
const bucket = fc.record({ interval: fc.integer({ min: 1, max: 500 }), burst: fc.integer({ min: 1, max: 20 }) });

describe("the rate of the memory store", () => {
  test("is exceeded in no window by more than the burst", () => {
    fc.assert(
      fc.property(arrivals, bucket, (asked, rate) => {
        const times = starts(asked, rate);
        for (let from = 0; from < times.length; from++) {
          for (let to = from; to < times.length; to++) {
            const window = (times[to] ?? 0) - (times[from] ?? 0);
            expect(to - from + 1).toBeLessThanOrEqual(rate.burst + window / rate.interval + 1e-6);
          }
        }
      }),
    );
  });

  test("starts calls in the order they came, none later than the ones before it make necessary", () => {
    fc.assert(
      fc.property(arrivals, bucket, (asked, rate) => {
        const times = starts(asked, rate);
        for (const [index, time] of times.entries()) {
          expect(time).toBeGreaterThanOrEqual(times[index - 1] ?? 0);
          expect(time - (asked[index] ?? 0)).toBeLessThanOrEqual(index * rate.interval);
        }
      }),
    );
  });

  test("is used up: who always asks gets all of it", () => {
    const times = starts(
      Array.from({ length: 1000 }, () => 0),
      { interval: 10, burst: 5 },
    );
    expect(times.at(-1)).toBe((1000 - 5) * 10);
  });

  test("is taken faster by what costs more, and apart for each key", () => {
    const store = new MemoryLimiterStore({ now: () => 0 });
    const take = (key: string, cost: number): number => store.take({ key, cost, interval: 10, burst: 1 });
    expect([take("a", 1), take("a", 5), take("a", 1), take("b", 1)]).toEqual([0, 50, 60, 0]);
  });
});
