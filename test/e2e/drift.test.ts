import { rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client, DriftStats, Operation } from "@sdkwright/runtime";
import { driftLog } from "@sdkwright/runtime/node";
import { codegen, type Ran } from "../support/codegen.js";
import { projectFolder } from "../support/compile.js";

/** What the server answers now, which is not quite what its document says. */
const ANSWER = {
  total: "2",
  items: [
    { id: 1, kind: "cat", name: "Tom", state: "sold", lives: 9, owner: null, chip: { code: "x1", read: null } },
    { id: 2.5, kind: "bird", wings: 2 },
    { id: 3, kind: "dog", name: null, state: "free", tags: ["a", 1] },
  ],
};

const pet = {
  type: "object",
  required: ["id", "kind", "state"],
  properties: {
    id: { type: "integer", format: "int32" },
    kind: { type: "string" },
    name: { type: "string", minLength: 4 },
    state: { type: "string", enum: ["free", "reserved"] },
    owner: { $ref: "#/components/schemas/Owner" },
    tags: { type: "array", items: { type: "string" } },
  },
};
const kindOf = (kind: string): object => ({
  allOf: [
    { $ref: "#/components/schemas/Pet" },
    { type: "object", properties: { kind: { type: "string", enum: [kind] } } },
  ],
});
const page = (items: object): object => ({
  type: "object",
  required: ["total", "items", "page"],
  properties: { total: { type: "integer" }, page: { type: "integer" }, items: { type: "array", items } },
});
const owner = { type: "object", properties: { login: { type: "string" } } };
const choice = { oneOf: [{ $ref: "#/components/schemas/cat" }, { $ref: "#/components/schemas/dog" }] };

const components = {
  Pet: pet,
  Owner: owner,
  cat: kindOf("cat"),
  dog: kindOf("dog"),
};
const openapi = (version: string): object => ({
  openapi: version,
  info: { title: "Pets", version: "1" },
  paths: {
    "/pets": {
      get: {
        operationId: "listPets",
        tags: ["pets"],
        responses: {
          "200": {
            description: "ok",
            content: { "application/json": { schema: page({ ...choice, discriminator: { propertyName: "kind" } }) } },
          },
          default: { description: "no", content: { "application/json": { schema: owner } } },
        },
      },
    },
  },
  components: { schemas: components },
});
const swagger = {
  swagger: "2.0",
  info: { title: "Pets", version: "1" },
  paths: {
    "/pets": {
      get: {
        operationId: "listPets",
        tags: ["pets"],
        produces: ["application/json"],
        responses: { "200": { description: "ok", schema: page({ $ref: "#/definitions/Pet" }) } },
      },
    },
  },
  definitions: {
    Pet: { ...pet, properties: { ...pet.properties, owner: { $ref: "#/definitions/Owner" } } },
    Owner: owner,
  },
};

let server: Server;
let folder: string;
beforeAll(async () => {
  folder = await projectFolder();
  server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(ANSWER));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Generates an SDK, calls it once, and tells what drift it found. */
async function called(name: string, args: readonly string[], log?: string): Promise<DriftStats> {
  const run = await codegen([...args, "-o", name], { cwd: folder });
  expect(run).toMatchObject({ code: 0 });
  const read = (module: string) =>
    import(pathToFileURL(join(folder, name, `${module}.ts`)).href) as Promise<Record<string, unknown>>;
  const createClient = (await read("client"))["createClient"] as (options: object) => Client;
  const { port } = server.address() as AddressInfo;
  const onDrift = log === undefined ? undefined : driftLog(join(folder, log));
  const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, onDrift });
  const operation = (await read("resources/pets"))["petsList"] as Operation;
  expect(await client.call(operation, {})).toEqual(ANSWER);
  await client.close();
  return client.stats().drift;
}

describe.each([
  ["OpenAPI 3.0", openapi("3.0.3")],
  ["OpenAPI 3.1", openapi("3.1.0")],
  ["Swagger 2", swagger],
])("%s: what a server has drifted to becomes an overlay, and under it nothing has drifted", (title, document) => {
  test.each(["zod", "zod/mini"])("with %s", async (library) => {
    const name = `${title} ${library}`.replaceAll(/[^\w]+/g, "-");
    await writeFile(join(folder, `${name}.json`), JSON.stringify(document));
    const before = await called(`${name}-before`, [`${name}.json`, "--schemas", library], `${name}.jsonl`);
    expect(before.drifted).toBe(1);
    const found = before.entries.map(({ kind, path }) => `${kind} ${path}`);
    expect(found).toEqual(
      expect.arrayContaining(["changed-type /total", "missing-field /page", "changed-type /items/*/owner"]),
    );

    const drift = await codegen(["drift", `${name}.jsonl`, `${name}.json`, "--overlay", `${name}.overlay.yaml`], {
      cwd: folder,
    });
    expect(drift).toMatchObject({ code: 0, stderr: "" } satisfies Partial<Ran>);
    expect(drift.stdout).toContain(`${found.length} of them. Review it`);

    const overlay = ["--overlay", `${name}.overlay.yaml`];
    const after = await called(`${name}-after`, [`${name}.json`, "--schemas", library, ...overlay]);
    expect(after).toMatchObject({ checked: 1, drifted: 0, entries: [] });
  });
});
