import type { ValueSchema } from "../contract.js";
import type { ZodIssue } from "./branches.js";
import { Budget } from "./budget.js";
import { differencesOf, type Difference, type Examined } from "./difference.js";
import { newFieldsOf } from "./new-fields.js";
import { sampleOf } from "./sample.js";
import { merged } from "./shape.js";

/** Different differences of one answer. */
const MOST_DIFFERENCES = 100;
/** What zod says of one answer; it says the same of each item of a list. */
const MOST_ISSUES = 1_000;
/** Values visited to understand what it says. */
const BUDGET = 200_000;

/** How one answer differs from its schema. */
export interface Findings {
  readonly differences: readonly Difference[];
  /** Differences that were one too many. */
  readonly dropped: number;
}

/**
 * Looks at an answer: at all of it, or, where it is large, at a sample of its items. Undefined for what is too much or
 * too deep to be looked at.
 */
export function examine(schema: ValueSchema, value: unknown): Findings | undefined {
  const sample = sampleOf(value);
  if (!sample) return undefined;
  const examined: Examined = { schema, value: sample.value, budget: new Budget(BUDGET) };
  const collected = new Map<string, Difference>();
  let dropped = 0;
  const add = (difference: Difference): void => {
    const key = keyOf(difference);
    const known = collected.get(key);
    if (known) collected.set(key, { ...known, seen: merged(known.seen, difference.seen) });
    else if (collected.size < MOST_DIFFERENCES) collected.set(key, difference);
    else dropped += 1;
  };
  const issues = (schema.safeParse(sample.value).error?.issues ?? []) as readonly ZodIssue[];
  for (const issue of issues.slice(0, MOST_ISSUES)) {
    if (isOfLength(issue, sample)) continue;
    for (const difference of differencesOf(examined, issue)) add(difference);
  }
  for (const difference of newFieldsOf(examined)) add(difference);
  return { differences: [...collected.values()], dropped };
}

// What is said of a shortened list as a whole is said of the shortening.
function isOfLength({ code, path }: ZodIssue, { value, shortened }: NonNullable<ReturnType<typeof sampleOf>>): boolean {
  if (shortened.size === 0 || code === "invalid_type") return false;
  let at: unknown = value;
  for (const step of path) at = (at as { readonly [key: PropertyKey]: unknown } | undefined)?.[step];
  return shortened.has(at);
}

/** What is counted together: the same kind at the same place, and of a union the same tag. */
export function keyOf({ kind, path, seen }: Pick<Difference, "kind" | "path" | "seen">): string {
  const tags =
    kind === "unknown-union-member" ? Object.values(seen.properties ?? {}).flatMap((one) => one.enum ?? []) : [];
  return JSON.stringify([kind, path, ...tags]);
}
