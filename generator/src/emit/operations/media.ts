import type { MediaType } from "../../model/api.js";
import { isBinary as isFile } from "../../model/index.js";
import type { Schema } from "../../model/schema.js";
import { resolve } from "../scene.js";

/** How a request body is written, and an answer read: the words of the runtime's contract. */
export type BodyKind = "json" | "form" | "multipart" | "text" | "binary" | "jsonl";
export type AnswerKind = "json" | "text" | "binary" | "none" | "sse" | "jsonl";

type Components = ReadonlyMap<string, Schema>;

const JSON_TYPE = /^(?:application|text)\/json$|\+json$/;
const JSON_LINES =
  /^application\/(?:x-ndjson|ndjson|jsonl|x-jsonlines|json-lines|jsonlines|json-seq|stream\+json|x-json-stream)$/;
const TEXT =
  /^text\/|^application\/(?:xml|yaml|x-yaml|javascript|graphql|sql|toml|x-sh|jwt|jose|x-pem-file|x-www-form-urlencoded)$|\+(?:xml|yaml)$/;

/** Without parameters. */
export const bareType = (type: string): string => (type.split(";", 1)[0] ?? "").trim().toLowerCase();

export function bodyKind(media: MediaType, components: Components): BodyKind {
  const type = bareType(media.type);
  if (JSON_LINES.test(type)) return "jsonl";
  if (JSON_TYPE.test(type)) return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type.startsWith("multipart/")) return "multipart";
  if (isAny(type)) return isStructured(media.schema, components) ? "json" : "binary";
  return TEXT.test(type) ? "text" : "binary";
}

export function answerKind(media: MediaType, components: Components): AnswerKind {
  const type = bareType(media.type);
  if (type === "text/event-stream") return "sse";
  if (JSON_LINES.test(type)) return "jsonl";
  if (JSON_TYPE.test(type)) return "json";
  if (isAny(type)) return isBinary(media.schema, components) ? "binary" : "json";
  return TEXT.test(type) ? "text" : "binary";
}

/** `*` or `application/*`: the document leaves the type open. */
function isAny(type: string): boolean {
  return type === "*/*" || type === "application/*" || type === "*";
}

function isBinary(schema: Schema | undefined, components: Components): boolean {
  const found = schema && resolve(schema, components);
  if (!found) return false;
  return isFile(found) || (found.kind === "scalar" && found.type === "string" && found.format === "byte");
}

/** JSON is the only way to write it. */
function isStructured(schema: Schema | undefined, components: Components): boolean {
  const found = schema && resolve(schema, components);
  return found !== undefined && !["scalar", "unknown", "never", "null"].includes(found.kind);
}

/** Every value of the schema is a text, or something that has one, such as a number or a file. */
export function isPlain(schema: Schema | undefined, components: Components): boolean {
  const found = schema && resolve(schema, components);
  return found !== undefined && (found.kind === "scalar" || isText(found, components));
}

/** Every value of the schema is a string. */
export function isText(schema: Schema | undefined, components: Components, depth = 0): boolean {
  const found = schema && resolve(schema, components);
  if (!found || depth > 5) return false;
  if (found.kind === "scalar") return found.type === "string" && found.format !== "binary";
  if (found.kind === "literal") return typeof found.value === "string";
  if (found.kind === "enum") return found.values.every((value) => typeof value === "string");
  return found.kind === "union" && found.members.every((member) => isText(member, components, depth + 1));
}
