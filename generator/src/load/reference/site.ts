import type { Json, JsonObject } from "../document.js";
import type { Source } from "../source/source.js";
import type { Kind, Member } from "../walk/shapes.js";

/** A reference, and all that is needed to follow and to replace it. */
export interface Site {
  /**
   * - `object`: stays a reference, to a component.
   * - `mapping`: a value of a discriminator's mapping; becomes such a reference.
   * - `dynamic`: `$dynamicRef` or `$recursiveRef`; becomes a `$ref`.
   * - `members`: its holder takes over the members of the target.
   * - `value`: the member of the holder becomes a copy of the target.
   */
  readonly form: "object" | "mapping" | "dynamic" | "members" | "value";
  readonly holder: JsonObject;
  /** Member of the holder that has the text, or (form `value`) the object with the text. */
  readonly key: string;
  readonly text: string;
  /** What must be at the other end. */
  readonly kind: Kind;
  /** How the members of a taken-over or copied target are to be read. */
  readonly member?: Member;
  readonly source: Source;
  /** Steps to the holder in its source. */
  readonly steps: readonly string[];
  /** URI that relative references start from: the source's, or an enclosing `$id`. */
  readonly base: string;
  /** Targets that were copied on the way here; one that comes back is a cycle. */
  readonly trail: readonly string[];
}

/** The end of a reference. */
export interface Target {
  readonly source: Source;
  readonly steps: readonly string[];
  readonly node: Json;
  /** What holds the node; undefined for a whole source. */
  readonly parent?: JsonObject | Json[];
}

/** Targets are told apart by where they are. */
export function targetKey({ source, steps }: Pick<Target, "source" | "steps">): string {
  return `${source.uri}#${JSON.stringify(steps)}`;
}
