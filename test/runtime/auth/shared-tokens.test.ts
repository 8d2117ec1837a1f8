import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Client } from "@sdkwright/runtime";
import { redisTokenStore } from "@sdkwright/runtime/auth";
import { fromIoredis } from "../../../runtime/src/redis/clients.js";
import { authorizationServer, type AuthorizationServer } from "./authorization-server.js";
import { hasRedis, redisServer } from "./redis-server.js";

const cli = {
  client_id: "cli",
  token_endpoint_auth_method: "none" as const,
  application_type: "native" as const,
  grant_types: ["authorization_code", "refresh_token"],
  redirect_uris: ["http://127.0.0.1/callback"],
};
const service = {
  client_id: "service",
  client_secret: "secret-0123456789",
  grant_types: ["client_credentials"],
  redirect_uris: [],
  response_types: [],
};

const ignore = (): void => {};

let server: AuthorizationServer;
beforeEach(async () => void (server = await authorizationServer({ clients: [cli, service], lifetime: 2 })));
afterEach(() => server.close());

/** Two processes call for seven seconds with tokens of two seconds, and a refresh token that can be used once. */
async function twoProcesses(place: string): Promise<void> {
  const script = fileURLToPath(new URL("fixtures/refreshing-process.ts", import.meta.url));
  const first = await server.refreshToken("cli");
  const options = ["--conditions=sdkwright-source", "--import=tsx", script, server.url, place, first, "7000"];
  const run = (): Promise<{ stdout: string }> => promisify(execFile)(process.execPath, options);
  const outputs = await Promise.all([run(), run()]);
  const results = outputs.map(({ stdout }) => JSON.parse(stdout) as { calls: number; failures: string[] });
  expect(results.flatMap(({ failures }) => failures)).toEqual([]);
  expect(Math.min(...results.map(({ calls }) => calls))).toBeGreaterThan(3);
  // A refresh token that is used twice is refused, and all that came of it with it.
  expect(server.tokenRequests.filter(({ status }) => status !== 200)).toEqual([]);
  expect(server.tokenRequests.length).toBeGreaterThan(2);
  expect(server.tokenRequests.length).toBeLessThan(12); // Shared: not one for each process in each second.
}

describe("two processes share a refresh token that can be used once: none is burnt", () => {
  test("in a folder", { timeout: 60_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "tokens-"));
    await twoProcesses(folder);
    await rm(folder, { recursive: true });
  });

  test.skipIf(!hasRedis)("in Redis", { timeout: 60_000 }, async () => {
    const redis = await redisServer();
    await twoProcesses(redis.url);
    await redis.kill();
  });
});

test.skipIf(!hasRedis)("Redis dies: calls go on, with a warning", { timeout: 60_000 }, async () => {
  const redis = await redisServer();
  const connection = new Redis(redis.url, { enableOfflineQueue: false });
  connection.on("error", () => {}); // ioredis would write it to the console.
  await connection.ping().catch(() => new Promise((resolve) => connection.once("ready", resolve)));
  const warnings: string[] = [];
  const client = new Client(
    {
      contract: 1,
      name: "Shop",
      env: "SHOP",
      servers: [],
      schemes: { oauth: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/token" } } } },
      security: [{ oauth: [] }],
    },
    {
      auth: {
        clientId: "service",
        clientSecret: service.client_secret,
        store: redisTokenStore(fromIoredis(connection)),
      },
      baseUrl: server.url,
      logger: { debug: ignore, info: ignore, warn: (message) => void warnings.push(message), error: ignore },
    },
  );
  const call = () => client.call({ id: "getThing", method: "GET", path: "/api/thing" }, {});
  await call(); // Loads what is loaded once, however busy the machine is.
  const end = Date.now() + 4_000;
  let killed = false;
  let calls = 0;
  while (Date.now() < end) {
    await call();
    calls++;
    if (!killed && Date.now() > end - 3_000) {
      killed = true;
      await redis.kill();
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(calls).toBeGreaterThan(10);
  expect(warnings.some((line) => line.startsWith("The token store of Shop failed"))).toBe(true);
  await client.close();
  connection.disconnect();
});
