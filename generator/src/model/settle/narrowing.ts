import type { Json } from "../../load/document.js";
import { docsOf } from "../meta.js";
import { findProperty, resolve } from "../resolve.js";
import type { SchemaBuilder } from "../schema/builder.js";
import { exactNumber } from "../schema/values.js";
import { sortedByName } from "../schema/objects.js";
import type { Discriminator, ObjectSchema, Property, Schema, Union } from "../schema.js";
import { type Settling, unaliased } from "./components.js";

export type DiscriminatedUnion = Union & { readonly discriminator: Discriminator };

/** How the values of a component are found. */
interface Choice {
  /** What the document maps. */
  readonly mapped: ReadonlyMap<string, readonly string[]>;
  /** Whether a component is selected by its own name where nothing else is said. */
  readonly implicit: boolean;
}

/**
 * Makes discriminated unions narrow: works out which values select which component, and gives the component's
 * discriminator property these values as its type. A value that contradicts what the component declares is dropped with
 * a warning, so that no member becomes `never`.
 */
export class Narrowing {
  /** Component → property → the values that select it, over all unions. */
  readonly #wanted = new Map<string, Map<string, Set<string>>>();
  /** Component → property → how often it is an alternative that this property selects. */
  readonly #chosen = new Map<string, Map<string, number>>();

  constructor(
    readonly builder: SchemaBuilder,
    readonly components: Settling,
    /** Component → how often it is referred to, wherever. */
    readonly references: ReadonlyMap<string, number>,
    /** Component → those that extend it. A literal in a parent would contradict the one in its children. */
    readonly children: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** Fills in the mapping of one union. */
  readUnion(union: DiscriminatedUnion): void {
    const { discriminator } = union;
    const mapped = this.#mapped(discriminator);
    const targets = union.members.flatMap((member) => (member.kind === "ref" ? [member.target] : []));
    for (const target of targets) this.#choose(target, discriminator.property);
    const mapping = targets.map((schema) => ({
      schema,
      values: this.#valuesFor(schema, discriminator, { mapped, implicit: true }),
    }));
    const known = new Set(targets.map((target) => unaliased(this.components, target)));
    for (const name of [...mapped.keys()].filter((one) => !known.has(one))) {
      this.builder.warn(
        "model/discriminator-mapping",
        `The discriminator maps to ${name}, which is none of the alternatives.`,
        this.#place(discriminator) ?? union.at,
        "List it under the alternatives, or remove it from `mapping`.",
      );
    }
    (discriminator as { mapping: Discriminator["mapping"] }).mapping = mapping;
  }

  /** A parent without alternatives: those that extend it are its children. */
  readParent(parent: string, discriminator: Discriminator): void {
    const mapped = this.#mapped(discriminator);
    const seen = new Set<string>([parent, ...mapped.keys()]);
    // A child that an explicit mapping leaves out is as likely a variant for requests as a kind of its own.
    for (const name of mapped.keys()) this.#valuesFor(name, discriminator, { mapped, implicit: false });
    if (mapped.size > 0) return;
    const waiting = [parent];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      for (const child of this.children.get(name) ?? []) {
        if (seen.has(child)) continue;
        seen.add(child);
        waiting.push(child);
        this.#valuesFor(child, discriminator, { mapped, implicit: true });
      }
    }
  }

