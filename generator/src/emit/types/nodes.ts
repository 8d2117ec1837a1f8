import type { TypeOptions } from "../../config/config.js";
import type { Json } from "../../load/document.js";
import { type Components, isBinary, resolve, travels } from "../../model/index.js";
import type { Enum, Intersection, ObjectSchema, Property, Scalar, Schema, Tuple, Union } from "../../model/schema.js";
import type { Names } from "../../name/names.js";
import { describe } from "./describe.js";
import { indexSignatures } from "./index-signatures.js";
import type { Direction } from "./printer.js";
import { type Form, made } from "./transform/form.js";
import type { MemberNode, TypeNode, TypeTransform } from "./transform/index.js";

/** Where a schema stands: it decides between the two shapes of a type. */
export interface Where {
  readonly direction: Direction;
  /** Bytes travel as they are here, so a binary string is a file. */
  readonly files: boolean;
  /** `at` of the intersection that is being written out: a part that merged members has it too, and is not its name. */
  readonly within?: string;
}

export interface TypeContext {
  readonly components: Components;
  readonly names: Names;
  readonly options: TypeOptions;
  readonly transform: TypeTransform;
  /** Identifiers of the SDK's own types: a global type of the same name needs `globalThis`. */
  readonly taken: ReadonlySet<string>;
}

/** IR → types: by openapi-typescript, except for what it has no word for or gets wrong (ADR 0004). */
export class TypeNodes {
  readonly #known = new Map<string, TypeNode>();

  constructor(readonly context: TypeContext) {}

  /** The type of a schema where it is used: its name, if it has one. */
  node(schema: Schema, where: Where): TypeNode {
    const nameable = (schema.kind === "object" || schema.kind === "intersection") && schema.at !== where.within;
    const own = nameable ? this.context.names.inline.get(schema.at) : undefined;
    return own ? this.#named(own, where) : this.shape(schema, where);
  }

  /** The type of a schema written out. */
  shape(schema: Schema, where: Where): TypeNode {
    const { transform, names } = this.context;
    switch (schema.kind) {
      case "scalar":
        return this.#scalar(schema, where);
      case "literal":
        return this.#value(schema.value);
      case "enum":
        return this.#enum(schema);
      case "null":
        return this.#simple("null", { type: "null" });
      case "unknown":
        return this.#simple("unknown", {});
      case "never":
        return transform.keyword("never");
      case "array":
        return transform.array(this.node(schema.items, where));
      case "tuple":
        return this.#tuple(schema, where);
      case "object":
        return this.#object(schema, where);
      case "union":
        return this.#union(schema, where);
      case "intersection":
        return this.#intersection(schema, where);
      case "ref": {
        const name = names.schemas.get(schema.target);
        return name ? this.#named(name, where) : this.#simple("unknown", {});
      }
    }
  }

  /** A global type, even where the document has one of that name. */
  global(name: string): TypeNode {
    return this.reference(this.context.taken.has(name.replace(/<.*/, "")) ? `globalThis.${name}` : name);
  }

  reference(name: string): TypeNode {
    return this.#once(`=${name}`, () => this.context.transform.reference(name));
  }

  /** Members of an object that travel in this direction. */
  members(schema: ObjectSchema, { direction }: Where): readonly Property[] {
    return schema.properties.filter((one) => travels(this.context.components, one.schema, direction));
  }

