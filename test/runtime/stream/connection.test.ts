import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AbortedError, Client, type StreamOperation } from "@sdkwright/runtime";

const watch: StreamOperation<Record<never, never>, { n: number }> = {
  id: "watch",
  method: "GET",
  path: "/watch",
  answers: { 200: "sse" },
  stream: { format: "sse" },
};

let server: Server;
let client: Client;
let closed: Promise<unknown>;

// One event every few milliseconds, for ever.
beforeEach(async () => {
  closed = new Promise((resolve) => {
    server = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      let n = 0;
      const timer = setInterval(() => response.write(`data: {"n":${n++}}\n\n`), 5);
      response.on("close", () => {
        clearInterval(timer);
        resolve("closed");
      });
    }).listen(0, "127.0.0.1");
  });
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new Client({ contract: 1, name: "W", env: "W_TEST", servers: [{ url }], schemes: {}, security: [] });
});

afterEach(async () => {
  await client.close();
  server.closeAllConnections();
  server.close();
});

describe("the connection of a stream is closed", () => {
  test("when the loop is left", async () => {
    const got: number[] = [];
    for await (const { n } of client.call(watch)) {
      got.push(n);
      if (n === 2) break;
    }
    expect(got).toEqual([0, 1, 2]);
    expect(await closed).toBe("closed");
  });

  test.each<[string, (end: AbortController, stream: { abort(reason?: unknown): void }) => void]>([
    ["when the caller's signal aborts", (end) => end.abort()],
    ["by abort()", (_, stream) => stream.abort()],
    ["when the client is closed", () => void client.close()],
  ])("%s", async (_title, stop) => {
    const end = new AbortController();
    const stream = client.call(watch, {}, { signal: end.signal });
    const reading = (async () => {
      for await (const { n } of stream) if (n === 1) stop(end, stream);
    })();
    await expect(reading).rejects.toBeInstanceOf(AbortedError);
    expect(await closed).toBe("closed");
  });

  test("an answer of a status that is not declared is an error of the loop", async () => {
    const operation = { ...watch, path: "/watch", method: "GET", answers: { 201: "sse" } } as const;
    await expect(
      (async () => {
        for await (const event of client.call(operation as typeof watch)) expect(event).toBeUndefined();
      })(),
    ).rejects.toThrow();
    expect(await closed).toBe("closed");
  });
});
