import type { Type } from "../type.js";

/** What a comparison of a type with itself comes to: it can differ only by what is behind the names in it. */
export interface Followed {
  /** Compared under their own names, in this order. */
  readonly names: readonly string[];
  /** Those among them that are alternatives: what is behind one of these may count as written here. */
  readonly alternatives: readonly string[];
}

const known = new WeakMap<Type, Followed | undefined>();

/** Undefined: there is an intersection in it, which is compared as what it comes to. */
export function followed(type: Type): Followed | undefined {
  if (known.has(type)) return known.get(type);
  const found = follow(type);
  known.set(type, found);
  return found;
}

function follow(type: Type): Followed | undefined {
  switch (type.kind) {
    case "ref":
      return { names: [type.name], alternatives: [] };
    case "array":
      return followed(type.items);
    case "tuple":
      return joined(type.places.map((place) => place.type));
    case "object":
      return joined([...[...type.members.values()].map((one) => one.type), ...(type.rest ? [type.rest] : [])]);
    case "union": {
      const names = type.members.flatMap((one) => (one.kind === "ref" ? [one.name] : []));
      return { names, alternatives: names };
    }
    case "intersection":
      return undefined;
    default:
      return NONE;
  }
}

const NONE: Followed = { names: [], alternatives: [] };

function joined(types: readonly Type[]): Followed | undefined {
  const parts = types.map(followed);
  if (!parts.every((one) => one !== undefined)) return undefined;
  return {
    names: parts.flatMap(({ names }) => names),
    alternatives: parts.flatMap(({ alternatives }) => alternatives),
  };
}
