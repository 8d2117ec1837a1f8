import type { NamedSchema } from "./api.js";
import { oncePerPart } from "./meaning.js";
import type { Schema } from "./schema.js";
import { partsOf } from "./walk.js";

/** Components that a component refers to by itself, leaving its limits aside. */
export const targetsOf = oncePerPart<NamedSchema, readonly string[]>(({ schema }) => targetsIn([schema]));

/** Components that these schemas refer to, leaving their limits aside. */
export function targetsIn(roots: readonly Schema[]): readonly string[] {
  const targets = new Set<string>();
  const seen = new Set<Schema>();
  const waiting = [...roots];
  for (let schema = waiting.pop(); schema; schema = waiting.pop()) {
    if (seen.has(schema)) continue;
    seen.add(schema);
    if (schema.kind === "ref") targets.add(schema.target);
    for (const part of partsOf(schema)) waiting.push(part);
  }
  return [...targets];
}
