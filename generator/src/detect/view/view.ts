import type { Json } from "../../load/document.js";
import type { Api } from "../../model/api.js";
import { componentsOf, schemasOf, type Part } from "../../model/index.js";
import type { Schema } from "../../model/schema.js";
import { prose } from "../text/prose.js";

export type JsonType = "string" | "number" | "integer" | "boolean" | "array" | "object";

/** How many ways to read a schema are kept. A union beyond that is read by its first members. */
const MAX_ALTERNATIVES = 24;
/** Schemas that are looked at for one view: those who inherit from one another by many ways would never end. */
const MAX_STEPS = 20_000;

/** One way to read a schema: leaves that hold together (`allOf`), none of them a union, intersection or reference. */
type Alternative = readonly Schema[];

/** A property as seen through references, `allOf` and unions. */
export interface Field {
  readonly name: string;
  readonly required: boolean;
  /** Every object that the value may be has it. */
  readonly everywhere: boolean;
  readonly view: View;
}

/**
 * What a value may look like, whatever the schema is built of. References are followed, `allOf` is merged, unions are
 * laid over each other; `null` only makes it {@link nullable}. Everything is worked out when asked for.
 */
export class View {
  #fields: ReadonlyMap<string, Field> | undefined;
  #types: ReadonlySet<JsonType> | undefined;
  #text: string | undefined;

  constructor(
    private readonly views: Views,
    readonly schema: Schema,
    private readonly alternatives: readonly Alternative[],
    /** `null` is among the values. */
    readonly nullable: boolean,
  ) {}

  get at(): string {
    return this.schema.at;
  }

