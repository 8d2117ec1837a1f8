import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  Client,
  path,
  query,
  type ApiDefinition,
  type ClientOptions,
  type OperationDefinition,
} from "@sdkwright/runtime";
import { record } from "@sdkwright/runtime/testing";
import { json, RecordingServer, type Responder } from "../../support/recording-server.js";
import { tempFolder } from "../../support/temp-folder.js";
import { apiAt } from "../../support/wire.js";

const SECRET = "s3cr3t/key+with=odd chars";

/** Records calls, and gives the file and whether a client with another credential, or none such, can replay them. */
async function recorded(given: {
  readonly schemes?: ApiDefinition["schemes"];
  readonly auth: ClientOptions["auth"];
  readonly otherAuth: ClientOptions["auth"];
  readonly operations: readonly (readonly [operation: Partial<OperationDefinition>, params?: object])[];
  readonly respond?: Responder;
}): Promise<string> {
  const folder = await tempFolder();
  await using server = await RecordingServer.start(given.respond);
  const schemes = given.schemes ?? {};
  const security = Object.keys(schemes).map((name) => ({ [name]: [] }));
  for (const [mode, auth] of [
    ["update", given.auth],
    ["replay", given.otherAuth],
  ] as const) {
    await record(
      "secret",
      async ({ transport }) => {
        await using client = new Client(apiAt(server.origin, { schemes, security }), { transport, auth, retry: false });
        for (const [operation, params] of given.operations) {
          const whole = { id: "run", method: "GET", path: "/x", ...operation };
          await client.call(whole as never, params as never);
        }
      },
      { folder, mode },
    );
  }
  return readFile(join(folder, "secret.json"), "utf8");
}

/** Every form in which the secret could stand in a file. */
function traces(text: string, secret = SECRET): string[] {
  const forms = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString("base64"),
    Buffer.from(`user:${secret}`).toString("base64"),
    Buffer.from(secret).toString("hex"),
  ];
  return forms.filter((form) => text.includes(form));
}

const echo: Responder = (request, response) =>
  json(response, { url: request.url, headers: request.headers, body: request.body.toString() });

describe("credentials, although the server echoes them", () => {
  test.each<[string, ApiDefinition["schemes"][string], ClientOptions["auth"], ClientOptions["auth"]]>([
    ["a key in a header", { type: "apiKey", in: "header", name: "X-Key" }, SECRET, "other"],
    ["a key in the query", { type: "apiKey", in: "query", name: "appid" }, SECRET, "other"],
    ["a key in a cookie", { type: "apiKey", in: "cookie", name: "sid" }, "secret-in-cookie", "other"],
    ["a key in the path", { type: "apiKey", in: "path", name: "key" }, SECRET, "other"],
    ["a key in the body", { type: "apiKey", in: "body", name: "/auth/key" }, SECRET, "other"],
    ["a token", { type: "http", scheme: "bearer" }, "secret-bearer-token", "other"],
    [
      "a password",
      { type: "http", scheme: "basic" },
      { username: "user", password: SECRET },
      { username: "user", password: "other" },
    ],
  ])("%s", async (_title, scheme, auth, otherAuth) => {
    const text = await recorded({
      schemes: { key: scheme },
      auth,
      otherAuth,
      operations: [
        [
          {
            method: "POST",
            path: scheme.type === "apiKey" && scheme.in === "path" ? "/{key}/x" : "/x",
            body: { "application/json": "json" },
          },
          { body: { a: 1 } },
        ],
      ],
      respond: echo,
    });
    const secret = typeof auth === "string" ? auth : SECRET;
    expect(traces(text, secret)).toEqual([]);
    expect(text).toContain("redacted");
  });

  test("any credential, wherever the server puts it", async () => {
    const respond: Responder = (request, response) => {
      const key = String(request.headers["x-key"]);
      response.writeHead(200, {
        "content-type": "text/plain",
        "x-echo": encodeURIComponent(key),
        link: `</x?appid=${encodeURIComponent(key)}>; rel="next"`,
      });
      response.end(`${key} ${Buffer.from(key).toString("base64")} "${key}"`);
    };
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[!-~]{8,20}$/), async (secret) => {
        const text = await recorded({
          schemes: { key: { type: "apiKey", in: "header", name: "X-Key" } },
          auth: secret,
          otherAuth: "other",
          operations: [[{ answers: { 200: "text" } }]],
          respond,
        });
        expect(traces(text, secret)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe("members that are credentials", () => {
  const body = {
    "application/json": "json",
    "application/x-www-form-urlencoded": "form",
    "multipart/form-data": "multipart",
  } as const;

  test.each(Object.keys(body))("by their names, in a body of type %s", async (contentType) => {
    const text = await recorded({
      auth: undefined,
      otherAuth: undefined,
      operations: [
        [
          { method: "POST", body },
          { body: { user: "ann", password: SECRET, apiKey: SECRET }, contentType },
        ],
      ],
      respond: (_, response) =>
        json(response, { user: "ann", session: { access_token: `${SECRET}2`, refreshToken: `${SECRET}3` } }),
    });
    expect(traces(text)).toEqual([]);
    expect(text).toContain("ann");
  });

  test("by the document's word (`format: password`), in query, request and answer", async () => {
    const text = await recorded({
      auth: undefined,
      otherAuth: undefined,
      operations: [
        [
          {
            method: "POST",
            params: { code: query },
            body: { "application/json": "json" },
            secrets: ["code", "mother"],
          },
          { code: SECRET, body: { mother: `${SECRET}2` } },
        ],
      ],
      respond: (_, response) => json(response, { all: [{ mother: `${SECRET}3` }] }),
    });
    expect(traces(text)).toEqual([]);
  });

  test("a token that is got and then sent is the same word in both places, so that the calls replay", async () => {
    const text = await recorded({
      auth: undefined,
      otherAuth: undefined,
      operations: [
        [{ method: "POST", path: "/login" }],
        [{ path: "/use/{t}", params: { t: path } }, { t: "redacted" }],
      ],
      respond: (request, response) => json(response, request.url === "/login" ? { access_token: SECRET } : {}),
    });
    expect(traces(text)).toEqual([]);
  });

  test("tokens of pages are none", async () => {
    const text = await recorded({
      auth: undefined,
      otherAuth: undefined,
      operations: [
        [
          {
            params: { token: query },
            paging: { style: "cursor", cursor: "token", nextCursor: "/token", items: "/items" } as never,
          },
          { token: "page-two-of-it" },
        ],
      ],
      respond: (_, response) => json(response, { items: [1], token: "page-three-of-it" }),
    });
    expect(text).toContain("page-two-of-it");
    expect(text).toContain("page-three-of-it");
  });
});
