import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Client, type ApiDefinition, type Operation } from "@sdkwright/runtime";
import { isLoopback, isOwnOrigin, serverOrigins } from "../../../runtime/src/auth/origins.js";
import { createAuth } from "../../../runtime/src/auth/create-auth.js";
import { serve, type LoopbackServer } from "./loopback-server.js";

const SECRET = "s3cr3t-0123456789";
const base: ApiDefinition = { contract: 1, name: "Shop", env: "SHOP", servers: [], schemes: {}, security: [] };
const get: Operation = { id: "getThing", method: "GET", path: "/thing" };

let server: LoopbackServer;
let other: LoopbackServer;
beforeAll(async () => {
  server = await serve(({ url, headers }) => {
    const place = url.split("?")[0];
    if (place === "/echo") return { status: 400, body: { message: `bad token ${headers.authorization} at ${url}` } };
    if (place === "/away") return { status: 307, headers: { location: `${other.url}/landed` } };
    return 200;
  });
  other = await serve(() => 200);
});
beforeEach(() => [server, other].forEach(({ received }) => received.splice(0)));
afterAll(async () => {
  await server.close();
  await other.close();
});

const schemes: [string, { given: ApiDefinition["schemes"][string]; auth?: unknown }][] = [
  ["bearer", { given: { type: "http", scheme: "bearer" } }],
  ["query", { given: { type: "apiKey", in: "query", name: "key" } }],
  ["cookie", { given: { type: "apiKey", in: "cookie", name: "key" } }],
  ["header", { given: { type: "apiKey", in: "header", name: "X-Key" } }],
  ["basic", { given: { type: "http", scheme: "basic" }, auth: { username: "user", password: SECRET } }],
];

describe("no secret shows", () => {
  test.each(schemes)("in an error: %s", async (_title, { given, auth = SECRET }) => {
    const api = { ...base, schemes: { key: given }, security: [{ key: [] }] };
    const lines: string[] = [];
    const log = (...parts: unknown[]): void => void lines.push(inspect(parts, { depth: 20 }));
    const logger = { debug: log, info: log, warn: log, error: log };
    const client = new Client(api, { auth, baseUrl: server.url, logger });
    const error = await client.call({ ...get, path: "/echo" }, {}).catch((failure: unknown) => failure);
    const shown = [inspect(error, { depth: 20 }), JSON.stringify(error), String(error), ...lines].join("\n");
    expect(server.received).toHaveLength(1);
    expect(shown).toContain("400");
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toContain(btoa(`user:${SECRET}`));
  });

  test.each([
    ["path", { in: "path", name: "token" }, `/bot{token}/echo`],
    ["server", { in: "server", name: "token" }, "/echo"],
    ["body", { in: "body", name: "/key" }, "/echo"],
  ] as const)("in an error, where the credential is a part of the request: %s", async (_title, place, path) => {
    const echo = await serve(({ url, body }) => ({ status: 400, body: { message: `bad token at ${url} ${body}` } }));
    const api: ApiDefinition = {
      ...base,
      servers: [{ url: `${echo.url}/v{token}`, variables: { token: { default: "1" } } }],
      schemes: { key: { type: "apiKey", ...place } },
      security: [{ key: [] }],
    };
    const operation: Operation = { id: "send", method: "POST", path, body: { "application/json": "json" } };
    const error = await new Client(api, { auth: SECRET })
      .call(operation, { body: {} })
      .catch((failure: unknown) => failure);
    expect(JSON.stringify(echo.received)).toContain(SECRET);
    const shown = [inspect(error, { depth: 20 }), JSON.stringify(error), String(error)].join("\n");
    expect(shown).toContain("400");
    expect(shown).not.toContain(SECRET);
    await echo.close();
  });

  test.each([
    ["a string", SECRET],
    ["by scheme", { key: SECRET }],
    ["a list", [SECRET, `${SECRET}2`]],
    ["client credentials", { clientId: "id", clientSecret: SECRET, tokenUrl: "https://a.example/token" }],
  ])("in what holds the credentials: %s", async (_title, auth) => {
    const api: ApiDefinition = {
      ...base,
      schemes: { key: { type: "http", scheme: "bearer" } },
      security: [{ key: [] }],
    };
    const made = createAuth(api, auth, {
      transport: { send: () => Promise.reject(new Error("not used")) },
      isOwnOrigin: () => true,
      baseUrl: "https://a.example",
    });
    const grant = typeof auth === "string" ? await made.prepare(get) : undefined;
    expect(inspect([made, grant], { depth: 20, showHidden: true })).not.toContain(SECRET);
    expect(JSON.stringify([made, grant]) + grant?.partition).not.toContain(SECRET);
  });
});

