import { afterEach, expect, test } from "vitest";
import { exportJWK, exportPKCS8, generateKeyPair } from "jose";
import { AuthError, Client, type ApiDefinition, type Operation } from "@sdkwright/runtime";
import { MemoryTokenStore } from "../../../runtime/src/auth/memory-token-store.js";
import { authorizationServer, browse, type AuthorizationServer } from "./authorization-server.js";

const get: Operation = { id: "getThing", method: "GET", path: "/api/thing" };

const api = (flows: Extract<ApiDefinition["schemes"][string], { type: "oauth2" }>["flows"]): ApiDefinition => ({
  contract: 1,
  name: "Shop",
  env: "SHOP",
  servers: [],
  schemes: { oauth: { type: "oauth2", flows } },
  security: [{ oauth: [] }],
});
// Relative to the server, as some documents have them.
const machine = api({ clientCredentials: { tokenUrl: "/token" } });
const user = api({
  authorizationCode: { authorizationUrl: "/auth", tokenUrl: "/token" },
  deviceAuthorization: { deviceAuthorizationUrl: "/device/auth", tokenUrl: "/token" },
});

const service = (own: object = {}) => ({
  client_id: "service",
  client_secret: "secret-0123456789",
  grant_types: ["client_credentials"],
  redirect_uris: [],
  response_types: [],
  ...own,
});
const cli = {
  client_id: "cli",
  token_endpoint_auth_method: "none" as const,
  application_type: "native" as const,
  grant_types: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
  redirect_uris: ["http://127.0.0.1/callback"],
};
const secret = { clientId: "service", clientSecret: "secret-0123456789" };

let server: AuthorizationServer;
const clients: Client[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await server.close();
});

function clientOf(definition: ApiDefinition, auth: unknown): Client {
  const client = new Client(definition, { auth, baseUrl: server.url, throttle: false });
  clients.push(client);
  return client;
}

test("client credentials: one token for many calls", async () => {
  server = await authorizationServer({ clients: [service()] });
  const client = clientOf(machine, secret);
  await Promise.all(Array.from({ length: 50 }, () => client.call(get, {})));
  await client.call(get, {});
  expect(server.tokenRequests).toMatchObject([{ grant: "client_credentials", status: 200 }]);
  expect(new Set(server.apiAnswers)).toEqual(new Set([200]));
});

test("private_key_jwt, with a key in PEM", async () => {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const jwks = { keys: [await exportJWK(publicKey)] };
  const own = { token_endpoint_auth_method: "private_key_jwt", token_endpoint_auth_signing_alg: "ES256", jwks };
  const { client_secret: _, ...rest } = service(own);
  server = await authorizationServer({ clients: [rest as ReturnType<typeof service>] });
  await clientOf(machine, { clientId: "service", privateKey: await exportPKCS8(privateKey) }).call(get, {});
  expect(server.tokenRequests).toMatchObject([{ grant: "client_credentials", status: 200 }]);
});

test("OpenID Connect discovery", async () => {
  server = await authorizationServer({ clients: [service()] });
  const definition: ApiDefinition = {
    ...machine,
    schemes: { oidc: { type: "openIdConnect", url: `${server.url}/.well-known/openid-configuration` } },
    security: [{ oidc: [] }],
  };
  await clientOf(definition, secret).call(get, {});
  expect(server.apiAnswers).toEqual([200]);
});

