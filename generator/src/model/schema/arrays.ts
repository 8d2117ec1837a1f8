import type { Json } from "../../load/document.js";
import { below, isObject } from "../raw.js";
import type { ArraySchema, Schema, Tuple } from "../schema.js";
import type { Raw, SchemaBuilder } from "./builder.js";
import { limitsOf } from "./limits.js";

export function arrayOf(builder: SchemaBuilder, raw: Raw): ArraySchema | Tuple {
  const { json, at } = raw;
  const limits = limitsOf(builder, raw, "array");
  const places = Array.isArray(json.prefixItems) ? json.prefixItems : undefined;
  if (places && places.length > 0) {
    return tuple(builder, { raw, keyword: "prefixItems", places, rest: json.items, limits });
  }
  // Before 2020-12 a list under `items` was what `prefixItems` is now.
  if (Array.isArray(json.items) && json.items.length > 0) {
    return tuple(builder, { raw, keyword: "items", places: json.items, rest: json.additionalItems, limits });
  }
  return { kind: "array", at, items: itemsOf(builder, raw), ...limits };
}

function itemsOf(builder: SchemaBuilder, { json, at }: Raw): Schema {
  const { items } = json;
  // No schema of its own: the same `at` as its array.
  if (items === undefined || Array.isArray(items)) return { kind: "unknown", at };
  if (
    Array.isArray(json.enum) &&
    json.enum.length > 0 &&
    isObject(items) &&
    items.enum === undefined &&
    items.$ref === undefined
  ) {
    builder.repair(
      "model/enum-on-array",
      "An enum of single values beside `type: array` is read as the enum of its items.",
      at,
      "Move it into `items`.",
    );
    return builder.build({ ...items, enum: json.enum }, below(at, "items"));
  }
  return builder.build(items, below(at, "items"));
}

interface TupleParts {
  readonly raw: Raw;
  readonly keyword: "prefixItems" | "items";
  readonly places: readonly Json[];
  readonly rest: Json | undefined;
  readonly limits: Pick<Tuple, "limits">;
}

function tuple(builder: SchemaBuilder, { raw, keyword, places, rest, limits }: TupleParts): Tuple {
  const { at } = raw;
  const most = limits.limits?.maxItems ?? Number.POSITIVE_INFINITY;
  const prefix = places.slice(0, most).map((place, index) => builder.build(place, below(at, keyword, index)));
  const closed = rest === false || most <= places.length;
  return {
    kind: "tuple",
    at,
    prefix,
    required: Math.min(limits.limits?.minItems ?? 0, prefix.length),
    ...(closed
      ? {}
      : { rest: restOf(builder, rest, { at, keyword: keyword === "items" ? "additionalItems" : "items" }) }),
    ...limits,
  };
}

/** Where nothing is said: the same `at` as its tuple. */
function restOf(builder: SchemaBuilder, rest: Json | undefined, where: { at: string; keyword: string }): Schema {
  return rest === undefined ? { kind: "unknown", at: where.at } : builder.build(rest, below(where.at, where.keyword));
}
