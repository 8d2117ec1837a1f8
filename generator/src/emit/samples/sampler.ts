import type { TypeOptions } from "../../config/config.js";
import type { Json } from "../../load/document.js";
import type { Api } from "../../model/api.js";
import { type Components, directionOf, filesOf, resolve } from "../../model/index.js";
import type {
  ArraySchema,
  Discriminator,
  Intersection,
  ObjectSchema,
  Schema,
  Tuple,
  Union,
} from "../../model/schema.js";
import type { Direction } from "../types/index.js";
import { adopted } from "./adopt.js";
import { compiled } from "./pattern.js";
import { declaredNames, propertySchemas, requiredNames } from "./members.js";
import { isSampleObject, Leaf, plainSample, wireOf, type Sample, type SampleObject } from "./sample.js";
import { scalarSample } from "./scalar.js";

/** Where a sample stands. */
export interface Where {
  readonly direction: Direction;
  /** Bytes travel as they are here, so a binary string is a file. */
  readonly files: boolean;
  /** For texts of which nothing is said. @default "sample" */
  readonly text?: string;
  /** Items of a list that may have so many. @default 1 */
  readonly items?: number;
}

/** What samples are made with. */
export interface SampleInput {
  readonly components: Components;
  readonly options: TypeOptions;
  /** A component has one type wherever it stands: whether binary strings are files in it. @default never */
  readonly filesIn?: (component: string, direction: Direction) => boolean;
  /**
   * Code that makes a value of a component, to stand for the value itself. Undefined: the value is written out, as it
   * must be where the code would come back to `root`.
   */
  readonly factory?: (component: string, root: string | undefined) => string | undefined;
}

/** How much is sampled. */
export interface Extent {
  /** Levels of which members are sampled that may be left out. @default 1 in answers, 2 in requests */
  readonly optional?: number | undefined;
  /** The component that is sampled. */
  readonly root?: string | undefined;
}

/** An example longer than this says more than a test or a README needs, in characters of JSON. */
const LONGEST_EXAMPLE = 2000;
/** Levels of which members are sampled that may be left out. */
const OPTIONAL = { read: 1, write: 2 } as const;
const DEEPEST = 24;

interface Way extends Where {
  readonly depth: number;
  readonly optional: number;
  readonly root: string | undefined;
  /** Components on the way here: one within itself is cut where it may be. */
  readonly within: readonly string[];
  /** Members that a sibling in an intersection requires. */
  readonly needed?: ReadonlySet<string>;
  /** Members that parts of an intersection describe: who only requires them leaves them to those. */
  readonly declared?: ReadonlySet<string>;
}

/** Makes values that fit schemas, the same at each run: from examples, defaults, and else from the schema itself. */
export class Sampler {
  readonly #input: SampleInput;
  /** What the factories of components make. */
  readonly #wires = new Map<string, Json>();

  constructor(input: SampleInput) {
    this.#input = input;
  }

  /**
   * A value of the schema, the first of `examples` that fits before anything else. Undefined: there is none, or none
   * that is not endless.
   */
  sample(
    schema: Schema,
    where: Where,
    examples: readonly Json[] = [],
    { optional = OPTIONAL[where.direction], root }: Extent = {},
  ): Sample | undefined {
    const within = root === undefined ? [] : [root];
    return this.#given(schema, where, examples) ?? this.#make(schema, { ...where, optional, root, depth: 0, within });
  }

