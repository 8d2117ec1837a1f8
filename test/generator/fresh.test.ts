import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { ApiConfig } from "../../generator/src/config/config.js";
import { isFresh } from "../../generator/src/fresh.js";
import { generate } from "../../generator/src/generate.js";
import { tempFolder } from "../support/temp-folder.js";

beforeAll(() => void vi.stubEnv("SDKWRIGHT_CACHE", ""));
afterAll(() => void vi.unstubAllEnvs());

const MAIN = `
openapi: 3.1.0
info: { title: Notes API, version: "1" }
paths:
  /notes: { get: { responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "note.yaml" } } } } } } }
`;
const NOTE = "type: object\nproperties: { text: { type: string } }\n";

interface Made {
  readonly folder: string;
  readonly config: ApiConfig;
  readonly cache: string;
}

/** A generated SDK of a document of two files, with a cache of its own in `node_modules`. */
async function made(options: Partial<ApiConfig> = {}): Promise<Made> {
  const folder = await tempFolder();
  await mkdir(join(folder, "node_modules"));
  await writeFile(join(folder, "main.yaml"), MAIN);
  await writeFile(join(folder, "note.yaml"), NOTE);
  const config = { input: join(folder, "main.yaml"), output: join(folder, "sdk"), ...options };
  await generate(config);
  return { folder, config, cache: join(folder, "node_modules/.cache/sdkwright") };
}

describe("isFresh", () => {
  test("is true after a run, and after a dry run that found nothing to do", async () => {
    const { config, cache } = await made();
    expect(await isFresh(config)).toBe(true);
    await rm(cache, { recursive: true });
    expect(await isFresh(config)).toBe(false);
    await generate(config, { dryRun: true });
    expect(await isFresh(config)).toBe(true);
  });

  test.each<[string, (given: Made) => Promise<unknown>]>([
    ["the document changed", ({ folder }) => writeFile(join(folder, "main.yaml"), `${MAIN}# changed\n`)],
    ["a file it refers to changed", ({ folder }) => writeFile(join(folder, "note.yaml"), `${NOTE}# changed\n`)],
    ["a file it refers to is gone", ({ folder }) => rm(join(folder, "note.yaml"))],
    ["a generated file was edited", ({ config }) => writeFile(join(config.output, "client.ts"), "// mine\n")],
    ["a generated file is missing", ({ config }) => rm(join(config.output, "models.ts"))],
    ["the manifest is missing", ({ config }) => rm(join(config.output, "codegen.lock.json"))],
    ["a run that died is to be completed", ({ config }) => mkdir(join(config.output, ".codegen-staging"))],
    ["the cache is gone", ({ cache }) => rm(cache, { recursive: true })],
    [
      "the cache was altered",
      async ({ cache }) => poison(cache, (text) => text.replace('"manifest":"', '"manifest":"0')),
    ],
    ["the cache was cut", async ({ cache }) => poison(cache, (text) => text.slice(0, -5))],
  ])("is false when %s", async (_title, change) => {
    const given = await made();
    await change(given);
    expect(await isFresh(given.config)).toBe(false);
  });

  test.each<[string, Partial<ApiConfig>]>([
    ["an option", { name: "Other" }],
    ["the hosts that may be asked", { allowHosts: ["example.com"] }],
    ["emitters, which no hash can stand for", { emitters: [{ name: "none", emit: () => ({}) }] }],
    ["a document in memory", { input: { openapi: "3.1.0" } }],
  ])("is false with %s", async (_title, options) => {
    const { config } = await made();
    expect(await isFresh({ ...config, ...options })).toBe(false);
  });

  test("is false when the same path leads to another file", async () => {
    const { folder, config } = await made();
    await mkdir(join(folder, "next"));
    await rename(config.input as string, join(folder, "next/main.yaml"));
    expect(await isFresh({ ...config, input: join(folder, "next/main.yaml") })).toBe(false);
  });

  test("is never remembered while a reference leads nowhere: the file may appear", async () => {
    const { folder, config } = await made();
    await rm(join(folder, "note.yaml"));
    await generate({ ...config, tolerant: true });
    expect(await isFresh({ ...config, tolerant: true })).toBe(false);
  });

  test("line ends that git changed do not count", async () => {
    const { config } = await made();
    const file = join(config.output, "client.ts");
    await writeFile(file, (await readFile(file, "utf8")).replaceAll("\n", "\r\n"));
    expect(await isFresh(config)).toBe(true);
  });
});

async function poison(cache: string, alter: (text: string) => string): Promise<void> {
  for (const name of (await readdir(cache)).filter((one) => one.startsWith("stamp-"))) {
    const text = await readFile(join(cache, name), "utf8");
    expect(alter(text)).not.toBe(text);
    await writeFile(join(cache, name), alter(text));
  }
}

describe("isFresh of a download", () => {
  let server: Server;
  let origin: string;
  const asked: (string | undefined)[] = [];
  let text = "";
  let etag: string | undefined;

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url!.startsWith("/latest"))
        return void response.writeHead(302, { location: "/v1.yaml?token=s3cret" }).end();
      asked.push(request.headers["if-none-match"]);
      if (etag !== undefined && request.headers["if-none-match"] === etag) return void response.writeHead(304).end();
      response.writeHead(200, etag === undefined ? {} : { etag }).end(text);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((done) => server.close(done)));

  test.each([
    ["with an ETag it is not downloaded again", '"a"'],
    ["without one its bytes are compared", undefined],
  ])("%s", async (_title, tag) => {
    text = MAIN.replace('$ref: "note.yaml"', "type: string");
    etag = tag;
    const { config, cache } = await made({ input: `${origin}/latest?token=s3cret` });
    for (const name of await readdir(cache)) expect(await readFile(join(cache, name), "utf8")).not.toContain("s3cret");
    asked.length = 0;
    expect(await isFresh(config)).toBe(true);
    expect(asked).toEqual([tag]);
    text = `${text}# changed\n`;
    etag = tag && '"b"';
    expect(await isFresh(config)).toBe(false);
  });

  test("is false when the server fails", async () => {
    const { config } = await made({ input: `${origin}/latest` });
    expect(await isFresh({ ...config, input: "http://127.0.0.1:1/latest" })).toBe(false);
  });
});

test("`codegen check` loads nothing heavy before it has to", () => {
  const root = resolve(import.meta.dirname, "../../generator/src");
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const code = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    for (const [, to] of code.matchAll(/^(?:import|export)(?! type)\s[^;"']*?from\s+"([^"]+)"/gm))
      if (to!.startsWith(".")) visit(resolve(dirname(file), to!.replace(/\.js$/, ".ts")));
      else if (!to!.startsWith("node:")) packages.add(to!);
  };
  visit(join(root, "cli/check.ts"));
  visit(join(root, "cli/main.ts"));
  expect([...packages].toSorted()).toEqual(["commander", "picocolors"]);
});
