import { metaOf } from "../meta.js";
import type { SchemaBuilder } from "../schema/builder.js";
import { intersect } from "../schema/intersection.js";
import type { Intersection, Schema, Union } from "../schema.js";
import { extendedBy, type Settling, unaliased } from "./components.js";

/**
 * A parent that lists its children in `oneOf` while the children refer to the parent in `allOf` contains itself. What
 * is meant: the name of the parent stands for its children, and a child takes over what the parent says beside them.
 */
export function untangle(builder: SchemaBuilder, components: Settling): void {
  const ancestors = ancestry(components);
  for (const [name, schema] of components) {
    const union = unionOf(schema);
    if (!union) continue;
    const children = membersOf(components, union);
    if (!children.some((child) => ancestors(child).has(name)) && !extendsInside(union, name)) continue;
    // Asked before the references are replaced.
    const complete = union.members.every(
      (member) => member.kind === "null" || extendsInside(member, name) || inherits(ancestors, member, name),
    );
    const own = schema.kind === "intersection" ? schema.members.filter((member) => member !== union) : [];
    for (const [other, candidate] of components) {
      if (other !== name && extendedBy(candidate).includes(name))
        components.set(other, withOwn(builder, candidate as Intersection, name, own));
    }
    const members = union.members.map((member) =>
      member.kind === "intersection" ? withOwn(builder, member, name, own) : member,
    );
    const settled: Union = { ...union, members };
    const parts = complete ? [settled] : [...own, settled];
    components.set(name, { ...intersect(builder, parts, schema.at), ...metaOf(schema) } as Schema);
  }
}

function unionOf(schema: Schema): Union | undefined {
  if (schema.kind === "union") return schema;
  if (schema.kind !== "intersection") return undefined;
  return schema.members.find((member) => member.kind === "union");
}

function membersOf(components: Settling, union: Union): string[] {
  return union.members.flatMap((member) => (member.kind === "ref" ? [unaliased(components, member.target)] : []));
}

function extendsInside(schema: Schema, name: string): boolean {
  if (schema.kind === "union") return schema.members.some((member) => extendsInside(member, name));
  return extendedBy(schema).includes(name);
}

function inherits(ancestors: (name: string) => ReadonlySet<string>, member: Schema, name: string): boolean {
  return member.kind === "ref" && ancestors(member.target).has(name);
}

/** The intersection with the parent's own parts in the place of the reference to the parent. */
function withOwn(builder: SchemaBuilder, schema: Intersection, parent: string, own: readonly Schema[]): Schema {
  if (!extendedBy(schema).includes(parent)) return schema;
  const parts = schema.members.flatMap((member): readonly Schema[] => {
    if (member.kind !== "ref" || member.target !== parent) return [member];
    return own.map((part) => (part.kind === "object" ? { ...part, at: schema.at } : part));
  });
  return { ...intersect(builder, parts, schema.at), ...metaOf(schema) } as Schema;
}

/** All that a component extends, directly or not. Worked out once per component; cycles end where they close. */
function ancestry(components: Settling): (name: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (name) => {
    const settled = known.get(name);
    if (settled) return settled;
    const found = new Set<string>();
    const waiting = [name];
    for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
      const schema = components.get(unaliased(components, current));
      for (const parent of schema ? extendedBy(schema) : []) {
        if (found.has(parent)) continue;
        found.add(parent);
        waiting.push(parent);
      }
    }
    known.set(name, found);
    return found;
  };
}
