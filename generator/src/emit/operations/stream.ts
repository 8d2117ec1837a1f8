import type { StreamFacts } from "../../detect/facts.js";
import type { Json } from "../../load/document.js";
import type { MediaType, Operation } from "../../model/api.js";
import type { Schema } from "../../model/schema.js";
import { successes } from "../../name/index.js";
import { propertyKey, stringLiteral } from "../code/index.js";
import type { Imports } from "../imports.js";
import { resolve, type Scene } from "../scene.js";
import { itemSchema } from "./answers.js";
import { answerKind, bareType, isText } from "./media.js";

/** How an operation streams. */
export interface Stream {
  readonly spec: { readonly [key: string]: Json };
  readonly event: string;
  readonly status: string;
  readonly media: string;
  /** Of one event. */
  readonly schema?: Schema;
  /** Argument key or `body:/pointer` that switches it on. Undefined: it always streams. */
  readonly toggle?: string;
}

/** From the facts, and from answers whose media type is a stream's. */
export function streamOf(
  operation: Operation,
  facts: StreamFacts | undefined,
  scene: Scene,
  imports: Imports,
): Stream | undefined {
  const found = successes(operation).flatMap((response) =>
    response.media.map((media) => ({ status: response.status, media })),
  );
  const kindOf = (media: MediaType): string => answerKind(media, scene.components);
  const isStream = (kind: string): boolean => (facts ? kind === facts.format : kind === "sse" || kind === "jsonl");
  const streaming = found.find(({ media }) => isStream(kindOf(media)));
  if (!facts && !streaming) return undefined;
  const format = facts?.format ?? (streaming && kindOf(streaming.media) === "jsonl" ? "jsonl" : "sse");
  const schema = streaming ? itemSchema(streaming.media, scene.components) : undefined;
  const event = schema ? imports.use(scene.types.type(schema, "read")) : "unknown";
  const envelope =
    format === "sse" && streaming?.media.itemSchema !== undefined && hasData(streaming.media.itemSchema, scene);
  return {
    spec: {
      format,
      ...(facts?.terminator !== undefined && { terminator: facts.terminator }),
      ...(format === "sse" && !envelope && schema && isText(schema, scene.components) && { data: "text" }),
      ...(envelope && streaming?.media.events?.data !== undefined && { data: streaming.media.events.data }),
      ...(envelope && { envelope: true }),
    },
    event,
    status: streaming?.status ?? "200",
    media: streaming?.media.type ?? (format === "sse" ? "text/event-stream" : "application/x-ndjson"),
    ...(schema && { schema }),
    ...(facts?.toggle !== undefined && { toggle: facts.toggle }),
  };
}

/** `answers` of the operation value: what to ask for. */
export function streamAnswers({ status, media, spec }: Stream): string {
  const kind = stringLiteral(String(spec["format"]));
  const usual = bareType(media) === "text/event-stream";
  return `{ ${propertyKey(status)}: ${usual ? kind : `{ ${propertyKey(bareType(media))}: ${kind} }`} }`;
}

/** OpenAPI 3.2 describes a whole event, `data` among its members; others describe the data alone. */
function hasData(schema: Schema, scene: Scene, depth = 0): boolean {
  const found = resolve(schema, scene.components);
  if (depth > 5) return false;
  if (found.kind === "object") return found.properties.some((one) => one.name === "data");
  const parts = found.kind === "union" || found.kind === "intersection" ? found.members : [];
  return parts.some((member) => hasData(member, scene, depth + 1));
}
