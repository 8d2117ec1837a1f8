import { decodeProtectedHeader, exportPKCS8, generateKeyPair, jwtVerify, type GenerateKeyPairResult } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { AuthError, ConfigError, type ApiDefinition } from "@sdkwright/runtime";
import type { AuthOption } from "../../../runtime/src/auth/credential.js";
import type { DevicePrompt, OAuthCredential } from "../../../runtime/src/auth/oauth-credential.js";
import { authorizationServer } from "./authorization-server.js";
import { ManualClock, tokenClient, TokenEndpoint, type TokenAnswer } from "./token-client.js";

const secret = { clientId: "id", clientSecret: "secret-0123456789" };
const ok = (own: object = {}): TokenAnswer => ({ body: { access_token: "t", token_type: "Bearer", ...own } });
const basic = `Basic ${btoa("id:secret-0123456789")}`;

const withFlows = (
  flows: Extract<ApiDefinition["schemes"][string], { type: "oauth2" }>["flows"],
): Partial<ApiDefinition> => ({
  schemes: { oauth: { type: "oauth2", flows } },
  security: [{ oauth: ["read", "write"] }],
});

let keys: GenerateKeyPairResult;
beforeAll(async () => void (keys = await generateKeyPair("RS256", { extractable: true })));

describe("what the token endpoint is sent", () => {
  const cases: [string, { given: OAuthCredential; want: { form: Record<string, unknown>; headers?: object } }][] = [
    [
      "client credentials",
      { given: secret, want: { form: { grant_type: "client_credentials" }, headers: { authorization: basic } } },
    ],
    [
      "the secret in the body",
      {
        given: { ...secret, clientAuthentication: "client_secret_post" },
        want: { form: { grant_type: "client_credentials", client_id: "id", client_secret: "secret-0123456789" } },
      },
    ],
    [
      "scopes, audience and parameters of its own",
      {
        given: { ...secret, scopes: ["a", "b"], audience: "https://api", tokenParameters: { resource: "x" } },
        want: { form: { grant_type: "client_credentials", scope: "a b", audience: "https://api", resource: "x" } },
      },
    ],
    [
      "a password",
      {
        given: { clientId: "id", username: "u", password: "p" },
        want: { form: { grant_type: "password", client_id: "id", username: "u", password: "p" } },
      },
    ],
    [
      "a refresh token",
      {
        given: { clientId: "id", refreshToken: "r" },
        want: { form: { grant_type: "refresh_token", client_id: "id", refresh_token: "r" } },
      },
    ],
  ];
  test.each(cases)("%s", async (_title, { given, want }) => {
    const endpoint = new TokenEndpoint(() => ok());
    await tokenClient({ auth: given, endpoint }).call();
    expect(endpoint.requests).toMatchObject([{ url: "https://auth.example/token", headers: want.headers ?? {} }]);
    expect(endpoint.requests[0]!.form).toEqual(want.form);
  });

  test("the scopes of the document's requirement", async () => {
    const endpoint = new TokenEndpoint(() => ok());
    const api = withFlows({ clientCredentials: { tokenUrl: "https://auth.example/token" } });
    await tokenClient({ auth: secret, endpoint, api }).call();
    expect(endpoint.requests[0]!.form["scope"]).toBe("read write");
  });

  test("JWT bearer (RFC 7523): an assertion signed with the key", async () => {
    const endpoint = new TokenEndpoint(() => ok());
    const auth = {
      clientId: "robot@shop.example",
      subject: "user@shop.example",
      privateKey: await exportPKCS8(keys.privateKey),
      keyId: "k1",
      claims: { scope: "read" },
    };
    await tokenClient({ auth, endpoint }).call();
    const { grant_type, assertion = "" } = endpoint.requests[0]!.form;
    expect(grant_type).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
    expect(decodeProtectedHeader(assertion)).toEqual({ alg: "RS256", typ: "JWT", kid: "k1" });
    const { payload } = await jwtVerify(assertion, keys.publicKey);
    expect(payload).toMatchObject({
      iss: "robot@shop.example",
      sub: "user@shop.example",
      aud: "https://auth.example/token",
      scope: "read",
    });
    expect(payload.exp! - payload.iat!).toBe(300);
  });

  test("private_key_jwt for an endpoint of the document", async () => {
    const endpoint = new TokenEndpoint(() => ok());
    const privateKey = keys.privateKey;
    await tokenClient({ auth: { clientId: "id", privateKey }, endpoint }).call();
    const { client_assertion = "", client_assertion_type } = endpoint.requests[0]!.form;
    expect(client_assertion_type).toBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    const { payload } = await jwtVerify(client_assertion, keys.publicKey);
    expect(payload).toMatchObject({ iss: "id", sub: "id", aud: "https://auth.example/token" });
  });

  test("an id without a secret is a ConfigError that names what is missing", async () => {
    const endpoint = new TokenEndpoint(() => ok());
    const failure = await tokenClient({ auth: { clientId: "id" }, endpoint })
      .call()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as Error).message).toMatch(/clientSecret.*openUrl/);
    expect(endpoint.requests).toEqual([]);
  });

  test("a key that cannot be read is a ConfigError that does not quote it", async () => {
    const endpoint = new TokenEndpoint(() => ok());
    const privateKey = "-----BEGIN RSA PRIVATE KEY-----\nMIIsecret\n-----END RSA PRIVATE KEY-----";
    const failure = await tokenClient({ auth: { clientId: "id", privateKey }, endpoint })
      .call()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as Error).message).toMatch(/openssl pkcs8/);
    expect((failure as Error).message).not.toContain("MIIsecret");
  });

  test("the way of authenticating that the server takes is found and kept", async () => {
    const clock = new ManualClock();
    const endpoint = new TokenEndpoint((form) =>
      form["client_secret"] ? ok({ expires_in: 60 }) : { status: 401, body: { error: "invalid_client" } },
    );
    const { call } = tokenClient({ auth: secret, endpoint, clock });
    await call();
    clock.time += 61_000;
    await call();
    expect(endpoint.requests.map(({ headers, form }) => headers["authorization"] ?? form["client_secret"])).toEqual([
      basic,
      "secret-0123456789",
      "secret-0123456789",
    ]);
  });
});

