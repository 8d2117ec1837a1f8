import type { Json, JsonObject } from "../document.js";
import { isObject } from "../json.js";
import type { Session } from "../session.js";

/** Keywords that stand in a Swagger 2.0 parameter or header itself and belong into its schema. */
const SCHEMA_KEYWORDS = [
  "type",
  "format",
  "items",
  "default",
  "enum",
  "maximum",
  "exclusiveMaximum",
  "minimum",
  "exclusiveMinimum",
  "maxLength",
  "minLength",
  "pattern",
  "maxItems",
  "minItems",
  "uniqueItems",
  "multipleOf",
  "x-nullable",
  "x-enum-varnames",
  "x-enumNames",
  "x-enum-descriptions",
  "x-ms-enum",
];

/** How a list is written, from `collectionFormat`. `tsv` has no like in OpenAPI 3. */
const STYLES: { readonly [format: string]: { readonly style: string; readonly explode: boolean } } = {
  csv: { style: "form", explode: false },
  ssv: { style: "spaceDelimited", explode: false },
  tsv: { style: "form", explode: false },
  pipes: { style: "pipeDelimited", explode: false },
  multi: { style: "form", explode: true },
};

/** Takes the schema out of a parameter, a header or an `items` that mixes both. */
export function takeSchema(owner: JsonObject): JsonObject {
  const schema: JsonObject = {};
  for (const key of SCHEMA_KEYWORDS) {
    if (!Object.hasOwn(owner, key)) continue;
    schema[key] = owner[key] as Json;
    delete owner[key];
  }
  if (schema.type === "file") Object.assign(schema, { type: "string", format: "binary" });
  delete owner.collectionFormat;
  for (let items = schema.items; isObject(items); items = items.items) delete items.collectionFormat;
  return schema;
}

/** Style of a list; undefined for what is no list, and where the default of OpenAPI 3 is the same. */
export function listStyle(owner: JsonObject): { style: string; explode: boolean } | undefined {
  if (owner.type !== "array") return undefined;
  const format = typeof owner.collectionFormat === "string" ? owner.collectionFormat : "csv";
  return Object.hasOwn(STYLES, format) ? { ...STYLES[format]! } : { ...STYLES.csv! };
}

/** Turns a path, query or header parameter, or a header, of Swagger 2.0 into one of OpenAPI 3, in place. */
export function upgradeParameter(parameter: JsonObject, session: Session): void {
  const style = listStyle(parameter);
  const origin = session.origins.get(parameter);
  if (parameter.collectionFormat === "tsv" && style) {
    const message = "OpenAPI 3 has no like of `collectionFormat: tsv`; the list is sent with commas.";
    session.add("warn", { code: "load/collection-format", message, fix: "Describe the parameter as text." }, origin);
  }
  parameter.schema = takeSchema(parameter);
  if (origin) session.origins.set(parameter.schema, origin);
  // In a path or header a list is written with commas, which is the default there.
  if (style && parameter.in === "query") Object.assign(parameter, style);
}
