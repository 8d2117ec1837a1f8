import { readdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateFiles } from "../../generator/src/pipeline.js";
import { formatFiles } from "../../generator/src/write/format.js";
import { projectFolder, typeErrors, writeFiles } from "../support/compile.js";
import { schemaProof } from "../support/schema-proof.js";

const root = resolve(import.meta.dirname, "../..");
const hazards = join(root, "test/hazards/specs");
const documents = [
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

  test("every schema infers the type that it is annotated with", { timeout: 180_000 }, async () => {
    expect(proved).toBeGreaterThan(150);
    expect(await typeErrors(folder, "7", { exactOptionalPropertyTypes: false })).toEqual([]);
  });

  test("a schema that infers another type is found", async () => {
    const text = (await generateFiles({ input: documents[0]!, output: "unused", schemas: library })).files;
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
