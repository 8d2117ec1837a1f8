import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { codegen } from "../../support/codegen.js";
import { projectFolder, typeErrors } from "../../support/compile.js";

const document = ({ id, tag, type }: { id: string; tag: string; type: string }): string => `
openapi: 3.1.0
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationId: ${id}
      tags: [${tag}]
      parameters: [{ name: state, in: query, schema: { $ref: "#/components/schemas/State" } }]
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/${type}" } } } }
        "404":
          description: none
          content: { application/json: { schema: { type: object, properties: { code: { type: integer }, reason: { type: string }, detail: { type: string } } } } }
    post:
      operationId: addPet
      tags: [${tag}]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/${type}" } } } }
      responses: { "204": { description: ok } }
components:
  schemas:
    State: { enum: [new, sold] }
    ${type}:
      type: object
      required: [name]
      properties: { id: { type: integer, readOnly: true }, name: { type: string }, state: { $ref: "#/components/schemas/State" } }
`;

const PROGRAM = `
import { Pets, type Pet, type PetInput, type PetsSearchParams } from "./out/index.js";
import { petsSearch } from "./out/resources/pets.js";
const api = new Pets();
export const params: PetsSearchParams = { state: "new" };
export async function run(): Promise<Pet[]> {
  const pet: PetInput = { name: "Rex" };
  await api.pets.add({ body: pet });
  const failed = await api.pets.search(params).safe();
  if (!failed.ok && failed.error.status === 404) failed.error.body.reason?.trim();
  await api.client.call(petsSearch, params);
  return await api.pets.search({ state: "sold" }, { timeout: 5 });
}
`;

test("a program goes on compiling while the document renames what it uses, as long as names are kept", async () => {
  const cwd = await projectFolder();
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const write = (path: string, text: string) => writeFile(join(cwd, path), text);
  const names = () => readFile(join(cwd, "pets.names.json"), "utf8");
  const api = { input: "pets.yaml", output: "out", namesFile: "pets.names.json" };
  await write("codegen.config.json", JSON.stringify({ apis: { pets: api } }));
  await write("program.ts", PROGRAM);

  await write("pets.yaml", document({ id: "searchPets", tag: "pets", type: "Pet" }));
  expect((await codegen(["check"], { cwd })).code).toBe(1);
  expect((await codegen([], { cwd })).code).toBe(0);
  expect((await codegen(["check"], { cwd })).code).toBe(0);
  const first = await names();
  expect(first).toContain(`"GET /pets": {"name":"pets.search","value":"petsSearch","id":"searchPets","tag":"pets"}`);
  expect(await typeErrors(cwd, "5.9")).toEqual([]);

  await write("pets.yaml", document({ id: "findAnimals", tag: "animals", type: "Animal" }));
  const { code, stdout } = await codegen(["check"], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain("~ pets.names.json");
  expect(stdout).not.toContain("breaking");
  expect(await names()).toBe(first);
  expect((await codegen([], { cwd })).code).toBe(0);
  expect((await codegen(["check"], { cwd })).code).toBe(0);
  expect(await names()).toContain(`"aliases":["pets.search"]`);
  expect(await readFile(join(cwd, "out/resources/animals.ts"), "utf8")).toContain("  find(params?: AnimalsFindParams");
  expect(await readFile(join(cwd, "out/models.ts"), "utf8")).toContain(
    "/** @deprecated It is called {@link Animal} now. */\nexport type Pet = Animal;",
  );
  expect(await typeErrors(cwd, "5.9")).toEqual([]);
  expect(await typeErrors(cwd, "7")).toEqual([]);
  const diff = await codegen(["diff", "out", "pets.yaml"], { cwd });
  expect(diff.stdout).toContain("Nothing changed");

  await rm(join(cwd, "pets.names.json"));
  expect((await codegen(["check"], { cwd })).stdout).toContain("✗ pets.search");
}, 120_000);