describe("credentials stay with the API's own origins", () => {
  const api: ApiDefinition = { ...base, schemes: { key: { type: "http", scheme: "bearer" } }, security: [{ key: [] }] };

  test("a redirect to another origin takes none", async () => {
    const client = new Client(api, { auth: SECRET, baseUrl: server.url });
    await client.call({ ...get, path: "/away" }, {}).safe();
    expect(server.received[0]!.headers.authorization).toBe(`Bearer ${SECRET}`);
    expect(JSON.stringify(other.received)).not.toContain(SECRET);
  });

  test("a link to another origin that a middleware follows takes none", async () => {
    const client = new Client(api, {
      auth: SECRET,
      baseUrl: server.url,
      middleware: [(request, next) => next({ ...request, origin: other.url })],
    });
    await expect(client.call(get, {})).rejects.toMatchObject({ code: "AUTH", operationId: "getThing" });
    expect(other.received).toEqual([]);
  });

  test("plain http to another machine is refused unless it is allowed", async () => {
    const sent: unknown[] = [];
    const transport = {
      send: async (request: { headers: unknown }) => {
        sent.push(request.headers);
        return { status: 204, headers: {}, body: null, url: "" };
      },
    };
    const refused = new Client(api, { auth: SECRET, baseUrl: "http://shop.example", transport });
    await expect(refused.call(get, {})).rejects.toMatchObject({
      code: "CONFIG",
      message: expect.stringMatching(/allowInsecure/),
    });
    expect(sent).toEqual([]);
    const allowed = new Client(api, { auth: SECRET, baseUrl: "http://shop.example", transport, allowInsecure: true });
    await allowed.call(get, {});
    expect(sent).toMatchObject([{ authorization: `Bearer ${SECRET}` }]);
  });
});

test("origins of servers: every value that the document lists, one that the user chose", () => {
  const variables = { region: { default: "eu", enum: ["eu", "us"] }, port: { default: "443" } };
  const servers = [{ url: "https://{region}.shop.example:{port}/v1/{tenant}", variables }, { url: "/relative" }];
  expect([...serverOrigins(servers)]).toEqual(["https://eu.shop.example", "https://us.shop.example"]);
  expect([...serverOrigins(servers, { region: "ap", port: "8443" })]).toEqual(["https://ap.shop.example:8443"]);
});

test.each([
  ["https://eu.shop.example/a?b", true],
  ["https://eu.shop.example:443/", true],
  ["http://eu.shop.example/", false],
  ["https://eu.shop.example.evil.example/", false],
  ["https://eu.shop.example@evil.example/", false],
  ["https://EU.shop.example\\@evil.example/", true],
  ["//evil.example", false],
  ["javascript:alert(1)", false],
])("isOwnOrigin(%s) is %s", (url, want) => {
  expect(isOwnOrigin(url, new Set(["https://eu.shop.example"]))).toBe(want);
});

test.each([
  ["localhost", true],
  ["127.0.0.1", true],
  ["127.1.2.3", true],
  ["[::1]", true],
  ["localhost.evil.example", false],
  ["127.0.0.1.evil.example", false],
  ["10.0.0.1", false],
])("isLoopback(%s) is %s", (host, want) => expect(isLoopback(host)).toBe(want));
