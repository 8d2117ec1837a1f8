import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Client, ConfigError, type ApiDefinition, type Operation } from "@sdkwright/runtime";
import { schemeFor } from "../../../runtime/src/auth/configured.js";
import { createAuth } from "../../../runtime/src/auth/create-auth.js";
import type { AuthOption } from "../../../runtime/src/auth/credential.js";
import type { HttpRequest } from "../../../runtime/src/http.js";
import { outlineContext } from "../../../runtime/src/auth/outline-context.js";
import { serve, type LoopbackServer } from "./loopback-server.js";

const header = (name: string) => ({ type: "apiKey", in: "header", name }) as const;
const bearer = { type: "http", scheme: "bearer" } as const;
const basic = { type: "http", scheme: "basic" } as const;

const shop: ApiDefinition = {
  contract: 1,
  name: "Shop",
  env: "SHOP",
  servers: [{ url: "https://shop.example" }],
  schemes: {},
  security: [],
};

interface Given {
  readonly api?: Partial<ApiDefinition>;
  readonly operation?: Partial<Operation>;
  readonly auth?: AuthOption;
  readonly env?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

/** What one call would send in headers. */
async function headersOf({ api, operation, auth, env = {}, headers = {} }: Given): Promise<Record<string, string>> {
  const made = createAuth({ ...shop, ...api }, auth, {
    transport: { send: () => Promise.reject(new Error("not used")) },
    isOwnOrigin: () => true,
    baseUrl: "https://shop.example",
    env: (name) => env[name],
  });
  const definition = { id: "getThing", method: "GET", path: "/thing", ...operation };
  const grant = await made.prepare(definition, { headers });
  let sent: HttpRequest | undefined;
  const handler = async (request: HttpRequest) => {
    sent = request;
    return { status: 200, headers: {}, body: null, url: "" };
  };
  const context = { ...outlineContext(definition), grant };
  const request = { method: "GET", origin: "https://shop.example", path: "/thing", headers };
  await (made.layer ? made.layer(handler) : handler)(request, context);
  return { ...sent?.headers };
}

describe("which alternative is used", () => {
  const both = { schemes: { bearer, key: header("X-Key"), app: header("X-App") } };
  const cases: [string, { given: Given; want: Record<string, string> }][] = [
    [
      "the first one that is configured",
      {
        given: { api: { ...both, security: [{ bearer: [] }, { key: [] }] }, auth: { key: "k" } },
        want: { "x-key": "k" },
      },
    ],
    [
      "all members of one alternative",
      {
        given: {
          api: { ...both, security: [{ bearer: [], key: [] }, { app: [] }] },
          auth: { bearer: "b", key: "k", app: "a" },
        },
        want: { authorization: "Bearer b", "x-key": "k" },
      },
    ],
    [
      "not an alternative of which only a part is configured",
      {
        given: { api: { ...both, security: [{ bearer: [], key: [] }, { app: [] }] }, auth: { bearer: "b", app: "a" } },
        want: { "x-app": "a" },
      },
    ],
    ["none, where that is allowed", { given: { api: { ...both, security: [{}, { bearer: [] }] } }, want: {} }],
    [
      "a credential before none",
      { given: { api: { ...both, security: [{}, { bearer: [] }] }, auth: "b" }, want: { authorization: "Bearer b" } },
    ],
    [
      "the operation's own",
      {
        given: {
          api: { ...both, security: [{ bearer: [] }] },
          operation: { security: [{ key: [] }] },
          auth: { bearer: "b", key: "k" },
        },
        want: { "x-key": "k" },
      },
    ],
    [
      "none for an operation that says so",
      { given: { api: { ...both, security: [{ bearer: [] }] }, operation: { security: [] }, auth: "b" }, want: {} },
    ],
    [
      "what is given, where the document requires nothing",
      { given: { api: both, auth: { key: "k", app: "a" } }, want: { "x-key": "k", "x-app": "a" } },
    ],
    [
      "a scheme that is required but not described, by name",
      {
        given: { api: { ...both, security: [{ ghost: [] }] }, auth: { ghost: "g" } },
        want: { authorization: "Bearer g" },
      },
    ],
    [
      "a scheme that is required but not described, by the only credential",
      { given: { api: { ...both, security: [{ ghost: [] }] }, auth: "g" }, want: { authorization: "Bearer g" } },
    ],
    [
      "a string for the scheme that is nearest to a token",
      {
        given: { api: { schemes: { basic, key: header("X-Key") }, security: [{ basic: [] }, { key: [] }] }, auth: "s" },
        want: { "x-key": "s" },
      },
    ],
    [
      "a string for all schemes that send it alike",
      {
        given: {
          api: { schemes: { bearer, oauth: { type: "oauth2", flows: {} } }, security: [{ bearer: [] }] },
          operation: { security: [{ oauth: ["read"] }] },
          auth: "t",
        },
        want: { authorization: "Bearer t" },
      },
    ],
    [
      "a name and password for basic",
      {
        given: {
          api: { schemes: { bearer, basic }, security: [{ bearer: [] }, { basic: [] }] },
          auth: { username: "u", password: "p" },
        },
        want: { authorization: `Basic ${btoa("u:p")}` },
      },
    ],
    [
      "a name and password for basic before the password grant",
      {
        given: {
          api: {
            schemes: { a: { type: "oauth2", flows: { password: { tokenUrl: "/t" } } }, basic },
            security: [{ a: [] }, { basic: [] }],
          },
          auth: { username: "u", password: "p" },
        },
        want: { authorization: `Basic ${btoa("u:p")}` },
      },
    ],
    [
      "one of two that would stand in one place",
      {
        given: {
          api: { schemes: { bearer, oauth: { type: "oauth2", flows: {} } }, security: [{ bearer: [], oauth: [] }] },
          auth: "t",
        },
        want: { authorization: "Bearer t" },
      },
    ],
    [
      "one of two that would stand in one place, and what is needed beside it",
      {
        given: {
          api: { schemes: { basic, bearer, key: header("X-Key") }, security: [{ basic: [], bearer: [], key: [] }] },
          auth: { bearer: "t", key: "k" },
        },
        want: { authorization: "Bearer t", "x-key": "k" },
      },
    ],
    [
      "the caller's own header, where nothing is configured",
      {
        given: { api: { ...both, security: [{ bearer: [] }] }, headers: { authorization: "Bearer mine" } },
        want: { authorization: "Bearer mine" },
      },
    ],
    [
      "scheme names that objects have already",
      {
        given: {
          api: {
            schemes: Object.assign(Object.create(null) as Record<string, typeof bearer>, { constructor: bearer }),
            security: [Object.assign(Object.create(null) as Record<string, string[]>, { constructor: [] })],
          },
          auth: "t",
        },
        want: { authorization: "Bearer t" },
      },
    ],
  ];
  test.each(cases)("%s", async (_title, { given, want }) => expect(await headersOf(given)).toEqual(want));
});

const only = (scheme: ApiDefinition["schemes"][string], name = "main") => ({
  schemes: { [name]: scheme },
  security: [{ [name]: [] }],
});

test("client credentials go to the scheme that names a token endpoint", () => {
  const oauth = { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/token" } } } as const;
  const api = { ...shop, schemes: { bearer, oauth }, security: [{ bearer: [] }, { oauth: [] }] };
  expect(schemeFor(api, { clientId: "id", clientSecret: "secret" })).toBe("oauth");
  expect(schemeFor(api, "token")).toBe("bearer");
});

describe("from the environment", () => {
  const cases: [string, { given: Given; want: Record<string, string> }][] = [
    [
      "TOKEN for bearer",
      { given: { api: only(bearer), env: { SHOP_TOKEN: "t\n" } }, want: { authorization: "Bearer t" } },
    ],
    ["TOKEN without any scheme", { given: { env: { SHOP_TOKEN: "t" } }, want: { authorization: "Bearer t" } }],
    [
      "API_KEY for a key",
      { given: { api: only(header("X-Key")), env: { SHOP_API_KEY: "k" } }, want: { "x-key": "k" } },
    ],
    [
      "API_KEY for a bearer that is alone",
      { given: { api: only(bearer), env: { SHOP_API_KEY: "k" } }, want: { authorization: "Bearer k" } },
    ],
    [
      "TOKEN for a key that is alone",
      { given: { api: only(header("X-Key")), env: { SHOP_TOKEN: "k" } }, want: { "x-key": "k" } },
    ],
    [
      "USERNAME and PASSWORD",
      {
        given: { api: only(basic), env: { SHOP_USERNAME: "u", SHOP_PASSWORD: "p" } },
        want: { authorization: `Basic ${btoa("u:p")}` },
      },
    ],
    [
      "the scheme's own variable first",
      {
        given: { api: only(header("X-Key"), "apiKeyAuth"), env: { SHOP_API_KEY: "k", SHOP_API_KEY_AUTH: "own" } },
        want: { "x-key": "own" },
      },
    ],
    [
      "two keys that are needed together from two variables",
      {
        given: {
          api: {
            schemes: { apiKey: header("X-Key"), appKey: header("X-App") },
            security: [{ apiKey: [], appKey: [] }],
          },
          env: { SHOP_API_KEY: "k", SHOP_APP_KEY: "a" },
        },
        want: { "x-key": "k", "x-app": "a" },
      },
    ],
    [
      "empty is not set",
      { given: { api: { ...only(bearer), security: [{ main: [] }, {}] }, env: { SHOP_TOKEN: "" } }, want: {} },
    ],
    [
      "the option wins",
      { given: { api: only(bearer), auth: "o", env: { SHOP_TOKEN: "t" } }, want: { authorization: "Bearer o" } },
    ],
    ["an empty object is no credential", { given: { auth: {}, env: { SHOP_TOKEN: "t" } }, want: {} }],
  ];
  test.each(cases)("%s", async (_title, { given, want }) => expect(await headersOf(given)).toEqual(want));
});

describe("a credential that is missing is named", () => {
  const cases: [string, { given: Given; want: string }][] = [
    [
      "bearer",
      {
        given: { api: { schemes: { bearer }, security: [{ bearer: [] }] } },
        want: "Shop needs a credential for getThing, and has none: set SHOP_TOKEN, or pass `auth`.",
      },
    ],
    [
      "either of two",
      {
        given: { api: { schemes: { bearer, "x-key": header("X") }, security: [{ bearer: [] }, { "x-key": [] }] } },
        want: 'Shop needs a credential for getThing, and has none: set SHOP_TOKEN, or pass `auth: { bearer: … }`; or set SHOP_API_KEY, or pass `auth: { "x-key": … }`.',
      },
    ],
    [
      "the second of two that are needed together, although one variable is set",
      {
        given: {
          api: { schemes: { apiKey: header("X"), appKey: header("Y") }, security: [{ apiKey: [], appKey: [] }] },
          env: { SHOP_API_KEY: "k" },
        },
        want: "Shop needs a credential for getThing, and has none: set SHOP_APP_KEY, or pass `auth: { appKey: … }`.",
      },
    ],
    [
      "a name that no scheme has",
      {
        given: { api: { schemes: { bearer }, security: [{ bearer: [] }] }, auth: { baerer: "b" } },
        want: "Shop needs a credential for getThing, and has none: set SHOP_TOKEN, or pass `auth`. (`auth` has `baerer`, which is no scheme of this API.)",
      },
    ],
    [
      "client credentials",
      {
        given: {
          api: { schemes: { oauth: { type: "oauth2", flows: { clientCredentials: {} } } }, security: [{ oauth: [] }] },
        },
        want: "Shop needs a credential for getThing, and has none: set SHOP_TOKEN or SHOP_CLIENT_ID and SHOP_CLIENT_SECRET, or pass `auth`.",
      },
    ],
  ];
  test.each(cases)("%s", async (_title, { given, want }) => {
    const failure = await headersOf(given).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect(failure).toMatchObject({ message: want, operationId: "getThing", method: "GET" });
  });
});

describe("through a client", () => {
  let server: LoopbackServer;
  beforeAll(async () => void (server = await serve(() => ({ body: {} }))));
  beforeEach(() => void server.received.splice(0));
  afterAll(() => server.close());

  test("nothing is sent without a needed credential", async () => {
    const api = { ...shop, schemes: { bearer }, security: [{ bearer: [] }] };
    const result = await new Client(api, { baseUrl: server.url })
      .call({ id: "a", method: "GET", path: "/" }, {})
      .safe();
    expect(result).toMatchObject({ ok: false, error: { code: "CONFIG" } });
    expect(server.received).toEqual([]);
  });
});
