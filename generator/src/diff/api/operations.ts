import type { Facts, OperationFacts } from "../../detect/facts.js";
import { bodyKind, answerKind } from "../../emit/operations/media.js";
import { itemOf } from "../../emit/operations/item.js";
import { itemSchema, representative } from "../../emit/operations/answers.js";
import { carriesFiles, type Components } from "../../model/index.js";
import type { MediaType, Operation, Requirement } from "../../model/api.js";
import { parameterId, successes } from "../../name/index.js";
import type { OperationNames } from "../../name/names.js";
import { UNDEFINED, UNKNOWN, unionOf, word, type Member, type ObjectType, type Type } from "../type.js";
import type { BodyView, OperationView } from "../view.js";
import type { SchemaTypes } from "./schema-types.js";

/** What all operations of one API share. */
export interface OperationScene {
  readonly types: SchemaTypes;
  readonly facts: Facts;
  readonly components: Components;
  readonly binary: string;
  /** Requirement of operations that state none. */
  readonly security: readonly Requirement[] | undefined;
}

const READ = { direction: "read", files: false } as const;
const WRITE = { direction: "write", files: false } as const;

/** One method of the SDK, or two where streaming is a choice. */
export function operationViews(operation: Operation, names: OperationNames, scene: OperationScene): OperationView[] {
  const facts = scene.facts.operations.get(operation.key);
  const base = baseOf(operation, names, scene);
  const answers = successes(operation).flatMap(({ status, media }) => media.map((one) => ({ status, media: one })));
  const isStream = (media: MediaType): boolean => /^(sse|jsonl)$/.test(answerKind(media, scene.components));
  const streaming = answers.find(({ media }) => isStream(media));
  const plain = callView(base, operation, scene, facts);
  if (!streaming && !facts?.stream) return [plain];
  const event = streaming ? scene.types.use(itemSchema(streaming.media, scene.components), READ) : UNKNOWN;
  const stream: OperationView = { ...base, kind: "stream", result: event };
  const both = facts?.stream?.toggle !== undefined || answers.some(({ media }) => !isStream(media));
  return both ? [plain, { ...stream, name: `${base.name}Stream` }] : [stream];
}

type Base = Omit<OperationView, "kind" | "result" | "item">;

function baseOf(operation: Operation, names: OperationNames, scene: OperationScene): Base {
  const { operationId } = operation;
  const requirements = operation.security ?? scene.security;
  return {
    key: operation.key,
    name: [...names.resource, names.method].join("."),
    ...(operationId !== undefined && { operationId }),
    deprecated: operation.deprecated === true,
    at: operation.at,
    parameters: parametersOf(operation, names, scene),
    bodies: bodiesOf(operation, scene),
    bodyOptional: operation.body?.required !== true,
    failures: failuresOf(operation, scene),
    settings: settingsOf(operation, names, scene),
    ...(requirements && { anonymous: requirements.length === 0 || requirements.some((one) => one.length === 0) }),
  };
}

function parametersOf(operation: Operation, names: OperationNames, { types }: OperationScene): ObjectType {
  const members = operation.parameters.map((one): [string, Member] => [
    names.parameters.get(parameterId(one)) ?? one.name,
    {
      optional: !one.required,
      type: types.use(one.schema, WRITE),
      deprecated: one.deprecated === true || one.schema.deprecated === true,
      at: one.at,
    },
  ]);
  return { kind: "object", members: new Map(members) };
}

function bodiesOf({ body }: Operation, scene: OperationScene): BodyView[] {
  if (!body) return [];
  if (body.media.length === 0) return [{ media: ["application/json"], type: UNKNOWN }];
  return body.media.map((media) => ({ media: [media.type], type: bodyType(media, scene) }));
}

function bodyType(media: MediaType, { types, components }: OperationScene): Type {
  const kind = bodyKind(media, components);
  if (kind === "jsonl") {
    const item = media.itemSchema ?? (media.schema?.kind === "array" ? media.schema.items : media.schema);
    return { kind: "array", items: item ? types.use(item, WRITE) : UNKNOWN };
  }
  if (media.schema) return types.use(media.schema, { direction: "write", files: carriesFiles(media.type) });
  return kind === "text" ? word("string") : kind === "binary" ? word("FileInput") : UNKNOWN;
}