test.each([
  ["what needs no encoding", "a-b_c.d", ["id:a-b_c.d", "post"]],
  ["what does", "a+b/c=", ["id:a%2Bb%2Fc%3D", "post", "id:a+b/c="]],
])("ways of presenting a secret, one after the other: %s", async (_title, clientSecret, want) => {
  const endpoint = new TokenEndpoint(() => ({ status: 401, body: { error: "invalid_client" } }));
  await expect(tokenClient({ auth: { clientId: "id", clientSecret }, endpoint }).call()).rejects.toThrow(
    /invalid_client/,
  );
  const shown = endpoint.requests.map(({ headers }) => headers["authorization"]?.replace("Basic ", ""));
  expect(shown.map((field) => (field === undefined ? "post" : atob(field)))).toEqual(want);
});

describe("answers of token endpoints that stray from RFC 6749", () => {
  const good: [string, TokenAnswer][] = [
    ["form-encoded", { type: "application/x-www-form-urlencoded; charset=utf-8", body: "access_token=t&scope=a" }],
    ["no token type", { body: { access_token: "t" } }],
    ["a token type of its own", ok({ token_type: "bot" })],
    ["JSON under another media type", { ...ok(), type: "text/plain" }],
    ["status 201", { ...ok(), status: 201 }],
    ["a lifetime as a string", ok({ expires_in: "3600" })],
    ["a lifetime of null", ok({ expires_in: null, refresh_token: null })],
    ["a lifetime of 0, for ever", ok({ expires_in: 0 })],
    ["an ID token that is none", ok({ id_token: "x" })],
  ];
  test.each(good)("%s: understood", async (_title, answer) => {
    const { call } = tokenClient({ auth: secret, endpoint: new TokenEndpoint(() => answer) });
    expect(await call()).toEqual(["t"]);
    expect(await call()).toEqual(["t"]);
  });

  const bad: [string, TokenAnswer, RegExp][] = [
    [
      "an error under status 200",
      { body: { error: "bad_verification_code", error_description: "it is old" } },
      /bad_verification_code \(it is old\)/,
    ],
    ["HTML", { body: "<html>" }, /auth\.example\/token answered 200 without JSON/],
    ["a redirect", { status: 302, body: "" }, /redirect, which is not followed/],
    ["an error without a word", { status: 403, body: { message: "no" } }, /answered 403/],
    ["no token", { body: { token: "t" } }, /access_token/],
    ["an empty list", { body: [] }, /without JSON/],
  ];
  test.each(bad)("%s: an AuthError that says what came", async (_title, answer, want) => {
    const endpoint = new TokenEndpoint(() => answer);
    const failure = await tokenClient({ auth: secret, endpoint, clock: new ManualClock() })
      .call()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AuthError);
    expect((failure as Error).message).toMatch(want);
    expect((failure as Error).message).not.toContain(secret.clientSecret);
  });
});

