import type { Json } from "../../load/document.js";
import { docsOf, metaOf } from "../meta.js";
import { canonical, defined } from "../raw.js";
import type { Limits, Meta, ObjectSchema, Property, Scalar, Schema } from "../schema.js";
import type { SchemaBuilder } from "./builder.js";
import { mergeLimits } from "./merge-limits.js";
import { sortedByName } from "./objects.js";
import { isEmptyObject } from "./typed.js";

/**
 * The schema that holds where all parts hold. What can be said as one object or one scalar is, so that `allOf` of plain
 * objects reads as the object it means; the rest stays an intersection.
 */
export function intersect(
  builder: SchemaBuilder,
  parts: readonly Schema[],
  at: string,
  whole: Pick<Meta, "limits"> = {},
): Schema {
  const [single] = parts;
  if (parts.length === 1 && single && !whole.limits) return single;
  const flat = parts.flatMap((part) => (part.kind === "intersection" && !part.limits ? part.members : [part]));
  const hoisted = annotationsOf(flat);
  const members = opened(
    builder,
    flat.filter((part) => !isSilent(part)).reduce<Schema[]>((met, part) => meet(builder, met, part), []),
    at,
  );
  const [only] = members;
  if (only === undefined) return { ...hoisted, kind: "unknown", at, ...whole };
  if (members.length > 1) return { ...hoisted, kind: "intersection", at, members, ...whole };
  const limits = mergeLimits(only.limits, whole.limits);
  if (limits === "conflict") return { ...hoisted, kind: "intersection", at, members, ...whole };
  return { ...hoisted, ...only, ...(limits && { limits }) };
}

function isSilent(part: Schema): boolean {
  return part.kind === "unknown" && !part.limits;
}

/** What a branch that only annotates says, is said of the whole; flags of any branch are, too. */
function annotationsOf(parts: readonly Schema[]): Omit<Meta, "at" | "limits"> {
  const silent = parts.filter((part) => part.kind === "unknown");
  const first = <K extends keyof Meta>(key: K): Meta[K] | undefined =>
    silent.find((part) => part[key] !== undefined)?.[key];
  const any = (key: "deprecated" | "readOnly" | "writeOnly"): true | undefined =>
    parts.some((part) => part[key]) ? true : undefined;
  return defined({
    title: first("title"),
    description: first("description"),
    default: first("default"),
    examples: first("examples"),
    deprecated: first("deprecated"),
    readOnly: any("readOnly"),
    writeOnly: any("writeOnly"),
  });
}

/** Adds one part to those that are there already, merged with the first it can be merged with. */
function meet(builder: SchemaBuilder, met: readonly Schema[], part: Schema): Schema[] {
  for (const [index, other] of met.entries()) {
    const both = meetTwo(builder, other, part);
    if (both) return [...met.slice(0, index), both, ...met.slice(index + 1)];
  }
  return [...met, part];
}

/** Both in one schema; undefined where that takes an intersection. */
function meetTwo(builder: SchemaBuilder, a: Schema, b: Schema): Schema | undefined {
  // What is left over is judged by what the same schema evaluates, and not its neighbours.
  if (hasRest(a) || hasRest(b)) return undefined;
  if (a.kind === "never" || b.kind === "never") return { kind: "never", at: a.at };
  if (a.kind === "ref" && b.kind === "ref" && a.target === b.target) return a;
  const [left, right] = [optional(a), optional(b)];
  if (left || right) {
    const admitted = (left ?? a.implied) && (right ?? b.implied);
    return meetOptional(builder, [left ?? a, right ?? b], admitted ? a.at : undefined);
  }
  if (a.kind === "object" && b.kind === "object") return meetObjects(builder, a, b);
  if (a.kind === "union" && b.kind === "scalar" && !b.limits && !b.format) return narrowTo(a, b);
  if (b.kind === "union" && a.kind === "scalar" && !a.limits && !a.format) return narrowTo(b, a);
  if (valuesOf(a) && valuesOf(b)) return meetValues(builder, a, b);
  const classes = [classOf(a), classOf(b)];
  if (classes.includes(undefined)) return undefined;
  if (classes[0] !== classes[1]) return apart(builder, a, b);
  if (a.kind === "scalar" && b.kind === "scalar") return meetScalars(a, b);
  if (a.kind === "scalar") return b;
  if (b.kind === "scalar") return a;
  if (a.kind === "null") return a;
  if (a.kind === "array" && b.kind === "array") return meetArrays(builder, a, b);
  // A literal list beside `type: array`, and the like.
  return undefined;
}

function hasRest({ limits }: Schema): boolean {
  return (limits?.unevaluatedItems ?? limits?.unevaluatedProperties) !== undefined;
}

