import { describe, expect, test } from "vitest";
import { GuardedLimiterStore } from "../../../runtime/src/throttle/guarded-store.js";
import type { LimiterStore } from "../../../runtime/src/throttle/store.js";
import { FakeClock } from "../retry/fake-clock.js";

const request = { key: "k", interval: 100, burst: 1, cost: 1 };

function setUp(take: LimiterStore["take"]) {
  const clock = new FakeClock();
  const warnings: string[] = [];
  let asked = 0;
  const shared: LimiterStore = {
    take: (wish) => {
      asked++;
      return take(wish);
    },
  };
  const own: LimiterStore = { take: () => 7 };
  const store = new GuardedLimiterStore(
    { shared, own },
    { timeout: 500, rest: 1000, clock, warn: (message) => warnings.push(message) },
  );
  return { clock, store, warnings, asked: () => asked };
}

describe("a shared store", () => {
  test("answers while it works", async () => {
    const { clock, store, warnings } = setUp(async () => 3);
    expect(await clock.until(Promise.resolve(store.take(request)))).toBe(3);
    expect([warnings, clock.pending]).toEqual([[], 0]);
  });

  test.each<[title: string, LimiterStore["take"]]>([
    ["that rejects", () => Promise.reject(new Error("ECONNREFUSED"))],
    [
      "that throws",
      () => {
        throw new Error("ECONNREFUSED");
      },
    ],
    ["that answers nonsense", async () => Number.NaN],
    ["that never answers", () => new Promise(() => {})],
  ])("%s is replaced by our own, with one warning", async (_title, take) => {
    const { clock, store, warnings, asked } = setUp(take);
    expect(await clock.until(Promise.resolve(store.take(request)))).toBe(7);
    expect([store.take(request), store.take(request)]).toEqual([7, 7]);
    expect(asked()).toBe(1);
    await clock.advance(1000);
    expect(store.take(request)).toBe(7);
    await clock.advance(1000);
    expect([asked(), warnings.length]).toEqual([2, 1]);
  });

  test("is used again when it answers again, and warned of again", async () => {
    let broken = true;
    const { clock, store, warnings } = setUp(() => (broken ? Promise.reject(new Error("down")) : Promise.resolve(3)));
    const take = (): Promise<number> => clock.until(Promise.resolve(store.take(request)));
    expect(await take()).toBe(7);
    broken = false;
    expect(await take()).toBe(7);
    await clock.advance(1000);
    // This one finds out, and does not wait for it.
    expect(store.take(request)).toBe(7);
    await clock.advance(0);
    expect(await take()).toBe(3);
    broken = true;
    expect(await take()).toBe(7);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toContain("(down)");
  });
});
