import { execFile } from "node:child_process";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../generator/src/load/document.js";
import { generateFiles } from "../../generator/src/pipeline.js";
import { formatFiles } from "../../generator/src/write/format.js";
import { COMPILERS, projectFolder, typeErrors, writeFiles, type Compiler } from "../support/compile.js";

const root = resolve(import.meta.dirname, "../..");
const hazards = join(root, "test/hazards/specs");

/** Streams whose events are described as a whole, and webhooks: OpenAPI 3.2. */
const deliveries: JsonObject = {
  openapi: "3.2.0",
  info: { title: "Deliveries", version: "1" },
  servers: [{ url: "https://api.example.test" }],
  paths: {
    "/prices": {
      get: {
        operationId: "prices",
        tags: ["feed"],
        responses: {
          200: {
            description: "",
            content: {
              "text/event-stream": {
                itemSchema: {
                  oneOf: [
                    {
                      type: "object",
                      required: ["event", "data"],
                      properties: {
                        event: { const: "price" },
                        id: { type: "string" },
                        retry: { type: "integer" },
                        data: {
                          type: "string",
                          contentMediaType: "application/json",
                          contentSchema: {
                            type: "object",
                            required: ["cents"],
                            properties: { cents: { type: "integer" } },
                          },
                        },
                      },
                    },
                    {
                      type: "object",
                      required: ["event", "data"],
                      properties: { event: { const: "note" }, data: { type: "string" } },
                    },
                    {
                      type: "object",
                      required: ["event", "data"],
                      properties: { event: { const: "error" }, data: { type: "string" } },
                    },
                  ],
                },
              },
            },
          },
        },
      },
    },
  },
  webhooks: {
    "order.paid": {
      post: {
        requestBody: {
          content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } },
        },
        responses: { 200: { description: "" } },
      },
    },
    __proto__x: { post: { responses: { 200: { description: "" } } } },
  },
  components: {
    schemas: { Order: { type: "object", required: ["id"], properties: { id: { type: "integer" } } } },
  },
};

/** Runs the tests below a folder, with a runtime of its own where there is one. */
async function runTests(folder: string): Promise<{ readonly code: number; readonly output: string }> {
  const config = join(folder, "vitest.config.mjs");
  await writeFile(
    config,
    `export default {
      root: ${JSON.stringify(folder)},
      resolve: { conditions: ["sdkwright-source"], alias: aliases() },
      ssr: { resolve: { conditions: ["sdkwright-source"] } },
      test: { include: ["**/*.test.ts"], isolate: false, pool: "forks", maxWorkers: 1 },
    };
    import { existsSync } from "node:fs";
    function aliases() {
      const own = ${JSON.stringify(join(folder, "runtime"))};
      if (!existsSync(own)) return [];
      return [
        { find: /^@sdkwright\\/runtime$/, replacement: own + "/index.ts" },
        { find: "@sdkwright/runtime/testing", replacement: own + "/testing/index.ts" },
        { find: "#transport", replacement: own + "/node/default-transport.ts" },
        { find: "#loopback-receiver", replacement: own + "/node/loopback-receiver.ts" },
      ];
    }`,
  );
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  return new Promise((done) => {
    const options = { cwd: folder, maxBuffer: 1 << 28, env: { ...process.env, NO_COLOR: "1" } };
    execFile(process.execPath, [vitest, "run", "--config", config], options, (error, stdout, stderr) =>
      done({ code: error ? 1 : 0, output: stdout + stderr }),
    );
  });
}

async function sdk(input: string | JsonObject, config: object = {}): Promise<[string, string][]> {
  const { files } = await generateFiles({ input, output: "unused", tests: true, mocks: true, ...config });
  return [...(await formatFiles(files))];
}

