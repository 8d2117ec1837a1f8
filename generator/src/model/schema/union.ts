import type { Json } from "../../load/document.js";
import { below } from "../raw.js";
import type { Schema, Union } from "../schema.js";
import type { Raw, SchemaBuilder, Scope } from "./builder.js";
import { readDiscriminator } from "./discriminator.js";

/** What `oneOf` and `anyOf` say, each as one schema. */
export function alternatives(builder: SchemaBuilder, raw: Raw, scope: Scope): Schema[] {
  const { json, at } = raw;
  if (json.oneOf === undefined && json.anyOf === undefined) return [];
  return (["oneOf", "anyOf"] as const).flatMap((mode) => {
    const branches = branchesOf(builder, raw, mode);
    if (branches.length === 0) return [];
    const discriminator = mode === "anyOf" && "oneOf" in json ? undefined : readDiscriminator(builder, json, at);
    const members = flat(
      mode,
      branches.map((branch, index) => builder.build(branch, below(at, mode, index), scope)),
    );
    const [only] = members;
    if (only && members.length === 1 && !discriminator) return [only];
    return [merged({ kind: "union", at, mode, members, ...(discriminator && { discriminator }) })];
  });
}

/** The schemas of a composition; what is no list of them is reported. */
export function branchesOf(
  builder: SchemaBuilder,
  { json, at }: Raw,
  keyword: "allOf" | "anyOf" | "oneOf",
): readonly Json[] {
  const branches = json[keyword];
  if (branches === undefined) return [];
  if (Array.isArray(branches) && branches.length > 0) return branches;
  builder.warn(
    "model/composition-shape",
    `\`${keyword}\` must be a list of schemas; it is ignored.`,
    below(at, keyword),
    "List at least one schema.",
  );
  return [];
}

/**
 * Alternatives of alternatives are alternatives, as long as nothing is said of the inner group as such. One of several,
 * of which exactly one or any may fit, is a group of its own.
 */
function flat(mode: Union["mode"], members: readonly Schema[]): Schema[] {
  return members.flatMap((member) => {
    if (member.kind !== "union" || member.discriminator || member.limits) return [member];
    const same = member.mode === "types" || (member.mode === "anyOf" && mode === "anyOf");
    return same ? member.members : [member];
  });
}

/** One discriminated union beside `null` stays one discriminated union. */
function merged(union: Union): Union {
  const [inner, second] = union.members.filter((member) => member.kind !== "null");
  if (union.discriminator || second || inner?.kind !== "union") return union;
  return { ...inner, at: union.at, members: withNull(inner.members, union.at) };
}

/** This schema or null. */
export function nullable(schema: Schema, at: string): Schema {
  if (schema.kind === "unknown" || schema.kind === "null") return schema;
  if (schema.kind === "enum" && schema.values.includes(null)) return schema;
  if (schema.kind === "union" && !schema.limits) return { ...schema, members: withNull(schema.members, at) };
  return { kind: "union", at, mode: "types", members: [schema, { kind: "null", at }] };
}

function withNull(members: readonly Schema[], at: string): readonly Schema[] {
  return members.some((member) => member.kind === "null") ? members : [...members, { kind: "null", at }];
}
