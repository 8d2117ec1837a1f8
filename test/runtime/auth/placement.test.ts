import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Client, ConfigError, type ApiDefinition, type Operation } from "@sdkwright/runtime";
import { serve, type LoopbackServer } from "./loopback-server.js";

const base: ApiDefinition = { contract: 1, name: "Shop", env: "SHOP", servers: [], schemes: {}, security: [] };
const get: Operation = { id: "getThing", method: "GET", path: "/thing" };

let server: LoopbackServer;
beforeAll(async () => void (server = await serve(() => ({ body: {} }))));
beforeEach(() => void server.received.splice(0));
afterAll(() => server.close());

async function send(api: Partial<ApiDefinition>, auth: unknown, operation = get, options = {}) {
  const client = new Client({ ...base, ...api }, { auth, baseUrl: server.url });
  await client.call(operation, {}, options);
  await client.close();
  return server.received[0]!;
}

const only = (scheme: ApiDefinition["schemes"][string]): Partial<ApiDefinition> => ({
  schemes: { key: scheme },
  security: [{ key: [] }],
});

describe("where a credential goes", () => {
  const cases: [string, { given: [Partial<ApiDefinition>, unknown]; want: Record<string, unknown> }][] = [
    ["bearer", { given: [only({ type: "http", scheme: "bearer" }), "abc"], want: { authorization: "Bearer abc" } }],
    [
      "bearer with a prefix of its own",
      {
        given: [only({ type: "http", scheme: "Bearer", prefix: "Token token=" }), "abc"],
        want: { authorization: "Token token=abc" },
      },
    ],
    [
      "a value that has the prefix already",
      { given: [only({ type: "http", scheme: "bearer" }), "bearer abc"], want: { authorization: "bearer abc" } },
    ],
    [
      "a value with a line break at its end, as files have",
      { given: [only({ type: "http", scheme: "bearer" }), "abc\n"], want: { authorization: "Bearer abc" } },
    ],
    [
      "another scheme of HTTP",
      { given: [only({ type: "http", scheme: "Hoba" }), "abc"], want: { authorization: "Hoba abc" } },
    ],
    [
      "apiKey in a header, with prefix",
      {
        given: [only({ type: "apiKey", in: "header", name: "Authorization", prefix: "SSWS " }), "abc"],
        want: { authorization: "SSWS abc" },
      },
    ],
    [
      "apiKey in a header",
      { given: [only({ type: "apiKey", in: "header", name: "X-API-Key" }), "abc"], want: { "x-api-key": "abc" } },
    ],
    [
      "apiKey in a cookie",
      { given: [only({ type: "apiKey", in: "cookie", name: "session" }), "abc"], want: { cookie: "session=abc" } },
    ],
    [
      "basic, in UTF-8",
      {
        given: [only({ type: "http", scheme: "basic" }), { username: "test", password: "123£" }],
        want: { authorization: "Basic dGVzdDoxMjPCow==" },
      },
    ],
    [
      "basic as one string",
      {
        given: [only({ type: "http", scheme: "basic" }), "Aladdin:open sesame"],
        want: { authorization: "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==" },
      },
    ],
    [
      "basic with a key for a name and no password",
      {
        given: [only({ type: "http", scheme: "basic" }), "sk_test"],
        want: { authorization: `Basic ${btoa("sk_test:")}` },
      },
    ],
    [
      "an access token of OAuth",
      { given: [only({ type: "oauth2", flows: {} }), "abc"], want: { authorization: "Bearer abc" } },
    ],
    ["an API without schemes", { given: [{}, "abc"], want: { authorization: "Bearer abc" } }],
    ["a function", { given: [{}, async () => "abc"], want: { authorization: "Bearer abc" } }],
    [
      "credentials by scheme name",
      {
        given: [
          {
            schemes: { app: { type: "apiKey", in: "header", name: "X-App" }, user: { type: "http", scheme: "bearer" } },
            security: [{ app: [], user: [] }],
          },
          { app: "one", user: "two" },
        ],
        want: { "x-app": "one", authorization: "Bearer two" },
      },
    ],
  ];

  test.each(cases)("%s", async (_title, { given, want }) => {
    const { headers } = await send(...given);
    expect(headers).toMatchObject(want);
  });

  test("apiKey in the query, over a parameter of its name", async () => {
    const scheme = only({ type: "apiKey", in: "query", name: "api key" });
    const operation: Operation = { ...get, path: "/thing", params: { q: { in: "query" }, "api key": { in: "query" } } };
    const client = new Client({ ...base, ...scheme }, { auth: "a&b", baseUrl: server.url });
    await client.call(operation, { q: "x y", "api key": "caller's" });
    expect(server.received[0]!.url).toBe("/thing?q=x%20y&api%20key=a%26b");
  });

  test("apiKey in the path, the server and the body", async () => {
    const api: Partial<ApiDefinition> = {
      schemes: {
        inPath: { type: "apiKey", in: "path", name: "token" },
        inBody: { type: "apiKey", in: "body", name: "/auth/key" },
      },
      security: [{ inPath: [], inBody: [] }],
    };
    const operation: Operation = {
      id: "send",
      method: "POST",
      path: "/bot{token}/send",
      body: { "application/json": "json" },
    };
    const client = new Client(
      { ...base, ...api },
      { auth: { inPath: "12:ab", inBody: "secret" }, baseUrl: server.url },
    );
    await client.call(operation, { body: { text: "hi" } });
    expect(server.received[0]!.url).toMatch(/^\/bot12(:|%3A)ab\/send$/);
    expect(JSON.parse(server.received[0]!.body)).toEqual({ text: "hi", auth: { key: "secret" } });
  });

  test("apiKey in a server variable", async () => {
    const api: ApiDefinition = {
      ...base,
      servers: [{ url: `${server.url}/bot{token}`, variables: { token: { default: "" } } }],
      ...only({ type: "apiKey", in: "server", name: "token" }),
    };
    await new Client(api, { auth: "12ab" }).call(get, {});
    expect(server.received[0]!.url).toBe("/bot12ab/thing");
  });
});

describe("what cannot be sent is said before anything is sent", () => {
  const bearer = only({ type: "http", scheme: "bearer" });
  const cases: [string, { given: [Partial<ApiDefinition>, unknown]; want: RegExp }][] = [
    ["a line break", { given: [bearer, "abc\r\nX-Evil: 1"], want: /line break/ }],
    ["an empty string", { given: [bearer, " "], want: /is empty/ }],
    ["null", { given: [bearer, null], want: /`auth` of Shop is null/ }],
    ["a number", { given: [bearer, 42], want: /`auth` of Shop is 42/ }],
    [
      "what does not fit",
      {
        given: [bearer, { key: { username: "a", password: "b" } }],
        want: /`auth.key`.*`username`, `password`.*bearer/,
      },
    ],
    [
      "a user name with a colon",
      { given: [only({ type: "http", scheme: "basic" }), { username: "a:b", password: "c" }], want: /colon/ },
    ],
    [
      "a semicolon in a cookie",
      { given: [only({ type: "apiKey", in: "cookie", name: "s" }), "a;b"], want: /a cookie cannot carry/ },
    ],
  ];

  test.each(cases)("%s", async (_title, { given, want }) => {
    const failure = await send(...given).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as Error).message).toMatch(want);
    expect(server.received).toEqual([]);
  });
});
