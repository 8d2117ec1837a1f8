import type { TypeOptions } from "../../config/config.js";
import { type Components, isBinary, travels } from "../../model/index.js";
import type { ArraySchema, Intersection, ObjectSchema, Scalar, Schema, Tuple, Union } from "../../model/schema.js";
import { propertyKey, stringLiteral } from "../code/index.js";
import { evaluatedText } from "./evaluated.js";
import { flattened, inlined } from "./flatten.js";
import { formatSchema } from "./formats.js";
import type { Form } from "./form.js";
import { anyChecks, arrayChecks, type CheckTools, numberChecks, objectChecks, stringChecks } from "./limits.js";
import { call, checked, HIDDEN, regex } from "./text.js";
import { unionText } from "./unions.js";
import { choice, constant } from "./values.js";

export interface ExpressionContext {
  readonly components: Components;
  readonly options: TypeOptions;
  readonly library: "zod" | "zod/mini";
  /** The name of a component's schema where the expression stands. */
  reference(component: string, form: Form): string;
  /** Takes a function of `@sdkwright/runtime/schemas` into scope. */
  helper(name: string): string;
}

/** Members that every object inherits: a missing one seems to be there. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** A wrapper for schemas that judge values of one type only. */
const IF = {
  string: "ifString",
  number: "ifNumber",
  integer: "ifNumber",
  array: "ifArray",
  object: "ifObject",
} as const;

/** IR → expressions of zod. */
export class Expressions {
  /** What is being written out in full, and is not written out once more within itself. */
  readonly #open = { components: new Set<string>(), evaluated: new Set<Schema>() };

  constructor(readonly context: ExpressionContext) {}

  /** The schema where it is used. */
  of(schema: Schema, form: Form): string {
    return this.#finished(schema, form, this.#shape(schema, form));
  }

