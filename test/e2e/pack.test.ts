import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
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
});
afterAll(() => new Promise((done) => server.close(done)));

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
  for (const workspace of ["runtime", "generator"])
    await run("npm", ["pack", "-w", workspace, "--pack-destination", folder], { cwd: root });
  const tarballs = (await readdir(folder)).filter((file) => file.endsWith(".tgz")).toSorted();
  expect(tarballs.length).toBe(2);
  await writeFile(join(folder, "package.json"), `{ "name": "user", "private": true, "type": "module" }`);

  // The runtime alone must not bring the generator's dependencies.
  const runtimeTarball = `./${tarballs.find((file) => file.includes("runtime"))}`;
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", runtimeTarball], { cwd: folder });
  const installed = await readdir(join(folder, "node_modules"));
  for (const name of ["typescript", "openapi-typescript", "ts-morph", "handlebars", "@redocly", "zod"])
    expect(installed).not.toContain(name);

  const generatorTarball = `./${tarballs.find((file) => !file.includes("runtime"))}`;
  const install = ["install", "-D", "--no-audit", "--no-fund", "--prefer-offline"];
  await run("npm", [...install, generatorTarball, "typescript@~5.9", "@types/node@20"], { cwd: folder });
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
