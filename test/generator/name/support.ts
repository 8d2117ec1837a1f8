import type { JsonObject } from "../../../generator/src/load/document.js";
import { load } from "../../../generator/src/load/index.js";
import { buildApi } from "../../../generator/src/model/index.js";
import type { Api } from "../../../generator/src/model/api.js";
import { name } from "../../../generator/src/name/index.js";
import type { Names } from "../../../generator/src/name/names.js";
import { Report } from "../../../generator/src/report/diagnostic.js";

/** One operation of a small document, in short. */
export interface Short {
  readonly id?: string;
  readonly tags?: readonly string[];
  readonly answer?: JsonObject;
  readonly parameters?: readonly JsonObject[];
}

/** `GET /pets` → operation; parameters of the path are declared. */
export type Shorts = { readonly [operation: string]: Short };

export function documentOf(shorts: Shorts, rest: JsonObject = {}): JsonObject {
  const paths: { [path: string]: JsonObject } = Object.create(null);
  for (const [key, { id, tags, answer, parameters = [] }] of Object.entries(shorts)) {
    const [method = "", path = ""] = key.split(/ (.*)/s, 2);
    const inPath = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, param]) => ({
      name: param ?? "",
      in: "path",
      required: true,
      schema: { type: "string" },
    }));
    (paths[path] ??= {})[method.toLowerCase()] = {
      ...(id !== undefined && { operationId: id }),
      ...(tags && { tags: [...tags] }),
      parameters: [...inPath, ...parameters],
      responses: { 200: { description: "", ...(answer && { content: { "application/json": { schema: answer } } }) } },
    };
  }
  return { openapi: "3.1.0", info: { title: "Test", version: "1" }, paths: { ...paths }, ...rest };
}

export async function namesOf(document: JsonObject): Promise<{ api: Api; names: Names; report: Report }> {
  const report = new Report();
  const config = { input: document, output: "unused" };
  const api = buildApi(await load(config, report), report);
  return { api, names: name(api, config, report), report };
}

/** Operation → `customers.sources.list`. */
export async function methodsOf(shorts: Shorts): Promise<{ [operation: string]: string }> {
  const { names } = await namesOf(documentOf(shorts));
  return Object.fromEntries([...names.operations].map(([key, one]) => [key, [...one.resource, one.method].join(".")]));
}
