import { textOf, unionOf, UNKNOWN, type Type } from "../type.js";
import { covers } from "./meet.js";
import type { Resolver } from "./resolve.js";
import { by, short, worst, type Spot, type TypeComparison } from "./types.js";

/** Compares two types that are not of one form, or are alternatives: what went, what came, what stands for what. */
export function compareAlternatives(comparison: TypeComparison, a: Type, b: Type, spot: Spot): void {
  const [old, next] = [[...comparison.old.alternatives(a)], [...comparison.next.alternatives(b)]];
  pairOff(
    old,
    next,
    (x, y) => textOf(x) === textOf(y),
    (x, y) => comparison.pair(x, y, spot),
  );
  pairOff(
    old,
    next,
    (x, y) => sameShape(comparison, x, y, spot),
    (x, y) => comparison.pair(x, y, spot),
  );
  pairOff(
    old,
    next,
    (x, y) => areTold(comparison, x, y),
    (x, y) => comparison.pair(x, y, spot),
  );
  // What is left of one form on each side is the same alternative, changed: objects that have no name, lists.
  for (const form of [isPlainObject, isList]) {
    const [x, y] = [old.filter(form), next.filter(form)];
    if (x.length === 1 && y.length === 1)
      pairOff(
        old,
        next,
        (one, two) => one === x[0] && two === y[0],
        (one, two) => comparison.pair(one, two, spot),
      );
  }
  if (old.length === 0 && next.length === 0) return;
  const kept = { old: comparison.old.alternatives(a), next: comparison.next.alternatives(b) };
  if (literals(old) && literals(next)) return enumChanges(comparison, { old, next, kept }, spot);
  typeChanges(comparison, { old, next, kept }, spot);
}

interface Sides {
  /** Alternatives that have no counterpart. */
  readonly old: readonly Type[];
  readonly next: readonly Type[];
  /** All of them. */
  readonly kept: { readonly old: readonly Type[]; readonly next: readonly Type[] };
}

/** Values came to an enum, or went from it. */
function enumChanges(comparison: TypeComparison, { old, next, kept }: Sides, spot: Spot): void {
  const { direction } = spot;
  // Where any other value was admitted already, no program can have counted on the list.
  const wasOpen = kept.old.some((one) => one.kind === "word" && covers(one, next[0] ?? old[0]!));
  const isOpen = kept.next.some((one) => one.kind === "word" && covers(one, old[0] ?? next[0]!));
  if (next.length > 0)
    comparison.add(spot, {
      level: by(direction, { read: wasOpen ? "feature" : "breaking", write: "feature" }),
      kind: "enum-value-added",
      message: `may be ${list(next)} now`,
      ...(direction === "read" && !wasOpen && { why: "a switch over all its values is no longer complete" }),
    });
  if (old.length > 0)
    comparison.add(spot, {
      level: isOpen ? "feature" : "breaking",
      kind: "enum-value-removed",
      message: `cannot be ${list(old)} any more`,
      ...(direction === "read" && !isOpen && { why: "comparing it with that value no longer compiles" }),
    });
}

/** Alternatives came, went, became wider or narrower. */
function typeChanges(comparison: TypeComparison, { old, next, kept }: Sides, spot: Spot): void {
  const { direction } = spot;
  const serves = (a: Type, b: Type): boolean => standsFor(comparison, a, b, spot);
  const lost = old.filter((one) => !kept.next.some((other) => covers(other, one) || serves(one, other)));
  const won = next.filter((one) => !kept.old.some((other) => covers(other, one) || serves(other, one)));
  const message = describe(old, next);
  const nullable = [...old, ...next].every(isNothing);
  const kind = nullable ? (won.length > 0 ? "became-nullable" : "became-not-nullable") : "type-changed";
  if (won.length === 0 && lost.length === 0)
    return comparison.add(spot, { level: "feature", kind: "type-widened", message });
  if (direction === "write")
    return comparison.add(spot, {
      level: lost.length > 0 ? "breaking" : "feature",
      kind: lost.length > 0 ? kind : nullable ? kind : "type-widened",
      message,
      ...(lost.length > 0 && { why: `${list(lost)} is not taken any more` }),
    });
  // A part of what it was: code that tells the lost part apart breaks, unless that part is null or was never listed.
  const told = lost.filter((one) => !isNothing(one) && !next.some((other) => covers(one, other)));
  const breaks = won.length > 0 || told.length > 0;
  comparison.add(spot, {
    level: breaks ? "breaking" : "feature",
    kind: breaks ? (lost.length === 0 && !nullable ? "type-widened" : kind) : nullable ? kind : "type-narrowed",
    message,
    ...(won.length > 0 && { why: `programs that read it do not expect ${list(won)}` }),
  });
}