  #place(discriminator: Discriminator): string | undefined {
    return this.builder.mappings.get(discriminator)?.at;
  }

  /** The document's mapping, by the components that aliases stand for. */
  #mapped(discriminator: Discriminator): ReadonlyMap<string, readonly string[]> {
    const mapped = new Map<string, readonly string[]>();
    for (const [target, values] of this.builder.mappings.get(discriminator)?.values ?? []) {
      const name = unaliased(this.components, target);
      mapped.set(name, [...(mapped.get(name) ?? []), ...values]);
    }
    return mapped;
  }

  /** The values that select a component: mapped, else the one it declares itself, else (when `implicit`) its name. */
  #valuesFor(component: string, discriminator: Discriminator, by: Choice): readonly string[] {
    const name = unaliased(this.components, component);
    const schema = this.components.get(name);
    const declared = schema ? this.#declared(schema, discriminator.property) : [];
    const stated = by.mapped.get(name) ?? extension(schema);
    if (stated.length === 0 && (declared.length === 1 || !by.implicit)) return declared;
    const values = stated.length > 0 ? stated : [component];
    if (schema?.kind === "union") return values;
    const fitting = declared.length > 0 ? values.filter((value) => declared.includes(value)) : values;
    if (fitting.length > 0) this.#want(name, discriminator.property, fitting);
    else if (stated.length > 0) this.#conflict(component, discriminator, { values, declared });
    return fitting.length > 0 ? fitting : declared;
  }

  #conflict(
    component: string,
    discriminator: Discriminator,
    found: { values: readonly string[]; declared: readonly string[] },
  ): void {
    const [values, declared] = [found.values, found.declared].map((list) =>
      list.map((one) => JSON.stringify(one)).join(", "),
    );
    this.builder.warn(
      "model/discriminator-conflict",
      `The discriminator selects ${component} by ${values}, but its property ${JSON.stringify(discriminator.property)} only admits ${declared}.`,
      this.#place(discriminator) ?? "",
      "Let the mapping and the enum of the property agree.",
    );
  }

  /** Values of the discriminator property that a component declares or inherits; empty: it does not say. */
  #declared(schema: Schema, property: string): readonly string[] {
    const found = findProperty(this.components, schema, property);
    return found ? literals(resolve(this.components, found.schema)) : [];
  }

  #want(component: string, property: string, values: readonly string[]): void {
    const properties = this.#wanted.get(component) ?? new Map<string, Set<string>>();
    const known = properties.get(property) ?? new Set<string>();
    for (const value of values) known.add(value);
    this.#wanted.set(component, properties.set(property, known));
  }

  /** Puts the literals into the components, where all unions have been read. */
  apply(): void {
    for (const [name, properties] of this.#wanted) {
      for (const [property, values] of properties) {
        const schema = this.components.get(name);
        if (!schema || this.children.has(name) || this.#isElsewhere(name, schema, property)) continue;
        const narrowed = this.#narrowed(schema, property, [...values].toSorted());
        if (narrowed) this.components.set(name, narrowed);
      }
    }
  }

  #choose(component: string, property: string): void {
    const properties = this.#chosen.get(component) ?? new Map<string, number>();
    this.#chosen.set(component, properties.set(property, (properties.get(property) ?? 0) + 1));
  }

  /** A component that does not declare the property, and also stands where nothing selects it: there it has none. */
  #isElsewhere(component: string, schema: Schema, property: string): boolean {
    const chosen = this.#chosen.get(component)?.get(property) ?? 0;
    if (chosen === 0 || (this.references.get(component) ?? 0) <= chosen) return false;
    return findProperty(this.components, schema, property) === undefined;
  }

  /** A component that cannot have the literal everywhere keeps its type; the union adds it to its own reference. */
  members(union: DiscriminatedUnion): readonly Schema[] {
    const { property, mapping } = union.discriminator;
    return union.members.map((member) => {
      if (member.kind !== "ref") return member;
      const name = unaliased(this.components, member.target);
      const schema = this.components.get(name);
      const values = mapping.find((one) => one.schema === member.target)?.values ?? [];
      if (!schema || schema.kind === "union" || values.length === 0) return member;
      if (!this.children.has(name) && !this.#isElsewhere(name, schema, property)) return member;
      const known = findProperty(this.components, schema, property);
      const literal = this.#literal(known, property, values, schema.at);
      if (!literal || (known && literals(resolve(this.components, known.schema)).length > 0)) return member;
      return { kind: "intersection", at: member.at, members: [member, objectWith(literal, member.at)] };
    });
  }

  #narrowed(schema: Schema, property: string, values: readonly string[]): Schema | undefined {
    const known = findProperty(this.components, schema, property);
    const literal = this.#literal(known, property, values, schema.at);
    if (!literal) return undefined;
    if (schema.kind === "object") return withProperty(schema, literal);
    if (schema.kind !== "intersection") return undefined;
    const index = schema.members.findIndex((member) => member.kind === "object");
    const members =
      index < 0
        ? [...schema.members, objectWith(literal, schema.at)]
        : schema.members.map((member, at) => (at === index ? withProperty(member as ObjectSchema, literal) : member));
    return { ...schema, members };
  }

  /** The discriminator property with these values as its type; undefined where its declared type forbids it. */
  #literal(known: Property | undefined, property: string, values: readonly string[], at: string): Property | undefined {
    const declared = known && resolve(this.components, known.schema);
    const typed = values.map((value) => asDeclared(declared, value));
    if (typed.some((value) => value === undefined)) return undefined;
    const place = known?.schema.at ?? at;
    const members: Schema[] = (typed as Json[]).map((value) => ({ kind: "literal", at: place, value }));
    const [only] = members;
    if (!only) return undefined;
    const docs = docsOf(known?.schema);
    const schema: Schema =
      members.length === 1 ? { ...docs, ...only } : { ...docs, kind: "union", at: place, mode: "oneOf", members };
    return { name: property, required: true, schema };
  }
}

/** The value that a mapping's key, always a string, means for a property of this type. */
function asDeclared(declared: Schema | undefined, value: string): Json | undefined {
  if (!declared || declared.kind === "unknown") return value;
  if (declared.kind === "scalar") {
    if (declared.type === "string") return value;
    if (declared.type === "boolean") return value === "true" || (value === "false" ? false : undefined);
    return exactNumber(value);
  }
  if (declared.kind === "union")
    return declared.members.map((member) => asDeclared(member, value)).find((found) => found !== undefined);
  const values = declared.kind === "literal" ? [declared.value] : declared.kind === "enum" ? declared.values : [];
  return values.find((one) => one !== null && String(one) === value);
}

/** What a property of literals admits, as strings; empty for any other type. */
function literals(schema: Schema): string[] {
  if (schema.kind === "literal") return [String(schema.value)];
  if (schema.kind === "enum") return schema.values.filter((value) => value !== null).map(String);
  if (schema.kind !== "union") return [];
  const members = schema.members.filter((member) => member.kind !== "null").map(literals);
  return members.every((values) => values.length > 0) ? members.flat() : [];
}

/** Vendors' ways to state the value in the child. */
function extension(schema: Schema | undefined): string[] {
  const value = schema?.extensions?.["x-ms-discriminator-value"] ?? schema?.extensions?.["x-discriminator-value"];
  return typeof value === "string" ? [value] : [];
}

function withProperty(schema: ObjectSchema, property: Property): ObjectSchema {
  const others = schema.properties.filter(({ name }) => name !== property.name);
  const requiredElsewhere = schema.requiredElsewhere.filter((name) => name !== property.name);
  return { ...schema, properties: sortedByName([...others, property]), requiredElsewhere };
}

function objectWith(property: Property, at: string): ObjectSchema {
  return { kind: "object", at, properties: [property], requiredElsewhere: [], patterns: [] };
}

export function isDiscriminated(schema: Schema): schema is DiscriminatedUnion {
  return schema.kind === "union" && schema.discriminator !== undefined;
}