  #named(name: { readonly type: string; readonly input?: string }, { direction }: Where): TypeNode {
    return this.reference(direction === "write" ? (name.input ?? name.type) : name.type);
  }

  /** Types without parts are made once. */
  #simple(key: string, form: Form): TypeNode {
    return this.#once(key, () => this.context.transform.node(form));
  }

  #once(key: string, make: () => TypeNode): TypeNode {
    const known = this.#known.get(key);
    if (known) return known;
    const node = make();
    this.#known.set(key, node);
    return node;
  }

  #scalar(schema: Scalar, { files }: Where): TypeNode {
    const { dates, int64 } = this.context.options;
    if (files && isBinary(schema)) return this.reference("FileInput");
    if (dates === "Date" && isDate(schema)) return this.global("Date");
    if (int64 === "bigint" && isInt64(schema)) return this.context.transform.keyword("bigint");
    return this.#simple(schema.type, { type: schema.type });
  }

  #value(value: Json): TypeNode {
    const { transform } = this.context;
    if (value === null) return this.#simple("null", { type: "null" });
    if (typeof value === "number" && !Number.isFinite(value)) return this.#simple("number", { type: "number" });
    if (typeof value !== "object") return transform.node({ const: value });
    if (Array.isArray(value))
      return transform.tuple(value.map((item) => ({ type: this.#value(item), optional: false })));
    const members = Object.entries(value).map(([name, item]) => ({ name, optional: false, type: this.#value(item) }));
    return members.length === 0 ? this.#closed() : transform.object(members);
  }

  #enum(schema: Enum): TypeNode {
    const types = schema.values.map((value) => this.#value(value));
    if (this.context.options.enums === "open") {
      for (const type of ["string", "number"] as const) {
        if (schema.values.some((value) => typeof value === type)) types.push(this.context.transform.openEnd(type));
      }
    }
    return this.#anyOf(types);
  }

  #tuple(schema: Tuple, where: Where): TypeNode {
    const places = schema.prefix.map((place, index) => ({
      type: this.node(place, where),
      optional: index >= schema.required,
    }));
    return this.context.transform.tuple(places, schema.rest && this.node(schema.rest, where));
  }

  #union(schema: Union, where: Where): TypeNode {
    const types = schema.members.map((member) => this.node(member, where));
    const open = schema.members.findIndex(
      (member) => member.kind === "scalar" && member.type === "string" && !isDate(member) && !isBinary(member),
    );
    if (open >= 0 && schema.members.some((member) => this.#isWord(member))) {
      // A known word or any other: written so, editors offer the words.
      types.splice(open, 1);
      types.push(this.context.transform.openEnd("string"));
    }
    return this.#anyOf(types);
  }

  #anyOf(types: readonly TypeNode[]): TypeNode {
    return this.context.transform.node({ anyOf: types.map(made) });
  }

  /** A literal string, or several. */
  #isWord(schema: Schema): boolean {
    const inner = resolve(this.context.components, schema);
    if (inner.kind === "literal") return typeof inner.value === "string";
    return inner.kind === "enum" && inner.values.every((value) => typeof value === "string");
  }

  #intersection(schema: Intersection, where: Where): TypeNode {
    const parts = schema.members.filter((member) => this.#adds(member, schema));
    const inside = { ...where, within: schema.at };
    const types = parts.map((part) => (part.kind === "object" ? this.shape(part, inside) : this.node(part, inside)));
    const [only] = types;
    if (!only) return this.#simple("unknown", {});
    return types.length === 1 ? only : this.context.transform.node({ allOf: types.map(made) });
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
    const script = type === "integer" ? "number" : type;
    switch (inner.kind) {
      case "scalar":
        return inner !== schema && inner.type === type;
      case "literal":
        return typeof inner.value === script;
      case "enum":
        return inner.values.every((value) => typeof value === script);
      case "union":
        return inner.members.every((member) => this.#isOfType(member, type));
      default:
        return false;
    }
  }

  #object(schema: ObjectSchema, where: Where): TypeNode {
    const { transform } = this.context;
    const unknown = this.#simple("unknown", {});
    const rest =
      schema.additional && schema.additional.kind !== "never" ? this.node(schema.additional, where) : undefined;
    const members: MemberNode[] = this.members(schema, where).map(({ name, required, schema: property }) => ({
      name,
      optional: !required,
      type: this.node(property, where),
      docs: describe(property, name, "member"),
    }));
    for (const name of schema.requiredElsewhere) members.push({ name, optional: false, type: rest ?? unknown });
    const patterns = schema.patterns.map((one) => ({ pattern: one.pattern, type: this.node(one.schema, where) }));
    const signatures = indexSignatures(transform, { members, patterns, rest });
    if (members.length > 0) return transform.object(members, signatures);
    const [only] = signatures;
    if (!only) return schema.additional?.kind === "never" ? this.#closed() : this.#map(unknown);
    return signatures.length === 1 && only.key === "any" ? this.#map(only.type) : transform.object([], signatures);
  }

  #map(value: TypeNode): TypeNode {
    return this.context.transform.node({ type: "object", additionalProperties: made(value) });
  }

  #closed(): TypeNode {
    const { transform } = this.context;
    return transform.object([], [{ key: "any", type: transform.keyword("never") }]);
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
