import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromIoredis, fromNodeRedis, type NodeRedisLike, type RedisAdapter } from "../../../runtime/src/redis/index.js";
import { hasRedis, RedisServer, whyNot } from "./redis-server.js";

describe("the package redis", () => {
  test("is asked as it wants to be", async () => {
    const asked: string[][] = [];
    const answers: unknown[] = ["value", null, "OK", null, 1];
    const client: NodeRedisLike = {
      sendCommand: async (args) => (asked.push(args), answers.shift()),
    };
    const adapter = fromNodeRedis(client);
    expect([
      await adapter.get("there"),
      await adapter.get("gone"),
      await adapter.set("k", "v"),
      await adapter.set("k", "v", { ttl: 0.5, ifAbsent: true }),
      await adapter.script("return 1", ["k"], ["a"]),
    ]).toEqual(["value", null, true, false, 1]);
    expect(asked).toEqual([
      ["GET", "there"],
      ["GET", "gone"],
      ["SET", "k", "v"],
      ["SET", "k", "v", "PX", "1", "NX"],
      ["EVAL", "return 1", "1", "k", "a"],
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
    expect(await adapter.script("return { KEYS[1], ARGV[1], ARGV[2] }", ["k"], ["1", "2"])).toEqual(["k", "1", "2"]);
  });
});
