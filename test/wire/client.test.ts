import {
  AbortedError,
  ApiError,
  Client,
  ConfigError,
  type ApiPromise,
  type ClientOptions,
  type HttpRequest,
  type Operation,
  type ServerSpec,
} from "@sdkwright/runtime";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { json, RecordingServer } from "../support/recording-server.js";
import { apiAt, wire, type Wire } from "../support/wire.js";

let at: Wire;
let other: RecordingServer;
beforeAll(async () => {
  at = await wire({ basePath: "/v1/" });
  other = await RecordingServer.start();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});
afterEach(() => {
  delete process.env["SDKWRIGHT_TEST_BASE_URL"];
});

const GET = { id: "things/get", method: "GET", path: "/things" };

/** Calls with a client of its own and gives the URL that was asked for. */
async function asked(
  servers: ServerSpec[],
  options: ClientOptions = {},
  operation: object = GET,
  call: object = {},
): Promise<string> {
  const requests: HttpRequest[] = [];
  const transport = {
    send: async (request: HttpRequest) => (requests.push(request), { status: 204, headers: {}, body: null, url: "" }),
  };
  const client = new Client({ ...apiAt(""), servers }, { transport, ...options });
  await client.call(operation as never, undefined, call);
  return requests[0]!.origin + requests[0]!.path;
}

