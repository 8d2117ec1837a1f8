import type { Json } from "../../load/document.js";
import type { Header } from "../api.js";
import { below, defined, entries, isObject, prose } from "../raw.js";
import type { Schema } from "../schema.js";
import { examplesOf } from "./examples.js";
import type { DocumentReader, Node } from "./reader.js";

export function headersOf(reader: DocumentReader, json: Json | undefined, at: string): Header[] {
  return reader.nodes(json, at, "header").map(({ key, json: raw, at: place }) =>
    defined({
      name: key,
      required: raw.required === true,
      description: prose(raw.description),
      deprecated: raw.deprecated === true ? true : undefined,
      schema: contentSchema(reader, { json: raw, at: place }).schema,
      examples: examplesOf(reader, { json: raw, at: place }),
      at: place,
    }),
  );
}

/** The schema of a parameter or header: under `schema`, or under its single media type. */
export function contentSchema(
  reader: DocumentReader,
  { json, at }: Node,
): { readonly schema: Schema; readonly content?: string } {
  if (json.schema !== undefined) return { schema: reader.schemas.build(json.schema, below(at, "schema")) };
  const [first] = entries(json.content);
  if (!first) return { schema: { kind: "unknown", at } };
  const [type, media] = first;
  const place = below(at, "content", type);
  const schema = isObject(media) && media.schema !== undefined ? media.schema : true;
  return { schema: reader.schemas.build(schema, below(place, "schema")), content: type.replaceAll(/\s+/g, "") };
}
