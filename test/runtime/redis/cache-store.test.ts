import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toBytes, toText } from "../../../runtime/src/redis/binary.js";
import { redisCacheStore } from "../../../runtime/src/redis/index.js";
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
});
