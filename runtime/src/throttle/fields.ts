import type { LimitSpec } from "../contract.js";

type ResetUnit = NonNullable<LimitSpec["headers"]>["resetUnit"];

/** What a header says about a limit. */
export interface Field {
  /** `structured`: `RateLimit` or `RateLimit-Policy`; the others are one number each. */
  readonly role: "structured" | "limit" | "remaining" | "reset" | "window";
  /** What is left of the header's name: tells several limits of one answer apart. */
  readonly name: string;
  readonly unit?: ResetUnit;
  /** The name is a calendar unit, so the window is known, ms. */
  readonly window?: number;
  /** It does not count requests. */
  readonly weighted?: boolean;
}

const ROLES: ReadonlyMap<string, Field["role"]> = new Map([
  ["limit", "limit"],
  ["max", "limit"],
  ["remaining", "remaining"],
  ["reset", "reset"],
  ["interval", "window"],
]);
const WINDOWS: ReadonlyMap<string, number> = new Map([
  ["second", 1000],
  ["minute", 60_000],
  ["hour", 3_600_000],
  ["day", 86_400_000],
]);
const UNITS: ReadonlyMap<string, ResetUnit> = new Map([
  ["after", "delta-s"],
  ["ms", "delta-ms"],
  ["milliseconds", "delta-ms"],
]);
const WEIGHTED = /token|point|unit|byte|credit|cost/;

// Header names come from servers, so what is remembered of them is bounded.
const known = new Map<string, Field | undefined>();
const MAX_KNOWN = 256;

/** Tells from its name what a header says about a limit; undefined: nothing. */
export function classify(header: string): Field | undefined {
  const field = known.get(header);
  if (field || known.has(header)) return field;
  const fresh = read(header);
  if (known.size < MAX_KNOWN) known.set(header, fresh);
  return fresh;
}

function read(header: string): Field | undefined {
  const match = /^(.*?)rate-?limit(.*)$/.exec(header);
  if (!match) return undefined;
  const words = `${match[1]}-${match[2]}`.split("-").filter((word) => word !== "" && word !== "x");
  if (words.length === 0 || (words.length === 1 && words[0] === "policy")) return { role: "structured", name: "" };
  const role = words.find((word) => ROLES.has(word));
  if (role === undefined) return undefined;
  const unit = words.find((word) => UNITS.has(word));
  const name = words.filter((word) => word !== role && word !== unit).join("-");
  const window = WINDOWS.get(name);
  return {
    role: ROLES.get(role) ?? "limit",
    name,
    ...(unit !== undefined && { unit: UNITS.get(unit) }),
    ...(window !== undefined && { window }),
    ...(WEIGHTED.test(name) && { weighted: true }),
  };
}
