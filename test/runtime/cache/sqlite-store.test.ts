import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { CacheEntry } from "../../../runtime/src/cache/index.js";
import { ConfigError } from "../../../runtime/src/errors/config-error.js";
import {
  sqliteCacheStore,
  type SqliteCacheOptions,
  type SqliteCacheStore,
} from "../../../runtime/src/node/cache-sqlite-store.js";
import { describeExpiry, describeStore } from "./store-contract.js";

const hasSqlite = process.getBuiltinModule("node:sqlite") !== undefined;

describe.skipIf(hasSqlite)(`SQLite on Node ${process.versions.node}, which has none`, () => {
  test("says what it needs", () => {
    expect(() => sqliteCacheStore("cache.db")).toThrow(ConfigError);
    expect(() => sqliteCacheStore("cache.db")).toThrow("Node 22.13");
  });
});

describe.skipIf(!hasSqlite)("SQLite", () => {
  const root = mkdtempSync(join(tmpdir(), "sqlite-store-"));
  const open: SqliteCacheStore[] = [];
  const make = (options: SqliteCacheOptions, file = `${open.length}.db`): SqliteCacheStore => {
    const store = sqliteCacheStore(join(root, file), options);
    open.push(store);
    return store;
  };
  afterAll(() => {
    for (const store of open) store.close();
    rmSync(root, { recursive: true });
  });

  describeStore("a file of SQLite", (now) => make({ now }));
  describeExpiry("it", (now) => make({ now }));

  const entry: CacheEntry = { status: 200, headers: {}, body: new Uint8Array(1000), requestedAt: 0, receivedAt: 0 };

  test("is shared by who opens the same file", () => {
    const [one, two] = [make({}, "shared.db"), make({}, "shared.db")];
    one.set("a", entry, 60_000);
    expect(two.get("a")).toEqual(entry);
  });

  test("stays within its bound", () => {
    const store = make({ maxBytes: 10_000 });
    for (let index = 0; index < 30; index++) store.set(`k${index}`, entry, 60_000 + index);
    const kept = Array.from({ length: 30 }, (_, index) => store.get(`k${index}`) !== undefined);
    expect(kept.filter(Boolean).length).toBeLessThanOrEqual(11);
    expect([kept[0], kept[29]]).toEqual([false, true]);
  });
});