  /** Empty: nothing is said. */
  get types(): ReadonlySet<JsonType> {
    return (this.#types ??= new Set(this.alternatives.flatMap((one) => typesOf(one))));
  }

  /** All values have this type. `integer` passes for `number`. */
  is(type: JsonType): boolean {
    const { types } = this;
    if (types.size === 0) return false;
    for (const one of types) if (one !== type && !(type === "number" && one === "integer")) return false;
    return true;
  }

  /** Some values may have this type, or nothing is said. */
  may(type: JsonType): boolean {
    const { types } = this;
    if (types.size === 0 || types.has(type)) return true;
    return (type === "integer" && types.has("number")) || (type === "number" && types.has("integer"));
  }

  get unknown(): boolean {
    return this.types.size === 0;
  }

  /** Strings, numbers and booleans only. */
  get scalar(): boolean {
    return this.types.size > 0 && !this.types.has("array") && !this.types.has("object");
  }

  get numeric(): boolean {
    return this.is("number");
  }

  get format(): string | undefined {
    for (const leaf of this.leaves()) if (leaf.kind === "scalar" && leaf.format !== undefined) return leaf.format;
    return undefined;
  }

  /** Title and description, lower-case. */
  get text(): string {
    if (this.#text !== undefined) return this.#text;
    const parts = new Set<string>();
    for (const schema of [this.schema, ...this.leaves()])
      for (const part of [schema.description, schema.title]) if (part !== undefined) parts.add(part);
    return (this.#text = prose(...parts));
  }

  get description(): string | undefined {
    return this.schema.description ?? [...this.leaves()].find((leaf) => leaf.description !== undefined)?.description;
  }

  get default(): Json | undefined {
    for (const schema of [this.schema, ...this.leaves()]) if (schema.default !== undefined) return schema.default;
    return undefined;
  }

  get examples(): readonly Json[] {
    return [this.schema, ...this.leaves()].flatMap((schema) => schema.examples ?? []);
  }

  get minimum(): number | undefined {
    return this.limit((leaf) => leaf.limits?.minimum ?? leaf.limits?.exclusiveMinimum);
  }

  get maximum(): number | undefined {
    return this.limit((leaf) => leaf.limits?.maximum);
  }

  /** Values of an enumeration, or nothing. */
  get values(): readonly Json[] | undefined {
    const values: Json[] = [];
    for (const leaf of this.leaves()) {
      if (leaf.kind === "enum") values.push(...leaf.values);
      else if (leaf.kind === "literal") values.push(leaf.value);
      else if (leaf.kind === "scalar") return undefined;
    }
    return values.length > 0 ? values : undefined;
  }

  /** Only one value is possible. */
  get constant(): boolean {
    return this.values?.length === 1;
  }

  /** Names of the components that the value may be. */
  get components(): readonly string[] {
    return this.views.componentsOf(this.schema);
  }

  /** Properties of all objects that the value may be, by name. */
  get fields(): ReadonlyMap<string, Field> {
    return (this.#fields ??= this.views.target(this.schema)?.fields ?? this.collectFields());
  }

  field(name: string): Field | undefined {
    return this.fields.get(name);
  }

  /** What the arrays among the values hold; undefined when there is none. */
  get items(): View | undefined {
    for (const leaf of this.leaves()) {
      if (leaf.kind === "array") return this.views.of(leaf.items);
      if (leaf.kind === "tuple") {
        const schema = leaf.prefix[0] ?? leaf.rest;
        if (schema) return this.views.of(schema);
      }
    }
    return undefined;
  }

  /** Values of a map: an object that names no properties. */
  get mapped(): View | undefined {
    for (const leaf of this.leaves()) {
      if (leaf.kind !== "object" || leaf.properties.length > 0) continue;
      const schema = leaf.additional ?? leaf.patterns[0]?.schema;
      if (schema && schema.kind !== "never") return this.views.of(schema);
    }
    return undefined;
  }

  private *leaves(): Iterable<Schema> {
    for (const alternative of this.alternatives) yield* alternative;
  }

  private limit(pick: (leaf: Schema) => number | undefined): number | undefined {
    for (const leaf of [this.schema, ...this.leaves()]) {
      const value = pick(leaf);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  private collectFields(): ReadonlyMap<string, Field> {
    const found = new Map<string, { schemas: Schema[]; seen: number; required: number }>();
    let objects = 0;
    for (const alternative of this.alternatives) {
      const here = new Map<string, { schema: Schema; required: boolean }>();
      let isObject = false;
      const requiredElsewhere = new Set<string>();
      for (const leaf of alternative) {
        if (leaf.kind !== "object") continue;
        isObject = true;
        for (const name of leaf.requiredElsewhere) requiredElsewhere.add(name);
        for (const property of leaf.properties) {
          const before = here.get(property.name);
          here.set(property.name, {
            schema: before?.schema ?? property.schema,
            required: property.required || (before?.required ?? false),
          });
        }
      }
      if (isObject) objects++;
      for (const [name, { schema, required }] of here) {
        const entry = found.get(name) ?? { schemas: [], seen: 0, required: 0 };
        entry.seen++;
        if (required || requiredElsewhere.has(name)) entry.required++;
        if (!entry.schemas.includes(schema)) entry.schemas.push(schema);
        found.set(name, entry);
      }
    }
    const fields = new Map<string, Field>();
    for (const [name, { schemas, seen, required }] of found)
      fields.set(name, {
        name,
        required: required === objects,
        everywhere: seen === objects,
        view: this.views.ofAny(schemas),
      });
    return fields;
  }
}

interface KnownViews {
  get(schema: Schema): View | undefined;
  set(schema: Schema, view: View): unknown;
  delete(schema: Schema): unknown;
}

/** Makes views of the schemas of one API, each once. */
export class Views {
  #components: ReadonlyMap<string, Schema>;
  /** Left for the view that is made. */
  #steps = MAX_STEPS;

  constructor(
    api: Api,
    readonly views: KnownViews = new Map(),
  ) {
    this.#components = componentsOf(api);
  }

  /** Goes over to the next round of a watch: what these parts say is not what it was. */
  renew(api: Api, parts: readonly Part[]): void {
    this.#components = componentsOf(api);
    for (const part of parts) for (const schema of schemasOf(part)) this.views.delete(schema);
  }

  of(schema: Schema): View {
    let view = this.views.get(schema);
    if (!view) {
      this.#steps = MAX_STEPS;
      const all = this.alternatives(schema, new Set());
      const some = all.filter((one) => !one.some((leaf) => leaf.kind === "null"));
      view = new View(this, schema, some, some.length < all.length || nullIsAmong(some));
      this.views.set(schema, view);
    }
    return view;
  }

  /** What a reference leads to: all that refer to one component share its fields. */
  target(schema: Schema): View | undefined {
    const target = schema.kind === "ref" ? this.#components.get(schema.target) : undefined;
    return target && target.kind !== "ref" ? this.of(target) : undefined;
  }

  /** One view over several schemas of which a value may have any. */
  ofAny(schemas: readonly Schema[]): View {
    const [first, ...others] = schemas;
    if (first === undefined) throw new Error("a view needs a schema");
    if (others.length === 0) return this.of(first);
    return this.of({
      kind: "union",
      mode: "anyOf",
      members: schemas,
      at: first.at,
      ...(first.description !== undefined && { description: first.description }),
    });
  }

  componentsOf(schema: Schema): readonly string[] {
    if (schema.kind === "ref") return [schema.target];
    if (schema.kind === "union" || schema.kind === "intersection")
      return schema.members.flatMap((one) => this.componentsOf(one));
    return [];
  }

  private alternatives(schema: Schema, seen: ReadonlySet<string>): readonly Alternative[] {
    if (this.#steps-- <= 0) return [];
    switch (schema.kind) {
      case "ref": {
        const target = this.#components.get(schema.target);
        if (!target || seen.has(schema.target)) return [];
        return this.alternatives(target, new Set(seen).add(schema.target));
      }
      case "union":
        return schema.members.flatMap((member) => this.alternatives(member, seen)).slice(0, MAX_ALTERNATIVES);
      case "intersection":
        return schema.members.reduce<readonly Alternative[]>(
          (product, member) => {
            const ways = this.alternatives(member, seen);
            if (ways.length === 0) return product;
            return product.flatMap((one) => ways.map((way) => [...one, ...way])).slice(0, MAX_ALTERNATIVES);
          },
          [[]],
        );
      default:
        return [[schema]];
    }
  }
}

function typesOf(alternative: Alternative): readonly JsonType[] {
  for (const leaf of alternative) {
    const types = typesOfLeaf(leaf);
    if (types.length > 0) return types;
  }
  return [];
}

function typesOfLeaf(leaf: Schema): readonly JsonType[] {
  switch (leaf.kind) {
    case "scalar":
      return [leaf.type];
    case "array":
    case "tuple":
      return ["array"];
    case "object":
      return ["object"];
    case "literal":
      return typesOfValue(leaf.value);
    case "enum":
      return leaf.values.flatMap(typesOfValue);
    default:
      return [];
  }
}

function typesOfValue(value: Json): readonly JsonType[] {
  if (value === null) return [];
  if (Array.isArray(value)) return ["array"];
  if (typeof value === "number") return [Number.isInteger(value) ? "integer" : "number"];
  return [typeof value as JsonType];
}

function nullIsAmong(alternatives: readonly Alternative[]): boolean {
  return alternatives.some((one) => one.some((leaf) => leaf.kind === "enum" && leaf.values.includes(null)));
}
