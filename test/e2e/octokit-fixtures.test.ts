import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ApiError,
  type ApiPromise,
  type Client,
  type DriftEntry,
  type Handler,
  type Operation as OperationValue,
} from "@sdkwright/runtime";
import { replay } from "@sdkwright/runtime/testing";
import type { Operation } from "../../generator/src/model/api.js";
import type { ResourceNames } from "../../generator/src/name/names.js";
import { generateFiles } from "../../generator/src/pipeline.js";
import { writeFiles } from "../support/compile.js";

const root = resolve(import.meta.dirname, "../..");
const scenarios = join(root, "node_modules/@octokit/fixtures/scenarios/api.github.com");

/** What nock recorded of one exchange with GitHub. */
interface Exchange {
  readonly scope: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  readonly response: unknown;
  readonly headers?: { readonly [name: string]: string };
  readonly responseIsBinary?: boolean;
  readonly reqheaders?: { readonly [name: string]: string };
}

/** Recorded before GitHub removed classic projects and the list of all refs: its document has no such operations. */
const REMOVED = /^\/projects\/columns\/|\/git\/refs\/$/;

let folder: string;
let operations: readonly Operation[];
let load: (key: string) => Promise<OperationValue>;
let argumentKeys: (key: string) => ReadonlyMap<string, string>;
let createClient: (options: object) => Client;
const found: DriftEntry[] = [];
let checked = 0;

