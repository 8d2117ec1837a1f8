import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import nock from "nock";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  ApiError,
  Client,
  path,
  query,
  type ClientOptions,
  type OperationDefinition,
  type RawResponse,
} from "@sdkwright/runtime";
import { FixtureError, record, replay, type FixtureOptions } from "@sdkwright/runtime/testing";
import { json, RecordingServer, type Responder } from "../../support/recording-server.js";
import { tempFolder } from "../../support/temp-folder.js";
import { apiAt } from "../../support/wire.js";

const getItem: OperationDefinition = {
  id: "items.get",
  method: "GET",
  path: "/items/{id}",
  params: { id: path, page: query },
};
const createItem: OperationDefinition = { id: "items.create", method: "POST", path: "/items", body: JSON_BODY() };

function JSON_BODY() {
  return { "application/json": "json" } as const;
}

let folder: string;
let server: RecordingServer;

beforeEach(async () => {
  folder = await tempFolder();
  server = await RecordingServer.start((request, response) => json(response, { url: request.url }));
});
afterEach(() => server[Symbol.asyncDispose]());

/** Calls with a client of the fixture's transport. */
async function use(options: FixtureOptions, calls: (client: Client) => Promise<unknown>, more: ClientOptions = {}) {
  return record(
    "items",
    async ({ transport }) => {
      await using client = new Client(apiAt(server.origin), { transport, throttle: false, ...more });
      return await calls(client);
    },
    { folder, ...options },
  );
}
const call = (client: Client, operation: OperationDefinition, params?: object) =>
  client.call(operation as never, params as never);
const fixture = () => readFile(join(folder, "items.json"), "utf8");

async function refusal(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(FixtureError);
  return (error as Error).message.replaceAll(folder, "").replace(/127\.0\.0\.1:\d+/g, "server");
}

describe("modes", () => {
  test("update records, replay answers without the network, live records nothing", async () => {
    const get = (client: Client) => call(client, getItem, { id: "1" });
    await use({ mode: "live" }, get);
    await expect(fixture()).rejects.toThrow(/ENOENT/);
    expect(await use({ mode: "update" }, get)).toEqual({ url: "/items/1" });
    expect(server.requests).toHaveLength(2);
    expect(await use({ mode: "replay" }, get)).toEqual({ url: "/items/1" });
    expect(server.requests).toHaveLength(2);
  });

  test("record makes a fixture where there is none, and replays it from then on", async () => {
    const get = (client: Client) => call(client, getItem, { id: "1" });
    await use({ mode: "record" }, get);
    await use({ mode: "record" }, get);
    expect(server.requests).toHaveLength(1);
  });

  test("SDKWRIGHT_FIXTURES says which; without it nothing reaches the network", async () => {
    const missing = await refusal(replay("items", { folder }));
    expect(missing).toBe("/items.json does not exist: record it with SDKWRIGHT_FIXTURES=record");
    vi.stubEnv("SDKWRIGHT_FIXTURES", "update");
    await use({}, (client) => call(client, getItem, { id: "1" }));
    vi.stubEnv("SDKWRIGHT_FIXTURES", "dryrun");
    expect(await refusal(replay("items", { folder }))).toBe(
      'SDKWRIGHT_FIXTURES is "dryrun"; it can be replay, record, update, live',
    );
    vi.unstubAllEnvs();
  });

  test("what a failed test has recorded is not written", async () => {
    await expect(
      use({ mode: "update" }, async (client) => {
        await call(client, getItem, { id: "1" });
        throw new Error("the test's own");
      }),
    ).rejects.toThrow("the test's own");
    await expect(fixture()).rejects.toThrow(/ENOENT/);
  });

  test.each(["", "../x", "a/../../x", "/x\0"])("%j is no name", async (name) => {
    expect(await refusal(replay(name, { folder }))).toMatch(/is no name of a fixture/);
  });

  test("a file that is no fixture is said so", async () => {
    await writeFile(join(folder, "items.json"), '[{"path":"/"}]');
    expect(await refusal(replay("items", { folder }))).toMatch(
      /^\/items.json is no fixture: exchange 1 needs scope, method and path; record it anew/,
    );
  });
});

