import type { Json } from "../../../load/document.js";
import type { DocInput } from "../../code/index.js";
import type { TypeNode } from "./index.js";

/**
 * A schema in the form that openapi-typescript takes: JSON Schema, reduced to what its transforms get right. What they
 * get wrong, or what JSON Schema has no word for, is a node of our own.
 */
export type Form = (
  | { readonly type: "string" | "number" | "integer" | "boolean" | "null" }
  | { readonly const: Json }
  | { readonly enum: readonly Json[] }
  | ObjectForm
  | { readonly anyOf: readonly Form[] }
  | { readonly allOf: readonly Form[] }
  | UnknownForm
  | OwnForm
) & {
  /** What is said of a property whose schema this is. */
  readonly docs?: DocInput;
};

export interface ObjectForm {
  readonly type: "object";
  /** Without prototype, for names come from documents. */
  readonly properties?: { readonly [name: string]: Form };
  readonly required?: readonly string[];
  readonly additionalProperties?: Form | true;
}

/** No keyword: any value. */
export interface UnknownForm {
  readonly type?: never;
}

/** A type that is made here. */
export interface OwnForm {
  readonly type: "own";
  readonly node: TypeNode;
}
