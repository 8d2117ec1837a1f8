import { describe, expect, test } from "vitest";
import type { HeaderRecord } from "../../../runtime/src/http.js";
import { KeyPool } from "../../../runtime/src/throttle/key-pool.js";

function setUp(count: number) {
  const clock = { time: Date.UTC(2026, 0, 1), now: () => clock.time };
  const pool = new KeyPool(count, { clock });
  const observe = (key: number, headers: HeaderRecord, status = 200): boolean => pool.observe(key, { status, headers });
  const pick = (times: number): number[] => Array.from({ length: times }, () => pool.pick());
  return { clock, pool, observe, pick };
}

const budget = (remaining: number, reset = 60): HeaderRecord => ({
  "x-ratelimit-limit": "100",
  "x-ratelimit-remaining": String(remaining),
  "x-ratelimit-reset": String(reset),
});

describe("several keys", () => {
  test("take turns while nothing is known of them", () => {
    expect(setUp(3).pick(6)).toEqual([0, 1, 2, 0, 1, 2]);
  });

  test("are used by what they have left", () => {
    const { observe, pick } = setUp(2);
    observe(0, budget(10));
    observe(1, budget(13));
    expect(pick(6)).toEqual([1, 1, 1, 0, 1, 0]);
  });

  test("rest when they are used up, until their reset", () => {
    const { clock, observe, pick } = setUp(2);
    observe(0, budget(50, 60));
    observe(1, budget(0, 5));
    expect(pick(2)).toEqual([0, 0]);
    clock.time += 5000;
    expect(pick(1)).toEqual([1]);
  });

  test("rest when they are refused, and say whether another one is free", () => {
    const { clock, observe, pick } = setUp(2);
    expect(observe(0, { "retry-after": "10" }, 429)).toBe(true);
    expect(pick(3)).toEqual([1, 1, 1]);
    expect(observe(1, { "retry-after": "20" }, 429)).toBe(false);
    // All rest: the one that is free first.
    expect(pick(2)).toEqual([0, 0]);
    clock.time += 10_000;
    expect(observe(0, {}, 500)).toBe(false);
    expect(pick(1)).toEqual([0]);
  });

  test("are not judged by what is no limit", () => {
    const { observe, pick } = setUp(2);
    observe(0, { "x-ratelimit-limit": "-1", "x-ratelimit-remaining": "-1", "x-ratelimit-reset": "9" });
    observe(1, { "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "9s" });
    expect(pick(2)).toEqual([0, 1]);
  });
});
