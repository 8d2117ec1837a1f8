import type { Api, Header, MediaType, Operation } from "./api.js";
import type { Schema } from "./schema.js";

/** The schemas a schema is made of, without those in its limits. References are not followed. */
export function partsOf(schema: Schema): Schema[] {
  const children: Schema[] = [];
  switch (schema.kind) {
    case "array":
      children.push(schema.items);
      break;
    case "tuple":
      for (const place of schema.prefix) children.push(place);
      if (schema.rest) children.push(schema.rest);
      break;
    case "object":
      for (const property of schema.properties) children.push(property.schema);
      for (const pattern of schema.patterns) children.push(pattern.schema);
      if (schema.additional) children.push(schema.additional);
      break;
    case "union":
    case "intersection":
      for (const member of schema.members) children.push(member);
      break;
    default:
      break;
  }
  return children;
}

/** The schemas directly inside a schema, limits included. References are not followed. */
export function childrenOf(schema: Schema): Schema[] {
  return schema.limits ? [...limitSchemas(schema), ...partsOf(schema)] : partsOf(schema);
}

function limitSchemas({ limits }: Schema): Schema[] {
  if (!limits) return [];
  const { contains, unevaluatedItems, propertyNames, unevaluatedProperties, not, contentSchema } = limits;
  const found = [
    contains,
    unevaluatedItems,
    propertyNames,
    unevaluatedProperties,
    not,
    limits.if,
    limits.then,
    limits.else,
    contentSchema,
  ];
  return [
    ...found.filter((one) => one !== undefined),
    ...(limits.dependentSchemas ?? []).map(({ schema }) => schema),
    ...(limits.also ?? []),
  ];
}

/** Every schema that is written in these, each node once, outer ones first. */
export function* schemasIn(roots: Iterable<Schema>): Generator<Schema> {
  const seen = new Set<Schema>();
  for (const root of roots) {
    const stack = [root];
    for (let schema = stack.pop(); schema; schema = stack.pop()) {
      if (seen.has(schema)) continue;
      seen.add(schema);
      yield schema;
      for (const child of childrenOf(schema).toReversed()) stack.push(child);
    }
  }
}

/** The outermost schemas of an API: components, then those of operations, webhooks and callbacks. */
export function* rootsOf(api: Pick<Api, "schemas" | "operations" | "webhooks">): Generator<Schema> {
  for (const { schema } of api.schemas) yield schema;
  for (const operation of [...api.operations, ...api.webhooks]) yield* rootsOfOperation(operation);
}

export function* rootsOfOperation(operation: Operation): Generator<Schema> {
  for (const parameter of operation.parameters) yield parameter.schema;
  yield* rootsOfMedia(operation.body?.media ?? []);
  for (const response of operation.responses) {
    yield* rootsOfHeaders(response.headers);
    yield* rootsOfMedia(response.media);
  }
  for (const callback of operation.callbacks) for (const inner of callback.operations) yield* rootsOfOperation(inner);
}

function* rootsOfMedia(media: readonly MediaType[]): Generator<Schema> {
  for (const { schema, itemSchema, encoding } of media) {
    if (schema) yield schema;
    if (itemSchema) yield itemSchema;
    for (const { headers } of encoding) yield* rootsOfHeaders(headers);
  }
}

function* rootsOfHeaders(headers: readonly Header[]): Generator<Schema> {
  for (const { schema } of headers) yield schema;
}
