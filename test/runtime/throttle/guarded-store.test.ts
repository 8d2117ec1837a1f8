import { describe, expect, test } from "vitest";
import { GuardedLimiterStore } from "../../../runtime/src/throttle/guarded-store.js";
import type { LimiterStore } from "../../../runtime/src/throttle/store.js";
import { FakeClock } from "../retry/fake-clock.js";

const request = { key: "k", interval: 100, burst: 1, cost: 1 };
/** What the shared store answers when it works. Our own answers 0 to who asks it less than ten times a second. */
const SHARED = 3;

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
  const store = new GuardedLimiterStore(shared, { clock, warn: (message) => warnings.push(message) });
  return { clock, store, warnings, asked: () => asked };
}

describe("a shared store", () => {
  test("answers while it works", async () => {
    const { clock, store, warnings } = setUp(async () => SHARED);
    expect(await clock.until(Promise.resolve(store.take(request)))).toBe(SHARED);
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
    expect(await clock.until(Promise.resolve(store.take(request)))).toBe(0);
    expect([store.take(request), store.take(request)]).toEqual([100, 200]);
    expect(asked()).toBe(1);
    await clock.advance(1000);
    expect(store.take(request)).toBe(0);
    await clock.advance(1000);
    expect([asked(), warnings.length]).toEqual([2, 1]);
  });

  test("is used again when it answers again, and warned of again", async () => {
    let broken = true;
    const { clock, store, warnings } = setUp(() =>
      broken ? Promise.reject(new Error("down")) : Promise.resolve(SHARED),
    );
    const take = (): Promise<number> => clock.until(Promise.resolve(store.take(request)));
    expect(await take()).toBe(0);
    broken = false;
    expect(await take()).toBe(100);
    await clock.advance(1000);
    // This one finds out, and does not wait for it.
    expect(store.take(request)).toBe(0);
    await clock.advance(0);
    expect(await take()).toBe(SHARED);
    broken = true;
    expect(await take()).toBe(100);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toContain("(down)");
  });
});
