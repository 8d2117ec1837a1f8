import type { Json } from "../../load/document.js";
import { resolve, travels } from "../../model/index.js";
import type { Intersection, ObjectSchema, Schema, Union } from "../../model/schema.js";
import { isSampleObject, Leaf, plainSample, type Sample } from "./sample.js";
import type { SampleInput, Where } from "./input.js";
import { fitsLimits } from "./limits.js";
import { adoptedScalar } from "./scalar.js";
import { compiled } from "./pattern.js";

const DEEPEST = 40;
/** Schemas that one value is held against at most: conditions may ask for each other without end. */
const MOST_SCHEMAS = 50_000;

/** Where members that a schema does not name are admitted: by JSON Schema everywhere, by a type nowhere. */
export type Open = "no" | "here" | "deep";

/**
 * A value of a document as its schema's type has it: dates, `bigint`s and files are such, what travels in the other
 * direction only is left out. Undefined: it does not fit. Members that the schema does not name do not fit either, as
 * no object literal of the type could have them, unless `open` admits them.
 */
export function adopted(
  value: Json,
  schema: Schema,
  where: Where,
  input: SampleInput,
  open: Open = "no",
  depth = 0,
  budget = { left: MOST_SCHEMAS },
): Sample | undefined {
  if (depth > DEEPEST || budget.left-- <= 0) return undefined;
  if (schema.implied && open === "deep" && !concerns(schema, value)) return plainSample(value);
  const fits = (one: Json, other: Schema): boolean =>
    adopted(one, other, where, input, "deep", depth + 1, budget) !== undefined;
  if (schema.limits && !fitsLimits(value, schema.limits, fits)) return undefined;
  const again: Again = (item, inner, admits = open) => adopted(item, inner, where, input, admits, depth + 1, budget);
  const inside: Again = (item, inner) => again(item, inner, open === "deep" ? "deep" : "no");
  switch (schema.kind) {
    case "scalar":
      return adoptedScalar(value, schema, where, input.options);
    case "literal":
      return equal(schema.value, value) ? plainSample(value) : undefined;
    case "enum":
      return schema.values.some((one) => equal(one, value)) ? plainSample(value) : undefined;
    case "null":
      return value === null ? null : undefined;
    case "unknown":
      return plainSample(value);
    case "never":
      return undefined;
    case "array":
      return adoptedList(value, schema.limits ?? {}, (item) => inside(item, schema.items));
    case "tuple":
      if (!Array.isArray(value) || value.length < schema.required) return undefined;
      if (value.length > schema.prefix.length && !schema.rest) return undefined;
      return whole(value.map((item, index) => inside(item, schema.prefix[index] ?? schema.rest!)));
    case "object":
      return isObject(value) ? adoptedObject(value, schema, { where, input, open, inside }) : undefined;
    case "union":
      return adoptedUnion(value, schema, again);
    case "intersection":
      return adoptedIntersection(value, schema, { where, input, open, again });
    case "ref": {
      const target = input.components.get(schema.target);
      const files = input.filesIn?.(schema.target, where.direction) ?? where.files;
      return target && adopted(value, target, { ...where, files }, input, open, depth + 1, budget);
    }
  }
}

/** By the letter, what states no type judges values only of the type that its keywords speak of. */
function concerns(schema: Schema, value: Json): boolean {
  switch (schema.kind) {
    case "object":
      return isObject(value);
    case "array":
    case "tuple":
      return Array.isArray(value);
    case "scalar":
      return typeof value === (schema.type === "integer" ? "number" : schema.type);
    default:
      return true;
  }
}

type Again = (value: Json, schema: Schema, open?: Open) => Sample | undefined;
type JsonRecord = { readonly [key: string]: Json };

function adoptedList(
  value: Json,
  { minItems = 0, maxItems = Infinity }: { readonly minItems?: number; readonly maxItems?: number },
  adopt: (item: Json) => Sample | undefined,
): Sample | undefined {
  if (!Array.isArray(value) || value.length < minItems || value.length > maxItems) return undefined;
  return whole(value.map(adopt));
}

function whole(samples: readonly (Sample | undefined)[]): Sample | undefined {
  return samples.includes(undefined) ? undefined : (samples as readonly Sample[]);
}

