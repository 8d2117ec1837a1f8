import type { Json, JsonObject, SpecDocument } from "../../../generator/src/load/document.js";
import type { Api } from "../../../generator/src/model/api.js";
import { buildApi } from "../../../generator/src/model/index.js";
import type { Schema } from "../../../generator/src/model/schema.js";
import { Report } from "../../../generator/src/report/diagnostic.js";

/** A document as `load` hands it over; places are no matter here. */
export function specDocument(root: JsonObject): SpecDocument {
  const locator = { place: () => undefined, frame: () => undefined };
  return { root, locator, version: "3.1.0", hash: "", sources: [], skipped: [] };
}

export interface Built {
  readonly api: Api;
  /** `severity code` of each diagnostic. */
  readonly diagnostics: readonly string[];
  readonly report: Report;
}

export function build(root: JsonObject): Built {
  const report = new Report();
  const api = buildApi(specDocument({ openapi: "3.1.0", info: { title: "Test", version: "1" }, ...root }), report);
  return { api, report, diagnostics: report.diagnostics.map((one) => `${one.severity} ${one.code}`) };
}

export function buildSchemas(schemas: JsonObject): Built {
  return build({ components: { schemas } });
}

/** One schema `S`, among others, without the places of its nodes. */
export function schemaOf(schema: Json, others: JsonObject = {}): unknown {
  const { api } = buildSchemas({ ...others, S: schema });
  return bare(api.schemas.find((one) => one.name === "S")?.schema);
}

/** A schema whose type is told by its keywords. */
export const told = <T extends object>(schema: T): T & { implied: true } => ({ ...schema, implied: true });

/** A schema without `at` and without empty lists, as short as it can be shown. */
export function bare(schema: Schema | undefined): unknown {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    const empty = (key === "requiredElsewhere" || key === "patterns") && Array.isArray(value) && value.length === 0;
    return key === "at" || empty ? undefined : value;
  });
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

/** A document with one operation, `GET /x` unless said otherwise. */
export function operationDocument(
  operation: JsonObject,
  path: string = "/x",
  method: string = "get",
  item: JsonObject = {},
): JsonObject {
  return { paths: { [path]: { ...item, [method]: { responses: {}, ...operation } } } };
}
