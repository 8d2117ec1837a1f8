import type { ValueIssue } from "../contract.js";

/** Issues as zod makes them, with what is read of each. */
export interface ZodIssue extends ValueIssue {
  readonly expected?: string;
  readonly values?: readonly unknown[];
  readonly keys?: readonly string[];
  /** Of a union: what is wrong by each member. */
  readonly errors?: readonly (readonly ZodIssue[])[];
  readonly discriminator?: string;
  readonly options?: readonly unknown[];
  readonly matches?: readonly number[];
  readonly origin?: string;
  readonly inclusive?: boolean;
  readonly format?: string;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly divisor?: unknown;
}

/**
 * Which member of a union a value was most likely meant for, by what is wrong with it by each. Undefined when it is
 * meant for none: a member that nobody knows.
 */
export function closest(branches: readonly (readonly ZodIssue[])[], value: unknown): number | undefined {
  const likely = [...branches.entries()].filter(([, issues]) => !issues.some((issue) => isOfAnotherKind(issue, value)));
  if (likely.length < 2) return likely[0]?.[0];
  const meant = likely.filter(([, issues]) => !issues.some((issue) => setsApart(issue, value)));
  return meant.toSorted(([, a], [, b]) => a.length - b.length)[0]?.[0];
}

/** Whether no member takes values of this JSON type. */
export function isOfNoKind(branches: readonly (readonly ZodIssue[])[], value: unknown): boolean {
  return branches.every((issues) => issues.some((issue) => isOfAnotherKind(issue, value)));
}

function isOfAnotherKind({ code, path, values = [], errors }: ZodIssue, value: unknown): boolean {
  if (path.length > 0) return false;
  if (code === "invalid_type") return true;
  if (code === "invalid_value") return !values.some((one) => kindOf(one) === kindOf(value));
  return code === "invalid_union" && errors !== undefined && errors.length > 0 && isOfNoKind(errors, value);
}

// A required member that is missing, or a literal that differs, is what tells the members of a union apart.
function setsApart({ code, path, values }: ZodIssue, value: unknown): boolean {
  if (path.length !== 1 || typeof value !== "object" || value === null) return false;
  if (!Object.hasOwn(value, path[0]!) || code === "invalid_union") return true;
  return code === "invalid_value" && values?.length === 1;
}

/** The JSON type of a value. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "bigint" ? "number" : typeof value;
}
