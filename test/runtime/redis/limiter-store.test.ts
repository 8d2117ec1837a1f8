import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redisLimiterStore } from "../../../runtime/src/redis/index.js";
import { throttle } from "../../../runtime/src/throttle/index.js";
import { answer, contextOf, requestOf } from "../retry/calls.js";
import { hasRedis, RedisServer, whyNot } from "./redis-server.js";

const run = promisify(execFile);

/** When `count` processes that share one budget have sent their calls. */
async function hammer(
  count: number,
  port: number,
  rate: { perSecond: number; burst: number; seconds: number },
): Promise<number[]> {
  const begin = Date.now() + 3000;
  const numbers = [port, rate.perSecond, rate.burst, begin, begin + rate.seconds * 1000].map(String);
  const script = fileURLToPath(new URL("hammer.ts", import.meta.url));
  const args = ["--conditions=sdkwright-source", "--import", "tsx", script, ...numbers];
  const outputs = await Promise.all(Array.from({ length: count }, () => run(process.execPath, args)));
  const sent = outputs.map(({ stdout }) => JSON.parse(stdout) as number[]);
  expect(sent.every((times) => times.length > 0)).toBe(true);
  return sent.flat().toSorted((a, b) => a - b);
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
    const [processes, perSecond, burst, seconds] = [3, 200, 10, 4];
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
    const store = redisLimiterStore(own.adapter(), { timeout: 200, rest: 100, warn: (text) => warnings.push(text) });
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
