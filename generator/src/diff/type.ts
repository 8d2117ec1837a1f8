import type { Json } from "../load/document.js";

/**
 * A type of an SDK as TypeScript sees it. The description of an API and generated code are both read into this form, so
 * that one comparison judges both.
 */
export type Type = (Word | Literal | ArrayType | TupleType | ObjectType | UnionType | IntersectionType | RefType) &
  Noted;

/** A type without parts: `string`, `null`, `unknown`, `Date`, or any expression that is not taken apart. */
export interface Word {
  readonly kind: "word";
  readonly text: string;
}

/** A literal, as it is written: `"sold"`, `7`, `true`. */
export interface Literal {
  readonly kind: "literal";
  readonly text: string;
}

export interface ArrayType {
  readonly kind: "array";
  readonly items: Type;
}

export interface TupleType {
  readonly kind: "tuple";
  readonly places: readonly Member[];
  readonly rest?: Type;
}

export interface ObjectType {
  readonly kind: "object";
  readonly members: ReadonlyMap<string, Member>;
  /** Type of all other members. Undefined: there are none. */
  readonly rest?: Type;
}

export interface UnionType {
  readonly kind: "union";
  readonly members: readonly Type[];
}

export interface IntersectionType {
  readonly kind: "intersection";
  readonly members: readonly Type[];
}

/** A type of the SDK, by its name. */
export interface RefType {
  readonly kind: "ref";
  readonly name: string;
}

export interface Member {
  readonly optional: boolean;
  readonly type: Type;
  readonly deprecated?: boolean;
  /** Pointer into the document. */
  readonly at?: string;
}

/** What types do not say: it changes how a program runs, not whether it compiles. */
interface Noted {
  readonly notes?: Notes;
  /** Pointer into the document. */
  readonly at?: string;
}

export interface Notes {
  readonly default?: Json;
  readonly format?: string;
  /** JSON Schema's assertions, by keyword. */
  readonly limits?: { readonly [keyword: string]: Json };
}

export const word = (text: string): Type => ({ kind: "word", text });
export const UNKNOWN: Type = word("unknown");
export const UNDEFINED: Type = word("undefined");

/** One member is itself, none is `never`; unions in unions are one. */
export function unionOf(members: readonly Type[]): Type {
  const flat = new Map<string, Type>();
  for (const one of members.flatMap(alternativesOf)) flat.set(textOf(one), flat.get(textOf(one)) ?? one);
  const [only] = flat.values();
  if (!only) return word("never");
  return flat.size === 1 ? only : { kind: "union", members: [...flat.values()] };
}

export function alternativesOf(type: Type): readonly Type[] {
  return type.kind === "union" ? type.members.flatMap(alternativesOf) : [type];
}

/** The member that stands for a family of keys. */
export const familyName = (template: string): string => `[\`${template}\`]`;

const SIMPLE = /^[A-Za-z_$][\w$]*$/;

export const memberText = (name: string): string => (SIMPLE.test(name) ? name : JSON.stringify(name));

/** `Pet.owner`, `Pet["first-name"]`. */
export const pathTo = (subject: string, name: string): string =>
  SIMPLE.test(name) ? `${subject}.${name}` : `${subject}[${JSON.stringify(name)}]`;

const texts = new WeakMap<Type, string>();

/** A type as code. Equal types have equal texts. */
export function textOf(type: Type): string {
  const known = texts.get(type) ?? write(type);
  texts.set(type, known);
  return known;
}

const named = new WeakMap<Type, readonly string[]>();

/** Names of the types in a type, in the order in which it is read. */
export function namesIn(type: Type): readonly string[] {
  if (type.kind === "ref") return [type.name];
  const known = named.get(type) ?? partsOf(type).flatMap(namesIn);
  named.set(type, known);
  return known;
}

/** The types that a type is written with. */
export function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case "array":
      return [type.items];
    case "tuple":
      return [...type.places.map((place) => place.type), ...(type.rest ? [type.rest] : [])];
    case "object":
      return [...[...type.members.values()].map((member) => member.type), ...(type.rest ? [type.rest] : [])];
    case "union":
    case "intersection":
      return type.members;
    default:
      return [];
  }
}

function write(type: Type): string {
  switch (type.kind) {
    case "word":
    case "literal":
      return type.text;
    case "ref":
      return type.name;
    case "array": {
      const items = textOf(type.items);
      return /^[\w.$"]+$/.test(items) ? `${items}[]` : `(${items})[]`;
    }
    case "tuple": {
      const places = type.places.map((place) => `${textOf(place.type)}${place.optional ? "?" : ""}`);
      return `[${[...places, ...(type.rest ? [`...${textOf(type.rest)}[]`] : [])].join(", ")}]`;
    }
    case "object": {
      const members = [...type.members]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, one]) => `${memberText(name)}${one.optional ? "?" : ""}: ${textOf(one.type)}`);
      const all = [...members, ...(type.rest ? [`[key: string]: ${textOf(type.rest)}`] : [])];
      return all.length === 0 ? "{}" : `{ ${all.join("; ")} }`;
    }
    case "union":
      return type.members.map(textOf).toSorted().join(" | ");
    case "intersection":
      return type.members
        .map((one) => (one.kind === "union" ? `(${textOf(one)})` : textOf(one)))
        .toSorted()
        .join(" & ");
  }
}
