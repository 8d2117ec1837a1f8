import { gzipSync } from "node:zlib";
import { Agent, MockAgent } from "undici";
import {
  AbortedError,
  Client,
  ConfigError,
  ConnectionError,
  DecodeError,
  TimeoutError,
  ValidationError,
  type ClientOptions,
  type Operation,
  type SdkError,
} from "@sdkwright/runtime";
import { fetchTransport } from "@sdkwright/runtime/fetch";
import { undiciTransport } from "@sdkwright/runtime/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { json, partsOf, RecordingServer, type Responder } from "../support/recording-server.js";
import { apiAt } from "../support/wire.js";

let server: RecordingServer;
let elsewhere: RecordingServer;
beforeAll(async () => {
  server = await RecordingServer.start();
  elsewhere = await RecordingServer.start();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await elsewhere[Symbol.asyncDispose]();
});

const GET: Operation = { id: "op", method: "GET", path: "/p" };
const POST: Operation = {
  id: "op",
  method: "POST",
  path: "/p",
  body: { "application/json": "json", "application/octet-stream": "binary", "multipart/form-data": "multipart" },
};

describe.each<[string, ClientOptions]>([
  ["undici", {}],
  ["undici with a dispatcher of the user's", { dispatcher: new Agent() }],
  ["fetch", { fetch: globalThis.fetch }],
])("%s", (name, options) => {
  const made: Client[] = [];
  function client(more: ClientOptions = {}): Client {
    const one = new Client(apiAt(server.origin), { retry: 0, throttle: false, ...options, ...more });
    made.push(one);
    return one;
  }
  afterAll(() => Promise.all(made.map((one) => one.close())));

  async function failure(
    respond: Responder,
    call: (one: Client) => PromiseLike<unknown>,
    more?: ClientOptions,
  ): Promise<SdkError> {
    server.respond = respond;
    return (await Promise.resolve(call(client(more))).then(
      () => new Error("succeeded"),
      (error: unknown) => error,
    )) as SdkError;
  }

  it("carries JSON both ways", async () => {
    server.respond = ({ body }, response) => json(response, JSON.parse(body.toString()), 201);
    const { data, status } = await client()
      .call(POST, { body: { a: [1, "ü"] } })
      .withResponse();
    expect([data, status]).toEqual([{ a: [1, "ü"] }, 201]);
  });

  it("carries streams up and down", async () => {
    server.respond = ({ body }, response) => void response.end(body);
    const bytes = new Uint8Array(300_000).map((_, index) => index % 251);
    async function* source(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
    }
    for (const body of [source(), new Blob([bytes]).stream(), new Blob([bytes])]) {
      const raw = await client().call(POST, { body, contentType: "application/octet-stream" }).raw();
      expect(Buffer.from(await new Response(raw.body).arrayBuffer()).equals(bytes)).toBe(true);
    }
  });

  it("carries multipart", async () => {
    server.respond = (_, response) => json(response, {});
    await client().call(POST, { body: { a: "1", f: new File(["x"], "x.txt") }, contentType: "multipart/form-data" });
    expect(partsOf(server.last).map(({ name: part, filename }) => [part, filename])).toEqual([
      ["a", undefined],
      ["f", "x.txt"],
    ]);
  });

  it("decompresses, and keeps cookies apart", async () => {
    server.respond = (_, response) => {
      response.setHeader("set-cookie", ["a=1", "b=2"]);
      response
        .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
        .end(gzipSync('{"a":1}'));
    };
    const { data, response } = await client().call(GET).withResponse();
    expect([data, response.headers.getSetCookie()]).toEqual([{ a: 1 }, ["a=1", "b=2"]]);
  });

  it("bounds what is read into memory", async () => {
    const error = await failure(
      (_, response) => void response.end(JSON.stringify("x".repeat(5000))),
      (one) => one.call(GET),
      { maxResponseBytes: 1000 },
    );
    expect(error).toBeInstanceOf(DecodeError);
  });

  it("times out waiting for headers and for the body", async () => {
    const headers = await failure(
      () => undefined,
      (one) => one.call(GET),
      { timeouts: { headers: 100 } },
    );
    expect(headers).toMatchObject({ name: "TimeoutError", kind: "headers" });
    const stalls: Responder = (_, response) =>
      void response.writeHead(200, { "content-type": "application/json" }).write("{");
    const body = await failure(stalls, (one) => one.call(GET), { timeouts: { body: 100 } });
    expect(body).toBeInstanceOf(TimeoutError);
    expect((body as TimeoutError).kind).toBe("body");
    const streamed = await failure(stalls, async (one) => new Response((await one.call(GET).raw()).body).text(), {
      timeouts: { body: 100 },
    });
    expect(streamed).toMatchObject({ name: "TimeoutError", kind: "body" });
  });

  it("ends at once when it is aborted", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    expect(
      await failure(
        () => undefined,
        (one) => one.call(GET, undefined, { signal: controller.signal }),
      ),
    ).toBeInstanceOf(AbortedError);
    const closing = await failure(
      () => undefined,
      async (one) => {
        setTimeout(() => void one.close(), 50);
        await one.call(GET);
      },
    );
    expect(closing).toBeInstanceOf(AbortedError);
  });

  it("knows that nothing was sent where nobody listens", async () => {
    const gone = await RecordingServer.start();
    const { origin } = gone;
    await gone[Symbol.asyncDispose]();
    const error = await failure(
      () => undefined,
      (one) => one.call(POST, { body: 1 }),
      { baseUrl: origin },
    );
    expect(error).toBeInstanceOf(ConnectionError);
    expect((error as ConnectionError).sent).toBe("no");
  });

  it("knows that it may have been sent where the connection broke", async () => {
    const error = await failure(
      (_, response) => void response.destroy(),
      (one) => one.call(GET),
    );
    expect(error).toMatchObject({ name: "ConnectionError", sent: "maybe" });
    const cut: Responder = (_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "99" }).write("{");
      setTimeout(() => response.destroy(), 20);
    };
    expect(await failure(cut, (one) => one.call(GET))).toMatchObject({ name: "ConnectionError" });
  });

  it("follows redirects under our rules", async () => {
    server.respond = (_, response) => void response.writeHead(307, { location: `${elsewhere.origin}/end` }).end();
    const { response } = await client({ headers: { authorization: "Bearer t" } })
      .call(GET)
      .withResponse();
    expect(response.url).toBe(`${elsewhere.origin}/end`);
    expect(elsewhere.last.headers.authorization).toBeUndefined();
  });

  it("never lets a path value lead elsewhere", async () => {
    server.respond = (_, response) => json(response, {});
    const operation: Operation = { id: "op", method: "GET", path: "/a/{id}/z", params: { id: { in: "path" } } };
    const sent = client().call(operation, { id: ".." });
    if (name === "fetch") await expect(sent).rejects.toBeInstanceOf(ValidationError);
    else {
      await sent;
      expect(server.last.url).toBe("/a/%2E%2E/z");
    }
  });
});

