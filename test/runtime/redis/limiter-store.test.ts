import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redisLimiterStore } from "../../../runtime/src/redis/index.js";
import { throttle } from "../../../runtime/src/throttle/index.js";
import { answer, contextOf, requestOf } from "../retry/calls.js";
import { hasRedis, RedisServer, whyNot } from "./redis-server.js";

interface Budget {
  readonly perSecond: number;
  readonly burst: number;
  readonly seconds: number;
}

/** When `count` processes that share one budget have sent their calls. */
async function hammer(count: number, port: number, { perSecond, burst, seconds }: Budget): Promise<number[]> {
  const script = fileURLToPath(new URL("hammer.ts", import.meta.url));
  const execArgv = ["--conditions=sdkwright-source", "--import", "tsx"];
  const children = Array.from({ length: count }, () =>
    fork(script, [port, perSecond, burst].map(String), { execArgv }),
  );
  await Promise.all(children.map((child) => once(child, "message")));
  const answers = children.map((child) => once(child, "message") as Promise<[number[]]>);
  for (const child of children) child.send(seconds * 1000);
  const sent = (await Promise.all(answers)).map(([times]) => times);
  expect(sent.every((times) => times.length > 0)).toBe(true);
  return sent.flat();
}

describe.skipIf(!hasRedis)(`a budget in Redis${whyNot}`, () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.close());

  test("is that of the memory limiter: burst, then the rate, what costs more longer", async () => {
    const store = redisLimiterStore(server.adapter(), { prefix: "gcra:" });
    const take = (key: string, cost = 1): number | Promise<number> =>
      store.take({ key, interval: 10_000, burst: 3, cost });
    const waits = [await take("a"), await take("a", 2), await take("a"), await take("a", 2), await take("b")];
    for (const [index, wait] of [0, 0, 10_000, 30_000, 0].entries()) {
      expect(Math.abs((waits[index] ?? 0) - wait)).toBeLessThan(1000);
    }
  });

  test("is used by three processes to 95 % at least, and exceeded by no more than the burst", async () => {
    const [processes, perSecond, burst, seconds] = [3, 60, 10, 4];
    const sent = await hammer(processes, server.port, { perSecond, burst, seconds });
    expect(sent.length).toBeGreaterThanOrEqual(perSecond * seconds * 0.95);
    expect(sent.length).toBeLessThanOrEqual(perSecond * seconds + burst);
    for (const start of sent) {
      const inSecond = sent.filter((time) => time >= start && time < start + 1000).length;
      // What Redis granted in time, a process may send late: one call each.
      expect(inSecond).toBeLessThanOrEqual(perSecond + burst + processes);
    }
  });

  test("outlives its Redis: calls go on with one warning, and return to it", async () => {
    const own = await RedisServer.start();
    const warnings: string[] = [];
    const store = redisLimiterStore(own.adapter(), { timeout: 10_000, rest: 100, warn: (text) => warnings.push(text) });
    const handler = throttle({ requestsPerSecond: 100, burst: 10, store })(async () => answer(200));
    const calls = (count: number): Promise<unknown> =>
      Promise.all(Array.from({ length: count }, () => handler(requestOf(), contextOf())));
    const keys = async (): Promise<number> => (await own.client().keys("*")).length;
    try {
      await calls(10);
      expect([await keys(), warnings]).toEqual([1, []]);
      await own.kill();
      await calls(30);
      expect(warnings).toHaveLength(1);
      await own.start();
      await expect.poll(async () => (await calls(5), keys()), { timeout: 10_000 }).toBe(1);
      expect(warnings).toHaveLength(1);
    } finally {
      await own.close();
    }
  });
});