/** What a schema admits beside null, where that is one schema. */
function optional(schema: Schema): Schema | undefined {
  if (schema.kind !== "union" || schema.members.length !== 2 || schema.limits) return undefined;
  const others = schema.members.filter((member) => member.kind !== "null");
  return others.length === 1 ? others[0] : undefined;
}

/** Null is left only where both admit it. */
function meetOptional(
  builder: SchemaBuilder,
  [a, b]: readonly [Schema, Schema],
  nullAt: string | undefined,
): Schema | undefined {
  const met = meetTwo(builder, a, b);
  if (!met || nullAt === undefined) return met;
  return { kind: "union", at: nullAt, mode: "types", members: [met, { kind: "null", at: nullAt }] };
}

/** The type of JSON all values of a schema have, where that is one. */
function classOf(schema: Schema): string | undefined {
  switch (schema.kind) {
    case "scalar":
      return schema.type === "integer" ? "number" : schema.type;
    case "literal":
      return jsonType(schema.value);
    case "enum": {
      const types = new Set(schema.values.map(jsonType));
      return types.size === 1 ? [...types][0] : undefined;
    }
    case "null":
    case "object":
    case "array":
      return schema.kind;
    case "tuple":
      return "array";
    default:
      return undefined;
  }
}

function jsonType(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** Of different types. One that states none has nothing to say of the other's values. */
function apart(builder: SchemaBuilder, a: Schema, b: Schema): Schema {
  if (a.implied && b.implied) return { ...b, limits: { ...b.limits, also: [...(b.limits?.also ?? []), a] } };
  if (a.implied) return b;
  return b.implied ? a : contradiction(builder, a, b);
}

/** Both are told by keywords. */
function bothImplied(a: Schema, b: Schema): true | undefined {
  return a.implied && b.implied ? true : undefined;
}

/** By the letter nothing satisfies both. Authors mean that the later one replaces the earlier. */
function contradiction(builder: SchemaBuilder, a: Schema, b: Schema): Schema {
  const [first, second] = [classOf(a), classOf(b)];
  const what =
    first === second ? "values that have none in common" : `${first ?? a.kind} and ${second ?? b.kind} at once`;
  builder.warn(
    "model/contradiction",
    `A schema asks for ${what}; the latter is used.`,
    b.at,
    "Let the branches of `allOf` agree.",
  );
  return b;
}

function meetScalars(a: Scalar, b: Scalar): Scalar | undefined {
  const limits = mergeLimits(a.limits, b.limits);
  if (limits === "conflict") return undefined;
  const type = a.type === "integer" ? "integer" : b.type;
  const implied = bothImplied(a, b);
  return defined({ ...a, ...b, at: a.at, type, format: b.format ?? a.format, limits, implied });
}

function meetValues(builder: SchemaBuilder, a: Schema, b: Schema): Schema {
  const [left, right] = [valuesOf(a) ?? [], valuesOf(b) ?? []];
  const allowed = new Set(right.map(canonical));
  const values = left.filter((value) => allowed.has(canonical(value)));
  const [only] = values;
  if (only === undefined) return contradiction(builder, a, b);
  if (values.length === 1)
    return only === null ? { kind: "null", at: a.at } : { kind: "literal", at: a.at, value: only };
  return values.length === left.length ? a : { kind: "enum", at: a.at, values };
}

function valuesOf(schema: Schema): readonly Json[] | undefined {
  if (schema.kind === "literal") return [schema.value];
  return schema.kind === "enum" ? schema.values : undefined;
}

/** `type: string` beside alternatives that are strings anyway adds nothing. */
function narrowTo(union: Schema & { readonly kind: "union" }, scalar: Scalar): Schema | undefined {
  const wanted = classOf(scalar);
  return union.members.every((member) => member.kind === "null" || classOf(member) === wanted) ? union : undefined;
}

function meetArrays(
  builder: SchemaBuilder,
  a: Schema & { kind: "array" },
  b: Schema & { kind: "array" },
): Schema | undefined {
  const limits = mergeLimits(a.limits, b.limits);
  if (limits === "conflict") return undefined;
  const items = intersect(builder, [a.items, b.items], a.items.at);
  return defined({ ...a, ...b, at: a.at, items, limits, implied: bothImplied(a, b) });
}

/** One object with the members of both. */
export function meetObjects(builder: SchemaBuilder, a: ObjectSchema, b: ObjectSchema): ObjectSchema | undefined {
  const limits = mergeLimits(mergeLimits(a.limits, b.limits), lostLimits(a, b));
  if (limits === "conflict") return undefined;
  const properties = new Map<string, Property>(a.properties.map((property) => [property.name, property]));
  for (const property of b.properties) {
    const known = properties.get(property.name);
    properties.set(property.name, known ? meetProperties(builder, known, property) : property);
  }
  const required = new Set([...a.requiredElsewhere, ...b.requiredElsewhere]);
  return defined({
    kind: "object" as const,
    at: a.at,
    properties: sortedByName(
      [...properties.values()].map((one) => (required.has(one.name) ? { ...one, required: true } : one)),
    ),
    requiredElsewhere: [...required].filter((name) => !properties.has(name)).toSorted(),
    additional: meetAdditional(builder, a, b),
    patterns: meetPatterns(builder, a, b),
    limits,
    implied: bothImplied(a, b),
  });
}

/** A typed map also judges the members that only the other object names; as one object they would escape it. */
function lostLimits(a: ObjectSchema, b: ObjectSchema): Limits | undefined {
  const also = [
    [a, b],
    [b, a],
  ].flatMap(([map, other]) => (map && other && judgesOthers(map, other) ? [map] : []));
  return also.length > 0 ? { also } : undefined;
}

function judgesOthers({ additional, properties }: ObjectSchema, other: ObjectSchema): boolean {
  if (!additional || additional.kind === "never" || additional.kind === "unknown") return false;
  return other.properties.some(({ name }) => !properties.some((one) => one.name === name));
}

function meetPatterns(builder: SchemaBuilder, a: ObjectSchema, b: ObjectSchema): ObjectSchema["patterns"] {
  const patterns = new Map(a.patterns.map(({ pattern, schema }) => [pattern, schema]));
  for (const { pattern, schema } of b.patterns) {
    const known = patterns.get(pattern);
    patterns.set(pattern, known ? intersect(builder, [known, schema], known.at) : schema);
  }
  return [...patterns].map(([pattern, schema]) => ({ pattern, schema }));
}

function meetProperties(builder: SchemaBuilder, a: Property, b: Property): Property {
  const schema = a.schema.at === b.schema.at ? a.schema : meetDocumented(builder, a.schema, b.schema);
  return { name: a.name, required: a.required || b.required, schema };
}

/** The later branch speaks last: its docs replace those of the earlier. */
function meetDocumented(builder: SchemaBuilder, a: Schema, b: Schema): Schema {
  const { at: _at, limits: _limits, ...docs } = metaOf(b);
  const both = intersect(builder, [a, b], a.at);
  return { ...docsOf(a), ...both, ...docs } as Schema;
}

/** Two typed maps are one of both; a closed object keeps closed only if it knows all members of the other. */
function meetAdditional(builder: SchemaBuilder, a: ObjectSchema, b: ObjectSchema): Schema | undefined {
  if (a.additional === undefined) return closedFor(builder, b, a);
  if (b.additional === undefined) return closedFor(builder, a, b);
  if (a.additional.kind === "never" && b.additional.kind === "never")
    return closedFor(builder, a, b) && closedFor(builder, b, a);
  return intersect(builder, [a.additional, b.additional], a.additional.at);
}

function closedFor(builder: SchemaBuilder, closed: ObjectSchema, other: ObjectSchema): Schema | undefined {
  if (closed.additional?.kind !== "never") return closed.additional;
  const names = new Set(closed.properties.map(({ name }) => name));
  if (other.properties.every(({ name }) => names.has(name))) return closed.additional;
  return open(builder, closed.at);
}

function open(builder: SchemaBuilder, at: string): undefined {
  builder.repair(
    "model/closed-branch",
    "`additionalProperties: false` in a branch of `allOf` would rule out the members of the other branches; it is ignored.",
    at,
    "Write `unevaluatedProperties: false` beside the `allOf`.",
  );
  return undefined;
}

/** Beside what may declare other members a closed object would rule them out. */
function opened(builder: SchemaBuilder, members: readonly Schema[], at: string): Schema[] {
  if (members.length < 2) return [...members];
  return members.flatMap((member): Schema[] => {
    if (member.kind !== "object" || member.additional?.kind !== "never") return [member];
    const names = new Set(member.properties.map(({ name }) => name));
    if (members.every((other) => other === member || declaresOnly(other, names))) return [member];
    open(builder, at);
    if (isEmptyObject(member) && !member.limits) return [];
    const { additional: _closed, ...rest } = member;
    return [rest];
  });
}

/** Whether a schema, as far as it is written here, speaks of these members only. */
function declaresOnly(schema: Schema, names: ReadonlySet<string>): boolean {
  if (schema.kind === "object") return schema.properties.every(({ name }) => names.has(name));
  if (schema.kind === "union" || schema.kind === "intersection")
    return schema.members.every((one) => declaresOnly(one, names));
  return schema.kind !== "ref";
}
