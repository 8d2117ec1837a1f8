import { gzipSync } from "node:zlib";
import { Client, ConnectionError, TimeoutError, type ClientOptions, type Operation } from "@sdkwright/runtime";
import { fetchTransport } from "@sdkwright/runtime/fetch";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RecordingServer, json, type Responder } from "../support/recording-server.js";
import { apiAt } from "../support/wire.js";

let server: RecordingServer;
beforeEach(async () => void (server = await RecordingServer.start()));
afterEach(() => server[Symbol.asyncDispose]());

const GET: Operation = { id: "op", method: "GET", path: "/p" };
const POST: Operation = { id: "op", method: "POST", path: "/p" };

/** Cuts the first answers within their body, then answers whole. */
function cutting(times: number, cut: Responder): Responder {
  return (request, response, turn) =>
    server.requests.length <= times ? cut(request, response, turn) : json(response, { whole: true });
}

const cut: Responder = (_, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "99" }).write(`{"whole":`);
  setTimeout(() => response.destroy(), 10);
};

const chunked: Responder = (_, response) => {
  response.writeHead(200, { "content-type": "application/json" }).write(`{"whole":`);
  setTimeout(() => response.destroy(), 10);
};

const zipped: Responder = (_, response) => {
  const headers = { "content-type": "application/json", "content-encoding": "gzip" };
  response.writeHead(200, headers).write(gzipSync(`{"whole":false}`).subarray(0, 12));
  setTimeout(() => response.destroy(), 10);
};

const silent: Responder = (_, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "99" }).write(`{"whole":`);
};

describe.each<[string, ClientOptions]>([
  ["undici", {}],
  ["fetch", { transport: fetchTransport() }],
])("a body that breaks off (%s)", (_title, transport) => {
  const client = (options: ClientOptions = {}) =>
    new Client(apiAt(server.origin), { retry: { retries: 2, baseDelay: 1 }, ...transport, ...options });

  test.each<[string, Responder]>([
    ["below its announced length", cut],
    ["within chunks", chunked],
    ["within gzip", zipped],
  ])("%s: a GET is sent again", async (_how, responder) => {
    server.respond = cutting(2, responder);
    const { data, response } = await client().call(GET).withResponse();
    expect([data, response.attempts, server.requests.length]).toEqual([{ whole: true }, 3, 3]);
  });

  test("again and again: the caller hears of it, within the number of retries", async () => {
    server.respond = cutting(Infinity, cut);
    const { error } = await client().call(GET).safe();
    expect(error).toBeInstanceOf(ConnectionError);
    expect(server.requests).toHaveLength(3);
  });

  test("a POST is not sent again, under an idempotency key it is", async () => {
    server.respond = cutting(1, cut);
    expect((await client().call(POST).safe()).error).toBeInstanceOf(ConnectionError);
    expect(server.requests).toHaveLength(1);
    server.requests.length = 0;
    expect(await client().call(POST, undefined, { idempotencyKey: "k" })).toEqual({ whole: true });
    expect(server.requests.map(({ headers }) => headers["idempotency-key"])).toEqual(["k", "k"]);
  });

  test("what was handed out as a stream is not asked for twice", async () => {
    server.respond = cutting(1, cut);
    const raw = await client().call(GET).raw();
    await expect(raw.text()).rejects.toBeInstanceOf(ConnectionError);
    expect(server.requests).toHaveLength(1);
  });

  test("silence in the body is not waited for twice", async () => {
    server.respond = cutting(1, silent);
    const { error } = await client()
      .call(GET, undefined, { timeout: { body: 50 } })
      .safe();
    expect(error).toBeInstanceOf(TimeoutError);
    expect(server.requests).toHaveLength(1);
  });
});
