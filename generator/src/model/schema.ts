import type { Json } from "../load/document.js";

/**
 * A schema of JSON Schema 2020-12, sorted by what it means rather than by which keywords it uses. `null` is a member of
 * a union, boolean schemas are `unknown` and `never`, siblings of a `$ref` are an intersection.
 */
export type Schema =
  | Scalar
  | Literal
  | Enum
  | Null
  | Unknown
  | Never
  | ArraySchema
  | Tuple
  | ObjectSchema
  | Union
  | Intersection
  | Ref;

/** What any schema may carry beside its shape. */
export interface Meta {
  /** JSON Pointer into the normalised document. */
  readonly at: string;
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  /** Assertions that types cannot say, for documentation and validation. Names are JSON Schema's. */
  readonly limits?: Limits;
  readonly extensions?: { readonly [name: string]: Json };
  /**
   * The schema states no type; the one it has here is told by its keywords, as its author means it. By the letter,
   * values of other types are none of its business.
   */
  readonly implied?: true;
}

/** Assertions beyond types, under JSON Schema 2020-12's names; `Schema` where the keyword takes one. */
export interface Limits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly contains?: Schema;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly unevaluatedItems?: Schema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly propertyNames?: Schema;
  readonly dependentRequired?: readonly { readonly property: string; readonly needs: readonly string[] }[];
  readonly dependentSchemas?: readonly { readonly property: string; readonly schema: Schema }[];
  readonly unevaluatedProperties?: Schema;
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  /** What holds beside all that the type can say. */
  readonly also?: readonly Schema[];
  readonly contentEncoding?: string;
  readonly contentMediaType?: string;
  readonly contentSchema?: Schema;
}

export interface Scalar extends Meta {
  readonly kind: "scalar";
  readonly type: "string" | "number" | "integer" | "boolean";
  readonly format?: string;
}

/** `const`, or an enum of one value. Any JSON value. */
export interface Literal extends Meta {
  readonly kind: "literal";
  readonly value: Json;
}

export interface Enum extends Meta {
  readonly kind: "enum";
  /** At least two, no duplicates, `null` left in place. In the document's order. */
  readonly values: readonly Json[];
  /** From `x-enum-varnames`, `x-enumNames` and the like; same length as `values`. */
  readonly names?: readonly string[];
  readonly descriptions?: readonly (string | undefined)[];
}

export interface Null extends Meta {
  readonly kind: "null";
}

/** Any JSON value. */
export interface Unknown extends Meta {
  readonly kind: "unknown";
}

/** No value. */
export interface Never extends Meta {
  readonly kind: "never";
}

export interface ArraySchema extends Meta {
  readonly kind: "array";
  readonly items: Schema;
}

export interface Tuple extends Meta {
  readonly kind: "tuple";
  readonly prefix: readonly Schema[];
  /** How many of `prefix` must be there (`minItems`; 0 by JSON Schema's letter). */
  readonly required: number;
  /** What may follow. Undefined: nothing (`items: false`, or `maxItems` reached). */
  readonly rest?: Schema;
}

export interface ObjectSchema extends Meta {
  readonly kind: "object";
  /** Sorted by name. */
  readonly properties: readonly Property[];
  /** Names in `required` that are not in `properties`; sorted. */
  readonly requiredElsewhere: readonly string[];
  /** Schema of all other properties. Undefined: open but nothing said. `never`: closed. */
  readonly additional?: Schema;
  readonly patterns: readonly { readonly pattern: string; readonly schema: Schema }[];
}

export interface Property {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

export interface Union extends Meta {
  readonly kind: "union";
  /** `types` came from a type array or from `nullable`. */
  readonly mode: "oneOf" | "anyOf" | "types";
  readonly members: readonly Schema[];
  readonly discriminator?: Discriminator;
}

export interface Discriminator {
  readonly property: string;
  /** Every member with the values that select it (explicit mapping, else its own literal, else its component name). */
  readonly mapping: readonly { readonly schema: string; readonly values: readonly string[] }[];
  /** OpenAPI 3.2 `defaultMapping`. */
  readonly default?: string;
}

export interface Intersection extends Meta {
  readonly kind: "intersection";
  readonly members: readonly Schema[];
}

/** A component schema, by its key in `components.schemas`. */
export interface Ref extends Meta {
  readonly kind: "ref";
  readonly target: string;
}
