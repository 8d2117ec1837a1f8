import { afterEach, expect, test } from "vitest";
import { Client, type ApiDefinition, type Operation } from "@sdkwright/runtime";
import { serve, type LoopbackServer } from "./loopback-server.js";

const api: ApiDefinition = {
  contract: 1,
  name: "Shop",
  env: "SHOP",
  servers: [],
  schemes: { key: { type: "apiKey", in: "header", name: "X-Key" } },
  security: [{ key: [] }],
};
const get: Operation = { id: "getThing", method: "GET", path: "/thing" };

let server: LoopbackServer;
afterEach(() => server.close());

const keys = (): unknown[] => server.received.map(({ headers }) => headers["x-key"]);

test("a key that is refused is left out from then on", async () => {
  server = await serve(({ headers }) => (headers["x-key"] === "good" ? 200 : 401));
  const client = new Client(api, { auth: ["revoked", "expired", "good"], baseUrl: server.url });
  await client.call(get, {});
  await client.call(get, {});
  await client.call(get, {});
  expect(keys().filter((key) => key === "good")).toHaveLength(3);
  expect(keys().filter((key) => key !== "good").length).toBeLessThanOrEqual(2);
});

test("when all keys are refused the answer is 401, and each was tried once", async () => {
  server = await serve(() => 401);
  const client = new Client(api, { auth: ["a", "b", "c"], baseUrl: server.url });
  await expect(client.call(get, {})).rejects.toMatchObject({ status: 401 });
  expect(keys().toSorted()).toEqual(["a", "b", "c"]);
});

test("a key that is limited rests, and the other one goes on at once", async () => {
  server = await serve(({ headers }) =>
    headers["x-key"] === "tired" ? { status: 429, headers: { "retry-after": "50" } } : 200,
  );
  const client = new Client(api, { auth: ["tired", "fresh"], baseUrl: server.url });
  // Whoever waited for the tired one would take longer than a test may.
  for (let call = 0; call < 5; call++) await client.call(get, {});
  expect(keys().filter((key) => key === "tired").length).toBeLessThanOrEqual(1);
});