describe("what differs", () => {
  const recorded = async (client: Client) => {
    await call(client, getItem, { id: "1", page: 2 });
    await call(client, createItem, { body: { title: "a", tags: ["x"] } });
  };

  test.each<[string, OperationDefinition, object, string]>([
    [
      "the path",
      getItem,
      { id: "2", page: 2 },
      `/items.json has no answer for GET http://server/items/2?page=2.
  The nearest that is recorded is GET http://server/items/1?page=2:
    path: recorded "/items/1", sent "/items/2"
  Record it with SDKWRIGHT_FIXTURES=update where the call is right.`,
    ],
    ["the query", getItem, { id: "1", page: 3 }, `    query page: recorded "2", sent "3"\n`],
    ["a parameter less", getItem, { id: "1" }, `    query page: recorded "2", sent nothing\n`],
    ["the body", createItem, { body: { title: "b", tags: ["x"] } }, `    body /title: recorded "a", sent "b"\n`],
    ["inside a list", createItem, { body: { title: "a", tags: ["y"] } }, `    body /tags/0: recorded "x", sent "y"\n`],
    [
      "the method",
      { ...createItem, method: "PUT" },
      { body: { title: "a", tags: ["x"] } },
      `    method: recorded "POST", sent "PUT"\n`,
    ],
  ])("%s", async (_title, operation, params, want) => {
    await use({ mode: "update" }, recorded);
    const message = await refusal(use({}, (client) => call(client, operation, params)));
    expect(message).toContain(want);
    expect(server.requests).toHaveLength(2);
  });

  test("a call that is made once more than recorded, and one that is not made", async () => {
    await use({ mode: "update" }, (client) => call(client, getItem, { id: "1" }));
    const twice = async (client: Client) => {
      await call(client, getItem, { id: "1" });
      await call(client, getItem, { id: "1" });
    };
    expect(await refusal(use({}, twice))).toContain("It was recorded once and is sent once more.");
    expect(await refusal(use({}, async () => {}))).toBe(
      "/items.json holds calls that were not made:\n    GET http://server/items/1\n" +
        "  Record it anew with SDKWRIGHT_FIXTURES=update where they are no longer needed.",
    );
  });

  test("equal calls are answered in the order in which they were recorded; members of a body in any", async () => {
    let turn = 0;
    server.respond = (_, response) => json(response, { turn: turn++ });
    const twice = async (client: Client) => [
      await call(client, createItem, { body: { a: 1, b: 2 } }),
      await call(client, createItem, { body: { b: 2, a: 1 } }),
    ];
    await use({ mode: "update" }, twice);
    expect(await use({}, twice)).toEqual([{ turn: 0 }, { turn: 1 }]);
  });
});

