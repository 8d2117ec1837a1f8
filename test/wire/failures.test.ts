import { createServer } from "node:net";
import { inspect } from "node:util";
import {
  AbortedError,
  ApiError,
  AuthenticationError,
  BadRequestError,
  Client,
  ConflictError,
  ConnectionError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  SdkError,
  ServerError,
  TimeoutError,
  UnprocessableEntityError,
  type CallOptions,
  type ClientOptions,
  type Operation,
  type OperationDefinition,
} from "@sdkwright/runtime";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { json, type Responder } from "../support/recording-server.js";
import { apiAt, wire, type Wire } from "../support/wire.js";

let at: Wire;
beforeAll(async () => {
  at = await wire();
});
afterAll(() => at[Symbol.asyncDispose]());

const GET: Operation = { id: "things/get", method: "GET", path: "/things" };

async function failure(
  respond: Responder,
  more: Partial<OperationDefinition> = {},
  options?: CallOptions,
): Promise<SdkError> {
  at.server.respond = respond;
  return caught(at.client.call({ ...GET, ...more } as never, undefined, options));
}

async function caught(promise: PromiseLike<unknown>): Promise<SdkError> {
  const error: unknown = await Promise.resolve(promise).then(
    (value) => new Error(`resolved with ${inspect(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof SdkError)) throw error;
  return error;
}

describe("failed answers", () => {
  it.each([
    [400, BadRequestError, "BAD_REQUEST"],
    [401, AuthenticationError, "AUTHENTICATION"],
    [403, PermissionError, "PERMISSION"],
    [404, NotFoundError, "NOT_FOUND"],
    [409, ConflictError, "CONFLICT"],
    [422, UnprocessableEntityError, "UNPROCESSABLE_ENTITY"],
    [429, RateLimitError, "RATE_LIMIT"],
    [500, ServerError, "SERVER"],
    [503, ServerError, "SERVER"],
    [418, ApiError, "API"],
    [302, ApiError, "API"],
  ])("%i is its own class", async (status, type, code) => {
    const error = await failure((_, response) => json(response, { message: "no" }, status));
    expect(error).toBeInstanceOf(type);
    expect(error).toBeInstanceOf(ApiError);
    expect([error.name, error.code, error.status, error.body]).toEqual([type.name, code, status, { message: "no" }]);
  });

  it("say what happened, where, and what to do, in one line", async () => {
    const error = await failure((_, response) => {
      response.setHeader("x-request-id", "r1");
      json(response, { message: "No such\nthing" }, 404);
    });
    expect(error.message).toBe(
      `things/get: GET ${at.server.origin}/things answered 404: No such thing; check the ids in the path, and whether the credential may see them`,
    );
    expect(error.operationId).toBe("things/get");
    expect([error.method, error.url, error.requestId]).toEqual(["GET", `${at.server.origin}/things`, "r1"]);
    expect(error.attempts).toMatchObject([{ number: 1, status: 404 }]);
    expect(error.elapsedMs).toBeGreaterThan(0);
    expect(error.headers?.["x-request-id"]).toBe("r1");
  });

  it.each<[string, unknown, string]>([
    ["error.message", { error: { message: "m" } }, "m"],
    ["detail", { detail: "m" }, "m"],
    ["title", { title: "m" }, "m"],
    ["errors", { errors: [{ message: "m" }] }, "m"],
    ["error", { error: "m" }, "m"],
    ["nothing known", { x: 1 }, ""],
  ])("find the message in %s", async (_, body, want) => {
    const { message } = await failure((_request, response) => json(response, body, 400));
    expect(message).toBe(
      `things/get: GET ${at.server.origin}/things answered 400${want && `: ${want}`}; check the arguments`,
    );
  });

  it("read message, code and request id where the document says", async () => {
    const errorShape = { message: "/fault/text", code: "/fault/code", requestId: "/fault/id" };
    const body = { message: "not this", fault: { text: "this", code: 17, id: "r9" } };
    const error = (await failure((_, response) => json(response, body, 400), { errorShape })) as ApiError;
    expect([error.message.includes(": this;"), error.apiCode, error.requestId]).toEqual([true, "17", "r9"]);
  });

  it.each<[string, string | undefined, string, unknown]>([
    ["text", "text/html", "<h1>Bad Gateway</h1>", "<h1>Bad Gateway</h1>"],
    ["JSON under another type", "text/plain", '{"a":1}', { a: 1 }],
    ["JSON without a type", undefined, '{"a":1}', { a: 1 }],
    ["cut-off JSON", "application/json", '{"a":', '{"a":'],
    ["nothing", "application/json", "", undefined],
  ])("keep the status whatever the body is: %s", async (_, type, text, want) => {
    const error = await failure(
      (_request, response) => void response.writeHead(502, type ? { "content-type": type } : {}).end(text),
    );
    expect([error.status, error.body]).toEqual([502, want]);
  });

  it("a success that says it failed is an ApiError", async () => {
    const flag = { failure: { pointer: "/ok", equals: [false] } };
    const error = (await failure(
      (_, response) => json(response, { ok: false, error: "not_authed" }),
      flag,
    )) as ApiError;
    expect(error).toBeInstanceOf(ApiError);
    expect([error.status, error.body]).toEqual([200, { ok: false, error: "not_authed" }]);
    at.server.respond = (_, response) => json(response, { ok: true });
    expect(await at.client.call({ ...GET, ...flag })).toEqual({ ok: true });
  });

  it("a success that holds what only failed answers hold is an ApiError", async () => {
    const flag = { failure: { pointer: "/Note", equals: [], present: ["/Note", "/Error Message"] } };
    const body = { "Error Message": "Invalid API call." };
    const error = (await failure((_, response) => json(response, body), flag)) as ApiError;
    expect([error.status, error.body]).toEqual([200, body]);
    for (const nothing of [{ data: 1 }, { data: 1, Note: "" }, { data: 1, Note: null }]) {
      at.server.respond = (_, response) => json(response, nothing);
      expect(await at.client.call({ ...GET, ...flag })).toEqual(nothing);
    }
  });

  it("safe() gives them as values", async () => {
    at.server.respond = (_, response, turn) => json(response, { turn }, turn % 2 === 0 ? 200 : 404);
    const results = [await at.client.call(GET).safe(), await at.client.call(GET).safe()].toSorted((a) =>
      a.ok ? -1 : 1,
    );
    expect(results).toMatchObject([
      { ok: true, data: {}, response: { status: 200 } },
      { ok: false, error: { status: 404 } },
    ]);
  });

  it("name when to come back", async () => {
    const error = await failure((_, response) => {
      response.setHeader("retry-after", "86400");
      json(response, {}, 429);
    });
    expect(error.retryAt!.valueOf() - Date.now()).toBeGreaterThan(86_000_000);
  });
});

const silence: Responder = () => undefined;
const stalls: Responder = (_, response) =>
  void response.writeHead(200, { "content-type": "application/json" }).write('{"a":');

describe("time", () => {
  it.each<[string, Responder, CallOptions, string]>([
    ["headers", silence, { timeout: 100 }, "headers"],
    ["headers alone", silence, { timeout: { headers: 100 } }, "headers"],
    ["body", stalls, { timeout: { body: 100 } }, "body"],
    ["deadline before the headers", silence, { deadline: 100 }, "deadline"],
    ["deadline within the body", stalls, { deadline: 100 }, "deadline"],
  ])("%s", async (_, respond, options, kind) => {
    const error = (await failure(respond, {}, options)) as TimeoutError;
    expect(error).toBeInstanceOf(TimeoutError);
    expect([error.kind, error.code]).toEqual([kind, "TIMEOUT"]);
  });

  it("connect, TLS included", async () => {
    const mute = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => mute.once("listening", resolve));
    const url = `https://127.0.0.1:${(mute.address() as { port: number }).port}`;
    const client = new Client(apiAt(url), { retry: 0, timeouts: { connect: 100 } });
    const error = (await caught(client.call({ ...GET, method: "POST" }))) as TimeoutError;
    await client.close();
    mute.close();
    expect([error.name, error.kind]).toEqual(["TimeoutError", "connect"]);
  });

  it("the caller's signal and the timeouts hold together: whichever is first", async () => {
    const first = await failure(silence, {}, { signal: AbortSignal.timeout(50), timeout: 5000 });
    expect(first).toBeInstanceOf(AbortedError);
    const second = await failure(silence, {}, { signal: AbortSignal.timeout(5000), timeout: 50 });
    expect(second).toBeInstanceOf(TimeoutError);
    const third = await failure(silence, {}, { signal: AbortSignal.timeout(5000), deadline: 50 });
    expect((third as TimeoutError).kind).toBe("deadline");
  });

  it.each<[string, Responder]>([
    ["before the headers", silence],
    ["within the body", stalls],
  ])("abort ends a call at once, %s", async (_, respond) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("changed my mind")), 50);
    const error = await failure(respond, {}, { signal: controller.signal });
    expect(error).toBeInstanceOf(AbortedError);
    expect((error.cause as Error).message).toBe("changed my mind");
  });

  it("a signal that is aborted already sends nothing", async () => {
    const before = at.server.requests.length;
    expect(await failure(silence, {}, { signal: AbortSignal.abort() })).toBeInstanceOf(AbortedError);
    expect(at.server.requests.length).toBe(before);
  });

  it("leaves nothing on the caller's signal", async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners += 1;
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners -= 1;
      removeEventListener.apply(signal, args);
    };
    at.server.respond = (_, response) => json(response, {});
    await at.client.call(GET, undefined, { signal, deadline: 1000 });
    await (await at.client.call(GET, undefined, { signal }).raw()).text();
    await new Response((await at.client.call(GET, undefined, { signal }).raw()).body).text();
    await (await at.client.call(GET, undefined, { signal }).raw()).cancel();
    await failure((_, response) => json(response, {}, 404), {}, { signal });
    expect(listeners).toBe(0);
  });
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("the network", () => {
  it.each<[string, () => Promise<string>, RegExp]>([
    [
      "nobody listens",
      async () => `http://127.0.0.1:${await closedPort()}`,
      /not sent\): nothing listens there; check baseUrl and the port \[ECONNREFUSED\]/,
    ],
    [
      "no such host",
      async () => "http://no-such-host.invalid",
      /not sent\): the (host name does not resolve|DNS did not answer)/,
    ],
  ])("%s: provably not sent", async (_, url, message) => {
    const client = new Client(apiAt(await url()), { retry: 0 });
    const error = (await caught(client.call({ ...GET, method: "POST" }))) as ConnectionError;
    await client.close();
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.sent).toBe("no");
    expect(error.message).toMatch(message);
  });

  it("a reset after the request was read: maybe sent", async () => {
    at.server.respond = (_, response) => void response.destroy();
    const error = (await caught(at.client.call(GET))) as ConnectionError;
    expect(error).toBeInstanceOf(ConnectionError);
    expect([error.sent, error.attempts[0]?.error]).toEqual(["maybe", "CONNECTION"]);
  });

  it("what is no HTTP is an error of ours", async () => {
    const server = createServer((socket) => void socket.end("hello\r\n\r\n")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const client = new Client(apiAt(`http://127.0.0.1:${(server.address() as { port: number }).port}`), { retry: 0 });
    expect(await caught(client.call(GET))).toBeInstanceOf(ConnectionError);
    await client.close();
    server.close();
  });
});