describe("where a call goes", () => {
  const regional: ServerSpec = {
    url: "https://{region}.example.com:{port}/{base}",
    variables: { region: { default: "eu", enum: ["eu", "us"] }, port: { default: "443" }, base: { default: "v2" } },
  };
  const servers: ServerSpec[] = [
    { url: "https://api.example.com/v1/" },
    { url: "https://sandbox.example.com", name: "sandbox" },
    regional,
  ];

  it.each<[string, { given: [ClientOptions, (string | undefined)?, object?]; want: string }]>([
    ["the first server", { given: [{}], want: "https://api.example.com/v1/things" }],
    ["a server by name", { given: [{ server: "sandbox" }], want: "https://sandbox.example.com/things" }],
    [
      "a server by index, with the defaults of its variables",
      { given: [{ server: 2 }], want: "https://eu.example.com/v2/things" },
    ],
    ["a server by its URL", { given: [{ server: "https://{region}" }], want: "https://eu.example.com/v2/things" }],
    [
      "values of variables",
      {
        given: [{ server: 2, serverVariables: { region: "us", port: "8443", base: "a/b" } }],
        want: "https://us.example.com:8443/a/b/things",
      },
    ],
    ["baseUrl", { given: [{ baseUrl: "https://x.example/base/" }], want: "https://x.example/base/things" }],
    [
      "baseUrl as URL, with a query of its own",
      { given: [{ baseUrl: new URL("https://x.example?v=1") }], want: "https://x.example/things?v=1" },
    ],
    ["the environment", { given: [{}, "https://env.example/e"], want: "https://env.example/e/things" }],
    [
      "baseUrl before the environment",
      { given: [{ baseUrl: "https://x.example" }, "https://env.example/e"], want: "https://x.example/things" },
    ],
    [
      "a server that was asked for before the environment",
      { given: [{ server: "sandbox" }, "https://env.example/e"], want: "https://sandbox.example.com/things" },
    ],
    ["an empty variable is none", { given: [{}, ""], want: "https://api.example.com/v1/things" }],
    [
      "the call's own server",
      {
        given: [{ baseUrl: "https://x.example" }, undefined, { server: "sandbox" }],
        want: "https://sandbox.example.com/things",
      },
    ],
    [
      "the call's own URL",
      { given: [{}, undefined, { server: new URL("https://y.example/z") }], want: "https://y.example/z/things" },
    ],
  ])("%s", async (_, { given: [options, env, call], want }) => {
    if (env !== undefined) process.env["SDKWRIGHT_TEST_BASE_URL"] = env;
    expect(await asked(servers, options, GET, call)).toBe(want);
  });

  it.each<[string, { given: [ServerSpec[], ClientOptions]; want: RegExp }]>([
    [
      "no server",
      {
        given: [[], {}],
        want: /Test: the document names no server; pass the option baseUrl or set SDKWRIGHT_TEST_BASE_URL/,
      },
    ],
    [
      "a relative server",
      {
        given: [[{ url: "/api/v3" }], {}],
        want: /server "\/api\/v3" is relative .* pass the option baseUrl or set SDKWRIGHT_TEST_BASE_URL/,
      },
    ],
    [
      "an unknown server",
      {
        given: [servers, { server: "prod" }],
        want: /no server "prod"; there is 0 \(https:\/\/api\.example\.com\/v1\/\), 1 "sandbox"/,
      },
    ],
    [
      "a value that is not allowed",
      {
        given: [[regional], { serverVariables: { region: "mars" } }],
        want: /\{region\} .* is one of eu, us, not "mars"/,
      },
    ],
    [
      "a variable without a value",
      {
        given: [[{ url: "https://{tenant}.example.com" }], {}],
        want: /needs a value for \{tenant\}; pass serverVariables/,
      },
    ],
    [
      "no URL",
      { given: [[], { baseUrl: "api.example.com" }], want: /baseUrl is no URL: "api\.example\.com"; give it whole/ },
    ],
    ["another protocol", { given: [[], { baseUrl: "ftp://api.example.com" }], want: /not an http or https URL/ }],
    [
      "a password in it",
      {
        given: [[], { baseUrl: "https://user:pw-5ecret@api.example.com" }],
        want: /holds a user name or password; pass them in the option auth$/,
      },
    ],
  ])("%s is a ConfigError that says so", async (_, { given: [list, options], want }) => {
    const error: unknown = await asked(list, options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(want);
  });

  it("credentials go to an operation's own host, and to no other", async () => {
    const seen: (string | undefined)[] = [];
    const transport = {
      send: async ({ origin, headers }: HttpRequest) => (
        seen.push(`${origin} ${headers["authorization"]}`),
        { status: 204, headers: {}, body: null, url: "" }
      ),
    };
    const api = apiAt("https://api.example.com", {
      schemes: { bearer: { type: "http", scheme: "bearer" } },
      security: [{ bearer: [] }],
    });
    const client = new Client(api, { transport, auth: "t" });
    await client.call({ ...GET, servers: [{ url: "https://files.example.com" }] });
    await client.call({ ...GET, path: "https://Whole.example/a" });
    expect(seen).toEqual(["https://files.example.com Bearer t", "https://whole.example Bearer t"]);
  });

  it("checks that nothing is there to make are refused", async () => {
    await expect(asked([{ url: "https://h" }], { validate: "strict" }, GET)).rejects.toThrow(
      /the option validate needs schemas/,
    );
    await expect(asked([{ url: "https://h" }], {}, GET, { validate: { requests: "strict" } })).rejects.toThrow(
      ConfigError,
    );
    expect(await asked([{ url: "https://h" }], { validate: "off" }, GET, { validate: "off" })).toBe("https://h/things");
  });

  it("an operation's own server stands beside baseUrl; a relative one stands on it", async () => {
    const own = { ...GET, servers: [{ url: "https://files.example.com" }] };
    expect(await asked(servers, { baseUrl: "https://x.example" }, own)).toBe("https://files.example.com/things");
    const relative = { ...GET, servers: [{ url: "/files" }] };
    expect(await asked(servers, { baseUrl: "https://x.example/base" }, relative)).toBe(
      "https://x.example/files/things",
    );
    expect(await asked(servers, {}, { ...GET, path: "https://whole.example/a/b" })).toBe("https://whole.example/a/b");
  });
});

describe("operationServers", () => {
  const servers: ServerSpec[] = [{ url: "https://api.example.com/v1" }];
  const upload = { ...GET, servers: [{ url: "https://{region}.files.example.com/v2", name: "files" }] };
  const whole = { ...GET, path: "https://whole.example/a/b" };
  const relative = { ...GET, servers: [{ url: "/v3" }] };
  const mock = "http://127.0.0.1:4010/mock";

  it.each<[string, { given: [ClientOptions, object?]; want: string }]>([
    ["one for all", { given: [{ operationServers: mock }, upload], want: `${mock}/things` }],
    ["one for all, paths with a host too", { given: [{ operationServers: mock }, whole], want: `${mock}/a/b` }],
    ["by name", { given: [{ operationServers: { files: new URL(mock) } }, upload], want: `${mock}/things` }],
    [
      "by a beginning of the URL",
      { given: [{ operationServers: { "https://whole.": mock } }, whole], want: `${mock}/a/b` },
    ],
    [
      "another server's is not this one's",
      { given: [{ operationServers: { files: mock } }, whole], want: "https://whole.example/a/b" },
    ],
    [
      "operations without a server of their own stay with the API's",
      { given: [{ operationServers: mock }], want: "https://api.example.com/v1/things" },
    ],
    [
      "relative servers stand on baseUrl",
      {
        given: [{ operationServers: mock, baseUrl: "https://x.example" }, relative],
        want: "https://x.example/v3/things",
      },
    ],
  ])("%s", async (_, { given: [options, operation], want }) => {
    expect(await asked(servers, options, operation)).toBe(want);
  });

  it("the call's own server wins, over a host in the path too", async () => {
    expect(await asked(servers, { operationServers: mock }, whole, { server: "https://y.example" })).toBe(
      "https://y.example/a/b",
    );
  });

  it("gets credentials, as what the user names does", async () => {
    const api = apiAt("https://api.example.com", {
      schemes: { bearer: { type: "http", scheme: "bearer" } },
      security: [{ bearer: [] }],
    });
    const client = new Client(api, { auth: "t", operationServers: other.origin });
    await client.call({ ...upload, servers: [{ url: "https://files.example.com" }] });
    await client.close();
    expect(other.last.headers["authorization"]).toBe("Bearer t");
  });

  it("that is no URL fails the first call, whichever it is", async () => {
    await expect(asked(servers, { operationServers: { files: "localhost:4010" } })).rejects.toThrow(
      'The option operationServers is not an http or https URL: "localhost:4010"; write http://localhost:4010',
    );
  });
});

describe("options that cannot be", () => {
  const servers: ServerSpec[] = [{ url: "https://api.example.com" }];

  it.each<[string, object, string]>([
    [
      "another SDK's spelling",
      { baseURL: "http://localhost" },
      'Test: there is no option "baseURL"; did you mean "baseUrl"?',
    ],
    ["another SDK's word", { apiKey: "k" }, 'did you mean "auth"?'],
    ["one letter too few", { timeout: 5 }, 'did you mean "timeouts"?'],
    ["nothing like any", { wibble: 1 }, 'Test: there is no option "wibble"'],
    ["a bound that is text", { timeouts: { headers: "5s" } }, 'timeouts.headers is "5s": it has to be milliseconds'],
    ["a bound that no timer can keep", { deadline: Infinity }, "deadline is Infinity: it has to be milliseconds"],
    ["one bound for several", { timeouts: 5000 }, "timeouts is 5000: it has to be an object"],
    ["a negative bound", { timeouts: { idle: -1 } }, "timeouts.idle is -1"],
    ["bytes that are none", { maxResponseBytes: Number.NaN }, "maxResponseBytes is NaN"],
    ["a slip of the finger", { headres: {} }, 'did you mean "headers"?'],
    [
      "another word within an option",
      { validate: { answers: "strict" } },
      'Test: there is no option "validate.answers"; did you mean "validate.responses"?',
    ],
    ["a slip two levels down", { retry: { budget: { tokns: 5 } } }, 'did you mean "retry.budget.tokens"?'],
    [
      "a word like none",
      { timeouts: { wibble: 5 } },
      'Test: there is no option "timeouts.wibble"; there is connect, headers, body, idle',
    ],
    ["an unknown one of tls", { tls: { certificate: "c" } }, "there is cert, key, pfx, passphrase, ca"],
    ["half a retry", { retry: { retries: 1.5 } }, "retry.retries is 1.5: it has to be a whole number, 0 or more"],
    ["a factor that is none", { throttle: { adaptive: { decrease: 2 } } }, "throttle.adaptive.decrease is 2"],
    ["a number for an object", { throttle: 5 }, "throttle is 5: it has to be false, or an object, such as"],
    ["null", { cache: null }, "cache is null: it has to be true or false, or an object"],
    ["a store that is none", { cache: { store: {} } }, "cache.store is an object: it has to be a store of answers"],
    ["a lifetime below nothing", { cache: { ttl: -1 } }, "cache.ttl is -1: it has to be a number of milliseconds"],
    ["a word of fetch", { redirect: "follow" }, 'redirect is "follow": it has to be false, or an object'],
    ["a proxy by its URL", { proxy: "http://user:pass@p:1" }, "proxy is text: it has to be false, or left out"],
    ["one middleware, not a list", { middleware: () => undefined }, "middleware is a function: it has to be a list"],
    ["a hook that is no function", { onRetry: true }, "onRetry is true: it has to be a function"],
    ["a logger without levels", { logger: console.log }, "logger is a function: it has to be a logger"],
    [
      "headers that are text",
      { headers: "x-a: 1" },
      "headers is text: it has to be an object, a list of pairs or Headers",
    ],
    ["a header that is an object", { headers: { "x-a": {} } }, "headers is an object: it has to be"],
  ])("of a client: %s", async (_, options, message) => {
    const error: unknown = await asked(servers, options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ operationId: "things/get", message: expect.stringContaining(message) });
  });

  it.each<[string, object, string]>([
    ["a misspelt one", { headrs: {} }, 'things/get: there is no option "headrs"'],
    ["the client's word", { timeouts: { body: 1 } }, 'did you mean "timeout"?'],
    ["a bound that no timer can keep", { timeout: 2 ** 31 }, "timeout is 2147483648"],
    ["a bound of one kind", { timeout: { body: Number.NaN } }, "timeout.body is NaN"],
    ["a bound of connections, which calls share", { timeout: { connect: 5 } }, 'there is no option "timeout.connect"'],
    ["null for a bound", { timeout: null }, "timeout is null: it has to be milliseconds"],
    [
      "a controller for its signal",
      { signal: new AbortController() },
      "signal is an object: it has to be an AbortSignal",
    ],
    ["a store of the call's own", { cache: { store: new Map() } }, 'there is no option "cache.store"'],
    ["no pages", { maxPages: 0 }, "maxPages is 0: it has to be a whole number, 1 or more"],
    ["a word that paging has not", { recheck: "sometimes" }, 'it has to be "on-change", "always" or "never"'],
    ["a key that is no text", { idempotencyKey: 5 }, "idempotencyKey is 5: it has to be text that is not empty"],
    ["an empty key", { idempotencyKey: "" }, 'idempotencyKey is "": it has to be text that is not empty'],
  ])("of a call: %s", async (_, options, message) => {
    const error: unknown = await asked(servers, {}, GET, options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ operationId: "things/get", message: expect.stringContaining(message) });
  });

  it.each<[string, object]>([
    ["null", { retry: null }],
    ["statuses that are no list", { retry: { statuses: 500 } }],
    ["methods that are no text", { retry: { methods: [1] } }],
    ["headers that are no pairs", { headers: ["x-a"] }],
  ])("never ends in a TypeError: %s", async (_, options) => {
    await expect(asked(servers, options)).rejects.toBeInstanceOf(ConfigError);
  });

  it("what is not shown: a value that may be a secret", async () => {
    const error: unknown = await asked(servers, { retry: "ghp_0123456789abcdef" } as object).catch((caught) => caught);
    expect(error).toMatchObject({ message: expect.stringMatching(/^retry is text: it has to be true or false, or/) });
  });

  it("null for all arguments or all options is as good as left out", async () => {
    const client = new Client(apiAt(other.origin), null as never);
    await client.call(GET, null as never, null as never);
    await client.close();
    expect(other.last.url).toBe("/things");
  });

  it("undefined is as good as left out", async () => {
    expect(await asked(servers, { wibble: undefined, deadline: undefined } as object, GET, { wobble: undefined })).toBe(
      "https://api.example.com/things",
    );
  });
});

