import type { Json, JsonObject } from "../../load/document.js";
import { defined, extensions, isObject, prose } from "../raw.js";
import type { Meta } from "../schema.js";
import type { SchemaBuilder } from "./builder.js";

/** What a schema says for people and tools: all keywords that assert nothing. */
export function annotations(builder: SchemaBuilder, json: JsonObject, at: string): Omit<Meta, "limits"> {
  const both = json.readOnly === true && json.writeOnly === true;
  if (both) builder.warn("model/read-write-only", "A schema is both readOnly and writeOnly; neither is honoured.", at);
  const own = extensions(json);
  return defined({
    at,
    title: prose(json.title),
    description: prose(json.description),
    deprecated: json.deprecated === true ? true : undefined,
    readOnly: json.readOnly === true && !both ? true : undefined,
    writeOnly: json.writeOnly === true && !both ? true : undefined,
    default: json.default,
    examples: examplesOf(json),
    extensions: Object.keys(own).length > 0 ? own : undefined,
  });
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
