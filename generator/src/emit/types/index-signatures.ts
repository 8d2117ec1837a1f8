import { covers, hasKey, keyMeaning } from "./keys.js";
import { made } from "./transform/form.js";
import type { KeyPattern, MemberNode, SignatureNode, TypeNode, TypeTransform } from "./transform/index.js";

export interface Keys {
  /** Named members. A pattern that means one key adds to them. */
  readonly members: MemberNode[];
  readonly patterns: readonly { readonly pattern: string; readonly type: TypeNode }[];
  /** Type of all other members. */
  readonly rest: TypeNode | undefined;
}

/** With more kinds of values than this, an index signature that must admit them all says no more than `unknown`. */
const MOST_KINDS = 4;

/**
 * Index signatures for the keys that have no name. TypeScript wants each to admit what the named members and narrower
 * signatures under it hold; so an object literal satisfies the type, and unknown keys are typed a little more widely.
 */
export function indexSignatures(transform: TypeTransform, keys: Keys): SignatureNode[] {
  const families = familiesOf(transform, keys);
  return families.map(({ key, type }) => {
    const named = keys.members.filter(({ name }) => hasKey(key, name));
    const under = families.filter((other) => other.key !== key && covers(key, other.key));
    const optional = named.some((member) => member.optional) ? [transform.keyword("undefined")] : [];
    const admitted = [type, ...under.map((other) => other.type), ...named.map((member) => member.type), ...optional];
    return { key, type: anyOf(transform, admitted) };
  });
}

function familiesOf(transform: TypeTransform, { members, patterns, rest }: Keys): SignatureNode[] {
  const families: { key: KeyPattern; type: TypeNode }[] = [];
  const any = rest ? [rest] : [];
  for (const { pattern, type } of patterns) {
    const meaning = keyMeaning(pattern);
    if (meaning === undefined || meaning === "any") any.push(type);
    else if (!("exact" in meaning)) addFamily(transform, families, { key: meaning, type });
    else if (!members.some(({ name }) => name === meaning.exact))
      members.push({ name: meaning.exact, optional: true, type });
  }
  return any.length === 0 ? families : [...families, { key: "any", type: anyOf(transform, any) }];
}

/** Two patterns may mean the same keys: then both hold. */
function addFamily(
  transform: TypeTransform,
  families: { key: KeyPattern; type: TypeNode }[],
  added: SignatureNode,
): void {
  const same = families.find(({ key }) => covers(key, added.key) && covers(added.key, key));
  if (same) same.type = transform.node({ allOf: [made(same.type), made(added.type)] });
  else families.push(added);
}

function anyOf(transform: TypeTransform, types: readonly TypeNode[]): TypeNode {
  const distinct = new Map(types.map((type) => [transform.text(type).expression(), type]));
  const [only] = distinct.values();
  if (only && distinct.size === 1) return only;
  // TypeScript does not always find an intersection assignable to a union that lists it.
  const unclear = distinct.size > MOST_KINDS || types.some((type) => transform.hasIntersection(type));
  if (unclear || distinct.has("unknown")) return transform.node({});
  return transform.node({ anyOf: [...distinct.values()].map(made) });
}
