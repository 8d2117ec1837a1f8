import { mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { CacheEntry } from "../../../runtime/src/cache/index.js";
import { fileCacheStore } from "../../../runtime/src/node/cache-file-store.js";
import { describeExpiry, describeStore } from "./store-contract.js";

const root = mkdtempSync(join(tmpdir(), "file-store-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const folder = (): string => join(root, String(folders++), "deeper");

const entry = (size: number): CacheEntry => ({
  status: 200,
  headers: {},
  body: new Uint8Array(size),
  requestedAt: 0,
  receivedAt: 0,
});

describeStore("a directory of files", (now) => fileCacheStore(folder(), { now }));

describe("a directory of files", () => {
  describeExpiry("it", (now) => fileCacheStore(folder(), { now }));

  test("is for its user alone, and its names tell nothing", async () => {
    const path = folder();
    await fileCacheStore(path).set("https://api.test/?token=secret", entry(1), 60_000);
    const [name = ""] = await readdir(path);
    expect(name).toMatch(/^[\da-f]{64}\.cache$/);
    expect((await stat(join(path, name))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(path, name), "latin1")).not.toContain("secret");
  });

  test("makes nothing of a file that was cut off", async () => {
    const path = folder();
    const store = fileCacheStore(path);
    await store.set("a", entry(100), 60_000);
    const [name = ""] = await readdir(path);
    const { mtime } = await stat(join(path, name));
    await truncate(join(path, name), 150);
    await utimes(join(path, name), mtime, mtime);
    expect(await store.get("a")).toBeUndefined();
  });

  test("is never seen half written by many who write the same", async () => {
    const path = folder();
    const [one, two] = [fileCacheStore(path), fileCacheStore(path)];
    await one.set("a", entry(1), 60_000);
    const writes = Array.from({ length: 40 }, (_, index) => (index % 2 ? one : two).set("a", entry(50_000), 60_000));
    const reads = Array.from({ length: 40 }, () => two.get("a"));
    await Promise.all(writes);
    for (const found of await Promise.all(reads)) expect(found).toBeDefined();
    expect(await readdir(path)).toHaveLength(1);
  });

  test("stays within its bound, and leaves what is not its own", async () => {
    const path = folder();
    const store = fileCacheStore(path, { maxBytes: 10_000 });
    await store.set("first", entry(1), 60_000);
    await writeFile(join(path, "notes.txt"), "x".repeat(20_000));
    for (let index = 0; index < 20; index++) await store.set(`k${index}`, entry(1000), 60_000 + index);
    expect(await store.get("k0")).toBeUndefined();
    expect(await store.get("k19")).toBeDefined();
    const sizes = await Promise.all((await readdir(path)).map(async (name) => (await stat(join(path, name))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(20_000 + 12_000);
    expect(await readdir(path)).toContain("notes.txt");
  });
});
