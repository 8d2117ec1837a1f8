import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toBytes, toText } from "../../../runtime/src/redis/binary.js";
import { redisCacheStore } from "../../../runtime/src/redis/index.js";
import { cache } from "../../../runtime/src/cache/index.js";
import { bodyOf } from "../../../runtime/src/response/body.js";
import { contextOf, requestOf } from "../retry/calls.js";
import { describeStore } from "../cache/store-contract.js";
import { hasRedis, RedisServer, whyNot } from "./redis-server.js";

describe("bytes as text", () => {
  test("are what they were, however many", () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);
    expect(toBytes(toText(bytes))).toEqual(bytes);
  });
});

describe.skipIf(!hasRedis)(`answers in Redis${whyNot}`, () => {
  let server: RedisServer;
  let stores = 0;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.close());

  describeStore("a store", () => redisCacheStore(server.adapter(), { prefix: `${stores++}:` }));

  test("end by themselves, under keys that tell nothing", async () => {
    const store = redisCacheStore(server.adapter(), { prefix: "test:" });
    const entry = { status: 200, headers: {}, body: null, requestedAt: 0, receivedAt: 0 };
    await store.set("https://api.test/?token=secret", entry, 30_000);
    const redis = server.client();
    const [key = ""] = await redis.keys("test:*");
    expect(key).toMatch(/^test:[\da-f]{24}$/);
    const left = await redis.pttl(key);
    expect(left).toBeGreaterThan(20_000);
    expect(left).toBeLessThanOrEqual(30_000);
  });

  test("are missed while Redis is away, and no call with them", async () => {
    const own = await RedisServer.start();
    const warnings: string[] = [];
    let count = 0;
    const store = redisCacheStore(own.adapter());
    const handler = cache(
      { store, storeTimeout: 200, storeRest: 100 },
      { warn: (text) => warnings.push(text) },
    )(async () => {
      const headers = { "cache-control": "max-age=60" };
      return { status: 200, headers, body: bodyOf(`#${++count}`), url: "https://api.test/thing" };
    });
    const get = async (): Promise<string | undefined> => (await handler(requestOf(), contextOf())).body?.text();
    try {
      expect([await get(), await get(), warnings]).toEqual(["#1", "#1", []]);
      await own.kill();
      expect([await get(), await get(), warnings.length]).toEqual(["#2", "#3", 1]);
      await own.start();
      await expect.poll(async () => (await get()) === (await get()), { timeout: 10_000 }).toBe(true);
      expect(warnings).toHaveLength(1);
    } finally {
      await own.close();
    }
  });
});
