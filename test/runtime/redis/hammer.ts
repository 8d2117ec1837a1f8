// One of several processes that share a budget: `hammer.ts <port> <requestsPerSecond> <burst>`. Says when it is ready; told
// a number of ms, it sends as many calls as it may for so long, and says when it did.
import { once } from "node:events";
import { Redis } from "ioredis";
import { fromIoredis, redisLimiterStore } from "../../../runtime/src/redis/index.js";
import { throttle } from "../../../runtime/src/throttle/index.js";
import { answer, contextOf, requestOf } from "../retry/calls.js";

const [port = 0, requestsPerSecond = 0, burst = 0] = process.argv.slice(2).map(Number);
const redis = new Redis({ port, host: "127.0.0.1" });
await redis.ping();

const sent: number[] = [];
const store = redisLimiterStore(fromIoredis(redis));
const handler = throttle({ requestsPerSecond, burst, store })(async () => {
  sent.push(Date.now());
  return answer(200);
});
process.send?.("ready");
const [duration] = (await once(process, "message")) as [number];
const caller = new AbortController();
setTimeout(() => caller.abort(), duration);

const worker = async (): Promise<void> => {
  while (!caller.signal.aborted) {
    await handler(requestOf(), contextOf({ signal: caller.signal })).catch(() => undefined);
  }
};
await Promise.all(Array.from({ length: 8 }, worker));
process.send?.(sent);
redis.disconnect();
process.disconnect();