describe("where secrets may be sent", () => {
  const cases: [string, { given: [string, OAuthCredential?]; want: string | RegExp }][] = [
    ["https", { given: ["https://auth.example/t"], want: "https://auth.example/t" }],
    ["relative to the server", { given: ["/oauth/token"], want: "https://shop.example/oauth/token" }],
    ["this machine", { given: ["http://127.0.0.1:8080/t"], want: "http://127.0.0.1:8080/t" }],
    [
      "the user's own endpoint over the document's",
      { given: ["https://doc.example/t", { tokenUrl: "https://own.example/t" }], want: "https://own.example/t" },
    ],
    ["plain http", { given: ["http://auth.example/t"], want: /http:\/\/auth\.example without TLS/ }],
    ["something else", { given: ["javascript:alert(1)"], want: /without TLS/ }],
    ["not a URL", { given: ["https://"], want: /not a URL/ }],
    ["nowhere", { given: [""], want: /names no token endpoint/ }],
  ];
  test.each(cases)("%s", async (_title, { given: [tokenUrl, own], want }) => {
    const endpoint = new TokenEndpoint(() => ok());
    const api = withFlows({ clientCredentials: { tokenUrl } });
    const sent = tokenClient({ auth: { ...secret, ...own } as AuthOption, endpoint, api }).call();
    if (typeof want === "string") {
      await sent;
      expect(endpoint.requests.map(({ url }) => url)).toEqual([want]);
    } else {
      const failure = await sent.catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(ConfigError);
      expect((failure as Error).message).toMatch(want);
      expect(endpoint.requests).toEqual([]);
    }
  });
});

const forDevice = (own: Partial<OAuthCredential>): OAuthCredential => ({ clientId: "tv", scopes: ["openid"], ...own });

const stub = (poll: TokenAnswer): TokenEndpoint =>
  new TokenEndpoint((_form, index) =>
    index === 0
      ? {
          body: {
            device_code: "d",
            user_code: "u",
            verification_uri: "https://a.example",
            expires_in: 10,
            interval: 3,
          },
        }
      : poll,
  );

describe("the device flow", () => {
  const client = {
    client_id: "tv",
    token_endpoint_auth_method: "none" as const,
    grant_types: ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"],
    redirect_uris: [],
    response_types: [],
  };
  test("waits at the server's pace, more slowly when asked, until the user has decided", async () => {
    const server = await authorizationServer({
      clients: [client],
      pollErrors: ["authorization_pending", "slow_down", "authorization_pending"],
    });
    const api = withFlows({
      deviceAuthorization: { deviceAuthorizationUrl: `${server.url}/device/auth`, tokenUrl: `${server.url}/token` },
    });
    const clock = new ManualClock();
    const prompts: DevicePrompt[] = [];
    const endpoint = await realTransport();
    const sleep = clock.sleep.bind(clock);
    clock.sleep = async (ms) => {
      await sleep(ms);
      if (clock.slept.length === 4) await server.approve(prompts[0]!.userCode);
    };
    const { call } = tokenClient({
      auth: forDevice({ onDeviceCode: (prompt) => void prompts.push(prompt) }),
      endpoint,
      clock,
      api,
    });
    expect(await call()).toHaveLength(1);
    expect(prompts).toMatchObject([{ userCode: expect.any(String), verificationUri: `${server.url}/device` }]);
    expect(clock.slept).toEqual([1000, 1000, 6000, 6000]);
    expect(server.tokenRequests.map(({ status }) => status)).toEqual([400, 400, 400, 200]);
    await server.close();
  });

  const device = withFlows({
    deviceAuthorization: { deviceAuthorizationUrl: "https://a.example/device", tokenUrl: "https://a.example/token" },
  });

  test.each([
    ["that the user denies", { status: 400, body: { error: "access_denied" } }, /access_denied/, 2],
    ["that expires", { status: 400, body: { error: "authorization_pending" } }, /expired before it was entered/, 4],
    ["that expired at the server", { status: 400, body: { error: "expired_token" } }, /expired_token/, 2],
    [
      "as GitHub answers",
      { status: 200, body: { error: "authorization_pending" } },
      /expired before it was entered/,
      4,
    ],
  ])("a code %s", async (_title, poll, want, requests) => {
    const endpoint = stub(poll);
    const failure = await tokenClient({
      auth: forDevice({ onDeviceCode: () => {} }),
      endpoint,
      clock: new ManualClock(),
      api: device,
    })
      .call()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AuthError);
    expect((failure as Error).message).toMatch(want);
    expect(endpoint.requests).toHaveLength(requests);
  });
});

/** The transport that clients have. */
async function realTransport(): Promise<TokenEndpoint> {
  const { undiciTransport } = await import("../../../runtime/src/node/undici-transport.js");
  return undiciTransport() as unknown as TokenEndpoint;
}
