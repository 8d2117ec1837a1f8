import { alternativesOf, textOf, unionOf, UNKNOWN, type Member, type Type } from "../type.js";

/** Whether every value of `narrow` is one of `wide`, as far as their forms tell. */
export function covers(wide: Type, narrow: Type): boolean {
  if (textOf(wide) === textOf(narrow)) return true;
  if (narrow.kind === "word" && narrow.text === "never") return true;
  if (wide.kind !== "word") return false;
  if (wide.text === "unknown") return true;
  return narrow.kind === "literal" && wide.text === typeof JSON.parse(narrow.text);
}

/** A member that two parts of an intersection have: it must satisfy both. @param resolve - what is behind a name */
export function meetMembers(a: Member | undefined, b: Member, resolve: (type: Type) => Type): Member {
  return a ? { ...b, optional: a.optional && b.optional, type: meet(a.type, b.type, resolve) } : b;
}

/** What is of both types. Parts that say nothing are left out, and values are picked from lists. */
function meet(a: Type, b: Type, resolve: (type: Type) => Type): Type {
  if (textOf(a) === textOf(b) || covers(a, UNKNOWN)) return b;
  if (covers(b, UNKNOWN)) return a;
  const [x, y] = [alternativesOf(resolve(a)), alternativesOf(resolve(b))];
  if (![...x, ...y].every(isSimple)) return { kind: "intersection", members: [a, b] };
  const shared = [
    ...x.filter((one) => y.some((other) => covers(other, one))),
    ...y.filter((one) => x.some((other) => covers(other, one))),
  ];
  const met = unionOf(shared);
  return textOf(met) === textOf(unionOf(y)) ? b : textOf(met) === textOf(unionOf(x)) ? a : met;
}

const isSimple = ({ kind }: Type): boolean => kind === "word" || kind === "literal";