beforeAll(async () => {
  const input = join(root, "node_modules/@octokit/openapi/generated/api.github.com.json");
  const { files, api, names } = await generateFiles({ input, output: "unused", name: "GitHub", schemas: "zod" });
  folder = join(root, ".cache/octokit", String(process.pid));
  mkdirSync(folder, { recursive: true });
  await writeFiles(folder, files);
  operations = api.operations;
  const modules = new Map<string, string>();
  const visit = (list: readonly ResourceNames[]) => {
    for (const one of list) {
      for (const key of one.operations) modules.set(key, one.module);
      visit(one.children);
    }
  };
  visit(names.resources);
  const read = (module: string) =>
    import(pathToFileURL(join(folder, `${module}.ts`)).href) as Promise<Record<string, unknown>>;
  load = async (key) => (await read(modules.get(key)!))[names.operations.get(key)!.value] as OperationValue;
  argumentKeys = (key) => names.operations.get(key)!.parameters;
  createClient = (await read("client"))["createClient"] as typeof createClient;
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(readdirSync(scenarios).toSorted())("%s", (scenario) => {
  const exchanges = JSON.parse(
    readFileSync(join(scenarios, scenario, "normalized-fixture.json"), "utf8"),
  ) as Exchange[];

  test("each exchange is called through the generated SDK and decodes to what was recorded", async () => {
    let next = 0;
    // Nock answers, below the runtime's own transport; order and bodies are held against the fixture here as well.
    const fixture = await replay(`${scenario}/normalized-fixture`, { folder: scenarios, mode: "replay" });
    const send: Handler = (request, context) => {
      const exchange = exchanges[next++]!;
      expect(`${request.method} ${request.origin}${request.path}`).toBe(
        `${exchange.method.toUpperCase()} ${exchange.scope.replace(":443", "")}${exchange.path}`,
      );
      if (typeof request.body === "string") expect(sentBody(request.body)).toEqual(exchange.body);
      return fixture.transport.send(request, context);
    };
    const client = createClient({ auth: "token", transport: { send }, retry: false, throttle: false });
    while (next < exchanges.length) {
      const exchange = exchanges[next]!;
      const operation = find(exchange);
      if (!operation) {
        expect(exchange.path).toMatch(REMOVED);
        next++;
        continue;
      }
      const call = client.call(await load(operation.key), argumentsOf(operation, exchange), {
        headers: accept(exchange),
      });
      if ("pages" in call) {
        const items: unknown[] = [];
        const before = next;
        for await (const item of call as unknown as AsyncIterable<unknown>) items.push(item);
        const recorded = exchanges.slice(before, next).flatMap((one) => itemsOf(one.response));
        expect(items).toEqual(recorded);
        continue;
      }
      const result = await (call as unknown as ApiPromise<unknown>).safe();
      const last = exchanges[next - 1]!;
      if (last.status >= 400) {
        expect(result.ok).toBe(false);
        expect(!result.ok && result.error).toBeInstanceOf(ApiError);
        expect(!result.ok && { status: result.error.status, body: (result.error as ApiError).body }).toEqual({
          status: last.status,
          body: last.response,
        });
      } else {
        if (!result.ok) throw result.error;
        expect(await comparable(result.data)).toEqual(recordedBody(last));
      }
    }
    expect(next).toBe(exchanges.length);
    const { drift } = client.stats();
    expect(drift).toMatchObject({ dropped: 0, unchecked: 0 });
    found.push(...drift.entries);
    checked += drift.checked;
    await client.close();
  });
});

test("answers differ from the document as docs/validation.md lists, and nowhere else", () => {
  const page = readFileSync(join(root, "docs/validation.md"), "utf8");
  const [, section = ""] = page.split("### What GitHub's recorded answers show\n");
  const rows = section.split("\n#")[0]!.match(/^\| `.*$/gm) ?? [];
  const listed = rows.map((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, text]) => text!).join(" "));
  const seen = found.map(({ operationId, status, path, kind }) => `${operationId} ${status} ${path} ${kind}`);
  expect(listed.toSorted()).toEqual([...new Set(seen)].toSorted());
  expect(page).toContain(`${checked} answers that it describes`);
});

function find({ method, path }: Exchange): Operation | undefined {
  const parts = path.split("?")[0]!.split("/");
  const fits = operations.filter((one) => one.method === method.toUpperCase() && match(one.path, parts));
  // More segments win over fewer, then literal ones over variables.
  const rank = ({ path }: Operation) => path.split("/").length * 100 - path.split("{").length;
  return fits.toSorted((a, b) => rank(b) - rank(a))[0];
}

function match(template: string, parts: readonly string[]): boolean {
  const wanted = template.split("/");
  // GitHub's {path} and {ref} take the rest of the path, slashes included.
  const rest = /^\{(path|ref)\}$/.test(wanted.at(-1)!);
  if (rest ? parts.length < wanted.length : parts.length !== wanted.length) return false;
  return wanted.every((part, index) => part.startsWith("{") || part === parts[index]);
}

function argumentsOf(operation: Operation, { path, body }: Exchange): { [key: string]: unknown } {
  const [pathname = "", search = ""] = path.split("?");
  const keys = argumentKeys(operation.key);
  const given: { [key: string]: unknown } = {};
  const parts = pathname.split("/");
  const wanted = operation.path.split("/");
  wanted.forEach((part, index) => {
    if (!part.startsWith("{")) return;
    const value = index === wanted.length - 1 ? parts.slice(index).join("/") : parts[index]!;
    given[keys.get(`path:${part.slice(1, -1)}`)!] = decodeURIComponent(value);
  });
  for (const [name, value] of new URLSearchParams(search)) given[keys.get(`query:${name}`)!] = value;
  if (operation.body && body !== "") given["body"] = body;
  return given;
}

function sentBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function accept({ reqheaders }: Exchange): { [name: string]: string } {
  const wanted = reqheaders?.["accept"];
  return wanted === undefined ? {} : { accept: wanted };
}

function itemsOf(response: unknown): unknown[] {
  if (Array.isArray(response)) return response;
  return Object.values(response as object).find((value) => Array.isArray(value)) as unknown[];
}

function recordedBody({ response, status, responseIsBinary }: Exchange): unknown {
  if (status === 204 || status === 205) return undefined;
  return responseIsBinary ? Buffer.from(String(response), "hex").toString("hex") : response;
}

async function comparable(data: unknown): Promise<unknown> {
  return data instanceof Blob ? Buffer.from(await data.arrayBuffer()).toString("hex") : data;
}
