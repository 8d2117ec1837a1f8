import { createHash } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { Client, type ApiDefinition, type Operation } from "@sdkwright/runtime";
import { parseChallenges } from "../../../runtime/src/auth/challenge.js";
import { digestAuthorization, readDigestChallenge, type DigestChallenge } from "../../../runtime/src/auth/digest.js";
import { serve, type LoopbackServer, type Received } from "./loopback-server.js";

const challengeOf = (header: string): DigestChallenge =>
  readDigestChallenge(parseChallenges(header)) as DigestChallenge;

const mufasa = (algorithm: string): string =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;

describe("the examples of RFC 7616", () => {
  const cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
  test.each([
    ["MD5", "8ca523f5e9506fed4657c9700eebdbec"],
    ["SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
  ])("%s (3.9.1)", (algorithm, want) => {
    const user = { username: "Mufasa", password: "Circle of Life" };
    const field = digestAuthorization(challengeOf(mufasa(algorithm)), user, {
      method: "GET",
      path: "/dir/index.html",
      count: 1,
      cnonce,
    });
    expect(field).toContain(`response="${want}"`);
    expect(field).toContain('username="Mufasa", realm="http-auth@example.org"');
    expect(field).toContain("qop=auth, nc=00000001");
  });

  test("RFC 2617's example, and RFC 2069's form without qop", () => {
    const user = { username: "Mufasa", password: "Circle Of Life" };
    const request = { method: "GET", path: "/dir/index.html", count: 1, cnonce: "0a4f113b" };
    const nonce = 'nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"';
    const modern = challengeOf(`Digest realm="testrealm@host.com", qop="auth,auth-int", ${nonce}, opaque="5ccc"`);
    expect(digestAuthorization(modern, user, request)).toContain('response="6629fae49393a05397450978507c4ef1"');
    const old = digestAuthorization(challengeOf(`Digest realm="testrealm@host.com", ${nonce}`), user, request);
    expect(old).toContain('response="670fd8c2df070c60b045671b8b24ff02"');
    expect(old).not.toMatch(/qop|nc=|cnonce/);
  });
});

test("several challenges in one field, with commas and quotes in them", () => {
  const header = 'Basic realm="a, \\"b\\"", Digest realm="d", nonce="n,1", qop=auth, NTLM, Bearer';
  expect(parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])).toEqual([
    ["basic", { realm: 'a, "b"' }],
    ["digest", { realm: "d", nonce: "n,1", qop: "auth" }],
    ["ntlm", {}],
    ["bearer", {}],
  ]);
});

const api: ApiDefinition = {
  contract: 1,
  name: "Camera",
  env: "CAMERA",
  servers: [],
  schemes: { digest: { type: "http", scheme: "digest" } },
  security: [{ digest: [] }],
};
const get: Operation = { id: "getThing", method: "GET", path: "/thing", params: { q: { in: "query" } } };
const auth = { username: "admin", password: "pass:word-0123" };

/** A server's half, written apart from ours. */
function isRight({ method, url, headers }: Received, nonces: readonly string[], algorithm: string): boolean {
  const [challenge] = parseChallenges(headers.authorization ?? "");
  const { username, realm, nonce = "", uri, nc, cnonce, response } = Object.fromEntries(challenge?.parameters ?? []);
  const hash = (text: string): string =>
    createHash(algorithm.startsWith("MD5") ? "md5" : "sha256")
      .update(text)
      .digest("hex");
  const plain = hash(`${username}:${realm}:${auth.password}`);
  const first = algorithm.endsWith("-sess") ? hash(`${plain}:${nonce}:${cnonce}`) : plain;
  const want = hash(`${first}:${nonce}:${nc}:${cnonce}:auth:${hash(`${method}:${uri}`)}`);
  return username === auth.username && uri === url && nonces.includes(nonce) && response === want;
}

const ask = (nonce: string, algorithm = "SHA-256", more = ""): { status: number; headers: Record<string, string> } => ({
  status: 401,
  headers: { "www-authenticate": `Digest realm="cam", nonce="${nonce}", qop="auth", algorithm=${algorithm}${more}` },
});

let server: LoopbackServer;
afterEach(async () => server?.close());

const counts = (): unknown[] =>
  server.received.map(({ headers }) =>
    /nonce="([^"]+)".*nc=0*(\d+)/
      .exec(headers.authorization ?? "")
      ?.slice(1)
      .join(":"),
  );

test.each(["MD5", "SHA-256", "MD5-sess", "SHA-256-sess"])("one challenge for many calls: %s", async (algorithm) => {
  server = await serve((request) => (isRight(request, ["n1"], algorithm) ? 200 : ask("n1", algorithm)));
  const client = new Client(api, { auth, baseUrl: server.url });
  await client.call(get, { q: "a b" });
  await client.call(get, { q: "c" });
  await Promise.all([client.call(get, {}), client.call(get, {})]);
  expect(counts().slice(0, 3)).toEqual([undefined, "n1:1", "n1:2"]);
  expect(counts().slice(3).toSorted()).toEqual(["n1:3", "n1:4"]);
});

test("a stale nonce is replaced", async () => {
  let nonce = "n1";
  server = await serve((request) =>
    isRight(request, [nonce], "SHA-256") ? 200 : ask(nonce, "SHA-256", ", stale=true"),
  );
  const client = new Client(api, { auth, baseUrl: server.url });
  await client.call(get, {});
  nonce = "n2";
  await client.call(get, {});
  expect(counts()).toEqual([undefined, "n1:1", "n1:2", "n2:1"]);
});

test("nextnonce is used", async () => {
  server = await serve((request) =>
    isRight(request, ["n1", "n2"], "SHA-256")
      ? { headers: { "authentication-info": 'qop=auth, nextnonce="n2"' } }
      : ask("n1"),
  );
  const client = new Client(api, { auth, baseUrl: server.url });
  await client.call(get, {});
  await client.call(get, {});
  expect(counts()).toEqual([undefined, "n1:1", "n2:1"]);
});

test("a wrong password is tried once", async () => {
  server = await serve((_request) => ask(`n${Math.random()}`));
  const client = new Client(api, { auth, baseUrl: server.url });
  await expect(client.call(get, {})).rejects.toMatchObject({ status: 401 });
  expect(server.received).toHaveLength(2);
});

test.each([
  ["auth-int alone", 'Digest realm="r", nonce="n", qop="auth-int"', /qop=auth-int, and only qop=auth/],
  ["an algorithm that is not known", 'Digest realm="r", nonce="n", qop="auth", algorithm=SHA-512-256', /SHA-512-256/],
])("%s is refused, and the error says so", async (_title, challenge, want) => {
  server = await serve(() => ({ status: 401, headers: { "www-authenticate": challenge } }));
  const failure = await new Client(api, { auth, baseUrl: server.url }).call(get, {}).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "AUTH", operationId: "getThing" });
  expect((failure as Error).message).toMatch(want);
});

test("of several challenges the first that can be answered", async () => {
  const challenge =
    'Digest realm="cam", nonce="n1", qop="auth", algorithm=SHA-512-256, Digest realm="cam", nonce="n1", qop="auth", algorithm=MD5';
  server = await serve((request) =>
    isRight(request, ["n1"], "MD5") ? 200 : { status: 401, headers: { "www-authenticate": challenge } },
  );
  await new Client(api, { auth, baseUrl: server.url }).call(get, {});
  expect(server.received).toHaveLength(2);
});
