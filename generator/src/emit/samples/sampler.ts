import type { Json } from "../../load/document.js";
import type { Limits, Schema } from "../../model/schema.js";
import { adopted } from "./adopt.js";
import { DEEPEST, type Extent, type Maker, type SampleInput, type Way, type Where } from "./input.js";
import { intersectionSample } from "./intersection.js";
import { arraySample, tupleSample } from "./list.js";
import { conditions, objectSample, withMembers } from "./object.js";
import { isSampleObject, Leaf, plainSample, wireOf, type Sample } from "./sample.js";
import { scalarSample } from "./scalar.js";
import { unionSample } from "./union.js";

const LONGEST_EXAMPLE = 2000;
/** Levels of which members are sampled that may be left out. */
const OPTIONAL = { read: 1, write: 2 } as const;

/** Steps that one sample takes at most, made and judged: schemas that ask for each other have no end. */
const MOST_STEPS = 200_000;

/** Makes values that fit schemas, the same at each run: from examples, defaults, and else from the schema itself. */
export class Sampler {
  readonly #input: SampleInput;
  readonly #maker: Maker;
  /** What the factories of components make. */
  readonly #wires = new Map<string, Json>();
  #budget = { left: MOST_STEPS };

  constructor(input: SampleInput) {
    this.#input = input;
    this.#maker = {
      input,
      make: (schema, way) => this.#make(schema, way),
      judges: (value, schema, where) => adopted(value, schema, where, input, "deep", 0, this.#budget) !== undefined,
    };
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
    this.#budget = { left: MOST_STEPS };
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
    const { longest = LONGEST_EXAMPLE } = this.#input;
    for (const example of examples) {
      if (example === null || JSON.stringify(example).length > longest) continue;
      const found = this.adopt(example, schema, where);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #make(schema: Schema, way: Way): Sample | undefined {
    if (way.depth > DEEPEST || this.#budget.left-- <= 0) return undefined;
    const own = [...(schema.examples ?? []), ...(schema.default === undefined ? [] : [schema.default])];
    const given = way.needed ? undefined : this.#given(schema, way, own);
    if (given !== undefined) return given;
    const made = this.#shape(schema, way);
    if (made === undefined || !schema.limits || way.needed || !isJudged(schema.limits)) return made;
    return this.#satisfying(made, schema, schema.limits, way);
  }

  /**
   * What is ruled out, asked for beside or under a condition cannot be built, only tried: as it is, without what may be
   * left out, with what a branch has. A best guess where nothing fits, except where nothing can.
   */
  #satisfying(made: Sample, schema: Schema, limits: Limits, way: Way): Sample | undefined {
    const fits = (sample: Sample): boolean => this.#maker.judges(wireOf(sample), schema, way);
    if (fits(made)) return made;
    if (limits.also?.some((one) => one.kind === "never")) return undefined;
    const bare = this.#shape(schema, { ...way, optional: way.depth });
    const bases = [made, ...(bare === undefined ? [] : [bare])];
    const candidates = bases.flatMap((base) => [
      base,
      ...conditions(limits).flatMap((branch) => {
        const part = this.#make(branch, way);
        if (part === undefined) return [];
        return isSampleObject(part) && isSampleObject(base) ? [withMembers(base, part)] : [part];
      }),
    ]);
    return candidates.find(fits) ?? made;
  }

  #shape(schema: Schema, way: Way): Sample | undefined {
    const maker = this.#maker;
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
        return arraySample(schema, way, maker);
      case "tuple":
        return tupleSample(schema, way, maker);
      case "object":
        return objectSample(schema, way, maker);
      case "union":
        return unionSample(schema, way, maker);
      case "intersection":
        return intersectionSample(schema, way, maker);
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
}

/** Whether there is something that a sample is not made for. */
function isJudged(limits: Limits): boolean {
  return [limits.not, limits.if, limits.also, limits.dependentSchemas, limits.dependentRequired].some(
    (one) => one !== undefined,
  );
}