const testsIn = (files: readonly (readonly [string, string])[]): number =>
  files.reduce(
    (sum, [path, text]) => sum + (path.endsWith(".test.ts") ? (text.match(/^test\(/gm)?.length ?? 0) : 0),
    0,
  );

/** What a user writes with the mocks. */
const EVENTS = `
import { collect, MockApi } from "@sdkwright/runtime/testing";
import { expect, test } from "vitest";
import { Deliveries } from "../index.js";
import { answerFeedPrices, webhookEvent } from "../mocks/index.js";

test("mocks of events", async () => {
  const paid: { id: number } = webhookEvent("order.paid", { id: 7 });
  expect(paid).toEqual({ id: 7 });
  const api = new MockApi(answerFeedPrices());
  const client = new Deliveries({ transport: api.transport });
  const [first] = await collect(client.feed.prices());
  expect(first).toMatchObject({ event: "price", data: { cents: 1 } });
});
`;

describe("generated tests of all hazards", () => {
  let project: string;
  let count = 0;

  beforeAll(async () => {
    project = await projectFolder();
    for (const file of (await readdir(hazards)).filter((name) => /^(\d\d-[^.]*\.json|all-3\.0\.yaml)$/.test(name))) {
      const converted = file.startsWith("50-") ? { types: { dates: "Date", int64: "bigint" } } : {};
      const files = await sdk(join(hazards, file), converted);
      count += testsIn(files);
      await writeFiles(
        project,
        files.map(([path, text]) => [`${file.replace(/\.\w+$/, "")}/${path}`, text]),
      );
    }
    const files = await sdk(deliveries);
    count += testsIn(files);
    await writeFiles(
      project,
      files.map(([path, text]) => [`deliveries/${path}`, text]),
    );
    await writeFiles(project, [["deliveries/tests/events.test.ts", EVENTS]]);
    count++;
  }, 120_000);
  afterAll(() => rm(project, { recursive: true, force: true }));

  test.each(Object.keys(COMPILERS) as Compiler[])(
    "compile strictly under TypeScript %s",
    { timeout: 120_000 },
    async (compiler) => {
      expect(await typeErrors(project, compiler)).toEqual([]);
    },
  );

  test("pass", { timeout: 240_000 }, async () => {
    const { output } = await runTests(project);
    expect(output).toContain(`Tests  ${count} passed (${count})`);
    expect(count).toBeGreaterThan(90);
  });
});

describe("generated tests fail when the runtime breaks", () => {
  let project: string;

  beforeAll(async () => {
    project = await projectFolder();
    const petStore = await sdk(join(root, "specs/pet-store/openapi.yaml"));
    const styles = await sdk(join(hazards, "46-all-styles.json"));
    const bodies = await sdk(join(hazards, "42-multi-body.json"));
    for (const [name, files] of Object.entries({ petStore, styles, bodies })) {
      await writeFiles(
        project,
        files.map(([path, text]) => [`${name}/${path}`, text]),
      );
    }
    await cp(join(root, "runtime/src"), join(project, "runtime"), { recursive: true });
    const { code, output } = await runTests(project);
    expect(output).toMatch(/Tests +\d+ passed/);
    expect(code).toBe(0);
  }, 120_000);
  afterAll(() => rm(project, { recursive: true, force: true }));

  test.each([
    ["values are not encoded", "request/percent.ts", "encodeURIComponent(wellFormed(text))", "wellFormed(text)"],
    [
      "lists in a query do not explode",
      "request/query.ts",
      'explode: spec.explode ?? style === "form"',
      "explode: false",
    ],
    ["pipes are commas", "request/style.ts", 'pipeDelimited: "%7C"', 'pipeDelimited: ","'],
    ["labels begin with nothing", "request/style.ts", 'label: { first: "."', 'label: { first: ""'],
    ["deep objects are dotted", "request/style.ts", "`${name}[${key}]`", "`${name}.${key}`"],
    [
      "headers are not lists",
      "request/parameters.ts",
      'style: "simple", explode: spec.explode ?? false',
      'style: "matrix", explode: false',
    ],
    ["files lose their names", "request/multipart.ts", "filename: file.name ?? name,", ""],
    ["JSON is read as text", "response/decode.ts", "parser: ExactParser = JSON.parse", "parser: ExactParser = String"],
  ])("%s", { timeout: 60_000 }, async (_title, file, right, wrong) => {
    const path = join(project, "runtime", file);
    const text = await readFile(path, "utf8");
    expect(text).toContain(right);
    await writeFile(
      path,
      text.replace(right, () => wrong),
    );
    try {
      const { code, output } = await runTests(project);
      expect(output).toMatch(/Tests +\d+ failed/);
      expect(code).toBe(1);
    } finally {
      await writeFile(path, text);
    }
  });
});