  /** A value of a document, converted as its type has it; undefined where it does not fit the schema. */
  adopt(value: Json, schema: Schema, where: Where): Sample | undefined {
    return adopted(value, schema, where, this.#input);
  }

  /** Whether a sample, as it travels, is a value of a schema. */
  fits(sample: Sample, schema: Schema, where: Where): boolean {
    return this.adopt(wireOf(sample), schema, where) !== undefined;
  }

  #given(schema: Schema, where: Where, examples: readonly Json[]): Sample | undefined {
    for (const example of examples) {
      if (example === null || JSON.stringify(example).length > LONGEST_EXAMPLE) continue;
      const found = this.adopt(example, schema, where);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #make(schema: Schema, way: Way): Sample | undefined {
    if (way.depth > DEEPEST) return undefined;
    const own = [...(schema.examples ?? []), ...(schema.default === undefined ? [] : [schema.default])];
    const given = way.needed ? undefined : this.#given(schema, way, own);
    if (given !== undefined) return given;
    switch (schema.kind) {
      case "scalar":
        return scalarSample(schema, way, this.#input.options);
      case "literal":
        return plainSample(schema.value);
      case "enum":
        return plainSample(schema.values.find((value) => value !== null) ?? null);
      case "null":
        return null;
      case "unknown":
        return "sample";
      case "never":
        return undefined;
      case "array":
        return this.#array(schema, way);
      case "tuple":
        return this.#tuple(schema, way);
      case "object":
        return this.#object(schema, way);
      case "union":
        return this.#union(schema, way);
      case "intersection":
        return this.#intersection(schema, way);
      case "ref":
        return this.#reference(schema.target, way);
    }
  }

  #reference(target: string, way: Way): Sample | undefined {
    const schema = this.#input.components.get(target);
    if (!schema || way.within.filter((one) => one === target).length > 1) return undefined;
    // Members of an intersection are put together, for which they must be seen.
    const code = way.needed ? undefined : this.#input.factory?.(target, way.root);
    if (code !== undefined) return new Leaf(this.#wireOf(target, schema, way), code);
    const files = this.#input.filesIn?.(target, way.direction) ?? way.files;
    return this.#make(schema, { ...way, files, within: [...way.within, target] });
  }

  #wireOf(target: string, schema: Schema, { direction, files }: Way): Json {
    const known = this.#wires.get(target);
    if (known !== undefined) return known;
    const { factory: _factory, ...input } = this.#input;
    const plain = new Sampler(input);
    const wire = wireOf(plain.sample(schema, { direction, files }, [], { root: target }) ?? null);
    this.#wires.set(target, wire);
    return wire;
  }

  #array({ items, limits = {} }: ArraySchema, way: Way): Sample | undefined {
    const { minItems = 0, maxItems = Infinity } = limits;
    const wanted = Math.min(Math.max(minItems, way.depth < 4 ? (way.items ?? 1) : 0), maxItems, 100);
    const inner = limits.contains && wanted > 0 ? limits.contains : items;
    const first = wanted > 0 ? this.#make(inner, deeper(way)) : undefined;
    if (wanted === 0 || first === undefined) return minItems === 0 ? [] : undefined;
    return Array.from({ length: wanted }, (_, index) =>
      index === 0 ? first : this.#another(first, index, items, way),
    );
  }

  /** A further item, another one where that is easy. */
  #another(first: Sample, index: number, items: Schema, way: Way): Sample {
    const found = resolve(this.#input.components, items);
    const other =
      found.kind === "enum"
        ? found.values[index % found.values.length]
        : typeof first === "number"
          ? first + index
          : typeof first === "string"
            ? `${first}${index + 1}`
            : undefined;
    return (other === undefined || other === null ? undefined : this.adopt(other, items, way)) ?? first;
  }

  #tuple({ prefix, required, rest, limits = {} }: Tuple, way: Way): Sample | undefined {
    const wanted = Math.min(Math.max(required, limits.minItems ?? 0, way.depth < 2 ? prefix.length : 0), 100);
    const places = Array.from({ length: wanted }, (_, at) => prefix[at] ?? rest).filter((place) => place !== undefined);
    const values = places.map((place) => this.#make(place, deeper(way)));
    const end = values.indexOf(undefined);
    if (end >= 0 && end < required) return undefined;
    return (end < 0 ? values : values.slice(0, end)) as Sample[];
  }

