import { readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateFiles } from "../../generator/src/pipeline.js";
import { formatFiles } from "../../generator/src/write/format.js";
import { projectFolder, typeErrors, writeFiles } from "../support/compile.js";
import { schemaProof } from "../support/schema-proof.js";
import type { JsonObject } from "../../generator/src/load/document.js";
import { documentOf } from "../generator/emit/schemas/support.js";

const object = (properties: JsonObject, ...required: string[]): JsonObject => ({
  type: "object",
  properties,
  required,
});

const root = resolve(import.meta.dirname, "../..");
const hazards = join(root, "test/hazards/specs");
/** What compilers see and schemas must say otherwise. */
const hard: JsonObject = documentOf({
  schemas: {
    Base: object({ id: { type: "string", readOnly: true }, kind: { type: "string", readOnly: true } }, "id", "kind"),
    Team: { allOf: [{ $ref: "#/components/schemas/Base" }, object({ kind: { enum: ["team", "group"] } })] },
    Closed: { ...object({ a: { type: "string" } }, "b"), additionalProperties: false },
    Words: { type: "object", patternProperties: { "^[a-z]{0,4}$": { type: ["string", "number"] } }, maxProperties: 3 },
    Several: {
      type: "object",
      patternProperties: { "^x-": { type: "string" }, "[0-9]": { type: "boolean" } },
      additionalProperties: false,
    },
    Rest: {
      type: "object",
      patternProperties: { "^.?$": { type: "string" } },
      additionalProperties: { type: "number" },
    },
  },
});
const documents = [
  hard,
  join(root, "specs/pet-store/openapi.yaml"),
  ...readdirSync(hazards)
    .filter((file) => /^(\d\d-.*\.json|all-3\.0\.yaml)$/.test(file) && !file.includes(".expect."))
    .map((file) => join(hazards, file)),
];

describe.each(["zod", "zod/mini"] as const)("%s", (library) => {
  let folder = "";
  let proved = 0;

  beforeAll(async () => {
    folder = await projectFolder();
    for (const [index, input] of documents.entries()) {
      const files = await formatFiles((await generateFiles({ input, output: "unused", schemas: library })).files);
      await writeFiles(join(folder, `d${index}`), files);
      const proof = schemaProof(files.get("schemas/models.ts") ?? "");
      proved += proof.proved;
      if (proof.proved > 0) await writeFiles(join(folder, `d${index}`), [["schemas/proof.ts", proof.program]]);
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(library === "zod" ? (["7", "5.9"] as const) : (["7"] as const))(
    "every schema infers the type that it is annotated with: TypeScript %s",
    { timeout: 180_000 },
    async (compiler) => {
      expect(proved).toBeGreaterThan(150);
      expect(await typeErrors(folder, compiler, { exactOptionalPropertyTypes: false })).toEqual([]);
    },
  );

  test("a schema that infers another type is found", async () => {
    const text = (await generateFiles({ input: documents[1]!, output: "unused", schemas: library })).files;
    const models = text
      .get("schemas/models.ts")!
      .replaceAll("z.looseObject({ last4: z.optional(z.string())", "z.looseObject({ last4: z.string()");
    const wrong = await projectFolder();
    await writeFiles(wrong, [...text, ["schemas/proof.ts", schemaProof(models).program]]);
    const errors = await typeErrors(wrong, "7", { exactOptionalPropertyTypes: false });
    await rm(wrong, { recursive: true });
    expect(errors).toEqual([expect.stringContaining("error TS2344")]);
  });
});