function adoptedObject(
  value: JsonRecord,
  schema: ObjectSchema,
  { where, input, open, inside }: { where: Where; input: SampleInput; open: Open; inside: Again },
): Sample | undefined {
  const members = new Map<string, Sample>();
  const properties = new Map(schema.properties.map((one) => [one.name, one]));
  for (const [name, item] of Object.entries(value)) {
    const property = properties.get(name);
    if (property) {
      if (!travels(input.components, property.schema, where.direction)) continue;
    }
    const pattern = schema.patterns.find((one) => compiled(one.pattern)?.test(name));
    const inner = property?.schema ?? pattern?.schema ?? schema.additional;
    const unnamed = inner === undefined && (open !== "no" || schema.requiredElsewhere.includes(name));
    const sample = inner ? inside(item, inner) : unnamed ? plainSample(item) : undefined;
    if (sample === undefined) return undefined;
    members.set(name, sample);
  }
  const { minProperties = 0, maxProperties = Infinity } = schema.limits ?? {};
  if (members.size < minProperties || members.size > maxProperties) return undefined;
  const missing = schema.properties.some(({ name, required, schema: property }) => {
    return required && travels(input.components, property, where.direction) && !members.has(name);
  });
  return missing || schema.requiredElsewhere.some((name) => !members.has(name)) ? undefined : members;
}

function adoptedUnion(value: Json, union: Union, again: Again): Sample | undefined {
  const told = toldBy(value, union);
  if (told) return again(value, told);
  for (const member of union.members) {
    const sample = again(value, member);
    if (sample !== undefined) return sample;
  }
  return undefined;
}

/** The member that the discriminator says a value is. */
function toldBy(value: Json, { members, discriminator }: Union): Schema | undefined {
  if (!discriminator || !isObject(value)) return undefined;
  const told = Object.hasOwn(value, discriminator.property) ? value[discriminator.property] : undefined;
  const entry = discriminator.mapping.find((one) => typeof told === "string" && one.values.includes(told));
  return entry && members.find((one) => one.kind === "ref" && one.target === entry.schema);
}

function adoptedIntersection(
  value: Json,
  { members }: Intersection,
  { where, input, open, again }: { where: Where; input: SampleInput; open: Open; again: Again },
): Sample | undefined {
  const samples = members.map((member) => again(value, member, open === "deep" ? "deep" : "here"));
  if (samples.includes(undefined)) return undefined;
  if (!samples.some(isSampleObject)) return samples.find((sample) => sample instanceof Leaf) ?? samples[0];
  const merged = new Map<string, Sample>();
  // Only where the compiler reads the value: to judge one again for each union would double the work at every level.
  const parts = open === "no" ? members.map((member) => taken(value, member, input, again)) : members;
  const named = namesOf(parts, where, input);
  for (const [index, sample] of samples.entries()) {
    const own = namesOf([members[index]!], where, input);
    for (const [name, item] of isSampleObject(sample) ? sample : []) {
      // Whoever names a member knows how it is converted.
      const isOwn = own.here.has(name) || !named.here.has(name);
      if (isOwn && (!merged.has(name) || item instanceof Leaf)) merged.set(name, item);
    }
  }
  for (const name of named.elsewhere) if (!named.here.has(name)) merged.delete(name);
  return open !== "no" || named.any || [...merged.keys()].every((name) => named.here.has(name)) ? merged : undefined;
}

/** Of a union those that take the value: of the others the compiler admits no member then. */
function taken(value: Json, schema: Schema, input: SampleInput, again: Again): Schema {
  const found = resolve(input.components, schema);
  if (found.kind !== "union") return schema;
  const told = toldBy(value, found);
  return told ?? { ...found, members: found.members.filter((one) => again(value, one, "here") !== undefined) };
}

interface Named {
  /** Members that travel in this direction, and those that travel in the other only. */
  readonly here: ReadonlySet<string>;
  readonly elsewhere: ReadonlySet<string>;
  /** One of the schemas takes whatever there is. */
  readonly any: boolean;
}

/** Members that schemas name. */
function namesOf(schemas: readonly Schema[], where: Where, input: SampleInput, depth = 0): Named {
  const here = new Set<string>();
  const elsewhere = new Set<string>();
  let any = depth > DEEPEST;
  if (any) return { here, elsewhere, any };
  for (const schema of schemas) {
    const found = resolve(input.components, schema);
    if (found.kind === "object") {
      if ((found.additional && found.additional.kind !== "never") || found.patterns.length > 0) any = true;
      for (const name of found.requiredElsewhere) here.add(name);
      for (const one of found.properties) {
        (travels(input.components, one.schema, where.direction) ? here : elsewhere).add(one.name);
      }
    } else if (found.kind === "union" || found.kind === "intersection") {
      const inner = namesOf(found.members, where, input, depth + 1);
      for (const name of inner.here) here.add(name);
      for (const name of inner.elsewhere) elsewhere.add(name);
      any ||= inner.any;
    }
  }
  return { here, elsewhere, any };
}

function isObject(value: Json): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Deep equality of JSON. */
function equal(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => equal(item, b[at]!));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key]!, b[key]!));
}
