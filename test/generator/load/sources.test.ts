import { mkdir, symlink, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { tempFolder } from "../../support/temp-folder.js";
import { tryLoad } from "./support.js";

const refers = (to: string) => `openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths: {}
components:
  schemas:
    A:
      $ref: ${JSON.stringify(to)}
`;
const noFetch = () => Promise.reject(new Error("nothing may be fetched"));

const DOCUMENT = '{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{}}';

describe("files", () => {
  test("by path, relative path and file URL, in a folder with a space and a `#`", async () => {
    const cwd = join(await tempFolder(), "a #b");
    await mkdir(cwd);
    await writeFile(join(cwd, "open api.json"), DOCUMENT);
    for (const input of ["open api.json", join(cwd, "open api.json"), pathToFileURL(join(cwd, "open api.json"))]) {
      const { document, found } = await tryLoad({ input }, { cwd });
      expect(found).toEqual([]);
      expect(document?.sources).toMatchObject([
        { name: input instanceof URL ? join(cwd, "open api.json") : input, bytes: DOCUMENT.length },
      ]);
    }
  });

  test("of an installed package", async () => {
    const cwd = await tempFolder();
    const input = "@acme/spec/generated/api.json";
    await mkdir(join(cwd, "node_modules/@acme/spec/generated"), { recursive: true });
    await mkdir(join(cwd, "deep/er"), { recursive: true });
    await writeFile(join(cwd, "node_modules", input), DOCUMENT);
    const { document, found } = await tryLoad({ input }, { cwd: join(cwd, "deep/er") });
    expect(found).toEqual([]);
    expect(document?.root.info).toEqual({ title: "T", version: "1" });
  });

  test("a name that is nearly right", async () => {
    const cwd = await tempFolder();
    await writeFile(join(cwd, "openapi.json"), DOCUMENT);
    const { diagnostics } = await tryLoad({ input: "opnapi.json" }, { cwd });
    expect(diagnostics).toMatchObject([{ code: "load/not-found", fix: "Did you mean `openapi.json`?" }]);
  });

  test("a folder", async () => {
    const cwd = await tempFolder();
    await writeFile(join(cwd, "petstore.yaml"), DOCUMENT);
    const { diagnostics } = await tryLoad({ input: "." }, { cwd });
    expect(diagnostics).toMatchObject([
      { code: "load/is-folder", fix: expect.stringContaining("petstore.yaml") as string },
    ]);
  });

  test("larger than allowed: stopped before it is read", async () => {
    const cwd = await tempFolder();
    await writeFile(join(cwd, "openapi.json"), DOCUMENT);
    const { diagnostics } = await tryLoad({ input: "openapi.json", maxBytes: 60 }, { cwd });
    expect(diagnostics).toMatchObject([
      { code: "load/too-large", message: expect.stringContaining("has 65 bytes; at most 60") as string },
    ]);
  });
});

describe("standard input", () => {
  test("in pieces", async () => {
    const { document } = await tryLoad({ input: "-" }, { stdin: pieces(DOCUMENT, 7) });
    expect(document?.root.info).toEqual({ title: "T", version: "1" });
    expect(document?.sources).toMatchObject([{ name: "(stdin)", bytes: DOCUMENT.length }]);
  });

  test("has no folder: its references reach no file, unless `allowFolder` says so", async () => {
    const cwd = await tempFolder();
    await writeFile(join(cwd, "a.yaml"), "type: string\n");
    const read = (config: object) => tryLoad({ input: "-", ...config }, { cwd, stdin: pieces(refers("a.yaml"), 100) });
    expect((await read({})).found).toEqual(["load/ref-outside 7:7"]);
    expect((await read({ allowFolder: "." })).document?.root.components).toEqual({
      schemas: { A: { type: "string" } },
    });
  });

  test("without an end: stopped at the limit", async () => {
    const endless = (async function* () {
      for (;;) yield Buffer.alloc(1000, " ");
    })();
    const { found } = await tryLoad({ input: "-", maxBytes: 10_000 }, { stdin: endless });
    expect(found).toEqual(["load/too-large"]);
  });
});

describe("objects", () => {
  test("are copied: the caller's stays as it is", async () => {
    const given = {
      openapi: "3.0.0",
      info: { title: "T", version: "1" },
      paths: {},
      components: { schemas: { A: { nullable: true, type: "string" } } },
    };
    const before = structuredClone(given);
    const { document } = await tryLoad({ input: given });
    expect(given).toEqual(before);
    expect(document?.root.components).toEqual({ schemas: { A: { type: ["string", "null"] } } });
    expect(document?.locator.place("/info")).toBeUndefined();
  });

  test("with a cycle are refused", async () => {
    const given: { [key: string]: never } = {};
    (given as Record<string, unknown>).self = given;
    expect((await tryLoad({ input: given })).found).toEqual(["load/not-json"]);
  });
});

describe("URLs", () => {
  test("headers go to the origin of the input, and to no other one that it redirects to", async () => {
    const other = await serve((_, response) => response.end(DOCUMENT));
    const first = await serve((request, response) => {
      if (request.url === "/start") response.writeHead(302, { location: "/here" }).end();
      else response.writeHead(302, { location: `${other.origin}/there` }).end();
    });
    const { document, found } = await tryLoad({
      input: `${first.origin}/start`,
      headers: { authorization: "Bearer s3cret" },
    });
    expect(found).toEqual([]);
    expect(document?.root.info).toEqual({ title: "T", version: "1" });
    expect(first.seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ["/start", "Bearer s3cret"],
      ["/here", "Bearer s3cret"],
    ]);
    expect(other.seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([["/there", undefined]]);
  });

  test("a user and password in the address become a header; nothing shows them or the query", async () => {
    const server = await serve((_, response) => response.end(DOCUMENT));
    const { document } = await tryLoad({ input: `http://me:p%40ss@127.0.0.1:${server.port}/api.json?key=s3cret` });
    expect(server.seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from("me:p@ss").toString("base64")}`);
    expect(document?.sources[0]?.name).toBe(`${server.origin}/api.json`);
  });

  test.each<[string, { answer: RequestListener; want: string; says: RegExp; fix?: RegExp }]>([
    [
      "401",
      { answer: (_, r) => r.writeHead(401).end(), want: "load/download-failed", says: /answered 401/, fix: /headers/ },
    ],
    [
      "404",
      { answer: (_, r) => r.writeHead(404).end("gone"), want: "load/download-failed", says: /answered 404 Not Found/ },
    ],
    [
      "redirects without end",
      {
        answer: (q, r) => r.writeHead(302, { location: `${q.url}x` }).end(),
        want: "load/too-many-redirects",
        says: /more than 5 times/,
      },
    ],
    [
      "a redirect to a file",
      {
        answer: (_, r) => r.writeHead(302, { location: "file:///etc/passwd" }).end(),
        want: "load/redirect-refused",
        says: /not allowed/,
      },
    ],
    ["a body without end", { answer: flood, want: "load/too-large", says: /at most 20,000 bytes/ }],
    ["an answer that never comes", { answer: () => {}, want: "load/download-timeout", says: /within 0.3 s/ }],
    [
      "a body that stops half way",
      {
        answer: (_, r) => r.writeHead(200, { "content-length": "500" }).write("{"),
        want: "load/download-timeout",
        says: /within 0.3 s/,
      },
    ],
    [
      "a connection that breaks",
      { answer: (q) => q.socket.destroy(), want: "load/download-failed", says: /cannot be downloaded/ },
    ],
    ["a page", { answer: (_, r) => r.end("<html>"), want: "load/html 1:1", says: /HTML page/ }],
  ])("%s", async (_, { answer, want, says, fix = /./ }) => {
    const server = await serve(answer);
    const { diagnostics, found } = await tryLoad(
      { input: `${server.origin}/api.json`, maxBytes: 20_000 },
      { timeout: 300 },
    );
    expect(found).toEqual([want]);
    expect(diagnostics[0]?.message).toMatch(says);
    expect(diagnostics[0]?.fix).toMatch(fix);
  });

  test.each(["ftp://example.com/a.yaml", "http://", "file://server/share/a.yaml"])(
    "%s cannot be read",
    async (input) => {
      expect((await tryLoad({ input })).found).toEqual(["load/unreadable"]);
    },
  );

  test("a connection that breaks is tried once more, and no oftener", async () => {
    let broken = 1;
    const server = await serve((request, response) => {
      if (broken-- > 0) request.socket.destroy();
      else response.end(DOCUMENT);
    });
    expect((await tryLoad({ input: `${server.origin}/api.json` })).found).toEqual([]);
    expect(server.seen.length).toBe(2);
    broken = 9;
    expect((await tryLoad({ input: `${server.origin}/api.json` })).found).toEqual(["load/download-failed"]);
    expect(server.seen.length).toBe(4);
  });

  test("nobody listens", async () => {
    const server = await serve(() => {});
    server.close();
    const { diagnostics } = await tryLoad({ input: `${server.origin}/api.json` });
    expect(diagnostics).toMatchObject([
      { code: "load/download-failed", message: expect.stringContaining("ECONNREFUSED") as string },
    ]);
  });
});

/** What references may reach. Nothing that is refused is even asked for. */
describe("references to other sources", () => {
  test.each<[string, { to: string; want: string }]>([
    ["an absolute path", { to: "/etc/passwd", want: "load/ref-outside" }],
    ["a file URL", { to: "file:///etc/passwd", want: "load/ref-outside" }],
    ["a file URL with a host", { to: "file://server/share/a.yaml", want: "load/ref-outside" }],
    ["the folder above", { to: "../secret.yaml", want: "load/ref-outside" }],
    ["the folder above, encoded", { to: "%2e%2e/secret.yaml", want: "load/ref-outside" }],
    ["the folder above, by way of one below", { to: "below/../../secret.yaml", want: "load/ref-outside" }],
    ["backslashes", { to: "..\\secret.yaml", want: "load/ref-outside" }],
    ["a link that leads out", { to: "link.yaml", want: "load/ref-outside" }],
    ["a folder that is a link out", { to: "linked/secret.yaml", want: "load/ref-outside" }],
    ["the metadata service", { to: "http://169.254.169.254/latest/meta-data", want: "load/ref-host" }],
    ["a host without scheme", { to: "//internal/a.yaml", want: "load/ref-outside" }],
    ["data", { to: "data:application/json,{}", want: "load/ref-refused" }],
    ["a script", { to: "javascript:alert(1)", want: "load/ref-refused" }],
  ])("%s is refused", async (_, { to, want }) => {
    const folder = await tempFolder();
    const cwd = join(folder, "api");
    await mkdir(join(cwd, "below"), { recursive: true });
    await writeFile(join(folder, "secret.yaml"), "type: string\ndescription: secret\n");
    await symlink(join(folder, "secret.yaml"), join(cwd, "link.yaml"));
    await symlink(folder, join(cwd, "linked"));
    await writeFile(join(cwd, "openapi.yaml"), refers(to));
    const { document, diagnostics, found } = await tryLoad({}, { cwd, fetch: noFetch });
    expect(document).toBeUndefined();
    expect(found).toEqual([`${want} 7:7`]);
    expect(diagnostics[0]?.frame).not.toContain("description: secret");
  });

  test("`allowFolder` widens what files may be read", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, "api"));
    await writeFile(join(folder, "shared.yaml"), "type: string\n");
    await writeFile(join(folder, "api/openapi.yaml"), refers("../shared.yaml"));
    const { document } = await tryLoad({ input: "api/openapi.yaml", allowFolder: "." }, { cwd: folder });
    expect(document?.root.components).toEqual({ schemas: { A: { type: "string" } } });
  });

  test("a host on the list is asked, without the headers of the input; where it redirects to must be on the list too", async () => {
    const inner = await serve((_, response) => response.end("type: integer"));
    const outer = await serve((request, response) => {
      if (request.url === "/away") response.writeHead(302, { location: `${inner.origin}/secret` }).end();
      else response.end("type: string");
    });
    const headers = { authorization: "Bearer s3cret" };
    const load = async (to: string) => {
      const cwd = await tempFolder();
      await writeFile(join(cwd, "openapi.yaml"), refers(to));
      return tryLoad({ headers, allowHosts: [`127.0.0.1:${outer.port}`] }, { cwd });
    };
    expect((await load(`${outer.origin}/a.yaml`)).document?.root.components).toEqual({
      schemas: { A: { type: "string" } },
    });
    expect((await load(`${outer.origin}/away`)).found).toEqual(["load/redirect-refused 7:7"]);
    expect(outer.seen.map((request) => request.headers.authorization)).toEqual([undefined, undefined]);
    expect(inner.seen).toEqual([]);
  });

  test("a document by URL may refer to what lies beside it, with its headers; not above, not elsewhere", async () => {
    const server = await serve((request, response) => {
      const to = new URL(request.url!, "http://x").searchParams.get("to");
      response.end(to === null ? "type: string" : refers(to));
    });
    const load = (to: string) =>
      tryLoad({ input: `${server.origin}/v1/api.yaml?to=${encodeURIComponent(to)}`, headers: { "x-key": "s3cret" } });
    expect((await load("models/a.yaml")).document?.root.components).toEqual({ schemas: { A: { type: "string" } } });
    expect(server.seen.map(({ url, headers }) => [new URL(url!, "http://x").pathname, headers["x-key"]])).toEqual([
      ["/v1/api.yaml", "s3cret"],
      ["/v1/models/a.yaml", "s3cret"],
    ]);
    expect((await load("../internal.yaml")).found).toEqual(["load/ref-host 7:7"]);
    expect((await load("file:///etc/passwd")).found).toEqual(["load/ref-outside 7:7"]);
    expect((await load(`http://localhost:${server.port}/v1/a.yaml`)).found).toEqual(["load/ref-host 7:7"]);
  });

  test("from an object in memory nothing can be reached", async () => {
    const input = {
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      paths: {},
      components: { schemas: { A: { $ref: "a.yaml" } } },
    };
    const { diagnostics } = await tryLoad({ input });
    expect(diagnostics).toMatchObject([
      { code: "load/ref-not-found", message: expect.stringContaining("object in memory") as string },
    ]);
  });

  test("a fault in a file that is referred to is shown in that file", async () => {
    const cwd = await tempFolder();
    await writeFile(join(cwd, "openapi.yaml"), refers("a.yaml"));
    await writeFile(join(cwd, "a.yaml"), "type: string\n\tformat: uuid\n");
    const { diagnostics, found } = await tryLoad({}, { cwd });
    expect(found).toEqual(["load/yaml-syntax 2:1"]);
    expect(diagnostics[0]?.place?.file).toBe("a.yaml");
  });
});

interface Server {
  readonly origin: string;
  readonly port: number;
  readonly seen: IncomingMessage[];
  close(): void;
}

/** A loopback server that is gone when the test ends. */
async function serve(answer: RequestListener): Promise<Server> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, seen, close };
}

function flood(_: IncomingMessage, response: Parameters<RequestListener>[1]): void {
  response.on("error", () => {});
  const timer = setInterval(() => response.write(" ".repeat(10_000)), 1);
  response.on("close", () => clearInterval(timer));
}

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size));
}
