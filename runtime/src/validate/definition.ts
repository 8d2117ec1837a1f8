import type { ValueSchema } from "../contract.js";

/** What a zod 4 schema says of itself, as far as it is read here. The same in `zod` and `zod/mini`. */
export interface Definition {
  readonly type: string;
  readonly shape?: { readonly [key: string]: ValueSchema };
  readonly catchall?: ValueSchema;
  readonly valueType?: ValueSchema;
  readonly element?: ValueSchema;
  readonly items?: readonly ValueSchema[];
  readonly rest?: ValueSchema | null;
  readonly options?: readonly ValueSchema[];
  readonly discriminator?: string;
  readonly left?: ValueSchema;
  readonly right?: ValueSchema;
  readonly innerType?: ValueSchema;
  readonly in?: ValueSchema;
  readonly checks?: readonly { readonly _zod?: { readonly check?: unknown } }[];
}

/** Members that are described by patterns of their names: a check of `@sdkwright/runtime/schemas`, not of zod. */
export interface PatternedMembers {
  readonly patterns: readonly (readonly [RegExp, ValueSchema])[];
  readonly rest?: ValueSchema;
}

/** What a definition's checks say of members by their names. */
export function patternedMembers({ checks = [] }: Definition): PatternedMembers[] {
  return checks.flatMap(({ _zod: internals }) => {
    const check = internals?.check;
    return typeof check === "function" && "patterns" in check ? [check as unknown as PatternedMembers] : [];
  });
}

interface Internals {
  readonly def?: Definition;
  /** Of a lazy schema: what its getter has made, made once. */
  readonly innerType?: ValueSchema;
  /** Of an object: the values that select it within a discriminated union. */
  readonly propValues?: { readonly [key: string]: ReadonlySet<unknown> };
}

/** Undefined for schemas of another library: those are judged, and not looked into. */
export function definitionOf(schema: ValueSchema | null | undefined): Definition | undefined {
  return internalsOf(schema)?.def;
}

/** What is wrapped: of a lazy schema, what its getter makes when it is first asked, for it makes another each time. */
export function innerOf(schema: ValueSchema): ValueSchema | undefined {
  const internals = internalsOf(schema);
  return internals?.def?.innerType ?? internals?.innerType;
}

/** Whether a member of a discriminated union is the one that a tag selects. */
export function isSelectedBy(member: ValueSchema, discriminator: string, tag: unknown): boolean {
  return internalsOf(member)?.propValues?.[discriminator]?.has(tag) ?? false;
}

/** Whether a schema takes whatever comes. */
export function takesAnything(schema: ValueSchema | null | undefined): boolean {
  const type = definitionOf(schema)?.type;
  return type === undefined || type === "unknown" || type === "any";
}

function internalsOf(schema: ValueSchema | null | undefined): Internals | undefined {
  return (schema as { readonly _zod?: Internals } | null | undefined)?._zod;
}