describe("secrets", () => {
  const TOKEN = "tok_5ecret/+value";
  const options: ClientOptions = {
    headers: { "X-Api-Key": "key-5ecret", Authorization: `Bearer ${TOKEN}`, cookie: "sid=cookie-5ecret" },
    retry: 0,
  };
  const operation: OperationDefinition = { ...GET, params: { access_token: { in: "query" }, page: { in: "query" } } };

  async function everything(respond: Responder, more: ClientOptions = {}): Promise<{ error: SdkError; text: string }> {
    at.server.respond = respond;
    const client = new Client(apiAt(at.server.origin), { ...options, ...more });
    const params = { access_token: "query-5ecret", page: 2 };
    const error = await caught(client.call(operation as never, params as never));
    const text = [
      error.message,
      error.stack,
      JSON.stringify(error),
      inspect(error, { depth: 9, showHidden: true }),
      String(error),
      inspect(client, { depth: 9, showHidden: true }),
      JSON.stringify(client),
    ].join("\n");
    await client.close();
    return { error, text };
  }

  it.each<[string, Responder, ClientOptions?]>([
    [
      "an answer that repeats them",
      ({ url, headers }, response) => {
        response.setHeader("set-cookie", `sid=${headers.cookie}`);
        response.setHeader("x-echo", String(headers["x-api-key"]));
        json(
          response,
          {
            message: `Bad ${headers.authorization} ${headers["x-api-key"]} ${headers.cookie} ${url}`,
            nested: [{ key: headers["x-api-key"] }],
          },
          400,
        );
      },
    ],
    ["a connection that breaks", (_, response) => void response.destroy()],
    ["a timeout", () => undefined, { timeouts: { headers: 100 } }],
    [
      "a redirect to nowhere",
      (_, response) => void response.writeHead(302, { location: "ftp://u:pw-5ecret@x/?k=5ecret" }).end(),
    ],
    [
      "HTML",
      ({ headers }, response) =>
        void response.writeHead(200, { "content-type": "text/html" }).end(`<b>${headers.authorization}`),
    ],
  ])("stand in nothing that is printed: %s", async (_, respond, more) => {
    const { text, error } = await everything(respond, more);
    expect(text).not.toContain("5ecret");
    expect(error.url).toBe(`${at.server.origin}/things?access_token=[redacted]&page=2`);
  });

  it("the body itself is as the server sent it", async () => {
    const { error } = await everything(({ headers }, response) => json(response, { key: headers["x-api-key"] }, 400));
    expect(error.body).toEqual({ key: "key-5ecret" });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ body: { key: "[redacted]" } });
  });
});

describe("the class of an error", () => {
  it("is known across two copies of the runtime", async () => {
    vi.resetModules();
    const copy = await import("../../runtime/src/errors/index.js");
    const foreign = new copy.NotFoundError("x", { status: 404, body: undefined });
    expect(copy.NotFoundError).not.toBe(NotFoundError);
    expect(foreign).toBeInstanceOf(NotFoundError);
    expect(foreign).toBeInstanceOf(ApiError);
    expect(foreign).toBeInstanceOf(SdkError);
    expect(foreign).not.toBeInstanceOf(ConflictError);
  });

  it("can be made a subclass of", () => {
    class Mine extends ApiError {}
    const other = new ApiError("x", { status: 400, body: undefined });
    expect(other).not.toBeInstanceOf(Mine);
    const mine = new Mine("x", { status: 400, body: undefined });
    expect(mine).toBeInstanceOf(Mine);
    expect(mine).toBeInstanceOf(SdkError);
    expect([null, undefined, 1, "x", {}].some((value) => value instanceof SdkError)).toBe(false);
  });
});
