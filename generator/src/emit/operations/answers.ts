import type { MediaType, Operation, Response } from "../../model/api.js";
import type { Schema } from "../../model/schema.js";
import { successes } from "../../name/index.js";
import { propertyKey, stringLiteral, typeKey } from "../code/index.js";
import type { Imports } from "../imports.js";
import type { Scene } from "../scene.js";
import { answerKind, bareType, isText, type AnswerKind } from "./media.js";

/** One body that a success status can have. */
export interface AnswerBody {
  /** Undefined: nothing is expected in the body. */
  readonly media?: MediaType;
  readonly kind: AnswerKind;
  readonly type: string;
}

export interface StatusAnswers {
  readonly status: string;
  readonly bodies: readonly AnswerBody[];
}

/** What an operation's success answers are, by status; streams are told apart by the caller. */
export function answersOf(
  operation: Operation,
  scene: Scene,
  imports: Imports,
  skip: (kind: AnswerKind) => boolean,
): StatusAnswers[] {
  const found = successes(operation).map((response): StatusAnswers => {
    const bodies = bodiesOf(response, scene, imports).filter((body) => !skip(body.kind));
    return { status: response.status, bodies: operation.method === "HEAD" ? [nothing] : bodies };
  });
  return found.filter((one) => one.bodies.length > 0);
}

const nothing: AnswerBody = { kind: "none", type: "undefined" };

function bodiesOf(response: Response, scene: Scene, imports: Imports): AnswerBody[] {
  if (response.media.length === 0) return [nothing];
  return representative(response.media, scene).map((media) => {
    const kind = answerKind(media, scene.components);
    return { media, kind, type: bodyType(media, kind, scene, imports) };
  });
}

/**
 * Where an answer is offered as JSON, the same thing in another form (XML, `text/json`, JSON as text) is not asked for:
 * it would only make the type a union. Other contents, such as CSV or a file, stay.
 */
export function representative(media: readonly MediaType[], scene: Pick<Scene, "components">): readonly MediaType[] {
  const json = media.length < 2 ? undefined : media.find((one) => answerKind(one, scene.components) === "json");
  if (!json) return media;
  const shape = shapeOf(json);
  const isSame = (one: MediaType): boolean =>
    isForm(one) && (one.schema ? shapeOf(one) === shape : answerKind(one, scene.components) !== "binary");
  return media.filter((one) => one === json || !isSame(one));
}

/** Forms that the same thing is often offered in; tables, documents and streams are things of their own. */
function isForm({ type }: MediaType): boolean {
  return /^(?:text|application)\/(?:x-)?(?:json|xml|plain|html|yaml|octet-stream)$|[.+/-](?:json|xml|yaml|protobuf|cbor|msgpack)$/.test(
    bareType(type),
  );
}

const shapeOf = ({ schema }: MediaType): string =>
  JSON.stringify(schema, (key, value: unknown) => (key === "at" ? undefined : value)) ?? "";

function bodyType(media: MediaType, kind: AnswerKind, scene: Scene, imports: Imports): string {
  switch (kind) {
    case "json":
      return media.schema ? imports.use(scene.types.type(media.schema, "read", { media: media.type })) : "unknown";
    case "text":
      return isText(media.schema, scene.components) && media.schema
        ? imports.use(scene.types.type(media.schema, "read", { media: media.type }))
        : "string";
    case "binary":
      return BINARY[scene.config.types?.binary ?? "blob"];
    case "none":
      return "undefined";
    default:
      return imports.use(scene.types.type(itemSchema(media, scene.components), "read"));
  }
}

const BINARY = { blob: "Blob", bytes: "Uint8Array", stream: "ReadableStream<Uint8Array>" } as const;

/** Schema of one event or line. */
export function itemSchema(media: MediaType, components: Scene["components"]): Schema {
  if (media.itemSchema) return media.itemSchema;
  if (media.schema?.kind === "array") return media.schema.items;
  // Lines are JSON: that all of them together are a text says nothing of one.
  const isWhole = answerKind(media, components) === "jsonl" && isText(media.schema, components);
  return (isWhole ? undefined : media.schema) ?? { kind: "unknown", at: media.at };
}

/** Type of the decoded body: of all success answers together. */
export function resultType(answers: readonly StatusAnswers[]): string {
  const types = [...new Set(answers.flatMap((one) => one.bodies.map((body) => body.type)))];
  return types.length === 0 ? "unknown" : union(types);
}

/** Body by status, where there is more than one success answer. */
export function successesType(answers: readonly StatusAnswers[], imports: Imports): string | undefined {
  if (answers.length <= 1 && byMediaType(answers[0]?.bodies ?? []).length <= 1) return undefined;
  const members = answers.map(({ status, bodies }) => {
    const [only] = bodies;
    if (only && byMediaType(bodies).length === 1 && bodies.every((body) => body.type === only.type))
      return `${typeKey(status)}: ${only.type}`;
    imports.type("ByMediaType");
    return `${typeKey(status)}: ByMediaType<{ ${byMediaType(bodies).join("; ")} }>`;
  });
  return `{ ${members.join("; ")} }`;
}

/** An answer is told by its media type without parameters: what differs in those only is one member. */
function byMediaType(bodies: readonly AnswerBody[]): string[] {
  const types = new Map<string, Set<string>>();
  for (const { media, type } of bodies) {
    const key = bareType(media?.type ?? "");
    const known = types.get(key);
    if (known) known.add(type);
    else types.set(key, new Set([type]));
  }
  return [...types].map(([key, all]) => `${typeKey(key)}: ${union([...all])}`);
}

/** `answers` of the operation value; empty where it is the default, JSON for every 2XX. */
export function answerSpec(answers: readonly StatusAnswers[]): string {
  const [first] = answers;
  if (answers.length === 1 && first?.status.startsWith("2") && isPlainJson(first.bodies)) return "";
  const entries = answers.map(({ status, bodies }) => `${propertyKey(status)}: ${specOf(bodies)}`);
  return entries.length === 0 ? "" : `{ ${entries.join(", ")} }`;
}

function specOf(bodies: readonly AnswerBody[]): string {
  const [only] = bodies;
  if (only && bodies.length === 1 && (isPlainJson(bodies) || only.media === undefined)) return stringLiteral(only.kind);
  const entries = bodies.map(
    (body) => `${propertyKey(withoutCharset(body.media?.type ?? "*/*"))}: ${stringLiteral(body.kind)}`,
  );
  return `{ ${[...new Set(entries)].join(", ")} }`;
}

function isPlainJson(bodies: readonly AnswerBody[]): boolean {
  return bodies.every(
    (body) =>
      body.kind === "json" &&
      /^(?:application\/json|\*\/\*|application\/\*|\*)$/.test(withoutCharset(body.media?.type ?? "")),
  );
}

const withoutCharset = (type: string): string => type.replace(/;\s*charset=[^;]*/i, "").toLowerCase();

/** A union member by member; a function or conditional type would need parentheses, but none is ever printed. */
function union(types: readonly string[]): string {
  return types.length === 1
    ? (types[0] ?? "unknown")
    : types.map((type) => (/[|&?]/.test(type) && !/^[\w.]+<.*>$/.test(type) ? `(${type})` : type)).join(" | ");
}