function callView(
  base: Base,
  operation: Operation,
  scene: OperationScene,
  facts: OperationFacts | undefined,
): OperationView {
  const found = successes(operation).map(({ media }) => representative(media, scene));
  const first = found[0]?.find((media) => answerKind(media, scene.components) === "json")?.schema;
  const paging = facts?.paging;
  if (!paging || !first)
    return { ...base, kind: "call", result: unionOf(found.flatMap((media) => resultTypes(media, operation, scene))) };
  const item = itemOf(first, paging.response.items, paging.itemsIsMap === true, scene.components);
  return {
    ...base,
    kind: "paged",
    result: scene.types.use(first, READ),
    item: item ? scene.types.use(item, READ) : UNKNOWN,
  };
}

function resultTypes(media: readonly MediaType[], { method }: Operation, scene: OperationScene): Type[] {
  if (media.length === 0 || method === "HEAD") return [UNDEFINED];
  return media.flatMap((one) => {
    const kind = answerKind(one, scene.components);
    if (kind === "sse" || kind === "jsonl") return [];
    return [answerType(one, scene)];
  });
}

function answerType(media: MediaType, { types, components, binary }: OperationScene): Type {
  const kind = answerKind(media, components);
  if (kind === "binary") return word(binary);
  if (media.schema) return kind === "text" && !isText(media) ? word("string") : types.use(media.schema, READ);
  return kind === "text" ? word("string") : UNKNOWN;
}

const isText = ({ schema }: MediaType): boolean =>
  schema?.kind === "ref" || schema?.kind === "enum" || (schema?.kind === "scalar" && schema.type === "string");

function failuresOf(operation: Operation, scene: OperationScene): ReadonlyMap<string, Type> {
  const good = new Set(successes(operation));
  const bad = operation.responses.filter((one) => !good.has(one) && !/^[123]/.test(one.status));
  return new Map(
    bad.map(({ status, media }): [string, Type] => {
      const json = media.find((one) => answerKind(one, scene.components) === "json");
      if (json) return [status, json.schema ? scene.types.use(json.schema, READ) : UNKNOWN];
      const text = media.length > 0 && media.every((one) => answerKind(one, scene.components) === "text");
      return [status, text ? word("string") : UNKNOWN];
    }),
  );
}

/** What no type says. Keys are the words of the report. */
function settingsOf(operation: Operation, names: OperationNames, scene: OperationScene): ReadonlyMap<string, string> {
  const facts = scene.facts.operations.get(operation.key);
  const places = operation.parameters.map((one) => {
    const form = `${one.style}${one.explode ? "*" : ""}${one.content === undefined ? "" : ` as ${one.content}`}`;
    return [`place of ${names.parameters.get(parameterId(one)) ?? one.name}`, `${one.in} (${form})`] as const;
  });
  const all: [string, string | undefined][] = [
    ["request", `${operation.method} ${operation.path.replace(/\{[^{}]*\}/g, "{}")}`],
    ...places.map(([name, text]): [string, string] => [name, text]),
    ["media types of the body", operation.body?.media.map((one) => one.type).join(", ")],
    [
      "success statuses",
      successes(operation)
        .map((one) => one.status)
        .join(", "),
    ],
    ["credentials", operation.security && requirementText(operation.security)],
    ["servers", operation.servers?.map((one) => one.url).join(", ")],
    ["paging", facts?.paging && pagingText(facts.paging)],
    ["idempotency key", facts?.idempotency?.header],
    ["limits", facts?.limits && limitsText(facts.limits)],
  ];
  return new Map(all.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ""));
}

/** `token[read, write] or key + tenant`. */
export function requirementText(security: readonly Requirement[]): string {
  if (security.length === 0) return "none";
  const part = ({ scheme, scopes }: Requirement[number]): string =>
    scopes.length === 0 ? scheme : `${scheme}[${scopes.toSorted().join(", ")}]`;
  return security.map((all) => (all.length === 0 ? "none" : all.map(part).toSorted().join(" + "))).join(" or ");
}

function pagingText({ style, request, response, maxSize }: NonNullable<OperationFacts["paging"]>): string {
  const pairs = [...Object.entries(request), ...Object.entries(response)];
  const shown = pairs.map(([name, value]) => `${name}=${value}`).toSorted();
  return [style, ...shown, ...(maxSize === undefined ? [] : [`maxSize=${maxSize}`])].join(" ");
}

export function limitsText(limits: NonNullable<Facts["limits"]>): string {
  const { evidence: _evidence, statuses, ...rest } = limits;
  const pairs = Object.entries(rest).map(([name, value]) => `${name}=${String(value)}`);
  return [...pairs.toSorted(), `statuses=${statuses.join("/")}`].join(" ");
}
