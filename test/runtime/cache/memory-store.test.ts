import { describe, expect, test } from "vitest";
import { MemoryCacheStore, type CacheEntry } from "../../../runtime/src/cache/index.js";
import { FakeClock } from "../retry/fake-clock.js";

const entry = (size: number): CacheEntry => ({
  status: 200,
  headers: { "content-type": "text/plain" },
  body: new Uint8Array(size),
  requestedAt: 0,
  receivedAt: 0,
});

describe("the memory store", () => {
  test("keeps so many entries, and forgets those that were not asked for the longest", () => {
    const store = new MemoryCacheStore({ maxEntries: 2 });
    store.set("a", entry(1), 1000);
    store.set("b", entry(1), 1000);
    store.get("a");
    store.set("c", entry(1), 1000);
    expect(["a", "b", "c"].map((key) => store.get(key) !== undefined)).toEqual([true, false, true]);
  });

  test("keeps so many bytes", () => {
    const store = new MemoryCacheStore({ maxBytes: 10_000 });
    for (const key of ["a", "b", "c"]) store.set(key, entry(4000), 1000);
    store.set("huge", entry(20_000), 1000);
    expect(["a", "b", "c", "huge"].map((key) => store.get(key) !== undefined)).toEqual([false, true, true, false]);
  });

  test("forgets what it was told to, and what is over", () => {
    const clock = new FakeClock();
    const store = new MemoryCacheStore({ clock });
    store.set("a", entry(1), 1000);
    store.set("b", entry(1), 5000);
    store.set("c", entry(1), 5000);
    store.delete("c");
    clock.time += 2000;
    expect(["a", "b", "c"].map((key) => store.get(key) !== undefined)).toEqual([false, true, false]);
  });
});