test("tokens that live two seconds, under 50 concurrent calls for 6 seconds", { timeout: 20_000 }, async () => {
  server = await authorizationServer({ clients: [service()], lifetime: 2 });
  const client = clientOf(machine, secret);
  await client.call(get, {});
  const started = Date.now();
  let calls = 0;
  const worker = async (): Promise<void> => {
    while (Date.now() - started < 6_000) {
      await client.call(get, {});
      calls++;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  await Promise.all(Array.from({ length: 50 }, worker));
  expect(calls).toBeGreaterThan(100);
  // One at the start, then at most one in each lifetime, of which a busy machine may see more than three.
  expect(server.tokenRequests.length).toBeLessThanOrEqual(1 + Math.ceil((Date.now() - started) / 2_000));
  expect(server.tokenRequests.every(({ status }) => status === 200)).toBe(true);
});

test("a token that is revoked under 20 concurrent calls: one refresh, all succeed", async () => {
  server = await authorizationServer({ clients: [service()] });
  const store = new MemoryTokenStore();
  const kept: string[] = [];
  const set = store.set.bind(store);
  store.set = (key, tokens) => {
    if (tokens) kept.push(tokens.accessToken);
    return set(key, tokens);
  };
  const client = clientOf(machine, { ...secret, store });
  await client.call(get, {});
  server.revoke(kept[0]!);
  await Promise.all(Array.from({ length: 20 }, () => client.call(get, {})));
  expect(server.tokenRequests).toHaveLength(2);
  expect(server.apiAnswers.filter((status) => status === 401)).toHaveLength(20);
  expect(server.apiAnswers.filter((status) => status === 200)).toHaveLength(21);
});

test("a 401 that no token cures: one refresh and one resend, then rest", async () => {
  server = await authorizationServer({ clients: [service()] });
  const client = clientOf(machine, secret);
  await client.call(get, {});
  // The API has a quarrel with whoever asks, not with the token.
  const find = server.provider.ClientCredentials.find;
  server.provider.ClientCredentials.find = async () => undefined;
  for (let call = 0; call < 5; call++) {
    await expect(client.call(get, {})).rejects.toMatchObject({ status: 401 });
  }
  server.provider.ClientCredentials.find = find;
  expect(server.tokenRequests).toHaveLength(2);
  expect(server.apiAnswers).toEqual([200, 401, 401, 401, 401, 401, 401]);
});

test("a wrong secret is an AuthError without the secret; the server is asked once, then rests", async () => {
  server = await authorizationServer({ clients: [service()] });
  const client = clientOf(machine, {
    ...secret,
    clientSecret: "wrong-0123456789",
    clientAuthentication: "client_secret_basic",
  });
  const failures = await Promise.all(
    Array.from({ length: 5 }, () => client.call(get, {}).catch((error: unknown) => error)),
  );
  failures.push(await client.call(get, {}).catch((error: unknown) => error));
  for (const failure of failures) {
    expect(failure).toBeInstanceOf(AuthError);
    expect(failure).toMatchObject({
      operationId: "getThing",
      tokenStatus: 401,
      message: expect.stringContaining("invalid_client"),
    });
    expect(JSON.stringify(failure)).not.toContain("wrong-0123456789");
  }
  expect(server.tokenRequests).toHaveLength(1);
  expect(server.apiAnswers).toEqual([]);
});

test("authorization code with PKCE through the loopback interface, then refreshed", async () => {
  server = await authorizationServer({ clients: [cli], lifetime: 1 });
  const opened: URL[] = [];
  const openUrl = (url: string): void => {
    opened.push(new URL(url));
    void browse(url);
  };
  const authorizationParameters = { prompt: "consent" };
  const auth = { clientId: "cli", openUrl, scopes: ["openid", "offline_access"], authorizationParameters };
  const client = clientOf(user, auth);
  await client.call(get, {});
  expect(opened).toHaveLength(1);
  expect(Object.fromEntries(opened[0]!.searchParams)).toMatchObject({
    response_type: "code",
    client_id: "cli",
    code_challenge_method: "S256",
    redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/),
    scope: "openid offline_access",
    prompt: "consent",
  });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await client.call(get, {});
  const [first, ...refreshed] = server.tokenRequests.map(({ grant, status }) => `${grant} ${status}`);
  expect(first).toBe("authorization_code 200");
  // Once, unless the machine is so busy that a token of a second expires on its way.
  expect(new Set(refreshed)).toEqual(new Set(["refresh_token 200"]));
  expect(opened).toHaveLength(1);
});

const deny = async (url: string): Promise<void> => {
  const { searchParams } = new URL(url);
  const back = `${searchParams.get("redirect_uri")}?error=access_denied&state=${searchParams.get("state")}`;
  await (await fetch(back)).text();
};

test("access that the user does not grant is an AuthError", async () => {
  server = await authorizationServer({ clients: [cli] });
  const failure = await clientOf(user, { clientId: "cli", openUrl: deny })
    .call(get, {})
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AuthError);
  expect((failure as Error).message).toMatch(/not granted: access_denied/);
});

const forge = async (url: string): Promise<void> => {
  await (await fetch(`${new URL(url).searchParams.get("redirect_uri")}?code=stolen&state=other`)).text();
};

test("an answer with a state that is not ours is refused", async () => {
  server = await authorizationServer({ clients: [cli] });
  await expect(clientOf(user, { clientId: "cli", openUrl: forge }).call(get, {})).rejects.toMatchObject({
    code: "AUTH",
  });
  expect(server.tokenRequests).toEqual([]);
});

test("a user who never comes back: the wait ends", async () => {
  server = await authorizationServer({ clients: [cli] });
  const call = clientOf(user, { clientId: "cli", openUrl: () => {}, userTimeout: 50 }).call(get, {});
  await expect(call).rejects.toMatchObject({ code: "AUTH", message: expect.stringContaining("too long") });
});
