import type { AuthFacts, OperationFacts, PagingFacts } from "../../../generator/src/detect/facts.js";
import type { Json, JsonObject } from "../../../generator/src/load/document.js";
import { understand, type Understanding } from "../../../generator/src/pipeline.js";

/** A small document; `more` adds or replaces members of its root. */
export function documentOf(paths: JsonObject, more: JsonObject = {}): JsonObject {
  return { openapi: "3.1.0", info: { title: "Test", version: "1" }, paths, ...more };
}

export const found = (document: JsonObject): Promise<Understanding> => understand({ input: document, output: "" });

/** One operation, as its parameters, body and JSON answer. */
export interface Given {
  /** Default `GET /orders`. */
  readonly key?: string;
  readonly words?: JsonObject;
  /** Query parameters by name: their schema, and their description under `description`. */
  readonly query?: { readonly [name: string]: JsonObject };
  readonly body?: JsonObject;
  readonly headers?: JsonObject;
  readonly answer: JsonObject;
  /** Instead of `application/json`. */
  readonly type?: string;
}

/** The path item of one operation. */
export function operation({ words, query, body, headers, answer, type = "application/json" }: Given): JsonObject {
  return {
    ...words,
    parameters: Object.entries(query ?? {}).map(([name, { description = "", ...schema }]): Json => ({
      name,
      in: "query",
      description,
      schema,
    })),
    ...(body && { requestBody: { content: { "application/json": { schema: body } } } }),
    responses: { "200": { description: "OK", ...(headers && { headers }), content: { [type]: { schema: answer } } } },
  };
}

export function documentWith(...all: readonly Given[]): JsonObject {
  const paths: { [path: string]: JsonObject } = {};
  for (const given of all) {
    const [method = "", path = ""] = keyOf(given).split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(given) };
  }
  return documentOf(paths);
}

export const keyOf = ({ key = "GET /orders" }: Given): string => key;

/** What is found of the first operation. */
export async function factsOf(...all: readonly [Given, ...Given[]]): Promise<OperationFacts> {
  return (await found(documentWith(...all))).facts.operations.get(keyOf(all[0])) ?? {};
}

export async function pagingOf(...all: readonly [Given, ...Given[]]): Promise<PagingFacts | undefined> {
  return (await factsOf(...all)).paging;
}

export async function authOf(more: JsonObject, words: JsonObject = {}): Promise<AuthFacts> {
  const paths = { "/orders": { get: operation({ answer: LIST, words }) } };
  return (await found(documentOf(paths, more))).facts.auth;
}

export const TEXT: JsonObject = { type: "string" };
export const COUNT: JsonObject = { type: "integer" };
export const FLAG: JsonObject = { type: "boolean" };

export const object = (properties: JsonObject): JsonObject => ({
  type: "object",
  properties,
  required: Object.keys(properties),
});
export const list = (items: JsonObject): JsonObject => ({ type: "array", items });

export const ORDER: JsonObject = object({ id: TEXT, customer: TEXT, amount: COUNT });
export const LIST: JsonObject = list(ORDER);
/** How many: with a default and a maximum, as most have it. */
export const LIMIT: JsonObject = {
  type: "integer",
  default: 20,
  maximum: 100,
  description: "Number of results to return.",
};
