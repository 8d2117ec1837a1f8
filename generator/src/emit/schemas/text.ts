import { jsonLiteral, stringLiteral } from "../code/index.js";

/** A member that objects of zod pass over, as it could replace a prototype. */
export const HIDDEN = "__proto__";

/** `z.fn(a, b)` */
export const call = (name: string, ...parts: readonly string[]): string => `z.${name}(${parts.join(", ")})`;

/** A schema with checks. */
export function checked(schema: string, checks: readonly string[]): string {
  return checks.length === 0 ? schema : `${schema}.check(${checks.join(", ")})`;
}

/** The members that are given, as an object literal: `{ min: 1 }`. */
export function bounds(min: number | undefined, max: number | undefined): string {
  const members = [
    ...(min === undefined ? [] : [`min: ${number(min)}`]),
    ...(max === undefined ? [] : [`max: ${number(max)}`]),
  ];
  return `{ ${members.join(", ")} }`;
}

export const number = (value: number): string => jsonLiteral(value);

/** A pattern of a document as an expression. Its text is data: a string, never a regular expression literal. */
export function regex(pattern: string): string {
  const flag = compiles(pattern, "u") ? `, "u"` : "";
  return `new RegExp(${stringLiteral(pattern)}${flag})`;
}

function compiles(pattern: string, flags: string): boolean {
  try {
    return new RegExp(pattern, flags) instanceof RegExp;
  } catch {
    return false;
  }
}
