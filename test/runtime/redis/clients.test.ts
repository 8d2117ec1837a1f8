import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromIoredis, fromNodeRedis, type NodeRedisLike, type RedisAdapter } from "../../../runtime/src/redis/index.js";
import { hasRedis, RedisServer, whyNot } from "./redis-server.js";

describe("the package redis", () => {
  test("is asked as it wants to be", async () => {
    const asked: unknown[] = [];
    const client: NodeRedisLike = {
      get: async (key) => (asked.push(["get", key]), key === "there" ? "value" : null),
      set: async (...args) => (asked.push(["set", ...args]), args[2]?.NX ? null : "OK"),
      eval: async (...args) => (asked.push(["eval", ...args]), 1),
    };
    const adapter = fromNodeRedis(client);
    expect([await adapter.get("there"), await adapter.get("gone")]).toEqual(["value", null]);
    expect([await adapter.set("k", "v"), await adapter.set("k", "v", { ttl: 0.5, ifAbsent: true })]).toEqual([
      true,
      false,
    ]);
    await adapter.eval("return 1", ["k"], ["a"]);
    expect(asked.slice(2)).toEqual([
      ["set", "k", "v", {}],
      ["set", "k", "v", { PX: 1, NX: true }],
      ["eval", "return 1", { keys: ["k"], arguments: ["a"] }],
    ]);
  });
});

describe.skipIf(!hasRedis)(`ioredis${whyNot}`, () => {
  let server: RedisServer;
  let adapter: RedisAdapter;
  beforeAll(async () => {
    server = await RedisServer.start();
    adapter = fromIoredis(server.client());
  });
  afterAll(() => server.close());

  test("sets, gets, sets what is absent only, and lets it end", async () => {
    expect([await adapter.get("a"), await adapter.set("a", "1"), await adapter.get("a")]).toEqual([null, true, "1"]);
    expect([await adapter.set("a", "2", { ifAbsent: true }), await adapter.get("a")]).toEqual([false, "1"]);
    expect(await adapter.set("b", "1", { ttl: 20.4, ifAbsent: true })).toBe(true);
    await expect.poll(() => adapter.get("b")).toBe(null);
  });

  test("runs scripts", async () => {
    expect(await adapter.eval("return { KEYS[1], ARGV[1], ARGV[2] }", ["k"], ["1", "2"])).toEqual(["k", "1", "2"]);
  });
});
