import { travels } from "../../model/index.js";
import type { Limits, ObjectSchema, Schema } from "../../model/schema.js";
import { deeper, type Maker, type Way } from "./input.js";
import { compiled, textMatching } from "./pattern.js";
import type { Sample, SampleObject } from "./sample.js";

/** The members that an object must have, and on the upper levels those that it may have. */
export function objectSample(schema: ObjectSchema, way: Way, maker: Maker): SampleObject | undefined {
  const members = new Map<string, Sample>();
  const shallow = way.depth < way.optional;
  const { minProperties = 0, maxProperties = Infinity } = schema.limits ?? {};
  for (const { name, required, schema: property } of schema.properties) {
    if (!travels(maker.input.components, property, way.direction)) continue;
    const must = required || way.needed?.has(name) === true;
    if (!must && (!shallow || recurs(property, way) || members.size >= maxProperties)) continue;
    const value = maker.make(property, deeper(way));
    if (value !== undefined) members.set(name, value);
    else if (must) return undefined;
  }
  for (const name of schema.requiredElsewhere) {
    if (members.has(name) || way.declared?.has(name)) continue;
    const value = otherMember(schema, name, way, maker);
    if (value === undefined) return undefined;
    members.set(name, value);
  }
  addNeeded(members, schema, way, maker);
  addOthers(members, schema, Math.max(minProperties, shallow && schema.properties.length === 0 ? 1 : 0), way, maker);
  return members;
}

/** `dependentRequired`: what a member needs is added; a member that may be left out goes where that cannot be made. */
function addNeeded(members: Map<string, Sample>, schema: ObjectSchema, way: Way, maker: Maker): void {
  const rules = schema.limits?.dependentRequired ?? [];
  const missing = () =>
    rules.flatMap(({ property, needs }) =>
      members.has(property) ? needs.filter((name) => !members.has(name)).map((name) => ({ property, name })) : [],
    );
  for (let turns = 0, [next] = missing(); next && turns < 100; turns++, [next] = missing()) {
    const declared = schema.properties.find((one) => one.name === next!.name);
    const value = declared ? maker.make(declared.schema, deeper(way)) : otherMember(schema, next.name, way, maker);
    if (value === undefined) members.delete(next.property);
    else members.set(next.name, value);
  }
}

/** Members without a name of their own, until there are `least`. */
function addOthers(members: Map<string, Sample>, schema: ObjectSchema, least: number, way: Way, maker: Maker): void {
  const optional = schema.properties.filter((one) => !members.has(one.name));
  for (let index = members.size; members.size < least && index < 100; index++) {
    const spare = optional.shift();
    const name = spare?.name ?? otherName(schema, index, maker);
    const described = spare?.schema ?? schemaOfOther(schema, name ?? "");
    const open = spare === undefined && described === undefined && members.size < (schema.limits?.minProperties ?? 0);
    if (name === undefined || (spare && !travels(maker.input.components, spare.schema, way.direction))) continue;
    const value = described ? maker.make(described, deeper(way)) : open ? "sample" : undefined;
    if (value !== undefined && !members.has(name)) members.set(name, value);
  }
}

/** A name that a map takes: of its patterns, or by what it says of names. */
function otherName({ additional, patterns, limits }: ObjectSchema, index: number, maker: Maker): string | undefined {
  const usual = index === 0 ? "sample" : `sample${index + 1}`;
  const takes = limits?.propertyNames;
  const closed = additional?.kind === "never" || (additional === undefined && patterns.length > 0);
  const isKnown = (name: string): boolean => !closed || patterns.some((one) => compiled(one.pattern)?.test(name));
  const where = { direction: "write", files: false } as const;
  const fits = (name: string): boolean => isKnown(name) && (!takes || maker.judges(name, takes, where));
  if (fits(usual)) return usual;
  const made = takes && maker.make(takes, { ...where, depth: 0, optional: 0, root: undefined, within: [] });
  const found = [...wordsOf(takes), made, ...patterns.map((one) => textMatching(one.pattern))];
  const names = found.filter((one): one is string => typeof one === "string" && fits(one));
  return names.length === 0 ? undefined : names[index % names.length];
}

function wordsOf(schema: Schema | undefined): readonly unknown[] {
  return schema?.kind === "enum" ? schema.values : [];
}

function schemaOfOther({ additional, patterns }: ObjectSchema, name: string): Schema | undefined {
  const pattern = patterns.find((one) => compiled(one.pattern)?.test(name));
  return pattern?.schema ?? additional;
}

/** A member that is required and not declared here. */
function otherMember(schema: ObjectSchema, name: string, way: Way, maker: Maker): Sample | undefined {
  const described = schemaOfOther(schema, name);
  return described ? maker.make(described, deeper(way)) : "sample";
}

function recurs(schema: Schema, way: Pick<Way, "within">): boolean {
  if (schema.kind === "ref") return way.within.includes(schema.target);
  if (schema.kind === "array") return recurs(schema.items, way);
  return schema.kind === "union" && schema.members.some((member) => recurs(member, way));
}

/** Schemas that may have to hold as well. */
export function conditions({
  if: condition,
  then,
  else: otherwise,
  also = [],
  dependentSchemas = [],
}: Limits): Schema[] {
  const branches = [then, otherwise, condition].filter((one) => one !== undefined);
  return [...also, ...dependentSchemas.map((one) => one.schema), ...branches];
}

export function withMembers(object: SampleObject, more: SampleObject): SampleObject {
  return new Map([...object, ...more]);
}
