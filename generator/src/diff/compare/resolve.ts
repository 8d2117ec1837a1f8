import { alternativesOf, textOf, unionOf, type Member, type ObjectType, type Type } from "../type.js";
import type { SdkView } from "../view.js";

/** Chains of names longer than this are cycles. */
const LONGEST = 50;

/** Reads types of one side: names followed, intersections of objects written as one object. */
export class Resolver {
  constructor(readonly view: Pick<SdkView, "types" | "from">) {}

  /** The type behind a name; a name that leads nowhere stays. */
  resolve(type: Type): Type {
    let at = type;
    for (let steps = 0; at.kind === "ref" && steps < LONGEST; steps++) {
      const next = this.view.types.get(at.name)?.type;
      if (!next) break;
      at = next;
    }
    return at;
  }

  /** The alternatives of a type; those behind names of unions too. */
  alternatives(type: Type): readonly Type[] {
    const found: Type[] = [];
    const seen = new Set<string>();
    const visit = (one: Type): void => {
      if (one.kind === "union") return one.members.forEach(visit);
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
      for (const [name, member] of one.members) members.set(name, both(members.get(name), member));
      rest ??= one.rest;
    }
    return { kind: "object", members, ...(rest && { rest }) };
  }
}

/** A member that two parts have: it must satisfy both. */
function both(a: Member | undefined, b: Member): Member {
  if (!a) return b;
  const type = textOf(a.type) === textOf(b.type) ? b.type : b;
  return {
    ...b,
    optional: a.optional && b.optional,
    type: type === b ? { kind: "intersection", members: [a.type, b.type] } : b.type,
  };
}
