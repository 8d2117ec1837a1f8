import { describe, expect, test } from "vitest";
import { cache, type CacheEntry, type CacheStore } from "../../../runtime/src/cache/index.js";
import { bodyOf } from "../../../runtime/src/response/body.js";
import { contextOf, requestOf } from "../retry/calls.js";

/** Makes a store that goes by `now`. */
export type MakeStore = (now: () => number) => CacheStore;

const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
const entry: CacheEntry = {
  status: 200,
  headers: { "content-type": "application/octet-stream", "x-umlaut": "ä" },
  setCookie: ["a=1"],
  body: bytes,
  accept: "*/*",
  requestedAt: 1,
  receivedAt: 2,
};

/** What every store does. */
export function describeStore(name: string, make: MakeStore): void {
  describe(name, () => {
    test("gives back what it was given, under any key", async () => {
      const store = make(Date.now);
      const keys = ["a b", "../../etc/passwd", "ä\u0000\n", "k".repeat(5000)];
      for (const key of keys) await store.set(key, { ...entry, requestedAt: key.length }, 60_000);
      for (const key of keys) expect(await store.get(key)).toEqual({ ...entry, requestedAt: key.length });
      expect(await store.get("another")).toBeUndefined();
    });

    test("keeps answers without a body, and what stands for variants", async () => {
      const store = make(Date.now);
      await store.set("empty", { ...entry, body: null }, 60_000);
      await store.set("variants", { variesBy: ["accept"], generation: "g" }, 60_000);
      expect(await store.get("empty")).toEqual({ ...entry, body: null });
      expect(await store.get("variants")).toEqual({ variesBy: ["accept"], generation: "g" });
    });

    test("replaces and forgets", async () => {
      const store = make(Date.now);
      await store.set("a", entry, 60_000);
      await store.set("a", { ...entry, status: 404 }, 60_000);
      expect(await store.get("a")).toMatchObject({ status: 404 });
      await store.delete("a");
      await store.delete("never there");
      expect(await store.get("a")).toBeUndefined();
    });

    test("serves two clients", async () => {
      const store = make(Date.now);
      let count = 0;
      const client = () =>
        cache({ store })(async () => {
          const headers = { "cache-control": "max-age=60" };
          return { status: 200, headers, body: bodyOf(`#${++count}`), url: "https://api.test/thing" };
        });
      const texts: (string | undefined)[] = [];
      for (const handler of [client(), client()]) {
        texts.push(await (await handler(requestOf(), contextOf())).body?.text());
      }
      expect(texts).toEqual(["#1", "#1"]);
    });
  });
}

/** What stores do that go by a clock which can be passed in. */
export function describeExpiry(name: string, make: MakeStore): void {
  test(`${name} forgets when the time is over`, async () => {
    let now = Date.now();
    const store = make(() => now);
    await store.set("a", entry, 1000);
    expect(await store.get("a")).toEqual(entry);
    now += 1001;
    expect(await store.get("a")).toBeUndefined();
  });
}
