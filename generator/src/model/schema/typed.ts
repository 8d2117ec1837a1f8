import type { Scalar, Schema } from "../schema.js";
import { arrayOf } from "./arrays.js";
import type { Raw, SchemaBuilder, Scope } from "./builder.js";
import { limitsOf } from "./limits.js";
import { objectOf } from "./objects.js";
import type { TypeName } from "./types.js";

/**
 * What `type` and the keywords of these types say: nothing or one schema. Beside a composition a bare `type` says
 * nothing that its branches, which inherit it, do not say better.
 */
export function typed(
  builder: SchemaBuilder,
  raw: Raw,
  types: readonly TypeName[],
  around: { composed: boolean; scope: Scope; implied: boolean },
): Schema[] {
  const members = types.map((type) => {
    const member = ofType(builder, raw, type, around.scope);
    return around.implied ? { ...member, implied: true as const } : member;
  });
  if (around.composed && members.every(isBare)) return [];
  return members.length === 1 ? members : [{ kind: "union", at: raw.at, mode: "types", members }];
}

function ofType(builder: SchemaBuilder, raw: Raw, type: TypeName, scope: Scope): Schema {
  const { at } = raw;
  switch (type) {
    case "null":
      return { kind: "null", at };
    case "array":
      return arrayOf(builder, raw);
    case "object":
      return objectOf(builder, raw, scope);
    case "string":
      return { kind: "scalar", at, type, ...formatOf(raw), ...limitsOf(builder, raw, "string") };
    case "number":
    case "integer":
      return { kind: "scalar", at, type, ...formatOf(raw), ...limitsOf(builder, raw, "number") };
    case "boolean":
      return { kind: "scalar", at, type };
  }
}

function formatOf({ json }: Raw): Pick<Scalar, "format"> {
  if (json.type === "file") return { format: "binary" };
  return typeof json.format === "string" && json.format !== "" ? { format: json.format } : {};
}

function isBare(schema: Schema): boolean {
  if (schema.limits) return false;
  switch (schema.kind) {
    case "scalar":
      return schema.format === undefined;
    case "array":
      return schema.items.kind === "unknown" && schema.items.at === schema.at;
    case "object":
      return isEmptyObject(schema) && schema.additional === undefined;
    default:
      return schema.kind === "null";
  }
}

/** An object of which no member is known. */
export function isEmptyObject(schema: Schema & { readonly kind: "object" }): boolean {
  return schema.properties.length === 0 && schema.requiredElsewhere.length === 0 && schema.patterns.length === 0;
}
