/** Data that can be written into a configuration. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

/** How a source text is written. */
export interface Style {
  readonly quote: '"' | "'";
  /** JSON puts names into quotes; code only those that need them. */
  readonly quoteNames: boolean;
  /** One level of indentation. */
  readonly unit: string;
  readonly newline: "\n" | "\r\n";
}

/** Columns that a value may take before it is broken over lines. */
const WIDTH = 100;

/** A property as code: `github: { input: "…", output: "…" }`, broken over lines where it is long. */
export function property(name: string, value: Plain, style: Style, indent: string): string {
  return `${nameOf(name, style)}: ${print(value, style, indent)}`;
}

function print(value: Plain, style: Style, indent: string): string {
  if (typeof value === "string") return quoted(value, style.quote);
  if (typeof value !== "object") return String(value);
  const parts = isList(value)
    ? value.map((one) => (deeper: string) => print(one, style, deeper))
    : Object.entries(value).map(
        ([name, one]) =>
          (deeper: string) =>
            property(name, one, style, deeper),
      );
  const [open, close, space] = isList(value) ? ["[", "]", ""] : ["{", "}", " "];
  if (parts.length === 0) return `${open}${close}`;
  const line = `${open}${space}${parts.map((part) => part("")).join(", ")}${space}${close}`;
  if (line.length + indent.length <= WIDTH && !/[\r\n]/.test(line)) return line;
  const inner = indent + style.unit;
  const lines = parts.map((part) => `${style.newline}${inner}${part(inner)}`);
  return `${open}${lines.join(",")}${style.quoteNames ? "" : ","}${style.newline}${indent}${close}`;
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function nameOf(name: string, { quote, quoteNames }: Style): string {
  return !quoteNames && /^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__" ? name : quoted(name, quote);
}

function quoted(text: string, quote: Style["quote"]): string {
  const json = JSON.stringify(text);
  return quote === '"' ? json : `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
