import { EventEmitter, once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MemoryTokenStore } from "../../../runtime/src/auth/memory-token-store.js";
import { redisTokenStore } from "../../../runtime/src/auth/redis-token-store.js";
import type { TokenStore } from "../../../runtime/src/auth/token-store.js";
import { fileTokenStore } from "../../../runtime/src/node/file-token-store.js";
import type { RedisAdapter } from "../../../runtime/src/redis/adapter.js";

const tokens = { accessToken: "a", refreshToken: "r", obtainedAt: 1, expiresAt: 2, scope: "s" };
const live = (): AbortSignal => new AbortController().signal;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "tokens-"))));
afterEach(() => rm(folder, { recursive: true }));

/** Redis as far as the store uses it. */
function redisInMemory(): RedisAdapter & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    get: async (key) => values.get(key) ?? null,
    async set(key, value, { ttl, ifAbsent } = {}) {
      if (ifAbsent && values.has(key)) return false;
      values.set(key, value);
      if (ttl !== undefined) setTimeout(() => values.get(key) === value && values.delete(key), ttl).unref();
      return true;
    },
    async script(script, [key = ""], [holder]) {
      if (script.includes('"get"') && values.get(key) !== holder) return 0;
      if (script.includes('"del"')) values.delete(key);
      return 1;
    },
  };
}

const stores: [string, () => TokenStore][] = [
  ["memory", () => new MemoryTokenStore()],
  ["files", () => fileTokenStore(join(folder, "deep", "er"))],
  ["Redis", () => redisTokenStore(redisInMemory())],
];

describe.each(stores)("a store of %s", (_name, make) => {
  test("keeps, replaces and forgets tokens", async () => {
    const store = make();
    expect(await store.get("k")).toBeUndefined();
    await store.set("k", tokens);
    expect(await store.get("k")).toEqual(tokens);
    expect(await store.get("other")).toBeUndefined();
    await store.set("k", { accessToken: "b", obtainedAt: 3 });
    expect(await store.get("k")).toEqual({ accessToken: "b", obtainedAt: 3 });
    await store.set("k", undefined);
    expect(await store.get("k")).toBeUndefined();
  });

  test("lets one work at a time under one key, and others under another", async () => {
    const store = make();
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await pause(20);
      log.push(`${name} ends`);
      return name;
    };
    const names = await Promise.all(["a", "b", "c"].map((name) => store.lock("k", work(name), live())));
    expect(names).toEqual(["a", "b", "c"]);
    for (let at = 0; at < log.length; at += 2) expect(log[at + 1]).toBe(log[at]!.replace("begins", "ends"));
    await store.lock("k", () => store.lock("other", async () => {}, live()), live());
  });

  test("gives the lock back when the work fails, and a wait ends by abort", async () => {
    const store = make();
    await expect(store.lock("k", () => Promise.reject(new Error("boom")), live())).rejects.toThrow("boom");
    const gate = new EventEmitter();
    const held = store.lock("k", () => once(gate, "open"), live());
    await pause(20);
    const impatient = store.lock("k", async () => "never", AbortSignal.timeout(30));
    await expect(impatient).rejects.toThrow();
    gate.emit("open");
    await held;
    expect(await store.lock("k", async () => "free", live())).toBe("free");
  });
});

describe("files", () => {
  test("only the user may read them, and nothing else is left behind", async () => {
    const store = fileTokenStore(folder);
    await store.lock("shop-1", () => store.set("shop-1", tokens), live());
    const names = await readdir(folder);
    expect(names).toEqual(["shop-1.json"]);
    expect((await stat(join(folder, names[0]!))).mode & 0o777).toBe(0o600);
  });

  test("no key leaves the folder", async () => {
    const store = fileTokenStore(folder);
    await store.set("../../evil", tokens);
    expect(await readdir(folder)).toHaveLength(1);
    expect(await store.get("../../evil")).toEqual(tokens);
  });

  test("a damaged file counts as none", async () => {
    const store = fileTokenStore(folder);
    for (const content of ["", "{", "[]", '{"accessToken":1}']) {
      await writeFile(join(folder, "k.json"), content);
      expect(await store.get("k")).toBeUndefined();
    }
  });

  test("the lock of a process that died is taken over, by one of many", async () => {
    const lock = join(folder, "k.json.lock");
    await writeFile(lock, "dead");
    await utimes(lock, new Date(0), new Date(0));
    const store = fileTokenStore(folder);
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await pause(5);
      inside--;
    };
    await Promise.all(Array.from({ length: 10 }, () => store.lock("k", work, live())));
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test("a lock that is held for longer than it takes to go stale is not taken over", async () => {
    const store = fileTokenStore(folder, { staleLockAfter: 200 });
    const holder = store.lock("k", () => pause(600), live());
    await pause(50);
    const content = await readFile(join(folder, "k.json.lock"), "utf8");
    await pause(400);
    expect(await readFile(join(folder, "k.json.lock"), "utf8")).toBe(content);
    await holder;
  });
});

test("Redis forgets what cannot be refreshed when it expires", async () => {
  const redis = redisInMemory();
  const store = redisTokenStore(redis, { prefix: "p:" });
  await store.set("k", { accessToken: "a", obtainedAt: Date.now(), expiresAt: Date.now() + 30 });
  await store.set("r", { ...tokens, expiresAt: Date.now() + 30 });
  await pause(60);
  expect([...redis.values.keys()]).toEqual(["p:r"]);
});
