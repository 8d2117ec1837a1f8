import type { Json, JsonObject } from "../../load/document.js";
import { extensions, isObject, ordered, prose } from "../raw.js";
import type { Meta } from "../schema.js";
import type { SchemaBuilder } from "./builder.js";

/** What a schema says for people and tools: all keywords that assert nothing. */
export function annotations(builder: SchemaBuilder, json: JsonObject, at: string): Omit<Meta, "limits"> {
  const both = json.readOnly === true && json.writeOnly === true;
  if (both)
    builder.warn(
      "model/read-write-only",
      "A schema is both readOnly and writeOnly; neither is honoured.",
      at,
      "Remove one of them.",
    );
  // Most schemas have one or two of these: only those are set, for there are very many schemas.
  const meta: { -readonly [K in keyof Meta]: Meta[K] } = { at };
  const [title, description, examples] = [prose(json.title), prose(json.description), examplesOf(json)];
  if (title !== undefined) meta.title = title;
  if (description !== undefined) meta.description = description;
  if (json.deprecated === true) meta.deprecated = true;
  if (json.readOnly === true && !both) meta.readOnly = true;
  if (json.writeOnly === true && !both) meta.writeOnly = true;
  if (json.default !== undefined) meta.default = ordered(json.default);
  if (examples) meta.examples = examples.map(ordered);
  if (Object.keys(json).some((key) => key.startsWith("x-"))) meta.extensions = extensions(json);
  return meta;
}

/** `examples` as 3.1 has them (a list), else the older `example`; an object of Example Objects is a common mistake. */
export function examplesOf(json: JsonObject): readonly Json[] | undefined {
  const { examples, example } = json;
  if (Array.isArray(examples) && examples.length > 0) return examples;
  if (isObject(examples)) {
    const values = Object.keys(examples)
      .toSorted()
      .map((key) => examples[key] as Json);
    const found = values.map((item) => (isObject(item) && "value" in item ? (item.value as Json) : item));
    if (found.length > 0) return found;
  }
  return example === undefined ? undefined : [example];
}
