import type { TypeOptions } from "../../config/config.js";
import { type Components, componentsOf, directionOf, partsOf, withUsers } from "../../model/index.js";
import type { ObjectSchema, Schema } from "../../model/schema.js";
import { type Branch, type CodecNode, flat, NOTHING, print } from "./codec-text.js";
import type { TypeInput } from "./index.js";
import { isDate, isInt64 } from "./nodes.js";
import type { CodecText, Codecs, Direction } from "./printer.js";

const MODULE = "codecs";

/** Prints the runtime's `Codec` for schemas, and one named codec for each component that is met on the way. */
export class CodecPrinter implements Codecs {
  readonly #components: Components;
  readonly #options: TypeOptions;
  readonly #input: TypeInput;
  /** By direction: components in which something is converted. */
  readonly #converting: { readonly [direction in Direction]: ReadonlySet<string> };
  readonly #declared = new Map<string, string>();
  readonly #pending: { readonly name: string; readonly component: string; readonly direction: Direction }[] = [];

  constructor(input: TypeInput) {
    this.#input = input;
    this.#options = input.options;
    this.#components = componentsOf(input.api);
    this.#converting = { read: this.#findConverting("read"), write: this.#findConverting("write") };
  }

  codecFor(schema: Schema, direction: Direction): CodecText | undefined {
    const node = this.#node(schema, direction);
    if (node === undefined) return undefined;
    const imports = new Map<string, string>();
    const text = print(node, 0, (component) => {
      const name = this.#name(component, direction);
      imports.set(name, MODULE);
      return name;
    });
    this.#declarePending();
    return { text, imports };
  }

  declarations(): readonly { readonly name: string; readonly text: string }[] {
    const all = [...this.#declared].map(([name, text]) => ({ name, text }));
    return all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The name of a component's codec, which is declared in its turn. */
  #name(component: string, direction: Direction): string {
    const type = this.#input.names.schemas.get(component)?.type ?? component;
    const name = `${direction === "read" ? "decode" : "encode"}${type}`;
    if (!this.#declared.has(name)) {
      this.#declared.set(name, "");
      this.#pending.push({ name, component, direction });
    }
    return name;
  }

  /** Declares what is named, and what that names. References wait until they are used, so order and cycles are no matter. */
  #declarePending(): void {
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) {
      const { name, component, direction } = next;
      const schema = this.#components.get(component);
      const node = (schema && this.#node(schema, direction)) ?? NOTHING;
      const left = `export const ${name}: Codec = `;
      const text = print(node, 0, (target) => `{ ref: () => ${this.#name(target, direction)} }`, left.length + 1);
      this.#declared.set(name, `${left}${text};\n`);
    }
  }

  /** Undefined: nothing is converted. */
  #node(schema: Schema, direction: Direction): CodecNode | undefined {
    const inside = (inner: Schema): CodecNode | undefined => this.#node(inner, direction);
    switch (schema.kind) {
      case "scalar":
        return this.#leaf(schema, direction);
      case "ref":
        return this.#converting[direction].has(schema.target) ? { use: schema.target } : undefined;
      case "array":
        return branch({ a: inside(schema.items) });
      case "tuple": {
        const places = schema.prefix.map(inside);
        const some = places.some((place) => place !== undefined);
        // A place without a conversion must not take the one of the rest.
        const rest = schema.rest && inside(schema.rest);
        return branch({ t: some || rest !== undefined ? places.map((place) => place ?? NOTHING) : undefined, a: rest });
      }
      case "object":
        return this.#object(schema, direction);
      case "union":
      case "intersection":
        return together(schema.members.map(inside));
      default:
        return undefined;
    }
  }

  #leaf(schema: Schema & { readonly kind: "scalar" }, direction: Direction): CodecNode | undefined {
    // JSON writes a Date and the transport a bigint as the wire wants them; only a date without a time needs help.
    if (this.#options.dates === "Date" && isDate(schema))
      return direction === "read" || schema.format === "date" ? JSON.stringify(schema.format) : undefined;
    return this.#options.int64 === "bigint" && isInt64(schema) && direction === "read" ? '"bigint"' : undefined;
  }

  #object(schema: ObjectSchema, direction: Direction): CodecNode | undefined {
    const members = new Map<string, CodecNode>();
    const others = [schema.additional, ...schema.patterns.map((one) => one.schema)].map(
      (one) => one && this.#node(one, direction),
    );
    const rest = together(others);
    for (const { name, schema: property } of schema.properties) {
      const only = directionOf(this.#components, property);
      const node = only === "both" || only === direction ? this.#node(property, direction) : undefined;
      // Beside a conversion of all others, a member that is not converted is named as one.
      if (node !== undefined) members.set(name, node);
      else if (rest !== undefined) members.set(name, NOTHING);
    }
    return branch({ p: members.size > 0 ? members : undefined, m: rest });
  }

  #findConverting(direction: Direction): ReadonlySet<string> {
    const references = new Map<string, Set<string>>();
    const direct = new Set<string>();
    for (const [name, schema] of this.#components) {
      const targets = new Set<string>();
      references.set(name, targets);
      const stack = [schema];
      for (let one = stack.pop(); one; one = stack.pop()) {
        if (one.kind === "scalar" && this.#leaf(one, direction) !== undefined) direct.add(name);
        if (one.kind === "ref") targets.add(one.target);
        for (const part of partsOf(one)) stack.push(part);
      }
    }
    return withUsers(direct, references);
  }
}

function branch(parts: { readonly [key in keyof Branch]: Branch[key] | undefined }): Branch | undefined {
  const stated = Object.entries(parts).filter(([, part]) => part !== undefined);
  return stated.length === 0 ? undefined : (Object.fromEntries(stated) as Branch);
}

function together(nodes: readonly (CodecNode | undefined)[]): CodecNode | undefined {
  const told = nodes.filter((node) => node !== undefined);
  const distinct = [...new Map(told.map((node) => [flat(node, (component) => `<${component}>`), node])).values()];
  return distinct.length > 1 ? { all: distinct } : distinct[0];
}
