import type { Requirement } from "../../model/api.js";
import type { Scene } from "../scene.js";

/** Alternatives; the members of one are needed together. */
export type Requirements = { [scheme: string]: string[] }[];

/**
 * What the document and the facts say together. Where the document names requirements that its schemes can meet, it is
 * right; otherwise what was found out is.
 */
export interface SecurityPlan {
  /** Of operations that state none. */
  readonly common: Requirements;
  /** Undefined: the common one. */
  of(security: readonly Requirement[] | undefined): Requirements | undefined;
}

export function planSecurity({ api, facts }: Pick<Scene, "api" | "facts">): SecurityPlan {
  const known = new Set(Object.keys(facts.auth.schemes));
  const read = (security: readonly Requirement[] | undefined): Requirements | undefined => {
    if (!security) return undefined;
    const met = security.filter((requirement) => requirement.every((part) => known.has(part.scheme)));
    // Requirements that nothing can meet say nothing; an empty list says that none is needed.
    if (met.length === 0 && security.length > 0) return undefined;
    return met.map((requirement) => Object.fromEntries(requirement.map((part) => [part.scheme, [...part.scopes]])));
  };
  const stated = [api.security, ...api.operations.map((operation) => operation.security)].map(read);
  if (stated.some((one) => one?.some((requirement) => Object.keys(requirement).length > 0))) {
    const common = read(api.security) ?? (stated.slice(1).every((one) => one !== undefined) ? mostCommon(stated) : []);
    const key = JSON.stringify(common);
    return { common, of: (security) => different(read(security), key) };
  }
  const found = facts.auth.accept.map((names) => Object.fromEntries(names.map((name) => [name, []])));
  return { common: found.length > 0 && facts.auth.anonymous ? [...found, {}] : found, of: () => undefined };
}

function different(own: Requirements | undefined, common: string): Requirements | undefined {
  return own && JSON.stringify(own) !== common ? own : undefined;
}

/** The document has no requirement for all, but each operation repeats one. */
function mostCommon(stated: readonly (Requirements | undefined)[]): Requirements {
  const counts = new Map<string, { readonly value: Requirements; count: number }>();
  for (const one of stated) {
    if (!one) continue;
    const key = JSON.stringify(one);
    const entry = counts.get(key);
    if (entry) entry.count++;
    else counts.set(key, { value: one, count: 1 });
  }
  const [best] = [...counts].toSorted(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
  return best?.[1].value ?? [];
}
