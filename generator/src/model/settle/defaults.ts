import type { Json } from "../../load/document.js";
import { canonical, isObject, member } from "../raw.js";
import { type Components, resolve } from "../resolve.js";
import type { SchemaBuilder } from "../schema/builder.js";
import { exactNumber } from "../schema/values.js";
import type { Meta, ObjectSchema, Scalar, Schema } from "../schema.js";

/** More steps than any sensible default needs; a bound for nested alternatives, which multiply. */
const STEPS = 10_000;

/** Compares a default with its schema: read it as what the schema asks for where that loses nothing, else drop it. */
export function settleDefault(builder: SchemaBuilder, components: Components, schema: Schema): void {
  if (schema.default === undefined) return;
  const node = schema as { -readonly [K in keyof Meta]: Meta[K] };
  const fitted = new Fitting(components).fit(schema, schema.default);
  const written = JSON.stringify(schema.default);
  if (fitted === undefined) {
    builder.warn(
      "model/default",
      `The default ${written} does not fit its schema; it is left out.`,
      schema.at,
      "Correct the default or the type.",
    );
    delete node.default;
  } else if (canonical(fitted) !== canonical(schema.default)) {
    builder.repair(
      "model/default",
      `The default ${written} is read as ${JSON.stringify(fitted)}.`,
      schema.at,
      `Write ${JSON.stringify(fitted)}.`,
    );
    node.default = fitted;
  }
}

class Fitting {
  #steps = 0;

  constructor(readonly components: Components) {}

  /** The value as the schema has it; undefined where it is none of its values. */
  fit(schema: Schema, value: Json): Json | undefined {
    if (++this.#steps > STEPS) return undefined;
    const inner = resolve(this.components, schema);
    switch (inner.kind) {
      case "scalar":
        return fitScalar(inner, value);
      case "literal":
        return oneOf([inner.value], value);
      case "enum":
        return oneOf(inner.values, value);
      case "null":
        return value === null ? null : undefined;
      case "array":
        return Array.isArray(value) ? whole(value.map((item) => this.fit(inner.items, item))) : undefined;
      case "tuple":
        return Array.isArray(value) ? value : undefined;
      case "object":
        return isObject(value) ? this.#fitObject(inner, value) : undefined;
      case "union":
        return this.#fitUnion(inner.members, value);
      case "intersection":
        return this.#fitAll(inner.members, value);
      case "never":
        return undefined;
      default:
        return value;
    }
  }

  #fitUnion(members: readonly Schema[], value: Json): Json | undefined {
    const fits = members.map((member) => this.fit(member, value)).filter((found) => found !== undefined);
    // As it is, before read as something else.
    return fits.find((found) => canonical(found) === canonical(value)) ?? fits[0];
  }

  #fitAll(members: readonly Schema[], value: Json): Json | undefined {
    let fitted: Json | undefined = value;
    for (const member of members) fitted = fitted === undefined ? undefined : this.fit(member, fitted);
    return fitted;
  }

  #fitObject(schema: ObjectSchema, value: { [key: string]: Json }): Json | undefined {
    const fitted: [string, Json][] = [];
    for (const [name, item] of Object.entries(value)) {
      const property = schema.properties.find((one) => one.name === name);
      const found = property ? this.fit(property.schema, item) : item;
      if (found === undefined) return undefined;
      fitted.push([name, found]);
    }
    return fitted.every(([name, item]) => member(value, name) === item) ? value : Object.fromEntries(fitted);
  }
}

function whole(items: readonly (Json | undefined)[]): Json | undefined {
  return items.every((item) => item !== undefined) ? (items as Json[]) : undefined;
}

function oneOf(values: readonly Json[], value: Json): Json | undefined {
  const found = values.find((one) => canonical(one) === canonical(value));
  if (found !== undefined || typeof value === "object") return found;
  return values.find((one) => typeof one !== "object" && String(one) === String(value));
}

function fitScalar(schema: Scalar, value: Json): Json | undefined {
  switch (schema.type) {
    case "string":
      if (typeof value === "string") return value;
      return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
    case "boolean":
      if (typeof value === "boolean") return value;
      return value === "true" || (value === "false" ? false : undefined);
    case "number":
    case "integer": {
      const number = typeof value === "string" ? exactNumber(value) : value;
      if (typeof number !== "number") return undefined;
      return schema.type === "number" || Number.isInteger(number) ? number : undefined;
    }
  }
}