  #object(schema: ObjectSchema, way: Way): SampleObject | undefined {
    const members = new Map<string, Sample>();
    const shallow = way.depth < way.optional;
    const { minProperties = 0, maxProperties = Infinity } = schema.limits ?? {};
    for (const { name, required, schema: property } of schema.properties) {
      const only = directionOf(this.#input.components, property);
      if (only !== "both" && only !== way.direction) continue;
      const must = required || way.needed?.has(name) === true;
      if (!must && (!shallow || this.#recurs(property, way) || members.size >= maxProperties)) continue;
      const value = this.#make(property, deeper(way));
      if (value !== undefined) members.set(name, value);
      else if (must) return undefined;
    }
    for (const name of schema.requiredElsewhere) {
      if (members.has(name) || way.declared?.has(name)) continue;
      const value = this.#other(schema, name, way);
      if (value === undefined) return undefined;
      members.set(name, value);
    }
    const least = Math.max(minProperties, shallow && schema.properties.length === 0 ? 1 : 0);
    for (let index = members.size; members.size < least && index < 100; index++) {
      const value =
        schema.additional && schema.additional.kind !== "never"
          ? this.#make(schema.additional, deeper(way))
          : undefined;
      if (value === undefined) break;
      members.set(index === 0 ? "sample" : `sample${index + 1}`, value);
    }
    return members;
  }

  #other({ additional, patterns }: ObjectSchema, name: string, way: Way): Sample | undefined {
    const pattern = patterns.find((one) => compiled(one.pattern)?.test(name));
    const schema = pattern?.schema ?? additional;
    return schema ? this.#make(schema, deeper(way)) : "sample";
  }

  #recurs(schema: Schema, { within }: Way): boolean {
    if (schema.kind === "ref") return within.includes(schema.target);
    if (schema.kind === "array") return this.#recurs(schema.items, { within } as Way);
    return schema.kind === "union" && schema.members.some((member) => this.#recurs(member, { within } as Way));
  }

  #union(schema: Union, way: Way): Sample | undefined {
    const members = [...schema.members].toSorted((a, b) => Number(a.kind === "null") - Number(b.kind === "null"));
    let first: Sample | undefined;
    for (const member of members) {
      const made = this.#make(member, way);
      if (made === undefined) continue;
      const value = schema.discriminator ? selected(made, member, schema.discriminator) : made;
      first ??= value;
      // A value that several members of a oneOf take fits none.
      if (schema.mode !== "oneOf" || schema.discriminator || this.#takers(schema, value, way) === 1) return value;
    }
    return first;
  }

  #takers({ members }: Union, value: Sample, way: Way): number {
    const wire = wireOf(value);
    return members.filter((member) => adopted(wire, member, way, this.#input, "deep") !== undefined).length;
  }

  #intersection(schema: Intersection, way: Way): Sample | undefined {
    const found = schema.members.map((member) => resolve(this.#input.components, member));
    const needed = new Set([...(way.needed ?? []), ...requiredNames(this.#input.components, schema)]);
    const declared = new Set([...(way.declared ?? []), ...declaredNames(this.#input.components, schema)]);
    const inner = { ...way, needed, declared };
    const parts = schema.members.map((member) => this.#make(member, inner));
    if (parts.some((part, index) => part === undefined && found[index]!.kind !== "unknown")) return undefined;
    const fitting = parts.filter((part, index) => part !== undefined && found[index]!.kind !== "unknown");
    // No value is both a list and an object.
    if (new Set(fitting.map(sortOf)).size > 1) return undefined;
    if (fitting.some(isSampleObject)) return this.#merged(parts, schema, inner);
    // The narrowest part says what the value is.
    const all = (value: Sample): boolean =>
      schema.members.every((member) => adopted(wireOf(value), member, way, this.#input, "deep") !== undefined);
    return fitting.find((part) => part !== undefined && all(part)) ?? fitting[0];
  }

  /**
   * One object of several: where two have a member, the value that suits all that say something of it. What a member of
   * a union says goes first: it may be what tells that member from the others. Undefined: a member that is needed has none.
   */
  #merged(parts: readonly (Sample | undefined)[], schema: Intersection, way: Way): SampleObject | undefined {
    const { components } = this.#input;
    const objects = parts.filter(isSampleObject);
    const isUnion = (_: unknown, index: number): boolean =>
      resolve(components, schema.members[index]!).kind === "union";
    const ranked = [...new Set([...parts.filter(isUnion).filter(isSampleObject), ...objects])];
    const merged = new Map<string, Sample>();
    for (const name of new Set(objects.flatMap((one) => [...one.keys()]))) {
      const values = ranked.map((one) => one.get(name)).filter((value) => value !== undefined);
      const said = values.length > 1 ? propertySchemas(components, schema, name) : [];
      const suits = (value: Sample): boolean =>
        said.every((one) => adopted(wireOf(value), one, way, this.#input, "deep") !== undefined);
      const value = values.length === 1 ? values[0] : this.#writtenOut(values.find(suits), said, way);
      if (value !== undefined) merged.set(name, value);
      else if (way.needed?.has(name)) return undefined;
    }
    return merged;
  }

  /**
   * A member of which several parts speak, without calls of factories: what they return is an interface, which does not
   * fit a part that says no more than "an object".
   */
  #writtenOut(value: Sample | undefined, said: readonly Schema[], way: Way): Sample | undefined {
    if (value === undefined || !this.#input.factory || said.length < 2) return value;
    const wire = wireOf(value);
    const full = said.map((one) => adopted(wire, one, way, this.#input)).find((one) => one !== undefined);
    return full ?? value;
  }
}

/** Values of different sorts have nothing in common. */
function sortOf(value: Sample | undefined): string {
  if (value instanceof Leaf) return sortOf(value.wire as Sample);
  return Array.isArray(value) ? "list" : isSampleObject(value ?? null) ? "object" : typeof value;
}

function deeper({ needed: _needed, declared: _declared, ...way }: Way): Way {
  return { ...way, depth: way.depth + 1 };
}

/** The property that tells the members of a union apart says which this is. */
function selected(value: Sample, member: Schema, { property, mapping }: Discriminator): Sample {
  if (!isSampleObject(value) || member.kind !== "ref") return value;
  const values = mapping.find((one) => one.schema === member.target)?.values ?? [];
  const now = value.get(property);
  if (values.length === 0 || (typeof now === "string" && values.includes(now))) return value;
  return new Map([...value, [property, values[0]!]]);
}

/** What the samples of one API are made with. */
export function sampleInput(api: Api, components: Components, options: TypeOptions): SampleInput {
  const files = filesOf(api);
  return {
    components,
    options,
    filesIn: (component, direction) =>
      files.isUploaded(component) && (direction === "write" || !files.isTwofold(component)),
  };
}
