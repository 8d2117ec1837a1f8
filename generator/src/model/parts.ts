import type { Api, NamedSchema, Operation } from "./api.js";
import type { Schema } from "./schema.js";
import { rootsOfOperation, schemasIn } from "./walk.js";

/** What a description consists of, as far as one can change without the others. */
export type Part = NamedSchema | Operation;

/** All parts of an API. */
export function allParts(api: Api): readonly Part[] {
  return [...api.schemas, ...api.operations, ...api.webhooks];
}

/** Every schema in a part, outer ones first. References are not followed. */
export function schemasOf(part: Part): readonly Schema[] {
  return [...schemasIn("schema" in part ? [part.schema] : rootsOfOperation(part))];
}

const references = new WeakMap<Part, ReadonlySet<string>>();
const places = new WeakMap<Part, readonly string[]>();

/** Components that are named in a part. */
export function referencesOf(part: Part): ReadonlySet<string> {
  const found = references.get(part) ?? namesIn(part);
  references.set(part, found);
  return found;
}

/** Places in a part where a type may have a name. */
export function placesOf(part: Part): readonly string[] {
  const found =
    places.get(part) ??
    schemasOf(part).flatMap(({ kind, at }) => (kind === "object" || kind === "intersection" ? [at] : []));
  places.set(part, found);
  return found;
}

function namesIn(part: Part): ReadonlySet<string> {
  const names = new Set<string>();
  for (const schema of schemasOf(part)) {
    if (schema.kind === "ref") names.add(schema.target);
    if (schema.kind === "union") for (const one of schema.discriminator?.mapping ?? []) names.add(one.schema);
  }
  return names;
}
