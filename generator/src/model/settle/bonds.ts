import type { SchemaBuilder } from "../schema/builder.js";
import type { Schema } from "../schema.js";

/**
 * How parts of a document bear on each other beside by references, which say only that something is there. What is built
 * of a part can depend on a component in these ways and in no others, so that a later round can tell what an edit leaves
 * as it is (`again.ts`).
 */
export interface Bonds {
  /** Components of which something was taken into account beyond their names: by defaults, choices, `required`. */
  readonly looked: ReadonlySet<string>;
  /** Components of which it was asked how often they are referred to. */
  readonly counted: ReadonlySet<string>;
  /** Components that are not what they were built as, since a discriminator selects them. */
  readonly narrowed: ReadonlySet<string>;
  /** A discriminator chooses somewhere. */
  readonly hasChoices: boolean;
  /** Parents and children were untangled, or something depends on the order of building: any edit may show anywhere. */
  readonly isTangled: boolean;
}

/** The bonds of what was built and settled. `settled`: what settling it showed. */
export function bondsOf(builder: SchemaBuilder, settled: Omit<Bonds, "hasChoices">): Bonds {
  return {
    ...settled,
    // What makes a parent of a component is nowhere in its schema.
    looked: new Set([...settled.looked, ...builder.fields.looked, ...builder.parents.keys()]),
    hasChoices: builder.mappings.size > 0,
    isTangled: settled.isTangled || isEntangling(builder),
  };
}

/** Dynamic references have something to find, or a property stands within itself. */
export function isEntangling({ anchors, isCircular }: SchemaBuilder): boolean {
  return anchors.size > 0 || isCircular;
}

/** A map that notes what it is asked for. */
export class NotingMap<T> extends Map<string, T> {
  readonly asked = new Set<string>();

  override get(key: string): T | undefined {
    this.asked.add(key);
    return super.get(key);
  }
}

/** The outline of all that has neither alternatives nor parts. */
export const PLAIN = "";

/**
 * What a component is at its top: references, alternatives, parts. Inheritance and what contains itself are judged by
 * that alone.
 */
export function outlineOf(schema: Schema): string {
  if (schema.kind === "ref") return JSON.stringify(schema.target);
  if (schema.kind !== "union" && schema.kind !== "intersection") return PLAIN;
  return `${schema.kind}(${schema.members.map(outlineOf).join()})`;
}
