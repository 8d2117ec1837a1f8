import type { Json, JsonObject } from "../../load/document.js";
import { below, canonical, isObject, list, member, ordered } from "../raw.js";
import type { Literal, Schema } from "../schema.js";
import type { Raw, SchemaBuilder } from "./builder.js";
import type { TypeName } from "./types.js";

/** What `const` and `enum` say. Undefined: nothing. */
export function valued(builder: SchemaBuilder, raw: Raw, types: readonly TypeName[] | undefined): Schema | undefined {
  const { json, at } = raw;
  if (json.const !== undefined) return literal(ordered(json.const), at);
  if (json.enum === undefined) return undefined;
  if (!Array.isArray(json.enum)) return undefined;
  if (json.enum.length === 0) {
    const message = "An enum without values admits nothing; types take what stands beside it.";
    builder.warn("model/enum-empty", message, below(at, "enum"), "List its values, or remove it.");
    return undefined;
  }
  if (types?.length === 1 && types[0] === "array" && !json.enum.some((value) => Array.isArray(value))) return undefined;
  const notes = described(json);
  const values = unique(
    json.enum.map((value, index) => ({ value: fitted(builder, ordered(value), types, at), ...notes[index] })),
  );
  // Beside an enum, a stated `null` is meant as one more value.
  if (types && types.length > 1 && types.includes("null") && !values.some(({ value }) => value === null))
    values.push({ value: null });
  if (values.length === 1) return literal((values[0] as Value).value, at);
  const named = values.every(({ value, name }) => value === null || name !== undefined);
  const told = values.some(({ description }) => description !== undefined);
  return {
    kind: "enum",
    at,
    values: values.map(({ value }) => value),
    ...(named && { names: values.map(({ name }) => name ?? "null") }),
    ...(told && { descriptions: values.map(({ description }) => description) }),
  };
}

function literal(value: Json, at: string): Schema {
  return value === null ? { kind: "null", at } : ({ kind: "literal", at, value } satisfies Literal);
}

interface Value {
  readonly value: Json;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}

function unique(values: readonly Value[]): Value[] {
  const seen = new Set<string>();
  return values.filter(({ value }) => {
    const text = typeof value === "string" ? `"${value}` : canonical(value);
    return !seen.has(text) && seen.add(text);
  });
}

/** YAML reads a bare `1`, `true` or `2020` in a list of strings as something else; what is lossless is read back. */
function fitted(builder: SchemaBuilder, value: Json, types: readonly TypeName[] | undefined, at: string): Json {
  const scalar = types?.filter((type) => type !== "null");
  if (value === null || scalar?.length !== 1) return value;
  const [type] = scalar;
  let meant: Json | undefined;
  if (type === "string" && (typeof value === "number" || typeof value === "boolean")) meant = String(value);
  if ((type === "number" || type === "integer") && typeof value === "string") meant = exactNumber(value);
  if (type === "boolean" && (value === "true" || value === "false")) meant = value === "true";
  if (meant === undefined) return value;
  builder.repair(
    "model/enum-value",
    `The enum value ${JSON.stringify(value)} is read as ${JSON.stringify(meant)}, as its type is ${type}.`,
    at,
    `Write ${JSON.stringify(meant)}, or another type.`,
  );
  return meant;
}

/** The number that prints as this text, if there is one. */
export function exactNumber(text: string): number | undefined {
  const value = Number(text);
  return text.trim() !== "" && String(value) === text && Number.isFinite(value) ? value : undefined;
}

/**
 * By the letter, no value fits an empty `enum`. As the type of a member, `never` would make the whole object useless, so it
 * is a limit: whoever checks is told.
 */
export function emptied({ json, at }: Raw): Schema[] {
  return Array.isArray(json.enum) && json.enum.length === 0 ? [{ kind: "never", at: below(at, "enum") }] : [];
}

/** Names and descriptions of enum values, in the several forms that tools have agreed on. */
function described(json: JsonObject): Partial<Omit<Value, "value">>[] {
  if (!Object.keys(json).some((key) => key.startsWith("x-"))) return [];
  const values = json.enum as Json[];
  const names = list(json["x-enum-varnames"] ?? json["x-enumNames"] ?? json["x-enum-names"]);
  const descriptions = json["x-enum-descriptions"] ?? json["x-enumDescriptions"];
  const vendor = list(member(json["x-ms-enum"], "values"));
  return values.map((value, index) => {
    const entry = vendor.find((one) => isObject(one) && one.value === value);
    const text = isObject(descriptions) ? member(descriptions, String(value)) : list(descriptions)[index];
    return {
      name: words(names.length === values.length ? names[index] : member(entry, "name")),
      description: words(text ?? member(entry, "description")),
    };
  });
}

function words(value: Json | undefined): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}
