import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Client, type ApiDefinition, type Operation } from "@sdkwright/runtime";
import { undiciTransport } from "@sdkwright/runtime/node";

const file = (name: string): Buffer => readFileSync(new URL(`fixtures/tls/${name}`, import.meta.url));
const [ca, cert, key] = ["ca.pem", "client.pem", "client.key"].map((name) => file(name).toString());
const pfx = new Uint8Array(file("client.p12"));

const api: ApiDefinition = {
  contract: 1,
  name: "Bank",
  env: "BANK",
  servers: [],
  schemes: { certificate: { type: "mutualTLS" }, bearer: { type: "http", scheme: "bearer" } },
  security: [{ certificate: [], bearer: [] }],
};
const whoami: Operation = { id: "whoami", method: "GET", path: "/whoami" };

const server = createServer(
  {
    key: file("server.key"),
    cert: file("server.pem"),
    ca: file("ca.pem"),
    requestCert: true,
    rejectUnauthorized: false,
  },
  ({ socket, headers }, response) => {
    const client = (socket as TLSSocket).getPeerCertificate().subject?.CN;
    const body = { client, trusted: (socket as TLSSocket).authorized, token: headers.authorization };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  },
);
let baseUrl: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

describe("mutual TLS", () => {
  test.each([
    ["PEM", { cert, key, ca }],
    ["PKCS #12", { pfx, passphrase: "open", ca }],
  ])("a client certificate as %s beside a token", async (_title, certificate) => {
    const client = new Client(api, { auth: { certificate, bearer: "t" }, baseUrl });
    expect(await client.call(whoami, {})).toEqual({ client: "client", trusted: true, token: "Bearer t" });
    await client.close();
  });

  test("without the certificate nothing is sent, and the error names the option", async () => {
    const call = new Client(api, { auth: { bearer: "t" }, baseUrl }).call(whoami, {});
    await expect(call).rejects.toMatchObject({
      code: "CONFIG",
      message: expect.stringContaining("`auth: { certificate: … }`"),
    });
  });

  test("an authority that is not trusted is a connection error", async () => {
    const client = new Client(api, { auth: { certificate: { cert, key }, bearer: "t" }, baseUrl, retry: false });
    await expect(client.call(whoami, {})).rejects.toMatchObject({ code: "CONNECTION" });
    await client.close();
  });

  test("certificates of the user's own transport need not be given twice", async () => {
    const transport = undiciTransport(undefined, { tls: { cert: cert!, key: key!, ca: ca! } });
    const client = new Client(api, { auth: { bearer: "t" }, baseUrl, transport });
    expect(await client.call(whoami, {})).toMatchObject({ client: "client", trusted: true });
    await client.close();
    await transport.close?.();
  });
});
