import type { Json } from "../../load/document.js";
import { resolve } from "../../model/index.js";
import type { ArraySchema, Schema, Tuple } from "../../model/schema.js";
import { adopted } from "./adopt.js";
import { deeper, type Maker, type Way } from "./input.js";
import { wireOf, type Sample } from "./sample.js";

/** So many items are made at most, whatever is asked for. */
const MOST = 100;

/** A list of so many items as it must have, or as are wanted where it may. */
export function arraySample(schema: ArraySchema, way: Way, maker: Maker): Sample | undefined {
  const { items, limits = {} } = schema;
  const { minItems = 0, maxItems = Infinity, contains, minContains = 1 } = limits;
  const contained = contains ? Math.min(minContains, MOST) : 0;
  const least = Math.max(minItems, contained);
  const wanted = Math.min(Math.max(least, way.depth < 4 ? (way.items ?? 1) : 0), maxItems, MOST);
  const first = wanted > 0 ? firstItem(schema, way, maker) : undefined;
  if (first === undefined) return least === 0 ? [] : undefined;
  const like = contained > 1 ? contains! : items;
  const all = [first];
  for (let index = 1; index < wanted; index++)
    all.push(another(first, index, index < contained ? like : items, way, maker));
  if (!limits.uniqueItems) return all;
  const seen = new Set<string>();
  return all.filter((item) => {
    const text = JSON.stringify(wireOf(item));
    return !seen.has(text) && seen.add(text);
  });
}

/** One that is contained, where that is asked for: made as such, or as an item that happens to be. */
function firstItem({ items, limits = {} }: ArraySchema, way: Way, maker: Maker): Sample | undefined {
  const { contains } = limits;
  const item = maker.make(items, deeper(way));
  if (!contains || limits.minContains === 0) return item;
  const fits = (one: Sample | undefined, other: Schema): boolean =>
    one !== undefined && maker.judges(wireOf(one), other, way);
  if (fits(item, contains)) return item;
  const made = maker.make(contains, deeper(way));
  return fits(made, items) ? made : (made ?? item);
}

/** A further item, another one where that is easy. */
function another(first: Sample, index: number, items: Schema, way: Way, maker: Maker): Sample {
  const adopt = (value: Json): Sample | undefined => adopted(value, items, way, maker.input);
  const words = wordsOf(items, maker);
  const tried = words
    ? [words[(words.indexOf(wireOf(first)) + index) % words.length]!]
    : variants(wireOf(first), index);
  for (const value of tried) {
    const sample = value === null ? undefined : adopt(value);
    if (sample !== undefined) return sample;
  }
  return first;
}

/** The values of an enum, or of several in a union. */
function wordsOf(schema: Schema, maker: Maker): readonly Json[] | undefined {
  const found = resolve(maker.input.components, schema);
  if (found.kind === "enum") return found.values;
  if (found.kind === "literal") return [found.value];
  if (found.kind !== "union") return undefined;
  const members = found.members.map((member) => wordsOf(member, maker));
  return members.every((one) => one !== undefined) ? members.flat() : undefined;
}

/** Values like this one. */
function variants(value: Json, index: number): Json[] {
  if (typeof value === "number") return [value + index];
  if (typeof value === "boolean") return [index % 2 === 0 ? value : !value];
  if (typeof value === "string") return [`${value}${index + 1}`, changedEnd(value, index)];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => variants(item, index).map((one) => ({ ...value, [key]: one })));
}

/** The last letter or digit replaced by one further on. */
function changedEnd(text: string, index: number): string {
  const digits = "0123456789";
  const letters = "abcdefghijklmnopqrstuvwxyz";
  return text.replace(/[a-z0-9](?=[^a-z0-9]*$)/, (end) => {
    const row = digits.includes(end) ? digits : letters;
    return row[(row.indexOf(end) + index) % row.length]!;
  });
}

export function tupleSample(
  { prefix, required, rest, limits = {} }: Tuple,
  way: Way,
  maker: Maker,
): Sample | undefined {
  const wanted = Math.min(Math.max(required, limits.minItems ?? 0, way.depth < 2 ? prefix.length : 0), MOST);
  const places = Array.from({ length: wanted }, (_, at) => prefix[at] ?? rest).filter((place) => place !== undefined);
  const values = places.map((place) => maker.make(place, deeper(way)));
  const end = values.indexOf(undefined);
  if (end >= 0 && end < required) return undefined;
  return (end < 0 ? values : values.slice(0, end)) as Sample[];
}
