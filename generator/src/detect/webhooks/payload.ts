import type { Schema } from "../../model/schema.js";

/** Values that tell an event from others. */
export type Mark = string | number;

/** What a place may hold: these values and no others, or anything. */
export type Values = ReadonlySet<Mark> | "open";

/**
 * Reads schemas of bodies to the last alternative, since a value that is passed over would be an event that is lost. Each
 * schema is read once, however many refer to it; one that leads back to itself says nothing by that.
 */
export class Payloads {
  readonly #names = new Map<Schema, readonly string[]>();
  readonly #properties = new Map<Schema, Map<string, Schema | undefined>>();
  readonly #values = new Map<Schema, Values>();

  constructor(private readonly components: ReadonlyMap<string, Schema>) {}

  /** Names of the properties of all objects that the value may be. */
  names(schema: Schema): readonly string[] {
    return once(this.#names, schema, [], () => {
      const own = schema.kind === "object" ? schema.properties.map((one) => one.name) : [];
      return [...new Set([...own, ...this.#parts(schema).flatMap((part) => this.names(part))])];
    });
  }

  /** The schema of a property; undefined where no object has it. */
  property(schema: Schema, name: string): Schema | undefined {
    const known = this.#properties.get(schema) ?? new Map<string, Schema | undefined>();
    this.#properties.set(schema, known);
    return once(known, name, undefined, () => {
      if (schema.kind === "object") return schema.properties.find((one) => one.name === name)?.schema;
      const members = [...new Set(this.#parts(schema).flatMap((part) => this.property(part, name) ?? []))];
      const [first, ...others] = members;
      if (!first || others.length === 0) return first;
      return schema.kind === "intersection"
        ? { kind: "intersection", members, at: first.at }
        : { kind: "union", mode: "anyOf", members, at: first.at };
    });
  }

  /** Every object that the value may be must have the property. */
  requires(schema: Schema, name: string, known = new Map<Schema, boolean>()): boolean {
    return once(known, schema, false, () => {
      if (schema.kind === "object")
        return (
          schema.requiredElsewhere.includes(name) || schema.properties.some((one) => one.name === name && one.required)
        );
      const parts = this.#parts(schema);
      const has = (part: Schema): boolean => this.requires(part, name, known);
      return schema.kind === "intersection" ? parts.some(has) : parts.length > 0 && parts.every(has);
    });
  }

  values(schema: Schema): Values {
    return once<Schema, Values>(this.#values, schema, "open", () => {
      switch (schema.kind) {
        case "literal":
          return marksAmong([schema.value]);
        case "enum":
          return marksAmong(schema.values);
        case "null":
          return new Set();
        case "intersection":
          return inAll(schema.members.map((part) => this.values(part)));
        case "ref":
        case "union":
          return inAny(this.#parts(schema).map((part) => this.values(part)));
        default:
          return "open";
      }
    });
  }

  #parts(schema: Schema): readonly Schema[] {
    if (schema.kind === "union" || schema.kind === "intersection") return schema.members;
    const target = schema.kind === "ref" ? this.components.get(schema.target) : undefined;
    return target ? [target] : [];
  }
}

function marksAmong(values: readonly unknown[]): Values {
  const marks = values.filter((value) => value !== null);
  return marks.every((value) => typeof value === "string" || typeof value === "number") ? new Set(marks) : "open";
}

function inAny(all: readonly Values[]): Values {
  if (all.length === 0 || all.includes("open")) return "open";
  return new Set((all as ReadonlySet<Mark>[]).flatMap((one) => [...one]));
}

function inAll(all: readonly Values[]): Values {
  const closed = all.filter((one) => one !== "open");
  const [first, ...others] = closed;
  if (!first) return "open";
  return new Set([...first].filter((value) => others.every((one) => one.has(value))));
}

/** What is asked again before it is known is `meanwhile`. */
function once<Key, Value>(known: Map<Key, Value>, key: Key, meanwhile: Value, make: () => Value): Value {
  if (known.has(key)) return known.get(key) as Value;
  known.set(key, meanwhile);
  const value = make();
  known.set(key, value);
  return value;
}
