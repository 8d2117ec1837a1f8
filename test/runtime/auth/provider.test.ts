import { afterEach, expect, test } from "vitest";
import { AuthError, Client, type ApiDefinition, type Operation } from "@sdkwright/runtime";
import { serve, type LoopbackServer } from "./loopback-server.js";

const api: ApiDefinition = {
  contract: 1,
  name: "Shop",
  env: "SHOP",
  servers: [],
  schemes: { bearer: { type: "http", scheme: "bearer" } },
  security: [{ bearer: [] }],
};
const get: Operation = { id: "getThing", method: "GET", path: "/thing" };
const post: Operation = {
  id: "upload",
  method: "POST",
  path: "/thing",
  body: { "application/octet-stream": "binary" },
};

const never = (): Promise<string> => new Promise(() => {});

let server: LoopbackServer;
afterEach(() => server.close());

const tokens = (): unknown[] => server.received.map(({ headers }) => headers.authorization);

test("concurrent calls share one question, later calls ask again", async () => {
  server = await serve(() => 200);
  let asked = 0;
  const auth = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return `t${++asked}`;
  };
  const client = new Client(api, { auth, baseUrl: server.url });
  await Promise.all(Array.from({ length: 10 }, () => client.call(get, {})));
  await client.call(get, {});
  expect(tokens()).toEqual([...Array.from({ length: 10 }, () => "Bearer t1"), "Bearer t2"]);
});

test("a function is asked once for each attempt, not once for the cache and once for the request", async () => {
  server = await serve(() => 200);
  let asked = 0;
  const client = new Client(api, { auth: () => `t${++asked}`, baseUrl: server.url, cache: true });
  await client.call(get, {});
  expect(asked).toBe(1);
});

test("on 401 the function is asked again, and what it gives is sent once", async () => {
  server = await serve(({ headers }) => (headers.authorization === "Bearer new" ? 200 : 401));
  const values = ["old", "new"];
  const client = new Client(api, { auth: () => values.shift() ?? "none", baseUrl: server.url });
  await client.call(get, {});
  expect(tokens()).toEqual(["Bearer old", "Bearer new"]);
});

test("on 401 nothing is sent again when the function gives the same", async () => {
  server = await serve(() => 401);
  const client = new Client(api, { auth: () => "same", baseUrl: server.url });
  await expect(client.call(get, {})).rejects.toMatchObject({ status: 401 });
  expect(tokens()).toEqual(["Bearer same"]);
});

test("a body that is a stream is not sent again", async () => {
  server = await serve(() => 401);
  let asked = 0;
  const client = new Client(api, { auth: () => `t${++asked}`, baseUrl: server.url });
  const body = new Blob(["data"]).stream();
  await expect(client.call(post, { body })).rejects.toMatchObject({ status: 401 });
  expect(tokens()).toEqual(["Bearer t1"]);
});

test.each([
  ["throws", () => Promise.reject(new Error("vault sealed")), /failed: vault sealed/],
  ["gives undefined", () => undefined, /gave undefined; it must give a string/],
  ["gives an empty string", () => "", /gave an empty string/],
])("a function that %s is an AuthError that says so", async (_title, auth, want) => {
  server = await serve(() => 200);
  const failure = await new Client(api, { auth, baseUrl: server.url }).call(get, {}).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AuthError);
  expect(failure).toMatchObject({ operationId: "getThing", method: "GET" });
  expect((failure as Error).message).toMatch(want);
  expect(server.received).toEqual([]);
});

test("an abort ends the wait for a function", async () => {
  server = await serve(() => 200);
  const call = new Client(api, { auth: never, baseUrl: server.url }).call(get, {}, { signal: AbortSignal.timeout(30) });
  await expect(call).rejects.toThrow();
  expect(server.received).toEqual([]);
});

test("answers are cached for each credential apart", async () => {
  server = await serve(({ headers }) => ({
    headers: { "cache-control": "max-age=60" },
    body: { for: headers.authorization },
  }));
  const values = ["a", "a", "b"];
  const client = new Client(api, { auth: () => values.shift() ?? "none", baseUrl: server.url, cache: true });
  const answers = [await client.call(get, {}), await client.call(get, {}), await client.call(get, {})];
  expect(answers).toEqual([{ for: "Bearer a" }, { for: "Bearer a" }, { for: "Bearer b" }]);
  expect(tokens()).toEqual(["Bearer a", "Bearer b"]);
});