describe("headers", () => {
  const operation = { ...GET, params: { "X-Param": { in: "header" } } };

  async function headers(client: ClientOptions["headers"], call: ClientOptions["headers"], param?: string) {
    const made = new Client(apiAt(other.origin), { headers: client });
    await made.call(operation as never, { "X-Param": param } as never, { headers: call });
    await made.close();
    return other.last.headers;
  }

  it("are taken from objects, pairs and Headers", async () => {
    expect((await headers({ "X-A": 1 }, [["x-b", "2"]]))["x-a"]).toBe("1");
    expect((await headers(new Headers({ "x-a": "1" }), new Headers({ "x-b": "2" })))["x-b"]).toBe("2");
    expect((await headers([["x-a", "1"]], { "x-b": true }))["x-b"]).toBe("true");
  });

  it("of the call win over parameters, those over the client's, those over ours", async () => {
    const given = { "x-param": "client", accept: "text/csv" };
    expect(await headers(given, undefined)).toMatchObject({ "x-param": "client", accept: "text/csv" });
    expect(await headers(given, undefined, "param")).toMatchObject({ "x-param": "param" });
    expect(await headers(given, { "X-PARAM": "call" }, "param")).toMatchObject({ "x-param": "call" });
  });

  it("that an operation states are sent, unless its body, the client or the call has others", async () => {
    const stated = { accept: "application/vnd.shop+json;version=2", "content-type": "application/json" };
    const versioned = { ...GET, method: "POST", headers: stated, body: { "text/plain": "text" } } as never;
    const made = new Client(apiAt(other.origin), { headers: { "x-a": "1" } });
    await made.call(versioned, {} as never);
    expect(other.last.headers).toMatchObject({ ...stated, "x-a": "1" });
    await made.call(versioned, { body: "text" } as never, { headers: { accept: "text/csv" } });
    expect(other.last.headers).toMatchObject({ accept: "text/csv", "content-type": "text/plain" });
    await made.close();
  });

  it("are taken away by undefined", async () => {
    const arrived = await headers({ "x-a": "1" }, { "x-a": undefined, "user-agent": undefined });
    expect([arrived["x-a"], arrived["user-agent"]]).toEqual([undefined, undefined]);
  });

  it("that no header can be are refused", async () => {
    expect(() => new Client(apiAt(other.origin), { headers: { "a b": "1" } })).toThrow(ConfigError);
    await expect(headers(undefined, { "x-a": "1\r\nx-b: 2" })).rejects.toThrow(/line break/);
  });

  it("name us and the API", async () => {
    expect((await headers(undefined, undefined))["user-agent"]).toBe("Test sdkwright/0.1.0");
    const client = new Client(apiAt(other.origin), { userAgent: "my-app/1.0" });
    await client.call(GET);
    await client.close();
    expect(other.last.headers["user-agent"]).toBe("my-app/1.0 Test sdkwright/0.1.0");
  });
});

