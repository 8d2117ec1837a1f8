import type { BodyKind, EncodedBody, OperationDefinition, PropertyEncoding } from "../contract.js";
import { ConfigError } from "../errors/config-error.js";
import { ValidationError } from "../errors/validation-error.js";
import type { HttpBody } from "../http.js";
import type { FileInput } from "./file.js";
import { asHttpBody, isFileInput } from "./file.js";
import { formText } from "./form.js";
import { jsonText } from "./json.js";
import { multipartBody } from "./multipart.js";

/** A body ready to be sent. */
export interface WrittenBody {
  readonly body: HttpBody;
  readonly contentType: string;
}

/** Encodings by property name, as the document states them. */
export type Encodings = ReadonlyMap<string, PropertyEncoding>;

/**
 * Writes the body of a call as its media type asks.
 *
 * @throws ValidationError for a value that the media type cannot hold
 * @throws ConfigError for a content type that the operation does not take
 */
export function writeBody(operation: OperationDefinition, value: unknown, asked: string | undefined): WrittenBody {
  const { mediaType, kind, encoding } = chooseMediaType(operation, value, asked);
  switch (kind) {
    case "json":
      return { body: jsonText(written(value)), contentType: mediaType };
    case "form":
      return { body: formText(value, encoding), contentType: mediaType };
    case "multipart":
      return multipartBody(value, mediaType, encoding);
    case "jsonl":
      return { body: jsonLines(value), contentType: mediaType };
    case "text":
      return { body: isFileInput(value) ? asHttpBody(value) : String(value), contentType: mediaType };
    case "binary":
      return { body: binary(value), contentType: typeOfContent(value, mediaType) };
  }
}

/** JSON makes `{}` of a Map, a Promise, a FormData and whatever else keeps what it holds to itself. */
function written(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value) || "toJSON" in value) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (isPlain || Object.keys(value).length > 0) return value;
  const kind = `is a ${value.constructor.name}, which JSON would write as {}`;
  throw new ValidationError(`The body ${kind}; pass a plain object`, { issues: [{ path: "/body", message: kind }] });
}

function chooseMediaType(
  operation: OperationDefinition,
  value: unknown,
  asked: string | undefined,
): { mediaType: string; kind: BodyKind; encoding: Encodings } {
  const spec = operation.body ?? { "application/json": "json" };
  const declared = Object.keys(spec);
  const key = asked === undefined ? preferred(declared, value) : declared.find((type) => matches(type, asked));
  if (key === undefined) {
    throw new ConfigError(`${operation.id} takes no body of type ${asked}; it takes ${declared.join(", ")}`);
  }
  const entry: BodyKind | EncodedBody = spec[key]!;
  const { kind, encoding = {} }: EncodedBody = typeof entry === "string" ? { kind: entry } : entry;
  return { mediaType: concrete(asked ?? key, kind), kind, encoding: new Map(Object.entries(encoding)) };
}

const USUAL: { readonly [kind in BodyKind]?: string } = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  jsonl: "application/x-ndjson",
  text: "text/plain",
};

// `application/*` is no type that a request can have; of a file, the file itself may say more.
function concrete(mediaType: string, kind: BodyKind): string {
  return mediaType.includes("*") ? (USUAL[kind] ?? mediaType) : mediaType;
}

// A Blob says itself what it is.
function preferred(declared: readonly string[], value: unknown): string | undefined {
  if (value instanceof Blob && value.type !== "") {
    const own = declared.find((type) => type.toLowerCase() === value.type);
    if (own !== undefined) return own;
  }
  return declared[0];
}

function matches(declared: string, asked: string): boolean {
  if (declared === asked) return true;
  const [pattern = "", type = ""] = [declared, asked].map((text) => text.split(";", 1)[0]!.trim().toLowerCase());
  return pattern === type || pattern === "*/*" || (pattern.endsWith("/*") && type.startsWith(pattern.slice(0, -1)));
}

function binary(value: unknown): HttpBody {
  if (typeof value === "string") return value;
  if (isFileInput(value)) return asHttpBody(value);
  throw new ValidationError("The body must be a Blob, File, Uint8Array, ArrayBuffer or a stream of bytes", {
    issues: [{ path: "/body", message: `is a ${typeof value}` }],
  });
}

// `image/*` and `*/*` say nothing about this file.
function typeOfContent(value: unknown, mediaType: string): string {
  if (!mediaType.includes("*")) return mediaType;
  return (value instanceof Blob && value.type) || "application/octet-stream";
}

function jsonLines(value: unknown): HttpBody {
  if (typeof value === "string") return value;
  if (isFileInput(value) && !(Symbol.asyncIterator in value)) return asHttpBody(value);
  if (typeof value === "object" && value !== null && Symbol.asyncIterator in value)
    return linesOf(value as AsyncIterable<unknown>);
  const items =
    typeof value === "object" && value !== null && Symbol.iterator in value
      ? [...(value as Iterable<unknown>)]
      : [value];
  return items.map((item) => `${jsonText(item)}\n`).join("");
}

async function* linesOf(items: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const item of items) yield item instanceof Uint8Array ? item : encoder.encode(`${jsonText(item)}\n`);
}

export type { FileInput };
