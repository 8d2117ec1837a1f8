import type { Json } from "../../load/document.js";
import type { Encoding, Header, MediaType, Parameter } from "../api.js";
import { metaOf } from "../meta.js";
import { below, defined, entries, isObject, prose, text } from "../raw.js";
import type { Schema } from "../schema.js";
import { examplesOf } from "./examples.js";
import { headersOf } from "./headers.js";
import type { DocumentReader } from "./reader.js";

/** Media types in order of preference: JSON, form, multipart, others, ranges; ties by name. */
export function mediaOf(reader: DocumentReader, content: Json | undefined, at: string): MediaType[] {
  const media = new Map<string, MediaType>();
  for (const { key, ...node } of reader.nodes(content, at, "media type")) {
    const type = key.replaceAll(/\s+/g, "");
    const place = below(at, key);
    if (type === "")
      reader.warn(
        "model/media-type",
        "A media type without a name is left out.",
        place,
        "Name it, such as application/json.",
      );
    else if (media.has(type))
      reader.warn(
        "model/media-type",
        `The media type ${type} stands here twice; the first is used.`,
        place,
        "Remove one of them.",
      );
    else media.set(type, mediaType(reader, type, node));
  }
  return [...media.values()].toSorted((a, b) => rank(a.type) - rank(b.type) || (a.type < b.type ? -1 : 1));
}

function mediaType(
  reader: DocumentReader,
  type: string,
  { json, at }: { json: { [key: string]: Json }; at: string },
): MediaType {
  return defined({
    type,
    schema:
      json.schema === undefined ? undefined : contentOf(type, reader.schemas.build(json.schema, below(at, "schema"))),
    itemSchema:
      json.itemSchema === undefined ? undefined : reader.schemas.build(json.itemSchema, below(at, "itemSchema")),
    encoding: entries(json.encoding).flatMap(([property, raw]) =>
      encodingOf(reader, property, raw, below(at, "encoding", property)),
    ),
    examples: examplesOf(reader, { json, at }),
    at,
  });
}

/**
 * Of a JSON body `contentMediaType` alone says no more than its media type does: any JSON, and not a string, though that
 * is what the keyword speaks of elsewhere.
 */
function contentOf(type: string, schema: Schema): Schema {
  const { contentMediaType, contentEncoding, ...further } = schema.limits ?? {};
  const isRepeated =
    schema.kind === "scalar" && schema.implied && contentMediaType !== undefined && contentEncoding === undefined;
  if (!isRepeated || !/[/+]json\b/i.test(type) || Object.keys(further).length > 0) return schema;
  const { limits: _, ...meta } = metaOf(schema);
  return { ...meta, kind: "unknown" };
}

function encodingOf(reader: DocumentReader, property: string, raw: Json, at: string): Encoding[] {
  if (!isObject(raw)) return [];
  const headers: readonly Header[] = headersOf(reader, raw.headers, below(at, "headers"));
  return [
    defined({
      property,
      contentType: prose(raw.contentType)?.replaceAll(/\s+/g, ""),
      style: text(raw.style) as Parameter["style"] | undefined,
      explode: typeof raw.explode === "boolean" ? raw.explode : undefined,
      allowReserved: raw.allowReserved === true ? true : undefined,
      headers,
    }),
  ];
}

function rank(type: string): number {
  const name = type.toLowerCase().split(";", 1)[0] ?? "";
  if (name === "application/json") return 0;
  if (name.endsWith("+json") || name === "text/json") return 1;
  if (name === "application/x-www-form-urlencoded") return 2;
  if (name === "multipart/form-data") return 3;
  if (name.startsWith("multipart/")) return 4;
  return name.includes("*") ? 6 : 5;
}
