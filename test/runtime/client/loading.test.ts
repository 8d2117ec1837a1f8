import {
  AbortedError,
  Client,
  ConfigError,
  TimeoutError,
  type ApiDefinition,
  type Transport,
} from "@sdkwright/runtime";
import { bodyOf } from "@sdkwright/runtime";
import { afterEach, describe, expect, test, vi } from "vitest";

const api: ApiDefinition = {
  contract: 1,
  name: "Shop",
  env: "SHOP",
  servers: [{ url: "https://shop.example.com" }],
  schemes: { token: { type: "http", scheme: "bearer" } },
  security: [{ token: [] }],
};
const get = { id: "get", method: "GET", path: "/thing" } as const;

/** Answers everything with the credential that it was sent. */
function echo(): Transport & { closed: number; sent: number } {
  const transport = {
    closed: 0,
    sent: 0,
    send: async ({ origin, path, headers }: Parameters<Transport["send"]>[0]) => {
      transport.sent++;
      const body = bodyOf(JSON.stringify(headers["authorization"] ?? null));
      return { status: 200, headers: { "content-type": "application/json" }, body, url: origin + path };
    },
    close: async () => void transport.closed++,
  };
  return transport;
}

afterEach(() => void vi.unstubAllEnvs());

describe("what sends is loaded apart; until then", () => {
  test("calls wait for it, as many as there are", async () => {
    const client = new Client(api, { auth: "key", transport: echo() });
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.call(get)));
    expect(new Set(answers)).toEqual(new Set(["Bearer key"]));
  });

  test("the environment is the one that the client was made in", async () => {
    vi.stubEnv("SHOP_TOKEN", "first");
    const client = new Client(api, { transport: echo() });
    vi.stubEnv("SHOP_TOKEN", "second");
    expect(await client.call(get)).toBe("Bearer first");
  });

  test("a caller who gives up is not kept waiting, and nothing is sent", async () => {
    const transport = echo();
    const client = new Client(api, { auth: "key", transport });
    const gone = new AbortController();
    const call = client.call(get, undefined, { signal: gone.signal }).safe();
    gone.abort();
    expect((await call).error).toBeInstanceOf(AbortedError);
    expect(transport.sent).toBe(0);
  });

  test("a deadline bounds what comes before anything is sent", async () => {
    const client = new Client(api, {
      auth: () => new Promise<string>(() => {}),
      transport: echo(),
      deadline: 20,
    });
    expect((await client.call(get).safe()).error).toBeInstanceOf(TimeoutError);
  });

  test("a client can be closed: calls that wait end", async () => {
    const transport = echo();
    const client = new Client(api, { auth: "key", transport });
    const call = client.call(get).safe();
    await client.close();
    expect((await call).error).toBeInstanceOf(AbortedError);
    expect(transport).toMatchObject({ sent: 0, closed: 0 }); // The transport is its owner's.
  });

  const impossible: [string, object, RegExp][] = [
    ["an empty credential", { auth: " " }, /`auth` of Shop is empty/],
    ["a credential that is none", { auth: 42 }, /`auth` of Shop is 42/],
    ["a number without sense", { retry: { retries: -1 } }, /retry.retries is -1/],
  ];
  test.each(impossible)("%s is refused by the constructor", (_title, options, message) => {
    expect(() => new Client(api, options)).toThrow(ConfigError);
    expect(() => new Client(api, options)).toThrow(message);
  });

  test("a credential that fits no scheme is an error of every call, each with its own operation", async () => {
    const client = new Client(api, { auth: { token: { username: "a", password: "b" } }, transport: echo() });
    for (const id of ["one", "two"]) {
      const { error } = await client.call({ ...get, id }).safe();
      expect(error).toBeInstanceOf(ConfigError);
      expect(error).toMatchObject({ operationId: id, message: expect.stringMatching(/`auth.token`/) });
    }
    await client.close();
  });
});
