import {
  alternativesOf,
  textOf,
  unionOf,
  type IntersectionType,
  type Member,
  type ObjectType,
  type Type,
} from "../type.js";
import type { SdkView } from "../view.js";
import { meetMembers } from "./meet.js";

/** Chains of names longer than this are cycles. */
const LONGEST = 50;
/** An intersection with unions stands for this many alternatives at most. */
const MOST_ALTERNATIVES = 64;

/** Reads types of one side: names followed, intersections of objects written as one object. */
export class Resolver {
  constructor(readonly view: Pick<SdkView, "types" | "from">) {}

  /** The type behind a name; a name that leads nowhere stays. */
  readonly resolve = (type: Type): Type => {
    let at = type;
    for (let steps = 0; at.kind === "ref" && steps < LONGEST; steps++) {
      const next = this.view.types.get(at.name)?.type;
      if (!next) break;
      at = next;
    }
    return at;
  };

  /** The alternatives of a type; those behind names of unions too, and those of unions in intersections. */
  alternatives(type: Type): readonly Type[] {
    const found: Type[] = [];
    const seen = new Set<string>();
    const visit = (one: Type): void => {
      if (one.kind === "union") return one.members.forEach(visit);
      if (one.kind === "intersection") return void found.push(...this.#distributed(one));
      const inner = one.kind === "ref" ? this.resolve(one) : one;
      if (one.kind !== "ref" || inner.kind === "object" || inner.kind === "intersection" || inner === one)
        return void found.push(one);
      if (seen.has(one.name)) return;
      seen.add(one.name);
      visit(inner);
    };
    visit(type);
    return alternativesOf(unionOf(found));
  }

  /** `A & (B | C)` as `A & B` and `A & C`, without what cannot be; as it is where there would be too many. */
  #distributed(type: IntersectionType, depth = 0): readonly Type[] {
    let found: readonly (readonly Type[])[] = [[]];
    for (const part of type.members) {
      const inner = this.resolve(part);
      const choices =
        depth < LONGEST && inner.kind === "intersection"
          ? this.#distributed(inner, depth + 1)
          : inner.kind === "union"
            ? this.alternatives(inner)
            : [part];
      // A name says more than what is behind it.
      const named = choices.length === 1 ? [part] : choices;
      found = found.flatMap((parts) => named.map((one) => [...parts, one]));
      if (found.length > MOST_ALTERNATIVES) return [type];
    }
    const all = found.map((members): Type => ({ ...type, members }));
    return all.length < 2 ? [type] : all.filter((one) => !this.#isImpossible(one));
  }

  /** A member would have to be two different values. */
  #isImpossible(type: Type): boolean {
    const members = this.object(type)?.members.values() ?? [];
    return [...members].some((one) => !one.optional && textOf(one.type) === "never");
  }

  /** An object, or an intersection of objects as one. Undefined: it is something else. */
  object(type: Type, depth = 0): ObjectType | undefined {
    const inner = this.resolve(type);
    if (inner.kind === "object") return inner;
    if (inner.kind !== "intersection" || depth > LONGEST) return undefined;
    const members = new Map<string, Member>();
    let rest: Type | undefined;
    for (const part of inner.members) {
      const one = this.object(part, depth + 1);
      if (!one) return undefined;
      for (const [name, member] of one.members) members.set(name, meetMembers(members.get(name), member, this.resolve));
      rest ??= one.rest;
    }
    return { kind: "object", members, ...(rest && { rest }) };
  }
}
