import type { TypeOptions } from "../../config/config.js";
import type { Json } from "../../load/document.js";
import { keyMeaning } from "../../emit/types/keys.js";
import { componentsOf, directionOf, isBinary, type Components } from "../../model/index.js";
import type { Api } from "../../model/api.js";
import type { ObjectSchema, Schema } from "../../model/schema.js";
import type { Names } from "../../name/names.js";
import { familyName, textOf, UNDEFINED, UNKNOWN, unionOf, word, type Member, type Notes, type Type } from "../type.js";

/** Where a schema stands, as the emitter of types has it. */
export interface Where {
  readonly direction: "read" | "write";
  /** Bytes travel as they are. */
  readonly files: boolean;
}

/** Schemas as the types that the SDK has for them. */
export class SchemaTypes {
  readonly #components: Components;

  constructor(
    api: Api,
    readonly names: Names,
    readonly options: TypeOptions,
  ) {
    this.#components = componentsOf(api);
  }

  /** The type of a schema where it is used: its name, if it has one. */
  use(schema: Schema, where: Where): Type {
    const nameable = schema.kind === "object" || schema.kind === "intersection";
    const own = nameable ? this.names.inline.get(schema.at) : undefined;
    return own ? ref(own, where) : this.shape(schema, where);
  }

  /** The type of a schema written out. */
  shape(schema: Schema, where: Where): Type {
    const notes = notesOf(schema);
    return { ...this.#plain(schema, where), at: schema.at, ...(notes && { notes }) };
  }

  #plain(schema: Schema, where: Where): Type {
    switch (schema.kind) {
      case "scalar":
        return this.#scalar(schema, where);
      case "literal":
        return literal(schema.value);
      case "enum": {
        const ends = new Set(schema.values.map((value) => typeof value).filter((one) => one !== "object"));
        const open = this.options.enums === "open" ? [...ends].map((one) => word(one)) : [];
        return unionOf([...schema.values.map(literal), ...open]);
      }
      case "null":
      case "unknown":
      case "never":
        return word(schema.kind);
      case "array":
        return { kind: "array", items: this.use(schema.items, where) };
      case "tuple":
        return {
          kind: "tuple",
          places: schema.prefix.map((place, index) => ({
            optional: index >= schema.required,
            type: this.use(place, where),
          })),
          ...(schema.rest && { rest: this.use(schema.rest, where) }),
        };
      case "object":
        return this.#object(schema, where);
      case "union":
        return unionOf(schema.members.map((member) => this.use(member, where)));
      case "intersection":
        return this.#intersection(schema.members, where);
      case "ref": {
        const name = this.names.schemas.get(schema.target);
        return name ? ref(name, where) : UNKNOWN;
      }
    }
  }

  #scalar(schema: Extract<Schema, { kind: "scalar" }>, { files }: Where): Type {
    const { dates, int64 } = this.options;
    if (files && isBinary(schema)) return word("FileInput");
    const isDate = schema.type === "string" && /^date(-time)?$/.test(schema.format ?? "");
    if (dates === "Date" && isDate) return word("Date");
    if (int64 === "bigint" && schema.type === "integer" && schema.format === "int64") return word("bigint");
    return word(schema.type === "integer" ? "number" : schema.type);
  }

  #object(schema: ObjectSchema, where: Where): Type {
    const members = new Map<string, Member>();
    for (const { name, required, schema: property } of schema.properties) {
      const only = directionOf(this.#components, property);
      if (only !== "both" && only !== where.direction) continue;
      const deprecated = property.deprecated === true;
      members.set(name, { optional: !required, type: this.use(property, where), deprecated, at: property.at });
    }
    const closed = schema.additional?.kind === "never";
    const extra: Schema[] = schema.additional && !closed ? [schema.additional] : [];
    for (const { pattern, schema: value } of schema.patterns) {
      const name = keysOf(pattern);
      if (name === undefined) extra.push(value);
      else if (!members.has(name)) members.set(name, { optional: true, type: this.use(value, where), at: value.at });
    }
    const rest = extra.length > 0 ? unionOf(extra.map((one) => this.use(one, where))) : undefined;
    for (const name of schema.requiredElsewhere) members.set(name, { optional: false, type: rest ?? UNKNOWN });
    const open = rest ? admitting(rest, members) : members.size === 0 && !closed ? UNKNOWN : undefined;
    return { kind: "object", members, ...(open && { rest: open }) };
  }

  #intersection(schemas: readonly Schema[], where: Where): Type {
    const parts = schemas.filter((one) => one.kind !== "unknown" && !isSilent(one));
    // A part that is written here is no type of its own.
    const types = parts.map((one) => (one.kind === "object" ? this.shape(one, where) : this.use(one, where)));
    const [only] = types;
    if (!only) return UNKNOWN;
    return types.length === 1 ? only : { kind: "intersection", members: types };
  }
}

/** A family of keys as a member: `[`x-${string}`]`. Undefined: the pattern may mean any key. */
function keysOf(pattern: string): string | undefined {
  const meaning = keyMeaning(pattern);
  if (meaning === undefined || meaning === "any") return undefined;
  return "exact" in meaning ? meaning.exact : familyName(`${meaning.prefix}\${string}${meaning.suffix}`);
}

/** With more kinds of values than this, an index signature is `unknown`: see `emit/types/index-signatures.ts`. */
const MOST_KINDS = 4;

/** TypeScript wants an index signature to admit what the named members hold. */
function admitting(rest: Type, members: ReadonlyMap<string, Member>): Type {
  const named = [...members.values()];
  const optional = named.some((one) => one.optional) ? [UNDEFINED] : [];
  const types = [rest, ...named.map((one) => one.type), ...optional];
  const kinds = new Set(types.map(textOf));
  const unclear = kinds.size > MOST_KINDS || types.some((one) => one.kind === "intersection");
  return unclear && kinds.size > 1 ? UNKNOWN : unionOf(types);
}

function ref(name: { readonly type: string; readonly input?: string }, { direction }: Where): Type {
  return { kind: "ref", name: direction === "write" ? (name.input ?? name.type) : name.type };
}

function literal(value: Json): Type {
  return value === null ? word("null") : { kind: "literal", text: JSON.stringify(value) };
}

/** `type: object` and nothing more, beside others. */
function isSilent(schema: Schema): boolean {
  return (
    schema.kind === "object" &&
    schema.properties.length === 0 &&
    schema.requiredElsewhere.length === 0 &&
    schema.patterns.length === 0 &&
    (schema.additional === undefined || schema.additional.kind === "never")
  );
}

function notesOf(schema: Schema): Notes | undefined {
  const closed = schema.kind === "object" && schema.additional?.kind === "never";
  const limits =
    schema.limits || closed
      ? { ...plain(schema.limits ?? {}), ...(closed && { additionalProperties: false }) }
      : undefined;
  const format = schema.kind === "scalar" ? schema.format : undefined;
  if (limits === undefined && format === undefined && schema.default === undefined) return undefined;
  return {
    ...(limits && { limits }),
    ...(format !== undefined && { format }),
    ...(schema.default !== undefined && { default: schema.default }),
  };
}

/** Limits may hold schemas; where those stand is no matter. */
function plain(limits: NonNullable<Schema["limits"]>): { [keyword: string]: Json } {
  return JSON.parse(JSON.stringify(limits, (key, value: unknown) => (key === "at" ? undefined : value))) as {
    [keyword: string]: Json;
  };
}
