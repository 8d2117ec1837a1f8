import type { ParameterStyle } from "../contract.js";
import { isList, isPresent, scalarText, shapeOf, unwrap, type Shape } from "./scalar.js";

/** A value and how it is to be written. */
export interface StyledValue {
  readonly name: string;
  readonly value: unknown;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  /** Strings are dates without a time. */
  readonly date?: boolean | undefined;
}

/** One `name=value` of a query, form or cookie, not encoded yet. `joined` separates texts that are encoded one by one. */
export interface Pair {
  readonly name: string;
  readonly texts: readonly string[];
  readonly joint: string;
}

interface Operator {
  readonly first: string;
  readonly separator: string;
  readonly named: boolean;
}

// RFC 6570, section 3.2.1; OpenAPI's `simple`, `label` and `matrix` are its expressions {x}, {.x} and {;x}.
const OPERATORS: { readonly [style: string]: Operator } = {
  simple: { first: "", separator: ",", named: false },
  label: { first: ".", separator: ".", named: false },
  matrix: { first: ";", separator: ";", named: true },
};

/** Expands a value as RFC 6570 does. Undefined where there is nothing to write. */
export function expand(
  { name, value, style, explode, date }: StyledValue,
  encode: (text: string) => string,
): string | undefined {
  const { first, separator, named } = OPERATORS[style] ?? OPERATORS["simple"]!;
  const shape = shapeOf(value, name, date);
  if (shape.kind === "none") return undefined;
  const label = (text: string): string => (named ? (text === "" ? encode(name) : `${encode(name)}=${text}`) : text);
  if (!explode || shape.kind === "text") return first + label(flat(shape).map(encode).join(","));
  const parts =
    shape.kind === "list"
      ? shape.items.map((item) => label(encode(item)))
      : shape.members.map(([key, text]) => `${encode(key)}=${encode(text)}`);
  return first + parts.join(separator);
}

/** A value as the pairs of a query, form or cookie: `form`, `spaceDelimited`, `pipeDelimited` and `deepObject`. */
export function pairsOf(styled: StyledValue): Pair[] {
  const { name, value, style, explode, date } = styled;
  if (style === "deepObject") return deepPairs(name, value, date);
  const shape = shapeOf(value, name, date);
  if (shape.kind === "none") return [];
  if (!explode || shape.kind === "text") return [{ name, texts: flat(shape), joint: JOINTS[style] ?? "," }];
  return shape.kind === "list"
    ? shape.items.map((item) => pair(name, item))
    : shape.members.map(([key, text]) => pair(key, text));
}

// Encoded already: neither a blank nor a bar may stand in a URL.
const JOINTS: { readonly [style: string]: string } = { spaceDelimited: "%20", pipeDelimited: "%7C" };

const DEEPEST = 32;

// `created[gte]=1`, `expand[]=a`, `items[0][price]=p`: what the standard leaves open for arrays and deeper levels is
// done as the servers do it that are written in PHP, Ruby or with `qs`. Only items that are objects need an index.
function deepPairs(name: string, value: unknown, date: boolean | undefined, depth = 0): Pair[] {
  const plain = unwrap(value);
  if (!isPresent(plain)) return [];
  if (typeof plain !== "object" || plain === null || plain instanceof Date || depth === DEEPEST) {
    return [pair(name, scalarText(plain, name, date))];
  }
  if (isList(plain)) {
    const items = [...plain].filter(isPresent);
    const indexed = items.some((item) => typeof item === "object" && !(item instanceof Date));
    return items.flatMap((item, index) => deepPairs(`${name}[${indexed ? index : ""}]`, item, date, depth + 1));
  }
  return Object.entries(plain).flatMap(([key, item]) => deepPairs(`${name}[${key}]`, item, date, depth + 1));
}

function pair(name: string, text: string): Pair {
  return { name, texts: [text], joint: "," };
}

function flat(shape: Exclude<Shape, { kind: "none" }>): readonly string[] {
  if (shape.kind === "text") return [shape.text];
  return shape.kind === "list" ? shape.items : shape.members.flat();
}
