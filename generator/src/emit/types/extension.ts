import { type Components, resolve } from "../../model/index.js";
import type { Intersection, ObjectSchema, Property, Ref, Schema } from "../../model/schema.js";

/** An object that adds members to others: it can be an interface that extends them. */
export interface Extension {
  readonly bases: readonly Ref[];
  /** What it adds itself. Undefined: nothing. */
  readonly own?: ObjectSchema;
}

/**
 * Finds intersections that interfaces can say. TypeScript refuses an interface whose member does not fit the one it
 * inherits, so this asks for members that are new, or narrower for sure.
 */
export class Extensions {
  readonly #members = new Map<string, ReadonlyMap<string, Property> | undefined>();

  constructor(readonly components: Components) {}

  of(schema: Intersection): Extension | undefined {
    const bases = schema.members.filter((member) => member.kind === "ref");
    const objects = schema.members.filter((member) => member.kind === "object");
    const silent = schema.members.filter((member) => member.kind === "unknown").length;
    if (bases.length === 0 || objects.length > 1 || bases.length + objects.length + silent < schema.members.length)
      return undefined;
    const [own] = objects;
    const inherited = new Map<string, Property>();
    for (const base of bases) {
      const members = this.#membersOf(base.target);
      if (!members) return undefined;
      for (const [name, property] of members) {
        if (inherited.has(name)) return undefined;
        inherited.set(name, property);
      }
    }
    if (own && !this.#fits(own, inherited)) return undefined;
    return { bases, ...(own && { own }) };
  }

  #fits(own: ObjectSchema, inherited: ReadonlyMap<string, Property>): boolean {
    if (hasSignature(own)) return false;
    if (own.requiredElsewhere.some((name) => inherited.has(name))) return false;
    return own.properties.every((property) => {
      const base = inherited.get(property.name);
      return !base || this.#narrows(base, property);
    });
  }

  /** The same member made required, or a literal of the member's type. */
  #narrows(base: Property, own: Property): boolean {
    if (base.required && !own.required) return false;
    if (base.schema.at === own.schema.at && base.schema.kind === own.schema.kind) return true;
    const declared = resolve(this.components, base.schema);
    return literalsOf(own.schema)?.every((value) => admits(declared, value)) ?? false;
  }

  /** Members of a component that is an interface, inherited ones included. Undefined: it is none, or has an index. */
  #membersOf(component: string): ReadonlyMap<string, Property> | undefined {
    if (this.#members.has(component)) return this.#members.get(component);
    // Until it is known: a component that extends itself is no interface.
    this.#members.set(component, undefined);
    const schema = this.components.get(component);
    const members = schema && this.#membersIn(schema);
    this.#members.set(component, members);
    return members;
  }

  #membersIn(schema: Schema): ReadonlyMap<string, Property> | undefined {
    if (schema.kind === "ref") return this.#membersOf(schema.target);
    if (schema.kind === "object") {
      if (hasSignature(schema) || schema.properties.length + schema.requiredElsewhere.length === 0) return undefined;
      const unknown = schema.requiredElsewhere.map(
        (name) => [name, { name, required: true, schema: { kind: "unknown", at: schema.at } }] as const,
      );
      return new Map<string, Property>([...schema.properties.map((one) => [one.name, one] as const), ...unknown]);
    }
    const extension = schema.kind === "intersection" ? this.of(schema) : undefined;
    if (!extension) return undefined;
    const all = new Map<string, Property>();
    for (const base of extension.bases)
      for (const [name, property] of this.#membersOf(base.target) ?? []) all.set(name, property);
    for (const property of extension.own?.properties ?? []) all.set(property.name, property);
    return all;
  }
}

function hasSignature(schema: ObjectSchema): boolean {
  return schema.patterns.length > 0 || (schema.additional !== undefined && schema.additional.kind !== "never");
}

function literalsOf(schema: Schema): unknown[] | undefined {
  if (schema.kind === "literal") return [schema.value];
  if (schema.kind === "union" && schema.members.every((member) => member.kind === "literal")) {
    return schema.members.map((member) => (member.kind === "literal" ? member.value : undefined));
  }
  return undefined;
}

function admits(declared: Schema, value: unknown): boolean {
  switch (declared.kind) {
    case "unknown":
      return true;
    case "scalar":
      return typeof value === (declared.type === "integer" ? "number" : declared.type);
    case "literal":
      return declared.value === value;
    case "enum":
      return declared.values.includes(value as never);
    case "union":
      return declared.members.some((member) => admits(member, value));
    default:
      return false;
  }
}
