// What `sweep.mjs --schemas` looks at beside the compiler's word: that each schema infers the type it is annotated with,
// and what the schemas say of the examples in the document itself.
import { mkdirSync, readdirSync, readFileSync, writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { tsImport } from "tsx/esm/api";

const root = fileURLToPath(new URL("..", import.meta.url));
const { understand } = await import(pathToFileURL(join(root, "generator/dist/pipeline.js")).href);
const { schemaProof } = await tsImport("../test/support/schema-proof.ts", import.meta.url);

/** Writes the proof beside the schemas; undefined where there is nothing to prove. */
export function writeProof(output, compilerOptions) {
  const models = join(output, "schemas/models.ts");
  if (!existsSync(models)) return undefined;
  const { program, proved } = schemaProof(readFileSync(models, "utf8"));
  if (proved === 0) return undefined;
  writeFileSync(join(output, "schemas/proof.ts"), program);
  const options = { ...compilerOptions, exactOptionalPropertyTypes: false, skipLibCheck: true };
  const config = join(output, "tsconfig.proof.json");
  writeFileSync(config, JSON.stringify({ compilerOptions: options, include: ["schemas/proof.ts"] }));
  return { config, proved };
}

/** Judges the examples of a document; gives how many there are and which are wrong. */
export async function judgeExamples(file, output) {
  const config = { input: file, output, tolerant: true };
  const { api, names } = await understand(config);
  const built = join(output, ".built");
  for (const path of readdirSync(join(output, "schemas"), { recursive: true, encoding: "utf8" })) {
    if (!path.endsWith(".ts") || path === "proof.ts") continue;
    const { code } = await transform(readFileSync(join(output, "schemas", path), "utf8"), {
      loader: "ts",
      format: "esm",
    });
    const target = join(built, "schemas", path.replace(/\.ts$/, ".js"));
    mkdirSync(join(target, ".."), { recursive: true });
    writeFileSync(target, code);
  }
  const load = async (module) => {
    const path = join(built, "schemas", `${module}.js`);
    return existsSync(path) ? import(pathToFileURL(path).href) : {};
  };
  const found = { examples: 0, wrong: [] };
  const judge = (schema, examples, at) => {
    if (!schema) return;
    for (const example of examples ?? []) {
      found.examples++;
      const result = schema.safeParse(example);
      if (!result.success) found.wrong.push(`${at}: ${describe(result.error.issues[0])}`);
    }
  };
  const models = await load("models");
  for (const { name, schema, at } of api.schemas) judge(models[names.schemas.get(name)?.type], schema.examples, at);
  const modules = new Map();
  const visit = (resource) => {
    for (const key of resource.operations) modules.set(key, resource.module);
    resource.children.forEach(visit);
  };
  names.resources.forEach(visit);
  for (const operation of api.operations) {
    const own = names.operations.get(operation.key);
    const module = await load(modules.get(operation.key));
    const schemas = module[own.value]?.();
    if (!schemas) continue;
    for (const one of operation.parameters)
      judge(schemas.params?.[own.parameters.get(`${one.in}:${one.name}`)]?.schema, one.examples, one.at);
    for (const media of operation.body?.media ?? []) judge(schemas.body?.[media.type], media.examples, media.at);
    for (const { status, media } of operation.responses)
      for (const one of media) {
        const type = one.type.split(";")[0].trim().toLowerCase();
        judge(schemas.answers?.[status]?.[type], one.examples, one.at);
      }
  }
  return found;
}

const describe = (issue) => `/${(issue?.path ?? []).join("/")} ${issue?.message}`;