/** An object, or a list, that may stand for another: of a list of two kinds at once, one is enough where it is got. */
function standsFor(comparison: TypeComparison, a: Type, b: Type, spot: Spot): boolean {
  const fits = (x: Type, y: Type): boolean => worst(comparison.differs(x, y, spot)) !== "breaking";
  if (isObject(comparison.old, a) && isObject(comparison.next, b)) return fits(a, b);
  const [x, y] = [listsOf(a), listsOf(b)];
  if (x.length === 0 || y.length === 0) return false;
  return spot.direction === "read"
    ? x.every((one) => y.some((other) => fits(one, other)))
    : y.every((other) => x.some((one) => fits(one, other)));
}

/** A list, or lists that a type is all at once. */
function listsOf(type: Type): readonly Type[] {
  const parts = type.kind === "intersection" ? type.members : [type];
  return parts.every(isList) ? parts : [];
}

/** It is an object, whichever alternative it is. */
function isObject(side: Resolver, type: Type): boolean {
  return side.alternatives(side.resolve(type)).every((one) => side.object(one) !== undefined);
}

function describe(old: readonly Type[], next: readonly Type[]): string {
  if (old.length === 0) return next.every(isNothing) ? `may be ${list(next)} now` : `is ${list(next)} too`;
  if (next.length === 0) return old.every(isNothing) ? `is never ${list(old)} now` : `is not ${list(old)} any more`;
  return `${short(unionOf(old))} → ${short(unionOf(next))}`;
}

/** Two objects that a member tells from others by the same value. */
function areTold(comparison: TypeComparison, a: Type, b: Type): boolean {
  const [x, y] = [comparison.old.object(a), comparison.next.object(b)];
  if (!x || !y) return false;
  return [...x.members].some(
    ([name, { type }]) => type.kind === "literal" && textOf(y.members.get(name)?.type ?? UNKNOWN) === type.text,
  );
}

/** Names that differ, and what is behind them does not. */
function sameShape(comparison: TypeComparison, a: Type, b: Type, spot: Spot): boolean {
  if (a.kind !== "ref" && b.kind !== "ref") return false;
  if (comparison.old.resolve(a).kind !== comparison.next.resolve(b).kind) return false;
  return worst(comparison.differs(a, b, spot)) === undefined;
}

/** Takes pairs that fit out of both lists. */
function pairOff(
  old: Type[],
  next: Type[],
  fits: (a: Type, b: Type) => boolean,
  use: (a: Type, b: Type) => void,
): void {
  for (let index = 0; index < old.length; index++) {
    const a = old[index]!;
    const found = next.findIndex((b) => fits(a, b));
    if (found < 0) continue;
    const [b] = next.splice(found, 1);
    old.splice(index--, 1);
    use(a, b!);
  }
}

const literals = (types: readonly Type[]): boolean => types.every((one) => one.kind === "literal");
const isNothing = (type: Type): boolean => type.kind === "word" && (type.text === "null" || type.text === "undefined");
const isPlainObject = (type: Type): boolean => type.kind === "object" || type.kind === "intersection";
const isList = (type: Type): boolean => type.kind === "array";
const list = (types: readonly Type[]): string => types.map(short).join(", ");
