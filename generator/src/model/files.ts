import type { Api, MediaType, Operation } from "./api.js";
import { oncePerApi } from "./once.js";
import { oncePerPart } from "./meaning.js";
import type { Schema } from "./schema.js";
import { targetsIn, targetsOf } from "./targets.js";
import { rootsOfOperation } from "./walk.js";

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
  const uses = [...api.operations, ...api.webhooks].map((operation) => usesOf(api, operation));
  const targets = new Map(api.schemas.map((one) => [one.name, targetsOf(api, one)]));
  const [uploaded, elsewhere] = [uses.flatMap((one) => one.uploads), uses.flatMap((one) => one.others)].map((names) =>
    reached(names, targets),
  ) as [ReadonlySet<string>, ReadonlySet<string>];
  return {
    isUploaded: (component) => uploaded.has(component),
    isTwofold: (component) => uploaded.has(component) && elsewhere.has(component),
  };
});

/** Components that an operation refers to: where it uploads files as they are, and everywhere else. */
const usesOf = oncePerPart((operation: Operation) => {
  const bodies = new Set(schemasOf(operation.body?.media.filter(({ type }) => carriesFiles(type)) ?? []));
  const roots = [...rootsOfOperation(operation)];
  return {
    uploads: targetsIn(roots.filter((root) => bodies.has(root))),
    others: targetsIn(roots.filter((root) => !bodies.has(root))),
  };
});

function schemasOf(media: readonly MediaType[]): Schema[] {
  return media.flatMap(({ schema, itemSchema }) => [schema, itemSchema].filter((one) => one !== undefined));
}

/** These components, and all that can be reached from them. */
function reached(names: readonly string[], targets: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    for (const target of targets.get(name) ?? []) waiting.push(target);
  }
  return found;
}
