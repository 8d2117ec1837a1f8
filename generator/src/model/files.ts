import type { Api, MediaType, Operation } from "./api.js";
import { oncePerApi } from "./once.js";
import { type Components, componentsOf } from "./resolve.js";
import type { Schema } from "./schema.js";
import { partsOf, rootsOfOperation } from "./walk.js";

/** Where the components of an API stand with respect to files. */
export interface Files {
  /** The component is part of a request body that carries files as they are. */
  isUploaded(component: string): boolean;
  /** It is that, and part of something else too, where a file can only be a string. */
  isTwofold(component: string): boolean;
}

/** A string that holds bytes: `format: binary`, or 3.1's `contentMediaType` without an encoding. */
export function isBinary(schema: Schema): boolean {
  if (schema.kind !== "scalar" || schema.type !== "string") return false;
  if (schema.format === "binary") return true;
  const { contentMediaType, contentEncoding } = schema.limits ?? {};
  return contentMediaType !== undefined && contentEncoding === undefined && !isText(contentMediaType);
}

/** Whether a body of this media type carries bytes as they are, as a whole or in its parts. */
export function carriesFiles(mediaType: string): boolean {
  return !isText(mediaType) && !/^application\/x-www-form-urlencoded\b/i.test(mediaType);
}

/** JSON, XML and plain text: there is no place for bytes in them. */
function isText(mediaType: string): boolean {
  return /^text\/|^application\/(?:json|xml|yaml|javascript|graphql)\b|[+/](?:json|xml|yaml)\b|jsonl|ndjson/i.test(
    mediaType,
  );
}

export const filesOf: (api: Api) => Files = oncePerApi((api) => {
  const components = componentsOf(api);
  const uploads: Schema[] = [];
  const others: Schema[] = [];
  for (const operation of allOperations(api)) {
    const bodies = new Set(schemasOf(operation.body?.media.filter(({ type }) => carriesFiles(type)) ?? []));
    for (const root of rootsOfOperation(operation)) (bodies.has(root) ? uploads : others).push(root);
  }
  const [uploaded, elsewhere] = [reached(components, uploads), reached(components, others)];
  return {
    isUploaded: (component) => uploaded.has(component),
    isTwofold: (component) => uploaded.has(component) && elsewhere.has(component),
  };
});

function allOperations(api: Api): readonly Operation[] {
  return [...api.operations, ...api.webhooks];
}

function schemasOf(media: readonly MediaType[]): Schema[] {
  return media.flatMap(({ schema, itemSchema }) => [schema, itemSchema].filter((one) => one !== undefined));
}

/** Components that can be reached from these schemas. */
function reached(components: Components, roots: readonly Schema[]): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<Schema>();
  const waiting = [...roots];
  for (let schema = waiting.pop(); schema; schema = waiting.pop()) {
    if (seen.has(schema)) continue;
    seen.add(schema);
    if (schema.kind === "ref" && !found.has(schema.target)) {
      found.add(schema.target);
      const target = components.get(schema.target);
      if (target) waiting.push(target);
    }
    for (const part of partsOf(schema)) waiting.push(part);
  }
  return found;
}