describe("redirects", () => {
  const SECRETS = {
    authorization: "Bearer t",
    "x-api-key": "k",
    cookie: "s=1",
    "x-custom": "c",
    accept: "application/json",
  };

  async function redirected(
    status: number,
    location: string | string[],
    method = "GET",
    options: ClientOptions = {},
    body?: unknown,
  ) {
    at.server.respond = ({ url }, response) => {
      if (url.startsWith("/v1/start")) response.setHeader("location", location).writeHead(status).end("moved");
      else json(response, { from: url });
    };
    const client = new Client(apiAt(`${at.server.origin}/v1`), { retry: 0, headers: SECRETS, ...options });
    const operation = { id: "op", method, path: "/start", body: { "application/json": "json", "*/*": "binary" } };
    try {
      const params = body === undefined ? {} : { body, ...(body instanceof ReadableStream && { contentType: "x/y" }) };
      return await client.call(operation as never, params as never).withResponse();
    } finally {
      await client.close();
    }
  }

  it.each([301, 302, 303, 307, 308])(
    "%i within the origin keeps credentials and gives the final address",
    async (status) => {
      const { data, response } = await redirected(status, "../end?x=1#part");
      expect([data, response.url, response.attempts]).toEqual([{ from: "/end?x=1" }, `${at.server.origin}/end?x=1`, 1]);
      expect(at.server.last.headers).toMatchObject(SECRETS);
    },
  );

  it("a place that is not ASCII is UTF-8", async () => {
    const { data } = await redirected(302, Buffer.from("/é x").toString("latin1"));
    expect(data).toEqual({ from: "/%C3%A9%20x" });
    const old = await redirected(302, "/\xe9");
    expect(old.data).toEqual({ from: "/%C3%A9" });
  });

  it("of two places the first one counts", async () => {
    expect((await redirected(302, ["/one", "/two"])).data).toEqual({ from: "/one" });
  });

  it.each([302, 307])("%i to another origin takes no credential along", async (status) => {
    other.requests.length = 0;
    await redirected(status, `${other.origin}/end`);
    const { headers } = other.last;
    expect(headers).toMatchObject({ accept: "application/json" });
    expect([headers.authorization, headers["x-api-key"], headers.cookie, headers["x-custom"]]).toEqual(
      Array(4).fill(undefined),
    );
  });

  it.each([
    [301, "POST", "GET", ""],
    [302, "POST", "GET", ""],
    [303, "POST", "GET", ""],
    [303, "PUT", "GET", ""],
    [303, "HEAD", "HEAD", ""],
    [302, "PUT", "PUT", '{"a":1}'],
    [307, "POST", "POST", '{"a":1}'],
    [308, "PATCH", "PATCH", '{"a":1}'],
  ])("%i of %s is sent on as %s", async (status, method, want, body) => {
    await redirected(status, "/end", method, {}, method === "HEAD" ? undefined : { a: 1 });
    expect([at.server.last.method, at.server.last.body.toString()]).toEqual([want, body]);
    expect(at.server.last.headers["content-type"]).toBe((body && "application/json") || undefined);
  });

  it.each<[string, number, string, RegExp, unknown?]>([
    ["endless ones", 302, "/v1/start?again", /more than 10 redirects/],
    ["other protocols", 302, "file:///etc/passwd", /leads to file:/],
    ["no URL", 302, "http://", /its Location is no URL/],
    ["a stream that is gone", 307, "/end", /the body is a stream/, "stream"],
  ])("refuse %s", async (_, status, location, message, body) => {
    const sent = body === "stream" ? new Blob(["x"]).stream() : undefined;
    const error: unknown = await redirected(status, location, "POST", {}, sent).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).message).toMatch(message);
    expect((error as ApiError).status).toBe(status);
  });

  it("are not followed where that is switched off", async () => {
    await expect(redirected(302, "/end", "GET", { redirect: false })).rejects.toThrow(/answered 302 to \/end/);
    await expect(redirected(302, "/v1/start?1", "GET", { redirect: { limit: 2 } })).rejects.toThrow(
      /more than 2 redirects/,
    );
  });

  it("never lead from https to http", async () => {
    const transport = {
      send: async (request: HttpRequest) => ({
        status: 302,
        headers: { location: "http://api.example.com/" },
        body: null,
        url: request.path,
      }),
    };
    const client = new Client(apiAt("https://api.example.com"), { transport });
    await expect(client.call(GET)).rejects.toThrow(/leads from https to http/);
  });
});