describe("who makes a transport closes it", () => {
  it("a dispatcher of the user's outlives the client", async () => {
    server.respond = (_, response) => json(response, {});
    const dispatcher = new Agent();
    for (let turn = 0; turn < 2; turn += 1) {
      const client = new Client(apiAt(server.origin), { dispatcher });
      await client.call(GET);
      await client.close();
    }
    expect(dispatcher.destroyed).toBe(false);
    await dispatcher.close();
  });

  it.each([
    ["undici", () => undiciTransport()],
    ["fetch", () => fetchTransport()],
  ])("a transport of the user's outlives the client, whose own calls end: %s", async (_, make) => {
    const transport = make();
    server.respond = () => undefined;
    const first = new Client(apiAt(server.origin), { transport });
    const running = first.call(GET).safe();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await first.close();
    expect(await running).toMatchObject({ ok: false, error: { code: "ABORTED" } });
    server.respond = (_request, response) => json(response, { a: 1 });
    expect(await new Client(apiAt(server.origin), { transport }).call(GET)).toEqual({ a: 1 });
    await transport.close?.();
  });

  it("undici's mocks see the traffic", async () => {
    const dispatcher = new MockAgent();
    dispatcher.disableNetConnect();
    dispatcher
      .get("https://api.example.com")
      .intercept({ path: "/p" })
      .reply(200, { mocked: true }, { headers: { "content-type": "application/json" } });
    expect(await new Client(apiAt("https://api.example.com"), { dispatcher }).call(GET)).toEqual({ mocked: true });
    await dispatcher.close();
  });

  it("fetch and dispatcher exclude each other", () => {
    expect(() => new Client(apiAt(server.origin), { dispatcher: new Agent(), fetch: globalThis.fetch })).toThrow(
      ConfigError,
    );
  });
});
