import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../generator/src/load/document.js";
import { cell, paragraph, span } from "../../../../generator/src/emit/templates/markdown.js";
import { projectFolder, typeErrors, writeFiles } from "../../../support/compile.js";
import { filesOf, oneOperation } from "../support.js";

const pet = { type: "object", required: ["id"], properties: { id: { type: "integer" }, name: { type: "string" } } };
const json = (schema: JsonObject) => ({ description: "", content: { "application/json": { schema } } });
const document: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Pet Store", version: "1" },
  servers: [{ url: "https://api.example.com" }],
  security: [{ token: [] }],
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer" }, o: { type: "oauth2", flows: {} } },
    schemas: { Pet: pet },
  },
  paths: {
    "/pets": {
      get: {
        tags: ["pets"],
        operationId: "listPets",
        summary: "List pets | all of them",
        parameters: [{ name: "page", in: "query", schema: { type: "integer" } }],
        responses: { 200: json({ type: "array", items: { $ref: "#/components/schemas/Pet" } }) },
      },
      post: {
        tags: ["pets"],
        operationId: "createPet",
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } },
        },
        responses: { 201: json({ $ref: "#/components/schemas/Pet" }) },
      },
    },
    "/pets/{id}": {
      get: {
        tags: ["pets"],
        operationId: "getPet",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        responses: { 200: json({ $ref: "#/components/schemas/Pet" }) },
      },
    },
    "/events": {
      get: {
        tags: ["events"],
        operationId: "watch",
        responses: { 200: { description: "", content: { "text/event-stream": { schema: pet } } } },
      },
    },
  },
};

const isImport = (line: string) => line.startsWith("import ");

/** Each sample as a block of its own, with what the quick start set up in scope. */
function program(readme: string): string {
  const samples = [...readme.matchAll(/^```ts\n((?:.|\n)*?)^```$/gm)].map(([, sample = ""]) => sample);
  const lines = samples.map((sample) => sample.split("\n"));
  const setUp = lines[0]!.filter((line) => line.startsWith("const petStore"));
  const blocks = lines.map(
    (sample) => `{\n${sample.filter((line) => !isImport(line) && !setUp.includes(line)).join("\n")}\n}`,
  );
  return [...new Set(lines.flat().filter(isImport)), ...setUp, ...blocks].join("\n");
}

describe("README.md", () => {
  test("every sample compiles", { timeout: 60_000 }, async () => {
    const files = await filesOf({ document });
    const readme = files.get("README.md") ?? "";
    expect(readme.match(/^```ts$/gm)?.length).toBeGreaterThanOrEqual(6);
    const project = await projectFolder();
    await writeFiles(project, [...files, ["samples.ts", program(readme)]]);
    expect(await typeErrors(project, "7", { skipLibCheck: true })).toEqual([]);
  });

  test("says how to authenticate, by option and by environment", async () => {
    const readme = (await filesOf({ document })).get("README.md");
    expect(readme).toContain('| token | bearer token | `auth: { token: "token" }` | `PET_STORE_TOKEN` |');
    expect(readme).toContain("`PET_STORE_TOKEN` `PET_STORE_CLIENT_ID` `PET_STORE_CLIENT_SECRET`");
  });

  test("lists every method in one table", async () => {
    const readme = (await filesOf({ document })).get("README.md");
    const table = readme?.slice(readme.indexOf("## Methods"));
    expect(table).toContain("| `pets.list` | `GET /pets` | List pets \\| all of them (pages) |");
    expect(table).toContain("| `pets.get` | `GET /pets/{id}` |");
    expect(table).toContain("| `events.watch` | `GET /events` |  (streams) |".replace("|  (", "| ("));
  });

  test.each([
    ["Pet Store", "const petStore = new PetStore();"],
    ["OpenAI API", "const openai = new OpenAI();"],
    ["Switch", "const api = new Switch();"],
  ])("the client of %s", async (title, want) => {
    const readme = (await filesOf({ document: { ...document, info: { title, version: "1" } } })).get("README.md");
    expect(readme).toContain(want);
  });

  test("what one call gives is shown on one that does not page", async () => {
    const readme = (await filesOf({ document })).get("README.md");
    expect(readme).toContain("const result = await petStore.pets.get({ id: 1 }); // the decoded body");
  });

  test("a package is installed by its own name", async () => {
    const readme = (await filesOf({ document, config: { package: { name: "@acme/pets" } } })).get("README.md");
    expect(readme).toContain("npm install @acme/pets");
    expect(readme).toContain('import { PetStore } from "@acme/pets";');
  });

  test("nothing of a document leaves its place", async () => {
    const title = "X <script>alert(1)</script> [a](javascript:b) `c` | d\n## Heading";
    const hostile = { ...oneOperation({ summary: title }), info: { title, version: "1\n# x", description: title } };
    const readme = (await filesOf({ document: hostile })).get("README.md") ?? "";
    expect(readme).not.toMatch(/(?:^|[^\\])<script|^## Heading|[^\\]\]\(javascript|^# x/m);
  });

  test.each([
    ["a|b", "`a\\|b`"],
    ["a`b", "``a`b``"],
    ["`a`", "`` `a` ``"],
    ["", ""],
  ])("code span of %s", (given, want) => expect(span(given)).toBe(want));

  test.each([
    ["is `in_progress`, or *not*", "is `in_progress`, or \\*not\\*"],
    ["`a|b` | c", "`a\\|b` \\| c"],
    ["``a ` b`` and `", "``a ` b`` and \\`"],
    ["`<script>` <script>", "`<script>` \\<script\\>"],
    ["`` ` ``` `a", "\\`\\` ```` ``` ````a"],
  ])("a table's cell of %s keeps code spans", (given, want) => expect(cell(given)).toBe(want));

  test.each([
    ["See [the *guide*](https://example.com/a_b?c=1#d).", "See [the \\*guide\\*](https://example.com/a_b?c=1#d)."],
    ["**Deprecated**: 2 ** 3 ** 4", "Deprecated: 2 \\*\\* 3 \\*\\* 4"],
    [
      "[a](javascript:alert(1)) [b](https://x.test/<i>)",
      "\\[a\\](javascript:alert(1)) \\[b\\](https://x.test/\\<i\\>)",
    ],
    ["[a`b](https://x.test)`c`", "\\[a`b](https://x.test)`c\\`"],
  ])("a paragraph of %s", (given, want) => expect(paragraph(given)).toBe(want));

  test("a table's cell", () => expect(cell("a | <b>\n[c] *d*")).toBe("a \\| \\<b\\> \\[c\\] \\*d\\*"));
});

test.each([
  ["a host of its own", { servers: [{ url: "https://files.example.com" }] }, true],
  ["the API's own server, repeated", { servers: [{ url: "https://api.example.com" }] }, false],
  ["a relative server", { servers: [{ url: "/v2" }] }, false],
  ["none", {}, false],
])("says how to move an operation with %s", async (_title, servers, want) => {
  const get = { tags: ["pets"], responses: { 204: { description: "" } }, ...servers };
  const readme = (await filesOf({ document: { ...document, paths: { "/files": { get } } } })).get("README.md")!;
  expect(readme.includes("`operationServers`")).toBe(want);
});