describe("middleware", () => {
  it("runs once per call outside, once per attempt inside, and may change what passes", async () => {
    const seen: string[] = [];
    const client = new Client(apiAt(other.origin), {
      retry: { retries: 1, baseDelay: 1 },
      middleware: [
        async (request, next) => {
          seen.push("call");
          const response = await next({ ...request, path: `${request.path}?from=middleware` });
          return { ...response, headers: { ...response.headers, "x-request-id": "mine" } };
        },
      ],
      attemptMiddleware: [
        (request, next) => (
          seen.push("attempt"),
          next({ ...request, headers: { ...request.headers, "x-try": String(seen.length) } })
        ),
      ],
    });
    const begin = other.requests.length;
    other.respond = (_, response, turn) => json(response, {}, turn === begin ? 503 : 200);
    const { response } = await client.call(GET).withResponse();
    other.respond = (_, response) => json(response, {});
    await client.close();
    expect(seen).toEqual(["call", "attempt", "attempt"]);
    expect([response.requestId, response.attempts]).toEqual(["mine", 2]);
    expect([other.last.url, other.last.headers["x-try"]]).toEqual(["/things?from=middleware", "3"]);
  });
});

describe("the end of a client", () => {
  it("aborts what runs, refuses what comes, and leaves no socket", async () => {
    const server = await RecordingServer.start((_, response, turn) => (turn === 0 ? json(response, {}) : undefined));
    const client = new Client(apiAt(server.origin), { retry: 0 });
    await client.call(GET);
    const running = client.call(GET).safe();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await client.close();
    expect(await running).toMatchObject({ ok: false, error: { code: "ABORTED" } });
    expect(await client.call(GET).safe()).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/its client is closed; make a new client/) as unknown },
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(server.openSockets).toBe(0);
    await server[Symbol.asyncDispose]();
  });

  it("ends waits between attempts", async () => {
    const server = await RecordingServer.start(
      (_, response) => void response.writeHead(503, { "retry-after": "30" }).end(),
    );
    const client = new Client(apiAt(server.origin));
    const running = client.call(GET).safe();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await client.close();
    const result = await running;
    expect(result.ok ? undefined : result.error).toBeInstanceOf(AbortedError);
    await server[Symbol.asyncDispose]();
  });

  it("is safe to ask for twice", async () => {
    const client = new Client(apiAt(other.origin));
    await client.close();
    await client.close();
  });

  it("takes many calls under one signal without a word of a leak", async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error): void => void warnings.push(warning);
    process.on("warning", listen);
    const { signal } = new AbortController();
    const client = new Client(apiAt(other.origin));
    await Promise.all(Array.from({ length: 40 }, () => client.call(GET, undefined, { signal, deadline: 5000 })));
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", listen);
    await client.close();
    expect(warnings).toEqual([]);
  });

  it("shows no key in the URL that answered", async () => {
    const scheme = { type: "apiKey", in: "query", name: "api_key" } as const;
    const client = new Client(apiAt(other.origin, { schemes: { key: scheme }, security: [{ key: [] }] }), {
      auth: "5ecret-key",
    });
    const { response } = await client.call(GET).withResponse();
    await client.close();
    expect(other.last.url).toBe("/things?api_key=5ecret-key");
    expect(response.url).toBe(`${other.origin}/things`);
  });

  it("keeps connections until then, and reuses them", async () => {
    const server = await RecordingServer.start((_, response, turn) => json(response, {}, turn % 3 === 2 ? 404 : 200));
    const client = new Client(apiAt(server.origin), { retry: 0 });
    for (let turn = 0; turn < 30; turn += 1) await client.call(GET).safe();
    expect(server.requests.length).toBe(30);
    // undici opens a second one while the first is being checked for reuse.
    expect(server.connections).toBeLessThanOrEqual(2);
    await client.close();
    await server[Symbol.asyncDispose]();
  });
});

describe("a call is sent once", () => {
  it.each<[string, (call: ApiPromise<unknown>) => Promise<unknown>, RegExp]>([
    ["awaited, then raw", async (call) => (await call, call.raw()), /has been awaited, and is not sent twice/],
    [
      "raw, then awaited",
      async (call) => (await call.raw(), call.withResponse()),
      /has been read by raw\(\), and is not/,
    ],
  ])("%s", async (_title, use, message) => {
    await using own = await wire();
    const call = own.client.call({ id: "orders/create", method: "POST", path: "/orders" } as Operation);
    await expect(use(call)).rejects.toThrow(message);
    expect(own.server.requests.length).toBe(1);
  });
});
