import { listIn } from "../reach.js";
import type { Schema } from "../schema.js";

/** Component schemas while they are being settled: each step puts better schemas in. Sorted by name. */
export type Settling = Map<string, Schema>;

/** Components that a schema extends directly: the references in its intersection. */
export function extendedBy(schema: Schema): string[] {
  if (schema.kind !== "intersection") return [];
  return schema.members.flatMap((member) => (member.kind === "ref" ? [member.target] : []));
}

/** Component → those that extend it directly, or what stands for it. */
export function childrenOf(components: Settling): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const [name, schema] of components)
    for (const parent of extendedBy(schema)) listIn(children, unaliased(components, parent)).push(name);
  return children;
}

/** Follows components that are nothing but a reference to another one. */
export function unaliased(components: Settling, name: string): string {
  const seen = new Set<string>();
  let current = name;
  for (
    let schema = components.get(current);
    schema?.kind === "ref" && !seen.has(current);
    schema = components.get(current)
  ) {
    seen.add(current);
    current = schema.target;
  }
  return current;
}
