import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { build, type BuildOptions } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../generator/src/generate.js";
import { buildRuntime, projectFolder, typeErrors } from "../support/compile.js";

// What docs/projects.md promises: an SDK in projects of several kinds.

const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "Books", version: "1" },
  paths: {
    "/books": {
      get: {
        tags: ["books"],
        operationId: "listBooks",
        parameters: [{ name: "page", in: "query", schema: { type: "integer" } }],
        responses: {
          "200": {
            description: "ok",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: ["data", "total_pages"],
                  properties: {
                    total_pages: { type: "integer" },
                    data: { type: "array", items: { type: "object", properties: { id: { type: "integer" } } } },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};
const PROGRAM = `
import { Books } from "./sdk/index.js";
async function main(): Promise<void> {
  const seen: unknown[] = [];
  for await (const { id } of new Books().books.list()) seen.push(id);
  console.log(seen.join());
}
void main();
`;

const server = createServer((request, response) => {
  const page = Number(new URL(request.url!, "http://x").searchParams.get("page") ?? 1);
  const data = page > 3 ? [] : [{ id: page }];
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ total_pages: 3, data }));
});
const folders: string[] = [];
beforeAll(async () => {
  await buildRuntime();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** A project with an SDK, a program and a package.json of this type. */
async function project(type: "module" | "commonjs"): Promise<string> {
  const folder = await projectFolder();
  folders.push(folder);
  await generate({ input: DOCUMENT, output: join(folder, "sdk") });
  await writeFile(join(folder, "package.json"), JSON.stringify({ type }));
  await writeFile(join(folder, "program.ts"), PROGRAM);
  return folder;
}

async function output(file: string): Promise<string> {
  const env = { ...process.env, BOOKS_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  return (await promisify(execFile)(process.execPath, [file], { env })).stdout.trim();
}

describe("compiled by tsc", { timeout: 240_000 }, () => {
  test.each<[string, "module" | "commonjs", object]>([
    ["ES modules, nodenext", "module", { module: "nodenext" }],
    ["CommonJS, nodenext", "commonjs", { module: "nodenext", verbatimModuleSyntax: false }],
    ["CommonJS, node20", "commonjs", { module: "node20", verbatimModuleSyntax: false }],
    [
      "CommonJS, node10, as old projects have it",
      "commonjs",
      { module: "commonjs", moduleResolution: "node10", verbatimModuleSyntax: false },
    ],
  ])("%s: compiles strictly and runs", async (_title, type, options) => {
    const folder = await project(type);
    expect(await typeErrors(folder, "5.9", { ...options, noEmit: false, outDir: "out" })).toEqual([]);
    expect(await output(join(folder, "out/program.js"))).toBe("1,2,3");
  });

  test("for a bundler: compiles strictly", async () => {
    const folder = await project("module");
    expect(await typeErrors(folder, "5.9", { module: "esnext", moduleResolution: "bundler" })).toEqual([]);
    expect(await typeErrors(folder, "7", { module: "preserve" })).toEqual([]);
  });
});

describe("bundled by esbuild", { timeout: 240_000 }, () => {
  test.each<[string, BuildOptions, string]>([
    ["CommonJS for Node, everything in it", { platform: "node", format: "cjs" }, "bundle.cjs"],
    ["ES module for Node, undici left out", { platform: "node", format: "esm", external: ["undici"] }, "bundle.mjs"],
    ["CommonJS for Node, packages left out", { platform: "node", format: "cjs", packages: "external" }, "bundle.cjs"],
  ])("%s: runs", async (_title, options, file) => {
    const folder = await project("module");
    const outfile = join(folder, file);
    await build({ entryPoints: [join(folder, "program.ts")], bundle: true, outfile, logLevel: "silent", ...options });
    expect(await output(outfile)).toBe("1,2,3");
  });

  test("for browsers: nothing of Node is in it", async () => {
    const folder = await project("module");
    const { outputFiles, warnings } = await build({
      entryPoints: [join(folder, "program.ts")],
      bundle: true,
      platform: "browser",
      format: "esm",
      write: false,
      logLevel: "silent",
    });
    expect(warnings).toEqual([]);
    const text = outputFiles[0]!.text;
    expect(text).toContain("/books");
    expect(text).not.toMatch(/from\s*"node:|require\("node:|import\("node:/);
  });
});
