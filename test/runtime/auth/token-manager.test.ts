import { describe, expect, test } from "vitest";
import { MemoryTokenStore } from "../../../runtime/src/auth/memory-token-store.js";
import { marginsOf } from "../../../runtime/src/auth/oauth/token-timing.js";
import type { TokenStore } from "../../../runtime/src/auth/token-store.js";
import { ManualClock, tokenClient, TokenEndpoint } from "./token-client.js";

const secret = { clientId: "id", clientSecret: "secret-0123456789" };
const token = (index: number, lifetime?: number) => ({
  body: { access_token: `t${index}`, token_type: "Bearer", ...(lifetime !== undefined && { expires_in: lifetime }) },
});
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("when a token of an hour is renewed", () => {
  const cases: [string, { given: number; want: { presented: string; requests: number } }][] = [
    ["121 s left: not", { given: 121, want: { presented: "t0", requests: 1 } }],
    ["119 s left: in the background", { given: 119, want: { presented: "t0", requests: 2 } }],
    ["31 s left: in the background", { given: 31, want: { presented: "t0", requests: 2 } }],
    ["29 s left: the call waits", { given: 29, want: { presented: "t1", requests: 2 } }],
    ["expired: the call waits", { given: -1, want: { presented: "t1", requests: 2 } }],
  ];
  test.each(cases)("%s", async (_title, { given, want }) => {
    const clock = new ManualClock();
    const endpoint = new TokenEndpoint((_form, index) => token(index, 3600));
    const { call } = tokenClient({ auth: secret, endpoint, clock });
    expect(await call()).toEqual(["t0"]);
    clock.time += (3600 - given) * 1000;
    expect(await call()).toEqual([want.presented]);
    await settle();
    expect(endpoint.requests).toHaveLength(want.requests);
  });
});

test.each([
  [3600, { background: 120_000, wait: 30_000 }],
  [302, { background: 30_000, wait: 7_500 }],
  [12, { background: 1_000, wait: 250 }],
  [2, { background: 0, wait: 0 }],
  [1, { background: 0, wait: 0 }],
])("margins of a token of %i s", (lifetime, want) => {
  expect(marginsOf({ accessToken: "t", obtainedAt: 0, expiresAt: lifetime * 1000 })).toEqual(want);
});

test("a token without a lifetime is used until it is refused", async () => {
  const clock = new ManualClock();
  const endpoint = new TokenEndpoint((_form, index) => token(index));
  const { call } = tokenClient({ auth: secret, endpoint, clock });
  await call();
  clock.time += 1e9;
  expect(await call(200)).toEqual(["t0"]);
  expect(await call(401, 200)).toEqual(["t0", "t1"]);
});

test("a 401 to a token that was replaced meanwhile does not replace the new one", async () => {
  const endpoint = new TokenEndpoint((_form, index) => token(index, 3600));
  const { call } = tokenClient({ auth: secret, endpoint });
  await call();
  expect(await Promise.all([call(401, 200), call(401, 200), call(401, 200)])).toEqual([
    ["t0", "t1"],
    ["t0", "t1"],
    ["t0", "t1"],
  ]);
  expect(endpoint.requests).toHaveLength(2);
});

test("a token of two seconds that expires on its way twice: a third one", async () => {
  const endpoint = new TokenEndpoint((_form, index) => token(index, 2));
  const { call } = tokenClient({ auth: secret, endpoint });
  expect(await call(401, 401, 200)).toEqual(["t0", "t1", "t2"]);
  expect(await call(401, 401, 401, 401, 401)).toEqual(["t2", "t3", "t4", "t5"]);
});

test("a token of an hour that is refused when it is new: no third one, and none for five seconds", async () => {
  const clock = new ManualClock();
  const endpoint = new TokenEndpoint((_form, index) => token(index, 3600));
  const { call } = tokenClient({ auth: secret, endpoint, clock });
  expect(await call(401, 401, 200)).toEqual(["t0", "t1"]);
  expect(await call(401, 200)).toEqual(["t1"]);
  clock.time += 5_001;
  expect(await call(401, 200)).toEqual(["t1", "t2"]);
});

test("after a failure the server has five seconds of rest; a token that is still good is used", async () => {
  const clock = new ManualClock();
  let isDown = false;
  const endpoint = new TokenEndpoint((_form, index) =>
    isDown ? { status: 400, body: { error: "unauthorized_client" } } : token(index, 3600),
  );
  const { call } = tokenClient({ auth: secret, endpoint, clock });
  await call();
  isDown = true;
  clock.time += 3580_000; // 20 s left: calls would wait.
  await expect(call()).rejects.toMatchObject({ code: "AUTH", message: expect.stringContaining("unauthorized_client") });
  expect(await call()).toEqual(["t0"]);
  expect(endpoint.requests).toHaveLength(2);
  isDown = false;
  clock.time += 5_001;
  expect(await call()).toEqual(["t2"]);
});

test("a background renewal that fails harms no call", async () => {
  const clock = new ManualClock();
  const endpoint = new TokenEndpoint((_form, index) =>
    index === 1 ? { status: 400, body: { error: "temporarily_unavailable" } } : token(index, 3600),
  );
  const { call } = tokenClient({ auth: secret, endpoint, clock });
  await call();
  clock.time += 3500_000;
  expect(await call()).toEqual(["t0"]);
  await settle();
  expect(await call()).toEqual(["t0"]);
  clock.time += 5_001;
  expect(await call()).toEqual(["t0"]);
  await settle();
  expect(await call()).toEqual(["t2"]);
});

