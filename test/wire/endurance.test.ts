import { getEventListeners } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Client, type Operation } from "@sdkwright/runtime";
import { expect, it } from "vitest";
import { json, RecordingServer } from "../support/recording-server.js";
import { apiAt } from "../support/wire.js";

const GET: Operation = { id: "op", method: "GET", path: "/p", params: { n: { in: "query" } } };

function collect(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
}

it("10,000 calls leave no memory, listeners, timers or sockets behind", async () => {
  let turn = 0;
  const server = await RecordingServer.start((_, response) => {
    turn += 1;
    if (turn % 10 === 3) json(response, { message: "no" }, 404);
    else if (turn % 10 === 7) response.writeHead(204).end();
    else json(response, { text: "x".repeat(1000) });
    server.requests.length = 0;
  });
  const client = new Client(apiAt(server.origin), { retry: 0, deadline: 60_000 });
  const { signal } = new AbortController();
  const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  async function calls(count: number): Promise<void> {
    let left = count;
    const worker = async (): Promise<void> => {
      while (left-- > 0) await client.call(GET, { n: left }, { signal }).safe();
    };
    await Promise.all(Array.from({ length: 20 }, worker));
  }
  await calls(2000);
  const before = collect();
  const timersBefore = timers();
  await calls(10_000);
  const grown = collect() - before;
  expect(getEventListeners(signal, "abort")).toEqual([]);
  expect(timers()).toBeLessThanOrEqual(timersBefore);
  expect(server.openSockets).toBeLessThanOrEqual(60); // Some for each of the 20 calls at once, as undici makes them.
  expect(server.connections).toBeLessThan(200); // Answers of every kind leave theirs to the next call.
  expect(client.stats().requests).toBe(12_000);
  await client.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.openSockets).toBe(0);
  await server[Symbol.asyncDispose]();
  expect(grown).toBeLessThan(3_000_000);
  const left = process.getActiveResourcesInfo().filter((kind) => kind === "TCPSocketWrap");
  expect(left).toEqual([]);
}, 60_000);