describe("answers", () => {
  test.each<[string, Responder]>([
    ["JSON", (_, response) => json(response, { a: [1, "é", null] })],
    ["a list", (_, response) => json(response, [])],
    ["a string in JSON", (_, response) => json(response, "text")],
    ["a number in JSON", (_, response) => json(response, 0)],
    [
      "a number beyond a double",
      (_, response) => response.writeHead(200, { "content-type": "application/json" }).end('{"id":9007199254740993}'),
    ],
    ["a failure", (_, response) => json(response, { message: "no" }, 404)],
    ["nothing", (_, response) => void response.writeHead(204).end()],
    [
      "bytes",
      (_, response) => response.writeHead(200, { "content-type": "image/png" }).end(Buffer.from([137, 0, 255])),
    ],
    ["text", (_, response) => response.writeHead(200, { "content-type": "text/csv" }).end("a,b\n1,2\n")],
  ])("%s is the same from the fixture as from the server", async (_title, respond) => {
    server.respond = respond;
    const read = async (client: Client) => {
      const result = await client
        .call(getItem as never, { id: "1" } as never)
        .raw()
        .catch((error: unknown) => error);
      if (result instanceof ApiError) return { status: result.status, body: result.body };
      const answer = result as RawResponse;
      const type = answer.headers.get("content-type");
      return { status: answer.status, type, bytes: Buffer.from(await answer.bytes()).toString("latin1") };
    };
    const live = await use({ mode: "update" }, read);
    expect(await use({}, read)).toEqual(live);
  });

  test("cookies are kept one by one, without their values", async () => {
    server.respond = (_, response) =>
      void response.writeHead(200, { "set-cookie": ["a=secret-a; Path=/; Secure", "b=secret-b"] }).end();
    const read = async (client: Client) =>
      (await client.call(getItem as never, { id: "1" } as never).raw()).headers.getSetCookie();
    await use({ mode: "update" }, read);
    expect(await use({}, read)).toEqual(["a=redacted; Path=/; Secure", "b=redacted"]);
  });

  test("a multipart body is the same whatever its boundary", async () => {
    const upload: OperationDefinition = {
      id: "upload",
      method: "POST",
      path: "/files",
      body: { "multipart/form-data": "multipart" },
    };
    const send = (text: string) => (client: Client) =>
      call(client, upload, { body: { file: new Blob([text]), name: "n" } });
    await use({ mode: "update" }, send("abc"));
    expect(await use({}, send("abc"))).toEqual({ url: "/files" });
    expect(await refusal(use({}, send("abd")))).toContain("body: recorded");
  });
});

describe("recording again", () => {
  test("gives the same bytes when only dates, ids, limits, tags and the order have changed", async () => {
    let turn = 0;
    server.respond = (request, response) =>
      response
        .writeHead(200, {
          "content-type": "application/json",
          date: new Date(turn * 1e6).toUTCString(),
          etag: `"${turn}"`,
          "x-request-id": `r${turn}`,
          "x-ratelimit-remaining": String(100 - turn++),
        })
        .end(JSON.stringify({ url: request.url }));
    const get = (ids: readonly string[]) => async (client: Client) => {
      for (const id of ids) await call(client, getItem, { id });
    };
    await use({ mode: "update" }, get(["1", "2", "3"]));
    const first = await fixture();
    await use({ mode: "update" }, get(["3", "1", "2"]));
    expect(await fixture()).toBe(first);
    await use({ mode: "update" }, get(["3", "1", "4"]));
    const changed = JSON.parse(await fixture()) as { path: string }[];
    expect(changed.map((one) => one.path)).toEqual(["/items/1", "/items/3", "/items/4"]);
  });
});

describe("nock's own", () => {
  test("nock.define answers from a fixture of ours", async () => {
    await use({ mode: "update" }, (client) => call(client, getItem, { id: "1", page: 2 }));
    const scopes = nock.define(nock.loadDefs(join(folder, "items.json")));
    const answer = await fetch(`${server.origin}/items/1?page=2`);
    expect(await answer.json()).toEqual({ url: "/items/1?page=2" });
    scopes.forEach((scope) => scope.done());
    expect(server.requests).toHaveLength(1);
  });

  test("a fixture of nock's recorder answers here, gzip and old forms included", async () => {
    const gzip = "1f8b0800000000000003ab56ca4d2d2e4e4c4f55b252ca48cdc9c957aa05008c6bd81113000000";
    await writeFile(
      join(folder, "items.json"),
      JSON.stringify([
        {
          scope: "https://api.example.test:443",
          method: "get",
          path: "/items/1",
          status: 200,
          response: [gzip],
          headers: ["Content-Encoding", "gzip", "Content-Type", "application/json"],
        },
      ]),
    );
    const { gunzipSync } = await import("node:zlib");
    const got = await record(
      "items",
      ({ transport }) => call(new Client(apiAt("https://api.example.test"), { transport }), getItem, { id: "1" }),
      { folder },
    );
    expect(got).toEqual(JSON.parse(gunzipSync(Buffer.from(gzip, "hex")).toString()));
  });
});
