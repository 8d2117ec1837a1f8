import { createServer, request as httpRequest } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { Client, ConfigError, type ApiDefinition } from "@sdkwright/runtime";
import { createDispatcher } from "@sdkwright/runtime/node";
import { serve, type LoopbackServer } from "./loopback-server.js";

// Hosts that only the proxy knows: it leads both to the loopback server.
const HOST = "shop.example";
const log: string[] = [];
let server: LoopbackServer;
const proxy = createServer((request, response) => {
  log.push(`${request.method} ${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
  const { pathname } = new URL(request.url ?? "");
  request.pipe(
    httpRequest(server.url + pathname, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    }),
  );
});
proxy.on("connect", (request, socket) => {
  log.push(`CONNECT ${request.url}`);
  const upstream = connect(Number(new URL(server.url).port), "127.0.0.1", () => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    upstream.pipe(socket).pipe(upstream);
  });
  upstream.on("error", () => socket.destroy());
});

let url: string;
beforeAll(async () => {
  server = await serve(() => ({ body: "direct" }));
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  url = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterEach(() => void log.splice(0));
afterAll(async () => {
  proxy.close();
  proxy.closeAllConnections();
  await server.close();
});

async function get(origin: string, env: Record<string, string>, proxyOption?: false): Promise<string> {
  const dispatcher = createDispatcher({ env, proxy: proxyOption, connectTimeout: 1_000 });
  try {
    const { body } = await dispatcher.request({ origin, path: "/thing", method: "GET" });
    return await body.text();
  } catch (error) {
    return (error as { code?: string }).code ?? "failed";
  } finally {
    await dispatcher.destroy();
  }
}

describe("the proxy of the environment", () => {
  test.each([
    ["HTTP_PROXY", () => ({ HTTP_PROXY: `http://${url}` })],
    ["http_proxy before HTTP_PROXY", () => ({ http_proxy: `http://${url}`, HTTP_PROXY: "http://127.0.0.1:1" })],
    ["without a scheme", () => ({ HTTP_PROXY: url })],
  ])("%s", async (_title, env) => {
    expect(await get(`http://${HOST}`, env())).toBe("direct");
    expect(log).toEqual([`GET http://${HOST}/thing`]);
  });

  test("a client goes through it", async () => {
    vi.stubEnv("http_proxy", `http://${url}`);
    vi.stubEnv("no_proxy", "");
    const api: ApiDefinition = { contract: 1, name: "Shop", env: "SHOP", servers: [], schemes: {}, security: [] };
    const client = new Client(api, { baseUrl: `http://${HOST}` });
    vi.unstubAllEnvs();
    await client.call({ id: "get", method: "GET", path: "/thing", answers: { 200: "text" } }, {});
    await client.close();
    expect(log).toEqual([`GET http://${HOST}/thing`]);
  });

  test("a name and password of the proxy", async () => {
    await get(`http://${HOST}`, { HTTP_PROXY: `http://user:p%40ss@${url}` });
    expect(log).toEqual([`GET http://${HOST}/thing Basic ${btoa("user:p@ss")}`]);
  });

  test("https goes through a tunnel", async () => {
    await get(`https://${HOST}`, { HTTPS_PROXY: `http://${url}` }); // The loopback server speaks no TLS.
    expect(log).toEqual([`CONNECT ${HOST}:443`]);
  });

  test.each([
    ["NO_PROXY", () => `http://${HOST}`, { NO_PROXY: "other.example, .example" }],
    ["NO_PROXY for all", () => `http://${HOST}`, { NO_PROXY: "*" }],
  ])("not for %s", async (_title, origin, env) => {
    await get(origin(), { HTTP_PROXY: `http://${url}`, ...env });
    expect(log).toEqual([]);
  });

  test("not for this machine, nor when it is switched off", async () => {
    expect(await get(server.url, { HTTP_PROXY: `http://${url}` })).toBe("direct");
    expect(await get(server.url.replace("127.0.0.1", "localhost"), { HTTP_PROXY: `http://${url}` })).toBe("direct");
    await get(`http://${HOST}`, { HTTP_PROXY: `http://${url}` }, false);
    expect(log).toEqual([]);
  });

  test("one that is not a URL is named", () => {
    expect(() => createDispatcher({ env: { HTTPS_PROXY: "http://" } })).toThrow(ConfigError);
    expect(() => createDispatcher({ env: { HTTPS_PROXY: "http://" } })).toThrow(/HTTPS_PROXY/);
  });
});
