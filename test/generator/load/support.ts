import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ApiConfig } from "../../../generator/src/config/config.js";
import type { JsonObject, SpecDocument } from "../../../generator/src/load/document.js";
import { load, type LoadContext } from "../../../generator/src/load/index.js";
import { Report, StopError, type Diagnostic } from "../../../generator/src/report/diagnostic.js";
import { tempFolder } from "../../support/temp-folder.js";

export interface Loaded {
  /** Undefined when the run stopped. */
  readonly document: SpecDocument | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** `code line:column` of every diagnostic, in order. */
  readonly found: readonly string[];
}

/** Runs `load` as the pipeline does: a stop is a result, any other throw is a bug. */
export async function tryLoad(config: Partial<ApiConfig>, context: LoadContext = {}): Promise<Loaded> {
  const report = new Report();
  const document = await load({ input: "openapi.yaml", output: "out", ...config }, report, context).catch(
    (error: unknown) => {
      if (!(error instanceof StopError)) throw error;
      return undefined;
    },
  );
  const { diagnostics } = report;
  return { document, diagnostics, found: diagnostics.map(brief) };
}

/** Writes files into an empty folder and loads the first of them, named relative to that folder. */
export async function loadFiles(
  files: { readonly [name: string]: string },
  config: Partial<ApiConfig> = {},
): Promise<Loaded & { readonly cwd: string }> {
  const cwd = await tempFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), text);
  }
  return { cwd, ...(await tryLoad({ input: Object.keys(files)[0]!, ...config }, { cwd })) };
}

/** Loads one text. */
export function loadText(text: string, config: Partial<ApiConfig> = {}, name = "openapi.yaml"): Promise<Loaded> {
  return loadFiles({ [name]: text }, config);
}

/** Loads an object and gives the normalised document; whatever it is said to be without. */
export async function normal(document: JsonObject, config: Partial<ApiConfig> = {}): Promise<JsonObject> {
  const { document: loaded, diagnostics } = await tryLoad({ input: document, ...config });
  if (!loaded) throw new Error(diagnostics.map((one) => `${one.code}: ${one.message}`).join("\n"));
  return loaded.root;
}

/** The smallest document with these component schemas. */
export function withSchemas(schemas: JsonObject, openapi = "3.0.3"): JsonObject {
  return { openapi, info: { title: "T", version: "1" }, paths: {}, components: { schemas } };
}

/** A component schema as it comes out. */
export async function schemaOf(schema: JsonObject, openapi = "3.0.3", others: JsonObject = {}): Promise<unknown> {
  const root = await normal(withSchemas({ S: schema, ...others }, openapi));
  return ((root.components as JsonObject).schemas as JsonObject).S;
}

function brief({ code, place }: Diagnostic): string {
  return place ? `${code} ${place.line}:${place.column}` : code;
}
