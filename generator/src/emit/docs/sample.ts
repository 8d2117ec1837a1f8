import type { Json } from "../../load/document.js";
import type { Operation, Parameter } from "../../model/api.js";
import type { Schema } from "../../model/schema.js";
import { jsonLiteral, propertyKey } from "../code/index.js";
import type { MethodText } from "../operations/operation.js";
import { keyOf } from "../operations/params.js";
import { bodyKind } from "../operations/media.js";
import { resolve, type Scene } from "../scene.js";

export type Method = MethodText & { readonly operation: Operation; readonly resource: readonly string[] };

/** `github.repos.get({ owner: "nodejs", repo: "undici" })`: a call with all that is required. */
export function sampleCall(method: Method, variable: string, scene: Scene): string {
  const { operation } = method;
  const names = scene.names.operations.get(operation.key);
  const members = operation.parameters
    .filter((one) => one.required)
    .map((one) => `${propertyKey(names ? keyOf(one, names) : one.name)}: ${jsonLiteral(parameterSample(one, scene))}`);
  if (operation.body?.required) {
    const media = operation.body.media[0];
    const kind = media && bodyKind(media, scene.components);
    const value = media?.schema && kind !== "binary" ? sample(media.schema, scene, 0) : "…";
    members.push(`body: ${kind === "binary" ? "new Blob([])" : jsonLiteral(value)}`);
  }
  const target = [variable, ...method.resource, method.name].join(".");
  return `${target}(${members.length === 0 ? "" : `{ ${members.join(", ")} }`})`;
}

function parameterSample(parameter: Parameter, scene: Scene): Json {
  const [example] = parameter.examples;
  const value = example !== undefined && isPlain(example) ? example : sample(parameter.schema, scene, 0);
  return value === "…" ? parameter.name : value;
}

/** A value of the schema: an example, the default, the first of an enum, or the plainest there is. */
function sample(schema: Schema, scene: Scene, depth: number): Json {
  const found = resolve(schema, scene.components);
  const given = [...(schema.examples ?? []), ...(found.examples ?? []), schema.default, found.default].find(
    (one) => one !== undefined && one !== null && JSON.stringify(one).length < 200,
  );
  if (given !== undefined && fits(given, found)) return given;
  switch (found.kind) {
    case "scalar":
      return scalar(found.type, found.format);
    case "literal":
      return found.value;
    case "enum":
      return found.values[0] ?? null;
    case "array":
      return depth > 3 ? [] : [sample(found.items, scene, depth + 1)];
    case "tuple":
      return found.prefix.slice(0, found.required).map((one) => sample(one, scene, depth + 1));
    case "object":
      return depth > 3
        ? {}
        : Object.fromEntries(
            found.properties
              .filter((one) => one.required && !one.schema.readOnly)
              .map((one) => [one.name, sample(one.schema, scene, depth + 1)]),
          );
    case "union":
      return found.members[0] && depth < 6 ? sample(found.members[0], scene, depth + 1) : null;
    case "intersection":
      return depth > 3
        ? {}
        : Object.assign(
            {},
            ...found.members.map((one) => sample(one, scene, depth + 1)).filter((one) => typeof one === "object"),
          );
    default:
      return null;
  }
}

function fits(value: Json, schema: Schema): boolean {
  if (schema.kind === "scalar") {
    const type = schema.type === "integer" ? "number" : schema.type;
    return typeof value === type;
  }
  if (schema.kind === "enum") return schema.values.includes(value);
  if (schema.kind === "array") return Array.isArray(value);
  return schema.kind !== "object" || (typeof value === "object" && !Array.isArray(value));
}

function scalar(type: string, format: string | undefined): Json {
  if (type === "boolean") return true;
  if (type !== "string") return 1;
  if (format === "date") return "2026-01-31";
  if (format === "date-time") return "2026-01-31T12:00:00Z";
  if (format === "uuid") return "123e4567-e89b-12d3-a456-426614174000";
  if (format === "email") return "name@example.com";
  return format === "uri" || format === "url" ? "https://example.com" : "…";
}

const isPlain = (value: Json): boolean => typeof value !== "object" && JSON.stringify(value).length < 80;
