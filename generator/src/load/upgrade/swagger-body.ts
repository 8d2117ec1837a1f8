import type { Json, JsonObject } from "../document.js";
import { copy, isObject, put } from "../json.js";
import type { Origins } from "../origin.js";
import { listStyle, takeSchema } from "./swagger-parameter.js";

export const FORMS: readonly string[] = ["multipart/form-data", "application/x-www-form-urlencoded"];

/** The request body that a `body` parameter of Swagger 2.0 describes. */
export function bodyFrom(parameter: JsonObject, consumes: readonly string[], origins: Origins): JsonObject {
  const { name: _name, in: _in, schema, required, ...rest } = parameter;
  const body: JsonObject = { ...rest, ...(required === true ? { required } : {}) };
  body.content = contentOf(consumes.length > 0 ? consumes : ["application/json"], schema, parameter, origins);
  moved(body, parameter, origins);
  return body;
}

/** The request body that the `formData` parameters of an operation describe together. */
export function formFrom(parameters: readonly JsonObject[], consumes: readonly string[], origins: Origins): JsonObject {
  const properties: JsonObject = {};
  const encoding: JsonObject = {};
  const required: string[] = [];
  for (const parameter of parameters) {
    if (typeof parameter.name !== "string") continue;
    // Each file of a list is a part of its own.
    const style = isFile(parameter) ? undefined : listStyle(parameter);
    put(properties, parameter.name, propertyFrom(parameter, origins));
    if (style) put(encoding, parameter.name, style);
    if (parameter.required === true) required.push(parameter.name);
  }
  const schema: JsonObject = { type: "object", properties, ...(required.length > 0 ? { required } : {}) };
  const file = parameters.some(isFile);
  const stated = FORMS.filter((type) => consumes.includes(type) && !(file && type !== FORMS[0]));
  const types = stated.length > 0 ? stated : [FORMS[file ? 0 : 1]!];
  const content = contentOf(types, schema, parameters[0]!, origins);
  if (Object.keys(encoding).length > 0) {
    for (const media of Object.values(content)) (media as JsonObject).encoding = copy(encoding);
  }
  const body: JsonObject = { content, ...(required.length > 0 ? { required: true } : {}) };
  moved(body, parameters[0]!, origins);
  return body;
}

/** `type: file`; or a binary string, or a list of either, which Swagger 2.0 has no word for and documents use all the same. */
function isFile({ type, format, items }: JsonObject): boolean {
  return type === "file" || (type === "string" && format === "binary") || (isObject(items) && isFile(items));
}

function propertyFrom(parameter: JsonObject, origins: Origins): JsonObject {
  const { name: _name, in: _in, required: _required, allowEmptyValue: _empty, ...rest } = parameter;
  const schema = takeSchema(rest);
  const property = { ...rest, ...schema };
  moved(property, parameter, origins);
  return property;
}

/** One schema under several media types: the first has it, the others have copies. */
export function contentOf(
  types: readonly string[],
  schema: Json | undefined,
  owner: JsonObject,
  origins: Origins,
): JsonObject {
  const content: JsonObject = {};
  for (const [index, type] of types.entries()) {
    const own = schema === undefined || index === 0 ? schema : copy(schema);
    const media: JsonObject = own === undefined ? {} : { schema: own };
    moved(media, owner, origins);
    put(content, type, media);
  }
  return content;
}

function moved(node: JsonObject, from: JsonObject, origins: Origins): void {
  const origin = origins.get(from);
  if (origin) origins.set(node, origin);
}

export function textList(value: Json | undefined): string[] | undefined {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : undefined;
}

export function isForm(parameter: Json): boolean {
  return isObject(parameter) && parameter.in === "formData";
}

export function isBody(parameter: Json): boolean {
  return isObject(parameter) && parameter.in === "body";
}
