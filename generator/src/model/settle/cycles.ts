import type { SchemaBuilder } from "../schema/builder.js";
import type { Schema } from "../schema.js";
import type { Settling } from "./components.js";

/**
 * Cuts references by which a schema is its own alternative, part or alias: they say nothing, and no type can be written
 * with them. Recursion through the members of objects and the items of arrays is what recursion is, and stays.
 */
export function cutCycles(builder: SchemaBuilder, components: Settling): void {
  for (const [name, targets] of backReferences(components)) {
    const schema = components.get(name);
    if (!schema) continue;
    builder.warn(
      "model/self-containing",
      `The schema ${name} contains itself by way of ${[...targets].join(", ")}; that part is left out.`,
      schema.at,
      "Put it into a property, or remove it.",
    );
    components.set(name, without(schema, targets));
  }
}

/** References that close a cycle, found depth first in the order of the names. */
function backReferences(components: Settling): Map<string, Set<string>> {
  const closing = new Map<string, Set<string>>();
  const state = new Map<string, "open" | "done">();
  for (const root of components.keys()) {
    const path: { readonly name: string; readonly next: Iterator<string> }[] = [];
    const enter = (name: string): void => {
      state.set(name, "open");
      path.push({ name, next: directReferences(components.get(name))[Symbol.iterator]() });
    };
    if (!state.has(root)) enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { done, value: target } = top.next.next();
      if (done) {
        state.set(top.name, "done");
        path.pop();
      } else if (state.get(target) === "open") {
        closing.set(top.name, (closing.get(top.name) ?? new Set()).add(target));
      } else if (!state.has(target)) enter(target);
    }
  }
  return closing;
}

/** Components that a schema is, or is one of, or is made of. */
function directReferences(schema: Schema | undefined): string[] {
  if (schema?.kind === "ref") return [schema.target];
  if (schema?.kind === "union" || schema?.kind === "intersection") return schema.members.flatMap(directReferences);
  return [];
}

function without(schema: Schema, targets: ReadonlySet<string>): Schema {
  const { at } = schema;
  if (schema.kind === "ref") return targets.has(schema.target) ? { kind: "unknown", at } : schema;
  if (schema.kind !== "union" && schema.kind !== "intersection") return schema;
  const members = schema.members
    .filter((member) => member.kind !== "ref" || !targets.has(member.target))
    .map((member) => without(member, targets));
  const [only] = members;
  if (!only) return { kind: "unknown", at };
  return members.length === 1 ? { ...only, at } : { ...schema, members };
}
