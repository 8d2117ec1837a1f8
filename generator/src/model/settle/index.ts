import type { Operation } from "../api.js";
import type { SchemaBuilder } from "../schema/builder.js";
import type { Schema } from "../schema.js";
import { rootsOfOperation, schemasIn } from "../walk.js";
import type { Settling } from "./components.js";
import { cutCycles } from "./cycles.js";
import { settleDefault } from "./defaults.js";
import { settleEvents } from "./events.js";
import { untangle } from "./inheritance.js";
import { type DiscriminatedUnion, isDiscriminated, Narrowing } from "./narrowing.js";

/**
 * Does what can only be done when every schema of the document is built. What it does to operations, and how they bear on
 * components, `again.ts` has to know as well.
 */
export function settle(builder: SchemaBuilder, components: Settling, operations: readonly Operation[]): void {
  untangle(builder, components);
  cutCycles(builder, components);
  const unions: DiscriminatedUnion[] = [];
  const references = new Map<string, number>();
  for (const schema of schemasIn(rootsIn(components, operations))) {
    settleDefault(builder, components, schema);
    if (isDiscriminated(schema)) unions.push(schema);
    if (schema.kind === "ref") references.set(schema.target, (references.get(schema.target) ?? 0) + 1);
  }
  narrow(new Narrowing(builder, components, references), unions);
  settleEvents(components, operations);
}

function narrow(narrowing: Narrowing, unions: readonly DiscriminatedUnion[]): void {
  for (const [parent, discriminator] of narrowing.builder.parents) narrowing.readParent(parent, discriminator);
  for (const union of unions) narrowing.readUnion(union);
  narrowing.apply();
  for (const union of unions) (union as { members: readonly Schema[] }).members = narrowing.members(union);
}

function* rootsIn(components: Settling, operations: readonly Operation[]): Generator<Schema> {
  yield* components.values();
  for (const operation of operations) yield* rootsOfOperation(operation);
}
