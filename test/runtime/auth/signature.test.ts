import { createHash, createHmac } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { Client, ConfigError, type ApiDefinition, type Operation } from "@sdkwright/runtime";
import { serve, type LoopbackServer, type Received } from "./loopback-server.js";

const api: ApiDefinition = {
  contract: 1,
  name: "Gateway",
  env: "GATEWAY",
  servers: [],
  // As API Gateway exports it.
  schemes: { sigv4: { type: "apiKey", in: "header", name: "Authorization" } },
  security: [{ sigv4: [] }],
};
const operation: Operation = {
  id: "put",
  method: "PUT",
  path: "/things/{id}",
  params: { id: { in: "path" }, b: { in: "query" }, a: { in: "query" } },
  body: { "application/json": "json", "application/octet-stream": "binary" },
};
const auth = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG",
  region: "eu-west-1",
  service: "execute-api",
};

const hex = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** Signature Version 4 as its documentation has it, for what arrived. */
function signatureOf({ method, url, headers, body }: Received): string {
  const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "")?.[1] ?? "";
  const [path = "", query = ""] = url.split("?");
  const canonical = [
    method,
    path.split("/").map(encodeURIComponent).join("/"),
    query.split("&").toSorted().join("&"),
    ...signed.split(";").map((name) => `${name}:${String(headers[name])}`),
    "",
    signed,
    hex(body),
  ].join("\n");
  const time = String(headers["x-amz-date"]);
  const scope = `${time.slice(0, 8)}/eu-west-1/execute-api/aws4_request`;
  const key = scope.split("/").reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${auth.secretAccessKey}`);
  return hmac(key, ["AWS4-HMAC-SHA256", time, scope, hex(canonical)].join("\n")).toString("hex");
}

let server: LoopbackServer;
afterEach(() => server.close());

test("requests are signed with their path, query and body", async () => {
  server = await serve(() => 200);
  const client = new Client(api, { auth, baseUrl: server.url });
  await client.call(operation, { id: "a b/c", b: "2 é", a: 1, body: { text: "héllo" } });
  const [seen] = server.received;
  expect(seen!.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/execute-api\/aws4_request, /,
  );
  expect(seen!.headers.authorization).toContain(`Signature=${signatureOf(seen!)}`);
  expect(JSON.parse(seen!.body)).toEqual({ text: "héllo" });
});

test("a session token goes along", async () => {
  server = await serve(() => 200);
  const client = new Client(api, { auth: { ...auth, sessionToken: "session" }, baseUrl: server.url });
  await client.call(operation, { id: 1, body: {} });
  expect(server.received[0]!.headers["x-amz-security-token"]).toBe("session");
  expect(server.received[0]!.headers.authorization).toContain(`Signature=${signatureOf(server.received[0]!)}`);
});

test("a Blob is signed; a stream is a ConfigError", async () => {
  server = await serve(() => 200);
  const client = new Client(api, { auth, baseUrl: server.url });
  const contentType = "application/octet-stream";
  await client.call(operation, { id: 1, contentType, body: new Blob(["bytes"]) });
  expect(server.received[0]!.headers.authorization).toContain(`Signature=${signatureOf(server.received[0]!)}`);
  const failure = await client
    .call(operation, { id: 1, contentType, body: new Blob(["bytes"]).stream() })
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ConfigError);
  expect(server.received).toHaveLength(1);
});
