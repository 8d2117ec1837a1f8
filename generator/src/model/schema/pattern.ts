import type { Json } from "../../load/document.js";
import type { SchemaBuilder } from "./builder.js";

/** `/^…$/i`: the author wrote a literal of a programming language. */
const DELIMITED = /^\/(\^.*\$)\/[a-z]*$/s;

/** A pattern that JavaScript can compile, or nothing. Whether it needs the `u` flag is found out where it is used. */
export function readPattern(builder: SchemaBuilder, value: Json, at: string): string | undefined {
  if (typeof value !== "string") return undefined;
  const inner = DELIMITED.exec(value)?.[1];
  const pattern = inner ?? value;
  if (!compiles(pattern)) {
    builder.warn(
      "model/pattern",
      `The pattern ${JSON.stringify(value)} is no JavaScript regular expression; it is left out.`,
      at,
      "Write it in the dialect of ECMA-262, as JSON Schema asks.",
    );
    return undefined;
  }
  if (inner !== undefined)
    builder.repair(
      "model/pattern",
      `The slashes around the pattern ${JSON.stringify(value)} are taken away.`,
      at,
      "Write the pattern without them.",
    );
  return pattern;
}

export function compiles(pattern: string): boolean {
  return ["u", ""].some((flags) => {
    try {
      return new RegExp(pattern, flags) instanceof RegExp;
    } catch {
      return false;
    }
  });
}
