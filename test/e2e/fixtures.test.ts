import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Client, path, query, type ApiDefinition, type OperationDefinition } from "@sdkwright/runtime";
import { record } from "@sdkwright/runtime/testing";
import { tempFolder } from "../support/temp-folder.js";

const require = createRequire(import.meta.url);
const KEY = "k3y-of-the/real+server";
const PASSWORD = "correct horse battery";

/** json-server, which lets nobody in without the key, and tells everybody what it was given. */
async function jsonServer(): Promise<{ readonly url: string; close(): void }> {
  type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  const { create, defaults, router } = require("json-server") as {
    create(): { use(middleware: unknown): void; listen(port: number, host: string): Server };
    defaults(options: object): unknown;
    router(data: object): unknown;
  };
  const app = create();
  const guard: Handler = (request, response, next) => {
    response.setHeader("x-your-key", String(request.headers["x-api-key"]));
    response.setHeader("set-cookie", `session=${KEY}; HttpOnly`);
    if (request.headers["x-api-key"] === KEY) return next();
    response.writeHead(401).end();
  };
  app.use(guard);
  app.use(defaults({ logger: false, static: ".", bodyParser: true }));
  app.use(router({ users: [{ id: 1, name: "Ann", password: PASSWORD }], keys: [{ id: KEY, title: `uses ${KEY}` }] }));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

const operation = (id: string, method: string, template: string, more: Partial<OperationDefinition> = {}) =>
  ({ id, method, path: template, ...more }) as never;
const listUsers = operation("users.list", "GET", "/users", { params: { name: query } });
const createUser = operation("users.create", "POST", "/users", { body: { "application/json": "json" } });
const updateUser = operation("users.update", "PATCH", "/users/{id}", {
  params: { id: path },
  body: { "application/json": "json" },
});
const listKeys = operation("keys.list", "GET", "/keys");

test("what is recorded behind an API key holds no secret, replays with the server down, and says what differs", async () => {
  const folder = await tempFolder();
  const server = await jsonServer();
  const api: ApiDefinition = {
    contract: 1,
    name: "Users",
    env: "USERS_TEST",
    servers: [{ url: server.url }],
    schemes: { key: { type: "apiKey", in: "header", name: "X-API-Key" } },
    security: [{ key: [] }],
  };
  const calls = (mode: "update" | "replay", auth: string, name = "Ann") =>
    record(
      "users",
      async ({ transport }) => {
        await using client = new Client(api, { transport, auth });
        return [
          await client.call(listUsers, { name } as never),
          await client.call(createUser, { body: { name: "Bob", password: PASSWORD, note: KEY } } as never),
          await client.call(updateUser, { id: 1, body: { name: "Anna" } } as never),
          await client.call(listKeys, undefined),
        ];
      },
      { folder, mode },
    );

  const live = await calls("update", KEY);
  const bytes = await readFile(join(folder, "users.json"));
  for (const secret of [KEY, PASSWORD]) {
    for (const form of [secret, encodeURIComponent(secret)]) {
      expect(bytes.includes(form)).toBe(false);
      expect(bytes.includes(Buffer.from(form).toString("base64"))).toBe(false);
      expect(bytes.includes(Buffer.from(form).toString("hex"))).toBe(false);
    }
  }

  server.close();
  const replayed = await calls("replay", "another key");
  const hidden = JSON.parse(
    JSON.stringify(live).replaceAll(KEY, "redacted").replaceAll(PASSWORD, "redacted"),
  ) as unknown;
  expect(replayed).toEqual(hidden);

  await expect(calls("replay", "another key", "Eve")).rejects.toThrow(
    /has no answer for GET .*\/users\?name=Eve\.\n {2}The nearest that is recorded is GET .*\/users\?name=Ann:\n {4}query name: recorded "Ann", sent "Eve"\n/,
  );
});
