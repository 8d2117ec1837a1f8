import type { TypeOptions } from "../../config/config.js";
import type { Json } from "../../load/document.js";
import { directionOf, isBinary } from "../../model/index.js";
import { type Components, resolve } from "../../model/resolve.js";
import type { Enum, Intersection, ObjectSchema, Property, Scalar, Schema, Tuple, Union } from "../../model/schema.js";
import type { Names } from "../../name/names.js";
import { describe } from "./describe.js";
import { covers, hasKey, keyMeaning } from "./keys.js";
import type { Direction } from "./printer.js";
import type { Form } from "./transform/form.js";
import type { KeyPattern, TypeNode, TypeTransform } from "./transform/index.js";

/** Where a schema stands: it decides between the two shapes of a type. */
export interface Where {
  readonly direction: Direction;
  /** Bytes travel as they are here, so a binary string is a file. */
  readonly files: boolean;
}

export interface FormContext {
  readonly components: Components;
  readonly names: Names;
  readonly options: TypeOptions;
  readonly transform: TypeTransform;
  /** Identifiers of the SDK's own types: a global type of the same name needs `globalThis`. */
  readonly taken: ReadonlySet<string>;
}

/** A named member beside an index signature makes the signature admit the member's type; with more kinds, anything. */
const MOST_KINDS = 4;

/** IR → the form openapi-typescript takes, with nodes of our own where it has none or gets it wrong (ADR 0004). */
export class Forms {
  readonly #references = new Map<string, Form>();

  constructor(readonly context: FormContext) {}

  node(schema: Schema, where: Where): TypeNode {
    return this.context.transform.node(this.form(schema, where));
  }

  /** The type of a schema where it is used: its name, if it has one. */
  form(schema: Schema, where: Where): Form {
    const own = this.context.names.inline.get(schema.at);
    if (own && (schema.kind === "object" || schema.kind === "intersection")) return this.#named(own, where);
    return this.shape(schema, where);
  }

  /** The type of a schema written out. */
  shape(schema: Schema, where: Where): Form {
    switch (schema.kind) {
      case "scalar":
        return this.#scalar(schema, where);
      case "literal":
        return this.#value(schema.value);
      case "enum":
        return this.#enum(schema);
      case "null":
        return { type: "null" };
      case "unknown":
        return {};
      case "never":
        return this.#own(this.context.transform.never());
      case "array":
        return this.#own(this.context.transform.array(this.node(schema.items, where)));
      case "tuple":
        return this.#tuple(schema, where);
      case "object":
        return this.#object(schema, where);
      case "union":
        return this.#union(schema, where);
      case "intersection":
        return this.#intersection(schema, where);
      case "ref": {
        const name = this.context.names.schemas.get(schema.target);
        return name ? this.#named(name, where) : {};
      }
    }
  }

  /** A global type, even where the document has one of that name. */
  global(name: string): Form {
    const { taken } = this.context;
    return this.reference(taken.has(name.replace(/<.*/, "")) ? `globalThis.${name}` : name);
  }

  reference(name: string): Form {
    const known = this.#references.get(name);
    if (known) return known;
    const made = this.#own(this.context.transform.reference(name));
    this.#references.set(name, made);
    return made;
  }

  /** Members of an object that travel in this direction. */
  members(schema: ObjectSchema, { direction }: Where): readonly Property[] {
    return schema.properties.filter((one) => {
      const only = directionOf(this.context.components, one.schema);
      return only === "both" || only === direction;
    });
  }

