import type { Operation } from "../api.js";
import type { SchemaBuilder } from "../schema/builder.js";
import type { Schema } from "../schema.js";
import { rootsOfOperation, schemasIn } from "../walk.js";
import { bondsOf, NotingMap, type Bonds } from "./bonds.js";
import { childrenOf, type Settling } from "./components.js";
import { cutCycles } from "./cycles.js";
import { settleDefault } from "./defaults.js";
import { settleEvents } from "./events.js";
import { untangle } from "./inheritance.js";
import { type DiscriminatedUnion, isDiscriminated, Narrowing } from "./narrowing.js";

/**
 * Does what can only be done when every schema of the document is built. What in it depends on which component is told,
 * so that `again.ts` knows what an edit leaves as it is.
 */
export function settle(builder: SchemaBuilder, components: Settling, operations: readonly Operation[]): Bonds {
  const built = new Map(components);
  untangle(builder, components);
  cutCycles(builder, components);
  const isTangled = differing(built, components).length > 0;
  const noting = new NotingMap(components);
  const unions: DiscriminatedUnion[] = [];
  const references = new Map<string, number>();
  for (const schema of schemasIn(rootsIn(components, operations))) {
    settleDefault(builder, noting, schema);
    if (isDiscriminated(schema)) unions.push(schema);
    if (schema.kind === "ref") references.set(schema.target, (references.get(schema.target) ?? 0) + 1);
  }
  const counted = new NotingMap(references);
  narrow(new Narrowing(builder, noting, counted, childrenOf(components)), unions);
  settleEvents(noting, operations);
  const narrowed = differing(components, noting);
  for (const [name, schema] of narrowed) components.set(name, schema);
  return bondsOf(builder, {
    looked: noting.asked,
    counted: counted.asked,
    narrowed: new Set(narrowed.map(([name]) => name)),
    isTangled,
  });
}

/** What is not the same object in both. */
function differing(before: Settling, after: Settling): readonly (readonly [name: string, schema: Schema])[] {
  return [...after].filter(([name, schema]) => before.get(name) !== schema);
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
