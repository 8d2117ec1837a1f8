// Sends as many calls as it may, and says when it did: `hammer.ts <port> <requestsPerSecond> <burst> <begin> <end>`,
// instants in ms since the epoch. One of several processes that share a budget.
import { Redis } from "ioredis";
import { fromIoredis, redisLimiterStore } from "../../../runtime/src/redis/index.js";
import { throttle } from "../../../runtime/src/throttle/index.js";
import { answer, contextOf, requestOf } from "../retry/calls.js";

const [port = 0, requestsPerSecond = 0, burst = 0, begin = 0, end = 0] = process.argv.slice(2).map(Number);
const redis = new Redis({ port, host: "127.0.0.1" });
await redis.ping();

const sent: number[] = [];
const store = redisLimiterStore(fromIoredis(redis));
const handler = throttle({ requestsPerSecond, burst, store })(async () => {
  sent.push(Date.now());
  return answer(200);
});
const caller = new AbortController();
setTimeout(() => caller.abort(), end - Date.now());

await new Promise((resolve) => setTimeout(resolve, begin - Date.now()));
const worker = async (): Promise<void> => {
  while (!caller.signal.aborted) {
    await handler(requestOf(), contextOf({ signal: caller.signal })).catch(() => undefined);
  }
};
await Promise.all(Array.from({ length: 8 }, worker));
redis.disconnect();
process.stdout.write(JSON.stringify(sent));