  #shape(schema: Schema, form: Form): string {
    switch (schema.kind) {
      case "scalar":
        return this.#scalar(schema, form);
      case "literal":
        return constant(schema.value);
      case "enum":
        return choice(schema.values);
      case "null":
        return call("null");
      case "unknown":
        return call("unknown");
      case "never":
        return call("never");
      case "array":
        return this.#array(schema, form);
      case "tuple":
        return this.#tuple(schema, form);
      case "object":
        return this.#object(schema, form);
      case "union":
        return this.#union(schema, form);
      case "intersection":
        return this.#intersection(schema, form);
      case "ref":
        return this.context.reference(schema.target, form);
    }
  }

  #tools(owner: Schema, form: Form): CheckTools {
    const { components } = this.context;
    const schema = (one: Schema): string => this.of(one, form);
    return {
      helper: (name) => this.context.helper(name),
      schema,
      evaluated: (about) =>
        once(this.#open.evaluated, [owner], () => evaluatedText(owner, { components, about, schema })) ??
        "{ all: true }",
    };
  }

  /**
   * With what holds for values of any type. A schema without a type of its own lets values of other types pass. The
   * wrappers change how this one schema runs, so nothing may be chained to them.
   */
  #finished(schema: Schema, form: Form, text: string): string {
    const checks = schema.limits ? anyChecks(schema.limits, this.#tools(schema, form)) : [];
    const inherits = schema.kind === "object" && this.#inherits(schema);
    const whole = schema.implied ? text : checked(text, checks);
    const own = inherits ? `${this.context.helper("ownMembers")}(${whole}${this.#hidden(schema, form)})` : whole;
    return schema.implied ? this.#implied(schema, own, checks) : own;
  }

  #implied(schema: Schema, text: string, checks: readonly string[]): string {
    const type = schema.kind === "scalar" ? schema.type : schema.kind === "tuple" ? "array" : schema.kind;
    const name = IF[type as keyof typeof IF];
    return name === undefined ? checked(text, checks) : `${this.context.helper(name)}(${[text, ...checks].join(", ")})`;
  }

  #scalar(schema: Scalar, form: Form): string {
    const tools = this.#tools(schema, form);
    const limits = schema.limits ?? {};
    if (form.files && isBinary(schema)) return call("unknown");
    switch (schema.type) {
      case "boolean":
        return call("boolean");
      case "string": {
        const text = (form.formats ? formatSchema(schema.format) : undefined) ?? call("string");
        return checked(text, stringChecks(limits, tools));
      }
      case "number":
        return checked(call("number"), numberChecks(limits, tools));
      case "integer":
        return this.#integer(schema, tools);
    }
  }

  /** Not `z.int()`, which refuses integers that a double cannot tell apart: they are answers all the same. */
  #integer({ limits = {}, format }: Scalar, tools: CheckTools): string {
    const checks = numberChecks(limits, tools);
    const whole = checked(call("number"), [tools.helper("integer"), ...checks]);
    if (this.context.options.int64 !== "bigint" || format !== "int64") return whole;
    return call("union", `[${whole}, ${call("bigint")}]`);
  }

  #array(schema: ArraySchema, form: Form): string {
    const checks = schema.limits ? arrayChecks(schema.limits, this.#tools(schema, form)) : [];
    return checked(call("array", this.of(schema.items, form)), checks);
  }

  #tuple(schema: Tuple, form: Form): string {
    const places = schema.prefix.map((place, index) => {
      const text = this.of(place, form);
      return index < schema.required ? text : call("optional", text);
    });
    const rest = schema.rest ? [this.of(schema.rest, form)] : [];
    const checks = schema.limits ? arrayChecks(schema.limits, this.#tools(schema, form)) : [];
    return checked(call("tuple", `[${places.join(", ")}]`, ...rest), checks);
  }

  #union(schema: Union, form: Form): string {
    const { components } = this.context;
    return unionText(schema, { components, direction: form.direction, text: (member) => this.of(member, form) });
  }

  #intersection(schema: Intersection, form: Form): string {
    const whole = once(this.#open.components, inlined(this.context.components, schema), () => {
      const object = flattened(this.context.components, schema, form.direction);
      return object && this.#finished(object, form, this.#object(object, form));
    });
    if (whole !== undefined) return whole;
    const texts = schema.members.filter((one) => one.kind !== "unknown" || one.limits).map((one) => this.of(one, form));
    // What is chained to a wrapper replaces it, so checks of the whole need one around a single member.
    if (texts.length === 0 || (texts.length === 1 && schema.limits)) texts.unshift(call("unknown"));
    return texts.reduce((left, right) => call("intersection", left, right));
  }

  #object(schema: ObjectSchema, form: Form): string {
    const text = schema.patterns.length > 0 ? this.#patterned(schema, form) : this.#plain(schema, form);
    const checks = schema.limits ? objectChecks(schema.limits, this.#tools(schema, form)) : [];
    return checked(text, checks);
  }

  #inherits({ properties, requiredElsewhere }: ObjectSchema): boolean {
    return [...properties.map(({ name }) => name), ...requiredElsewhere].some((name) => INHERITED.has(name));
  }

  /** What `__proto__` must be, where the document has a member of that name. */
  #hidden(schema: ObjectSchema, form: Form): string {
    const member = schema.properties.find(({ name }) => name === HIDDEN);
    if (!member && !schema.requiredElsewhere.includes(HIDDEN)) return "";
    const text = member ? this.of(member.schema, form) : call("unknown");
    return `, { schema: ${text}, required: ${member?.required ?? true} }`;
  }

  #plain(schema: ObjectSchema, form: Form): string {
    const { additional } = schema;
    const shape = this.#members(schema, form);
    if (additional?.kind === "never") return call(form.closed ? "strictObject" : "looseObject", shape);
    if (shape === "{}") return call("record", call("string"), additional ? this.of(additional, form) : call("unknown"));
    if (!additional) return call("looseObject", shape);
    const rest = this.of(additional, form);
    return this.context.library === "zod/mini"
      ? call("catchall", call("object", shape), rest)
      : `${call("object", shape)}.catchall(${rest})`;
  }

  /** `patternProperties` is a check: objects of zod tell members by their names only. */
  #patterned(schema: ObjectSchema, form: Form): string {
    const { additional, patterns, properties } = schema;
    const list = patterns.map(({ pattern, schema: one }) => `[${regex(pattern)}, ${this.of(one, form)}]`);
    const named = properties.map(({ name }) => stringLiteral(name)).join(", ");
    const closes = additional && (additional.kind !== "never" || form.closed);
    const rest = closes ? `, { schema: ${this.of(additional, form)}, named: [${named}] }` : "";
    const check = `${this.context.helper("patternProperties")}([${list.join(", ")}]${rest})`;
    return checked(call("looseObject", this.#members(schema, form)), [check]);
  }

  /** A member that is required and not described. A closed object has no place for it: its type is open, its judge is not. */
  #undescribed({ additional }: ObjectSchema, form: Form): string {
    if (!additional) return call("unknown");
    if (additional.kind !== "never") return this.of(additional, form);
    const refused = form.closed ? [`${this.context.helper("also")}(${call("never")})`] : [];
    return checked(call("unknown"), refused);
  }

  /** Members that travel in this direction. */
  #members(schema: ObjectSchema, form: Form): string {
    const { components } = this.context;
    const members = schema.properties.flatMap(({ name, required, schema: property }) => {
      if (!travels(components, property, form.direction) || name === HIDDEN) return [];
      const text = this.of(property, form);
      return [`${propertyKey(name)}: ${required ? text : call("optional", text)}`];
    });
    const rest = this.#undescribed(schema, form);
    for (const name of schema.requiredElsewhere) if (name !== HIDDEN) members.push(`${propertyKey(name)}: ${rest}`);
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
}

/** What `make` gives; undefined while it is at work on one of these things already. */
function once<K, T>(open: Set<K>, things: Iterable<K>, make: () => T): T | undefined {
  for (const one of things) if (open.has(one)) return undefined;
  for (const one of things) open.add(one);
  try {
    return make();
  } finally {
    for (const one of things) open.delete(one);
  }
}
