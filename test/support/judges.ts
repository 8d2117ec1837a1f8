import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { ApiConfig } from "../../generator/src/config/config.js";
import type { Json, JsonObject } from "../../generator/src/load/document.js";
import { generateFiles } from "../../generator/src/pipeline.js";
import type { OperationSchemas, ValueSchema } from "../../runtime/src/contract.js";
import { projectFolder, writeFiles } from "./compile.js";

/** How the generated schemas judge the values of a component. */
export interface Judges {
  readonly request: ValueSchema;
  readonly answer: ValueSchema;
}

/** Generates the schemas of these components and loads them. Each is sent and answered by an operation of its own. */
export async function judgesOf(
  schemas: { readonly [name: string]: Json },
  config: Partial<ApiConfig> = {},
  openapi = "3.1.0",
): Promise<ReadonlyMap<string, Judges>> {
  const names = Object.keys(schemas);
  const paths = names.map((name, index) => {
    const content = { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } };
    const responses = { 200: { description: "", content } };
    return [`/p${index}`, { post: { operationId: `run${index}`, tags: ["t"], requestBody: { content }, responses } }];
  });
  const document: JsonObject = {
    openapi,
    info: { title: "T", version: "1" },
    paths: Object.fromEntries(paths) as JsonObject,
    components: { schemas },
  };
  const { files } = await generateFiles({ schemas: "zod", ...config, input: document, output: "unused" });
  const folder = await projectFolder();
  await writeFiles(
    folder,
    [...files].filter(([path]) => path.startsWith("schemas/")),
  );
  const module = (await import(/* @vite-ignore */ join(folder, "schemas/resources/t.ts"))) as {
    readonly [name: string]: () => OperationSchemas;
  };
  const found = names.map((name, index) => {
    const { body, answers } = module[`tRun${index}`]?.() ?? {};
    const anything: ValueSchema = { safeParse: () => ({ success: true }) };
    const request = body?.["application/json"] ?? anything;
    return [name, { request, answer: answers?.["200"]?.["application/json"] ?? anything }] as const;
  });
  // Components are made when they are first used: now, before their modules go.
  for (const [, { request, answer }] of found) [request, answer].forEach((schema) => schema.safeParse(null));
  await rm(folder, { recursive: true, force: true });
  return new Map(found);
}
