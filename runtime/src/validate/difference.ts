import type { ValueSchema } from "../contract.js";
import type { DriftKind, DriftShape } from "../observe/types.js";
import { closest, isOfNoKind, kindOf, type ZodIssue } from "./branches.js";
import type { Budget } from "./budget.js";
import { descend, escaped, partsOf } from "./parts.js";
import { shapeOf, shapeOfChoice, typeText } from "./shape.js";

/** One way in which a value differs from its schema. */
export interface Difference {
  readonly kind: DriftKind;
  /** JSON Pointer to it. */
  readonly pointer: string;
  /** The same with positions in lists and keys of maps as `*`. */
  readonly path: string;
  readonly expected: string;
  readonly seen: DriftShape;
  readonly keyword?: string;
}

/** A value and what judges it. */
export interface Examined {
  readonly schema: ValueSchema;
  readonly value: unknown;
  readonly budget: Budget;
}

type Path = readonly PropertyKey[];

/** What one issue means, in the words of drift: one of a union may mean several things. */
export function differencesOf(examined: Examined, issue: ZodIssue): Difference[] {
  return new IssueReader(examined, issue, []).read();
}

class IssueReader {
  readonly #examined: Examined;
  readonly #issue: ZodIssue;
  readonly #path: Path;
  readonly #value: unknown;

  constructor(examined: Examined, issue: ZodIssue, base: Path) {
    this.#examined = examined;
    this.#issue = issue;
    this.#path = [...base, ...issue.path];
    this.#value = valueAt(examined.value, this.#path);
  }

  read(): Difference[] {
    const { code, expected = "another type", values = [], keys = [] } = this.#issue;
    if (code === "invalid_union") return this.#union();
    if (code === "unrecognized_keys") return keys.map((key) => this.#newField(key));
    if (this.#value === undefined && (code === "invalid_type" || code === "invalid_value")) return [this.#missing()];
    if (code === "invalid_type") return [this.#changedType(expected === "int" ? "integer" : expected)];
    if (code === "invalid_value") return [this.#choice(values)];
    return [this.#constraint()];
  }

  #union(): Difference[] {
    const { errors = [], discriminator, options, matches } = this.#issue;
    if (matches) return [this.#constraint("oneOf", "exactly one member of a union")];
    if (discriminator !== undefined && errors.length === 0) return [this.#unknownMember(discriminator, options)];
    if (this.#value === undefined) return [this.#missing()];
    const branch = closest(errors, this.#value);
    if (branch !== undefined)
      return errors[branch]!.flatMap((issue) => new IssueReader(this.#examined, issue, this.#path).read());
    if (isOfNoKind(errors, this.#value)) return [this.#changedType(expectedOf(errors))];
    return [this.#difference("unknown-union-member", this.#path, `one of ${errors.length} members of a union`)];
  }

  #unknownMember(discriminator: string, options: readonly unknown[] = []): Difference {
    const path = this.#path.slice(0, -1);
    const tag = shapeOfChoice(this.#value, discriminator);
    const shape = shapeOf(valueAt(this.#examined.value, path));
    const seen = { ...shape, properties: { ...shape.properties, [discriminator]: tag } };
    return this.#difference("unknown-union-member", path, `${discriminator} to be ${listed(options)}`, seen);
  }

  #newField(key: string): Difference {
    const path = [...this.#path, key];
    return this.#difference("new-field", path, "nothing");
  }

  #missing(): Difference {
    return this.#difference("missing-field", this.#path, "a required field", {});
  }

  #changedType(expected: string): Difference {
    return this.#difference("changed-type", this.#path, expected);
  }

  #choice(values: readonly unknown[]): Difference {
    const expected = listed(values);
    if (!values.some((one) => kindOf(one) === kindOf(this.#value))) return this.#changedType(expected);
    const seen = shapeOfChoice(this.#value, String(this.#path.at(-1) ?? ""));
    return this.#difference("unknown-enum-value", this.#path, expected, seen);
  }

  #constraint(keyword = keywordOf(this.#issue), expected = this.#issue.message): Difference {
    const difference = this.#difference("constraint", this.#path, expected);
    return keyword === undefined ? difference : { ...difference, keyword };
  }

  #difference(kind: DriftKind, path: Path, expected: string, seen?: DriftShape): Difference {
    return {
      kind,
      pointer: path.map((step) => `/${escaped(String(step))}`).join(""),
      path: foldedPath(this.#examined, path),
      expected,
      seen: seen ?? shapeOf(valueAt(this.#examined.value, path)),
    };
  }
}

function foldedPath({ schema, value, budget }: Examined, path: Path): string {
  let folded = "";
  let schemas: readonly ValueSchema[] = [schema];
  let at: unknown = value;
  for (const step of path) {
    const next = descend(partsOf(schemas, at, budget), step, Array.isArray(at));
    folded += next.segment;
    schemas = next.schemas;
    at = memberOf(at, step);
  }
  return folded;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce(memberOf, value);
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as { readonly [key: PropertyKey]: unknown })[key]
    : undefined;
}

function expectedOf(branches: readonly (readonly ZodIssue[])[]): string {
  const words = branches.flatMap((issues) =>
    issues.flatMap(({ expected, values, path }) => {
      if (path.length > 0) return [];
      if (expected !== undefined) return [expected === "int" ? "integer" : expected];
      return values ? [listed(values)] : [];
    }),
  );
  return [...new Set(words)].join(" or ") || "another type";
}

/** Values that the document lists, which are no secrets. */
function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, 10).map((value) => JSON.stringify(value) ?? String(value));
  return `${shown.join(", ")}${values.length > shown.length ? ", …" : ""}`;
}

const SIZES: { readonly [origin: string]: string } = { string: "Length", array: "Items", object: "Properties" };

function keywordOf({ code, origin = "", inclusive, format }: ZodIssue): string | undefined {
  if (code === "not_multiple_of") return "multipleOf";
  if (code === "invalid_key") return "propertyNames";
  if (code === "invalid_format") return format === "regex" ? "pattern" : "format";
  const side = code === "too_small" ? "min" : code === "too_big" ? "max" : undefined;
  if (side === undefined) return undefined;
  const counted = SIZES[origin];
  if (counted !== undefined) return `${side}${counted}`;
  return inclusive === false ? `exclusive${side === "min" ? "Min" : "Max"}imum` : `${side}imum`;
}

/** What is wrong, in a few words: `null instead of object`. */
export function wordsOf({ kind, expected, seen, keyword }: Difference): string {
  switch (kind) {
    case "new-field":
      return `a field that the document does not have (${typeText(seen)})`;
    case "missing-field":
      return "a required field is missing";
    case "changed-type":
      return `${typeText(seen)} instead of ${expected}`;
    case "unknown-enum-value":
      return `${seen.enum ? JSON.stringify(seen.enum[0]) : "a value that"} is none of ${expected}`;
    case "unknown-union-member":
      return `a member that the union does not have; expected ${expected}`;
    case "constraint":
      return `${keyword ?? "a rule"} is broken: ${expected}`;
  }
}
