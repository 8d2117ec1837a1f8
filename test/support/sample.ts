import fc from "fast-check";
import type { Json } from "../../generator/src/load/document.js";
import type { Api, MediaType, Operation } from "../../generator/src/model/api.js";
import type { ObjectSchema, Schema } from "../../generator/src/model/schema.js";
import type { Names } from "../../generator/src/name/names.js";

/** How deep a sample goes before it leaves out what is optional. */
const DEEP = 4;

/** A value that a request validator accepts for a schema, written as a client would send it. */
export function sample(schema: Schema, api: Api, depth = 0): Json | undefined {
  if (schema.default !== undefined && isScalar(schema.default)) return schema.default;
  const example = schema.examples?.find(
    (value) => isScalar(value) && String(value).length >= (schema.limits?.minLength ?? 0),
  );
  if (example !== undefined && (schema.kind === "scalar" || schema.kind === "enum")) return example;
  switch (schema.kind) {
    case "scalar":
      return scalar(schema);
    case "literal":
      return schema.value;
    case "enum":
      return schema.values.find((value) => value !== null) ?? null;
    case "null":
      return null;
    case "unknown":
      return "x";
    case "never":
      return undefined;
    case "array":
      return list(schema.limits?.minItems ?? (depth < DEEP ? 1 : 0), schema.limits?.maxItems, () =>
        sample(schema.items, api, depth + 1),
      );
    case "tuple":
      return schema.prefix.map((one) => sample(one, api, depth + 1) ?? null);
    case "object":
      return object(schema, api, depth);
    case "union":
      // Only what is required, so that the value fits one member of a oneOf and not several.
      return sample(
        schema.members.find((one) => one.kind !== "null") ?? schema.members[0]!,
        api,
        Math.max(DEEP, depth + 1),
      );
    case "intersection": {
      // Beside alternatives only what is required is sampled, so that the whole fits one of them.
      const alternatives = schema.members.some((one) => one.kind === "union");
      const parts = schema.members.map((one) => sample(one, api, alternatives ? Math.max(DEEP, depth) : depth));
      const objects = parts.filter(
        (one): one is { [key: string]: Json } => typeof one === "object" && one !== null && !Array.isArray(one),
      );
      return objects.length > 0 ? Object.assign({}, ...objects) : parts.find((one) => one !== undefined);
    }
    case "ref": {
      const target = api.schemas.find((one) => one.name === schema.target);
      return target && depth < 3 * DEEP ? sample(target.schema, api, depth + 1) : undefined;
    }
  }
}

/** Arguments with which an operation can be called: all parameters, and a body of its first media type. */
export function sampleArguments(operation: Operation, api: Api, names: Names): { [key: string]: unknown } {
  const keys = names.operations.get(operation.key)!.parameters;
  const given: { [key: string]: unknown } = {};
  for (const parameter of operation.parameters) {
    const value = oneSegment(parameter, parameter.examples[0] ?? sample(parameter.schema, api));
    if (value !== undefined) given[keys.get(`${parameter.in}:${parameter.name}`)!] = value;
  }
  const media = operation.body?.media[0];
  if (media) given["body"] = bodyOf(media, api);
  return given;
}

function bodyOf(media: MediaType, api: Api): unknown {
  if (/octet-stream|^image\/|\*\/\*/.test(media.type) || !media.schema) return new Uint8Array([1, 2, 3]);
  if (media.type.startsWith("text/")) return "text";
  return sample(media.schema, api);
}

/** A parameter that may span segments is sampled with one: other routers than the API's own know no such thing. */
function oneSegment(parameter: Operation["parameters"][number], value: Json | undefined): Json | undefined {
  const spans = parameter.in === "path" && parameter.allowReserved && typeof value === "string";
  return spans ? value.replaceAll("/", "-") : value;
}

function object(schema: ObjectSchema, api: Api, depth: number): { [key: string]: Json } {
  const entries: [string, Json][] = [];
  for (const { name, required, schema: value } of schema.properties) {
    if (value.readOnly || (!required && depth >= DEEP)) continue;
    const one = sample(value, api, depth + 1);
    if (one !== undefined) entries.push([name, one]);
  }
  for (const name of schema.requiredElsewhere) {
    const one = schema.additional ? sample(schema.additional, api, depth + 1) : "x";
    if (one !== undefined) entries.push([name, one]);
  }
  const least = schema.limits?.minProperties ?? 0;
  while (
    schema.additional &&
    schema.additional.kind !== "never" &&
    entries.length < Math.max(least, depth < DEEP ? 1 : 0)
  ) {
    const one = sample(schema.additional, api, depth + 1);
    if (one === undefined) break;
    entries.push([`key${entries.length}`, one]);
  }
  return Object.fromEntries(entries);
}

const FORMATS: { readonly [format: string]: string } = {
  "date-time": "2026-01-02T03:04:05Z",
  date: "2026-01-02",
  time: "03:04:05Z",
  uuid: "0f5c8a6e-5d2b-4f2e-9a57-0d8f2a8f4c11",
  email: "a@example.com",
  uri: "https://example.com/a",
  url: "https://example.com/a",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  byte: "YQ==",
};

function scalar(schema: Extract<Schema, { kind: "scalar" }>): Json {
  const { limits = {}, format } = schema;
  if (schema.type === "boolean") return true;
  if (schema.type === "string") {
    const known = format === undefined ? undefined : FORMATS[format];
    if (known !== undefined) return known;
    if (limits.pattern !== undefined) return matching(limits.pattern, limits);
    return "x".repeat(Math.min(Math.max(1, limits.minLength ?? 1), limits.maxLength ?? 1000));
  }
  const low = limits.minimum ?? (limits.exclusiveMinimum === undefined ? 1 : limits.exclusiveMinimum + 1);
  const high = limits.maximum ?? (limits.exclusiveMaximum === undefined ? Infinity : limits.exclusiveMaximum - 1);
  const value = Math.min(Math.max(low, Math.min(1, high)), high);
  return limits.multipleOf === undefined ? value : Math.ceil(value / limits.multipleOf) * limits.multipleOf;
}

/** A text that fits a pattern and the lengths beside it; the same at each run. */
function matching(pattern: string, { minLength = 0, maxLength = Infinity }: NonNullable<Schema["limits"]>): string {
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength;
  const texts = fc.sample(fc.stringMatching(new RegExp(pattern.endsWith("$") ? pattern : `${pattern}$`)), {
    numRuns: 50,
    seed: 1,
  });
  // Printable ASCII travels in any place; a shorter text reads better in a failure.
  return texts.filter((text) => fits(text) && /^[ -~]+$/.test(text)).toSorted((a, b) => a.length - b.length)[0] ?? "x";
}

function list(least: number, most: number | undefined, make: () => Json | undefined): Json[] {
  const values: Json[] = [];
  for (let i = 0; i < Math.min(least, most ?? least); i++) {
    const one = make();
    if (one !== undefined) values.push(one);
  }
  return values;
}

function isScalar(value: Json): boolean {
  return value !== null && typeof value !== "object";
}