test("an authorization server that is down for a moment is asked again", async () => {
  const clock = new ManualClock();
  const endpoint = new TokenEndpoint((_form, index) => (index < 2 ? { status: 503, body: "busy" } : token(index, 60)));
  const { call } = tokenClient({ auth: secret, endpoint, clock });
  expect(await call()).toEqual(["t2"]);
  expect(clock.slept).toEqual([200, 800]);
});

test("an abort of one caller does not end the renewal for the others", async () => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const endpoint = new TokenEndpoint(async (_form, index) => {
    await gate;
    return token(index, 3600);
  });
  const { auth } = tokenClient({ auth: secret, endpoint });
  const operation = { id: "a", method: "GET", path: "/" };
  const impatient = Promise.resolve(auth.prepare(operation, { signal: AbortSignal.timeout(20) }));
  const patient = auth.prepare(operation);
  await expect(impatient).rejects.toThrow();
  open();
  expect((await patient).partition).not.toBe("");
  expect(endpoint.requests).toHaveLength(1);
});

test("a client that is closed ends the wait for a token", async () => {
  const endpoint = new TokenEndpoint(() => new Promise(() => {}));
  const { auth, call } = tokenClient({ auth: secret, endpoint });
  const waiting = call();
  await settle();
  await auth.close();
  await expect(waiting).rejects.toMatchObject({ code: "AUTH", message: expect.stringContaining("closed") });
});

describe("refresh tokens", () => {
  const user = { clientId: "id", refreshToken: "r0" };

  test("the one that the server handed out last is used, and kept in the store", async () => {
    const clock = new ManualClock();
    const endpoint = new TokenEndpoint((_form, index) => ({
      body: { access_token: `t${index}`, token_type: "bearer", expires_in: 60, refresh_token: `r${index + 1}` },
    }));
    const store = new MemoryTokenStore();
    const first = tokenClient({ auth: { ...user, store }, endpoint, clock });
    await first.call();
    clock.time += 61_000;
    await first.call();
    clock.time += 61_000;
    await tokenClient({ auth: { ...user, store }, endpoint, clock }).call(); // The next run of the program.
    expect(endpoint.requests.map(({ form }) => form["refresh_token"])).toEqual(["r0", "r1", "r2"]);
  });

  test("one that the server does not replace stays", async () => {
    const clock = new ManualClock();
    const endpoint = new TokenEndpoint((_form, index) => token(index, 60));
    const { call } = tokenClient({ auth: user, endpoint, clock });
    await call();
    clock.time += 61_000;
    await call();
    expect(endpoint.requests.map(({ form }) => form["refresh_token"])).toEqual(["r0", "r0"]);
  });

  test("one that is refused is an AuthError that says what to do", async () => {
    const endpoint = new TokenEndpoint(() => ({
      status: 400,
      body: { error: "invalid_grant", error_description: "token r0 was revoked" },
    }));
    const failure = await tokenClient({ auth: { ...user, refreshToken: "r0-secret" }, endpoint })
      .call()
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "AUTH", message: expect.stringMatching(/Get a new refresh token/) });
    expect(endpoint.requests).toHaveLength(1);
  });
});

const broken = (lock: TokenStore["lock"]): TokenStore => ({
  get: () => Promise.reject(new Error("redis is gone")),
  set: () => Promise.reject(new Error("redis is gone")),
  lock,
});
const passing: TokenStore["lock"] = (_key, work) => work();
const failing: TokenStore["lock"] = () => Promise.reject(new Error("redis is gone"));

describe("a store that fails", () => {
  test.each([
    ["when it is read", passing],
    ["when it is locked", failing],
  ])("%s: client credentials go on without it, with a warning", async (_title, lock) => {
    const warnings: string[] = [];
    const endpoint = new TokenEndpoint((_form, index) => token(index, 3600));
    const { call } = tokenClient({ auth: { ...secret, store: broken(lock) }, endpoint, warnings });
    expect(await call()).toEqual(["t0"]);
    expect(await call()).toEqual(["t0"]);
    expect(warnings).toEqual(["The token store of Shop failed: redis is gone"]);
  });

  test("a refresh token is not used without the lock: another process might use it too", async () => {
    const endpoint = new TokenEndpoint((_form, index) => token(index, 3600));
    const { call } = tokenClient({ auth: { clientId: "id", refreshToken: "r0", store: broken(failing) }, endpoint });
    await expect(call()).rejects.toMatchObject({ code: "AUTH", message: expect.stringContaining("redis is gone") });
    expect(endpoint.requests).toEqual([]);
  });
});

describe("a token endpoint that is too busy", () => {
  const busy = (seconds: string) => ({
    status: 429,
    headers: { "retry-after": seconds },
    body: { error: "slow_down" },
  });

  test("is asked again after the wait that it names", async () => {
    const clock = new ManualClock();
    const endpoint = new TokenEndpoint((_form, index) => (index === 0 ? busy("7") : token(index, 3600)));
    const { call } = tokenClient({ auth: secret, endpoint, clock });
    expect(await call()).toEqual(["t1"]);
    expect(clock.slept).toEqual([7_000]);
  });

  test("is left alone where that is long: calls fail at once and say when", async () => {
    const clock = new ManualClock();
    const endpoint = new TokenEndpoint((_form, index) => (index === 0 ? busy("100") : token(index, 3600)));
    const { call } = tokenClient({ auth: secret, endpoint, clock });
    const retryAt = new Date(clock.time + 100_000);
    for (const later of [0, 99_000]) {
      clock.time += later;
      await expect(call()).rejects.toMatchObject({ name: "AuthError", tokenStatus: 429, retryAt });
    }
    expect([endpoint.requests.length, clock.slept]).toEqual([1, []]);
    clock.time += 1_001;
    expect(await call()).toEqual(["t1"]);
  });
});
