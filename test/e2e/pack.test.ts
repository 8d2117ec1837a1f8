import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../generator/src/index.js";
import { tempFolder } from "../support/temp-folder.js";

const root = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

/** Serves a document, and the API that it describes. Refuses calls without the token. */
const document = (origin: string) => ({
  openapi: "3.1.0",
  info: { title: "Book Shop API", version: "1" },
  servers: [{ url: origin }],
  security: [{ token: [] }],
  paths: {
    "/books": {
      get: {
        tags: ["books"],
        operationId: "listBooks",
        parameters: [
          { name: "page", in: "query", description: "Page number, from 1.", schema: { type: "integer", default: 1 } },
          { name: "per_page", in: "query", schema: { type: "integer", default: 2, maximum: 100 } },
        ],
        responses: {
          "200": {
            description: "ok",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: ["books", "total_pages"],
                  properties: {
                    books: { type: "array", items: { $ref: "#/components/schemas/Book" } },
                    total_pages: { type: "integer" },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    schemas: {
      Book: {
        type: "object",
        required: ["id", "title"],
        properties: { id: { type: "integer" }, title: { type: "string" } },
      },
    },
  },
});

let server: Server;
let origin: string;
let tarballs: { readonly runtime: string; readonly generator: string } | undefined;

beforeAll(async () => {
  const books = ["Ulysses", "Emma", "Dune", "Ficciones", "Solaris"].map((title, id) => ({ id, title }));
  server = createServer((request, response) => {
    const url = new URL(request.url!, origin);
    const json = (status: number, value: unknown) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    };
    if (url.pathname === "/openapi.json") return json(200, document(origin));
    if (request.headers.authorization !== "Bearer sesame") return json(401, { message: "no token" });
    const page = Number(url.searchParams.get("page") ?? 1);
    return json(200, { books: books.slice((page - 1) * 2, page * 2), total_pages: 3 });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const folder = await mkdtemp(join(tmpdir(), "sdkwright-pack-"));
  for (const workspace of ["runtime", "generator"])
    await run("npm", ["pack", "-w", workspace, "--pack-destination", folder], { cwd: root });
  const files = (await readdir(folder)).filter((file) => file.endsWith(".tgz")).toSorted();
  expect(files.length).toBe(2);
  const isRuntime = (file: string) => file.includes("runtime");
  tarballs = {
    runtime: join(folder, files.find(isRuntime)!),
    generator: join(
      folder,
      files.find((file) => !isRuntime(file))!,
    ),
  };
}, 120_000);
afterAll(async () => {
  await new Promise((done) => server.close(done));
  if (tarballs) await rm(dirname(tarballs.runtime), { recursive: true, force: true });
});

const PROGRAM = `
import { BookShop } from "./api/index.js";
const shop = new BookShop();
const titles: string[] = [];
for await (const book of shop.books.list()) titles.push(book.title);
console.log(titles.join(", "));
await shop.close();
`;

test("packed, installed in an empty folder, generated from a URL, compiled and run", { timeout: 240_000 }, async () => {
  const folder = await tempFolder();
  await writeFile(join(folder, "package.json"), `{ "name": "user", "private": true, "type": "module" }`);

  // The runtime alone must not bring the generator's dependencies.
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", tarballs!.runtime], { cwd: folder });
  const installed = await readdir(join(folder, "node_modules"));
  for (const name of ["typescript", "openapi-typescript", "ts-morph", "handlebars", "@redocly", "zod"])
    expect(installed).not.toContain(name);

  const install = ["install", "-D", "--no-audit", "--no-fund", "--prefer-offline"];
  await run("npm", [...install, tarballs!.generator, "typescript@~5.9", "@types/node@20"], { cwd: folder });
  const made = await run("npx", ["codegen", `${origin}/openapi.json`, "-o", "api"], { cwd: folder });
  expect(made.stdout).toContain("1 operation, 1 schema, 1 paged; credentials: token");

  await writeFile(join(folder, "program.ts"), PROGRAM);
  const options = { target: "ES2022", module: "nodenext", strict: true, types: ["node"], outDir: "out" };
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: options, include: ["program.ts", "api"] }),
  );
  await run("npx", ["tsc"], { cwd: folder });
  const program = await run("node", ["out/program.js"], {
    cwd: folder,
    env: { ...process.env, BOOK_SHOP_TOKEN: "sesame" },
  });
  expect(program.stdout.trim()).toBe("Ulysses, Emma, Dune, Ficciones, Solaris");

  const again = await run("npx", ["codegen", `${origin}/openapi.json`, "-o", "api"], { cwd: folder });
  expect(again.stdout).toContain("up to date");
  await expect(readFile(join(folder, "api/README.md"), "utf8")).resolves.toContain("new BookShop()");
});

const CONSUMER = `
import { BookShop } from "book-shop-sdk";
import { Book } from "book-shop-sdk/schemas/models.js";
import { answerBooksList, mockBook } from "book-shop-sdk/mocks/index.js";
import { MockApi } from "@sdkwright/runtime/testing";

const api = new MockApi(answerBooksList({ books: [mockBook({ title: "Dune" })] }));
const shop = new BookShop({ transport: api.transport, auth: "any", baseUrl: "https://books.example" });
const first = await shop.books.list();
console.log(first.items[0].title, Book.safeParse(first.items[0]).success, Book.safeParse({}).success);
`;

test.each(["zod", "zod/mini"] as const)(
  "a package of its own with tests, mocks and schemas of %s: installed, tested, built and used",
  { timeout: 400_000 },
  async (schemas) => {
    const folder = await tempFolder();
    const package_ = join(folder, "sdk");
    const config = { input: document("https://books.example"), output: package_, schemas, package: true } as const;
    await generate({ ...config, tests: true, mocks: true });
    const npm = (args: readonly string[], cwd: string) => run("npm", [...args, "--no-audit", "--no-fund"], { cwd });
    await npm(["install", "--prefer-offline", tarballs!.runtime], package_);
    const tested = await run("npm", ["test"], { cwd: package_, env: { ...process.env, NO_COLOR: "1" } });
    expect(tested.stdout).toMatch(/Tests +1 passed/);
    await npm(["run", "build"], package_);

    await npm(["pack", "--pack-destination", folder], package_);
    const [packed] = (await readdir(folder)).filter((file) => file.endsWith(".tgz"));
    const user = join(folder, "user");
    await mkdir(user);
    await writeFile(join(user, "package.json"), `{ "name": "user", "private": true, "type": "module" }`);
    await npm(["install", "--prefer-offline", join(folder, packed!), tarballs!.runtime, "nock@14"], user);
    await writeFile(join(user, "program.js"), CONSUMER);
    const program = await run("node", ["program.js"], { cwd: user });
    expect(program.stdout.trim()).toBe("Dune true false");
  },
);
