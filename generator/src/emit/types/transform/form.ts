import type { TypeNode } from "./index.js";

/**
 * A schema in the form that openapi-typescript takes: JSON Schema, reduced to what its transforms get right. What
 * stands inside it may be a type that is made already.
 */
export type Form =
  | { readonly type: "string" | "number" | "integer" | "boolean" | "null" }
  | { readonly const: string | number | boolean }
  | { readonly type: "object"; readonly additionalProperties: Form }
  | { readonly anyOf: readonly Form[] }
  | { readonly allOf: readonly Form[] }
  | UnknownForm
  | MadeForm;

/** No keyword: any value. */
export interface UnknownForm {
  readonly type?: never;
}

/** A type that is made already. */
export interface MadeForm {
  readonly type: "made";
  readonly node: TypeNode;
}

export function made(node: TypeNode): MadeForm {
  return { type: "made", node };
}
