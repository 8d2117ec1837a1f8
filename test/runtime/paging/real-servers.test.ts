import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { Client, query, type ApiDefinition, type PagedOperation, type PagingSpec } from "@sdkwright/runtime";

const require = createRequire(import.meta.url);

let running: { server: Server; client: Client } | undefined;

afterEach(async () => {
  await running?.client.close();
  running?.server.closeAllConnections();
  running?.server.close();
  running = undefined;
});

async function connect(server: Server): Promise<Client> {
  if (!server.listening) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  const origin = originOf(server);
  const api: ApiDefinition = {
    contract: 1,
    name: "Real",
    env: "REAL_TEST",
    servers: [{ url: origin }],
    schemes: {},
    security: [],
  };
  running = { server, client: new Client(api) };
  return running.client;
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Post {
  readonly id: number;
}

const posts = Array.from({ length: 23 }, (_, index) => ({ id: index + 1, title: `Post ${index + 1}` }));
const params = { _page: query, _limit: query, _start: query, _end: query };

function postsBy(paging: PagingSpec): PagedOperation<{ [name: string]: unknown }, Post> {
  return { id: "posts.list", method: "GET", path: "/posts", params, paging };
}

async function jsonServer(): Promise<Client> {
  const { create, defaults, router } = require("json-server") as {
    create(): { use(middleware: unknown): void; listen(port: number, host: string): Server };
    defaults(options: object): unknown;
    router(data: object): unknown;
  };
  const app = create();
  app.use(defaults({ logger: false, static: "." }));
  app.use(router({ posts: structuredClone(posts) }));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  return connect(server);
}

describe("json-server 0.17", () => {
  test.each<[string, PagingSpec, { [name: string]: unknown }]>([
    ["Link header", { style: "link", items: "", page: "_page", size: "_limit" }, { _page: 1, _limit: 5 }],
    [
      "page numbers and a total",
      { style: "page", items: "", page: "_page", size: "_limit", total: "header:X-Total-Count" },
      { _page: 1, _limit: 5 },
    ],
    ["page numbers alone", { style: "page", items: "", page: "_page", size: "_limit" }, { _page: 1, _limit: 5 }],
    [
      "a range",
      { style: "offset", items: "", offset: "_start", end: "_end", total: "header:X-Total-Count" },
      { _start: 0, _end: 5 },
    ],
    ["a range with a size", { style: "offset", items: "", offset: "_start", size: "_limit" }, { _start: 0, _limit: 5 }],
  ])("%s", async (_title, paging, sent) => {
    const client = await jsonServer();
    const list = client.call(postsBy({ ...paging, idField: "/id" }), sent);
    expect(await list.all()).toEqual(posts);
    expect(list.report()).toMatchObject({ pages: 5, items: 23, duplicates: 0 });
    expect(list.report().complete).not.toBe(false);
    expect(client.stats()).toMatchObject({ requests: 5, items: 23 });

    const ahead = client.call(postsBy(paging), sent, { prefetch: 1, concurrency: 3 });
    expect(await ahead.all({ maxItems: 17 })).toEqual(posts.slice(0, 17));
    const resumed = client.call(postsBy(paging), sent, { resume: ahead.checkpoint() });
    expect(await resumed.all()).toEqual(posts.slice(17));
  });
});

interface Recorded {
  readonly path: string;
  readonly status: number;
  readonly response: readonly { readonly id: number }[];
  readonly headers: { readonly [name: string]: string };
}

describe("what GitHub answered (@octokit/fixtures, paginate-issues)", () => {
  test("five pages by Link, whose links lead to another path", async () => {
    const scenario = "@octokit/fixtures/scenarios/api.github.com/paginate-issues/normalized-fixture.json";
    const recorded = require(scenario) as readonly Recorded[];
    const server = createServer((request, response) => {
      const found = recorded.find(({ path }) => path === request.url);
      const link = found?.headers["link"]?.replaceAll("https://api.github.com", originOf(server));
      response.writeHead(found?.status ?? 404, { "content-type": "application/json", ...(link && { link }) });
      response.end(JSON.stringify(found?.response ?? { message: `${request.url} was not recorded` }));
    });
    const client = await connect(server);
    const operation: PagedOperation<{ owner: string; repo: string; per_page: number }, { id: number }> = {
      id: "issues/list-for-repo",
      method: "GET",
      path: "/repos/{owner}/{repo}/issues",
      params: { owner: { in: "path" }, repo: { in: "path" }, per_page: query },
      paging: { style: "link", page: "page", size: "per_page", items: "", idField: "/id" },
    };
    const list = client.call(operation, { owner: "octokit-fixture-org", repo: "paginate-issues", per_page: 3 });
    const want = recorded.flatMap(({ response }) => response.map(({ id }) => id));
    expect((await list.all()).map(({ id }) => id)).toEqual(want);
    expect(list.report()).toEqual({
      pages: 5,
      items: 13,
      duplicates: 0,
      expected: undefined,
      complete: true,
      stoppedBy: "no-next",
    });
  });
});
