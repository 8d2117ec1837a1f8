import { resolve } from "../../model/index.js";
import type { Intersection, Schema } from "../../model/schema.js";
import { adopted } from "./adopt.js";
import type { Maker, Way } from "./input.js";
import { declaredNames, hasUnion, propertySchemas, requiredNames } from "./members.js";
import { isSampleObject, Leaf, plainSample, wireOf, type Sample, type SampleObject } from "./sample.js";

/** A value that suits every part: objects are put together, of others the narrowest is taken. */
export function intersectionSample(schema: Intersection, way: Way, maker: Maker): Sample | undefined {
  const { components } = maker.input;
  const joined = way.joined ?? new Set();
  const members = schema.members.filter((member) => isNew(resolve(components, member), joined));
  if (members.length === 0) return new Map();
  const found = members.map((member) => resolve(components, member));
  const needed = new Set([...(way.needed ?? []), ...requiredNames(components, schema)]);
  const declared = new Set([...(way.declared ?? []), ...declaredNames(components, schema)]);
  const inner = { ...way, needed, declared, joined };
  const parts = members.map((member) => maker.make(member, inner));
  if (parts.some((part, index) => part === undefined && found[index]!.kind !== "unknown")) return undefined;
  const fitting = parts.filter((part, index) => part !== undefined && found[index]!.kind !== "unknown");
  // No value is both a list and an object.
  if (new Set(fitting.map(sortOf)).size > 1) return undefined;
  if (fitting.some(isSampleObject)) return merged(parts, { ...schema, members }, inner, maker);
  // The narrowest part says what the value is.
  const all = (value: Sample): boolean => schema.members.every((one) => maker.judges(wireOf(value), one, way));
  const choices = found.flatMap(choicesOf);
  const fits = [...fitting, ...choices].find((part) => part !== undefined && all(part));
  // A guess is as good as another, but not where only some values are any.
  return fits ?? (choices.length > 0 ? undefined : fitting[0]);
}

/** What two parents inherit is made once: where each had it made anew, a few levels would never end. */
function isNew(part: Schema, joined: Set<Schema>): boolean {
  if (joined.has(part)) return false;
  if (part.kind === "object" || part.kind === "intersection") joined.add(part);
  return true;
}

function choicesOf(schema: Schema): Sample[] {
  const values = schema.kind === "enum" ? schema.values : schema.kind === "literal" ? [schema.value] : [];
  return values.map(plainSample);
}

/**
 * One object of several: where two have a member, the value that suits all that say something of it. What a member of
 * a union says goes first: it may be what tells that member from the others. Undefined: a member that is needed has none.
 */
function merged(
  parts: readonly (Sample | undefined)[],
  schema: Intersection,
  way: Way,
  maker: Maker,
): SampleObject | undefined {
  const { components } = maker.input;
  const objects = parts.filter(isSampleObject);
  const isUnion = (_: unknown, index: number): boolean => hasUnion(components, schema.members[index]!);
  const ranked = [...new Set([...parts.filter(isUnion).filter(isSampleObject), ...objects])];
  const whole = new Map<string, Sample>();
  for (const name of new Set(objects.flatMap((one) => [...one.keys()]))) {
    const values = ranked.map((one) => one.get(name)).filter((value) => value !== undefined);
    const said = propertySchemas(components, schema, name);
    const suits = (value: Sample): boolean => said.every((one) => maker.judges(wireOf(value), one, way));
    const value = values.length === 1 && said.length < 2 ? values[0] : writtenOut(values.find(suits), said, way, maker);
    if (value !== undefined) whole.set(name, value);
    else if (way.needed?.has(name)) return undefined;
  }
  return whole;
}

/**
 * A member of which several parts speak, without calls of factories: what they return is an interface, which does not
 * fit a part that says no more than "an object".
 */
function writtenOut(
  value: Sample | undefined,
  said: readonly Schema[],
  way: Way,
  { input }: Maker,
): Sample | undefined {
  if (value === undefined || !input.factory || said.length < 2) return value;
  const wire = wireOf(value);
  return said.map((one) => adopted(wire, one, way, input)).find((one) => one !== undefined) ?? value;
}

/** Values of different sorts have nothing in common. */
function sortOf(value: Sample | undefined): string {
  if (value instanceof Leaf) return sortOf(value.wire as Sample);
  return Array.isArray(value) ? "list" : isSampleObject(value ?? null) ? "object" : typeof value;
}
