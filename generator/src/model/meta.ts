import { defined } from "./raw.js";
import type { Meta } from "./schema.js";

/** What a schema carries beside its shape. */
export function metaOf(schema: Meta): Meta {
  const { at, title, description, deprecated, readOnly, writeOnly, examples, limits, extensions } = schema;
  const { default: fallback } = schema;
  return defined({
    at,
    title,
    description,
    deprecated,
    readOnly,
    writeOnly,
    default: fallback,
    examples,
    limits,
    extensions,
  });
}

/** What is said of a schema for people, and in which direction it travels: what outlives a change of its shape. */
export function docsOf(schema: Meta | undefined): Omit<Meta, "at" | "limits" | "default" | "examples"> {
  if (!schema) return {};
  const { title, description, deprecated, readOnly, writeOnly, extensions } = schema;
  return defined({ title, description, deprecated, readOnly, writeOnly, extensions });
}