  #own(node: TypeNode): Form {
    return { type: "own", node };
  }

  #named(name: { readonly type: string; readonly input?: string }, { direction }: Where): Form {
    return this.reference(direction === "write" ? (name.input ?? name.type) : name.type);
  }

  #scalar(schema: Scalar, { files }: Where): Form {
    const { dates, int64 } = this.context.options;
    if (files && isBinary(schema)) return this.reference("FileInput");
    if (dates === "Date" && isDate(schema)) return this.global("Date");
    if (int64 === "bigint" && isInt64(schema)) return this.#own(this.context.transform.bigint());
    return { type: schema.type };
  }

  #value(value: Json): Form {
    if (value === null) return { type: "null" };
    if (typeof value === "number" && !Number.isFinite(value)) return { type: "number" };
    if (typeof value !== "object") return { const: value };
    const { transform } = this.context;
    if (Array.isArray(value)) {
      const places = value.map((item) => ({ type: transform.node(this.#value(item)), optional: false }));
      return this.#own(transform.tuple(places, undefined));
    }
    const properties: { [name: string]: Form } = Object.create(null) as { [name: string]: Form };
    for (const [name, item] of Object.entries(value)) properties[name] = this.#value(item);
    const required = Object.keys(value);
    return required.length === 0 ? this.#closed() : { type: "object", properties, required };
  }

  #enum(schema: Enum): Form {
    const { options, transform } = this.context;
    const forms = schema.values.map((value) => this.#value(value));
    if (options.enums !== "open") return { anyOf: forms };
    const ends = (["string", "number"] as const).filter((type) => schema.values.some((value) => typeof value === type));
    return { anyOf: [...forms, ...ends.map((type) => this.#own(transform.openEnd(type)))] };
  }

  #tuple(schema: Tuple, where: Where): Form {
    const places = schema.prefix.map((place, index) => ({
      type: this.node(place, where),
      optional: index >= schema.required,
    }));
    return this.#own(this.context.transform.tuple(places, schema.rest && this.node(schema.rest, where)));
  }

  #union(schema: Union, where: Where): Form {
    const members = schema.members.map((member) => this.form(member, where));
    const bare = schema.members.findIndex(
      (member) => member.kind === "scalar" && member.type === "string" && !isDate(member) && !isBinary(member),
    );
    if (bare < 0 || !schema.members.some((member) => this.#isWord(member))) return { anyOf: members };
    // A known word or any other: written so, editors offer the words.
    const others = members.filter((_, index) => index !== bare);
    return { anyOf: [...others, this.#own(this.context.transform.openEnd("string"))] };
  }

  /** A literal string, or several. */
  #isWord(schema: Schema): boolean {
    const inner = resolve(this.context.components, schema);
    if (inner.kind === "literal") return typeof inner.value === "string";
    return inner.kind === "enum" && inner.values.every((value) => typeof value === "string");
  }

  #intersection(schema: Intersection, where: Where): Form {
    const parts = schema.members.filter((member) => this.#adds(member, schema));
    const [only] = parts;
    if (!only) return {};
    const forms = parts.map((part) => (part.kind === "object" ? this.shape(part, where) : this.form(part, where)));
    return forms.length === 1 ? (forms[0] as Form) : { allOf: forms };
  }

  /** Whether a part of an intersection says something that the others do not. */
  #adds(part: Schema, whole: Intersection): boolean {
    if (part.kind === "unknown") return false;
    if (part.kind === "object") return !isSilent(part);
    if (part.kind !== "scalar") return true;
    return !whole.members.some((other) => other !== part && this.#isOfType(other, part.type));
  }

  #isOfType(schema: Schema, type: Scalar["type"]): boolean {
    const inner = resolve(this.context.components, schema);
    if (inner === schema && schema.kind === "scalar") return false;
    switch (inner.kind) {
      case "scalar":
        return inner.type === type;
      case "literal":
        return typeof inner.value === (type === "integer" ? "number" : type);
      case "enum":
        return inner.values.every((value) => typeof value === (type === "integer" ? "number" : type));
      case "union":
        return inner.members.every((member) => this.#isOfType(member, type));
      default:
        return false;
    }
  }

  #object(schema: ObjectSchema, where: Where): Form {
    const members = this.members(schema, where);
    const properties: { [name: string]: Form } = Object.create(null) as { [name: string]: Form };
    for (const { name, schema: property } of members) {
      const docs = describe(property, name);
      const form = this.form(property, where);
      properties[name] = docs ? { ...form, docs } : form;
    }
    const rest = schema.additional?.kind === "never" ? undefined : schema.additional;
    for (const name of schema.requiredElsewhere) properties[name] = rest ? this.form(rest, where) : {};
    const required = [...members.filter((one) => one.required).map((one) => one.name), ...schema.requiredElsewhere];
    return this.#withSignatures(schema, where, { properties, required });
  }

  #withSignatures(
    schema: ObjectSchema,
    where: Where,
    known: { properties: { [name: string]: Form }; required: readonly string[] },
  ): Form {
    const { transform } = this.context;
    const families = this.#families(schema, where, known.properties);
    const names = Object.keys(known.properties);
    if (families.length === 0) {
      if (names.length > 0) return { type: "object", ...known };
      return schema.additional?.kind === "never" ? this.#closed() : { type: "object", additionalProperties: true };
    }
    const [first] = families;
    if (names.length === 0 && families.length === 1 && first?.key === "any")
      return { type: "object", additionalProperties: first.form };
    const object = transform.node({ type: "object", ...known });
    const signatures = families.map(({ key, form }) => {
      const named = names.filter((name) => hasKey(key, name)).map((name) => this.#present(known, name));
      const narrower = families
        .filter((other) => other.key !== key && covers(key, other.key))
        .map((other) => transform.node(other.form));
      return { key, type: this.#anyOf([transform.node(form), ...named.flat(), ...narrower]) };
    });
    return this.#own(transform.indexed(object, signatures));
  }

  /** Families of keys beside the named ones. A pattern that means one key makes a member of it. */
  #families(
    schema: ObjectSchema,
    where: Where,
    properties: { [name: string]: Form },
  ): { readonly key: KeyPattern; readonly form: Form }[] {
    const families: { key: KeyPattern; form: Form }[] = [];
    const any: Form[] = [];
    for (const { pattern, schema: inner } of schema.patterns) {
      const meaning = keyMeaning(pattern);
      const form = this.form(inner, where);
      if (meaning === undefined || meaning === "any") any.push(form);
      else if ("exact" in meaning) properties[meaning.exact] ??= form;
      else families.push({ key: meaning, form });
    }
    if (schema.additional && schema.additional.kind !== "never") any.unshift(this.form(schema.additional, where));
    const [first] = any;
    if (!first) return families;
    return [...families, { key: "any", form: any.length === 1 ? first : { anyOf: any } }];
  }

  /** What a named member may hold, as far as an index signature over it must admit. */
  #present(
    { properties, required }: { properties: { [name: string]: Form }; required: readonly string[] },
    name: string,
  ): TypeNode[] {
    const { transform } = this.context;
    const type = transform.node(properties[name] ?? {});
    return required.includes(name) ? [type] : [type, transform.undefined()];
  }

  #anyOf(types: readonly TypeNode[]): TypeNode {
    const { transform } = this.context;
    const distinct = new Map(types.map((type) => [transform.text(type).expression(), type]));
    if (distinct.has("unknown") || distinct.size > MOST_KINDS) return transform.node({});
    return transform.node({ anyOf: [...distinct.values()].map((node) => this.#own(node)) });
  }

  #closed(): Form {
    const { transform } = this.context;
    return this.#own(transform.indexed(transform.node({}), [{ key: "any", type: transform.never() }]));
  }
}

export function isDate(schema: Schema): boolean {
  return (
    schema.kind === "scalar" && schema.type === "string" && (schema.format === "date-time" || schema.format === "date")
  );
}

export function isInt64(schema: Schema): boolean {
  return schema.kind === "scalar" && schema.type === "integer" && schema.format === "int64";
}

/** `type: object` and nothing more. */
function isSilent(schema: ObjectSchema): boolean {
  return (
    schema.properties.length === 0 &&
    schema.requiredElsewhere.length === 0 &&
    schema.patterns.length === 0 &&
    (schema.additional === undefined || schema.additional.kind === "never")
  );
}
