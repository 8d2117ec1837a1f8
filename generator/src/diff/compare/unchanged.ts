import { withUsers } from "../../model/index.js";
import { namesIn } from "../type.js";
import type { OperationView, SdkView } from "../view.js";

type Types = SdkView["types"];

/** What a comparison may leave out. */
export interface Skips {
  type(name: string): boolean;
  operation(old: OperationView, next: OperationView): boolean;
}

/**
 * Tells what is the same in two versions, and all that it names too: a comparison of that finds nothing, so it can be
 * left out. Nearly everything is, from one version to the next. Pointers do not count; they move without a change.
 */
export class Unchanged implements Skips {
  /** Named types that differ, or lead to one that does. */
  readonly #touched: ReadonlySet<string>;

  constructor(old: Types, next: Types) {
    const touched = new Set<string>();
    const users = new Map<string, string[]>();
    for (const name of new Set([...old.keys(), ...next.keys()])) {
      const refs = sharedRefs(old.get(name), next.get(name));
      if (!refs) touched.add(name);
      for (const ref of refs ?? []) {
        const known = users.get(ref);
        if (known) known.push(name);
        else users.set(ref, [name]);
      }
    }
    // Whatever is added on the way is visited too.
    for (const name of touched) for (const user of users.get(name) ?? []) touched.add(user);
    this.#touched = touched;
  }

  type(name: string): boolean {
    return !this.#touched.has(name);
  }

  operation(old: OperationView, next: OperationView): boolean {
    const refs = sharedRefs(old, next);
    return refs !== undefined && [...refs].every((name) => this.type(name));
  }
}

/**
 * What is the same in two views of rounds of one watch: types that are the same object and name none that is not, and
 * operations that are the same object. A comparison of what only looks different finds nothing.
 */
export function identical(old: Types, next: Types): Skips {
  const names = [...new Set([...old.keys(), ...next.keys()])];
  const changed = names.filter((name) => old.get(name) !== next.get(name));
  const touched =
    changed.length === 0
      ? new Set<string>()
      : withUsers(changed, new Map([...next].map(([name, one]) => [name, namesIn(one.type)])));
  return {
    type: (name) => !touched.has(name),
    operation: (one, other) => one === other,
  };
}

/** Names of the types that two equal views refer to; undefined when they differ. */
function sharedRefs(old: unknown, next: unknown): ReadonlySet<string> | undefined {
  const refs = new Set<string>();
  return isSame(old, next, refs) ? refs : undefined;
}

function isSame(a: unknown, b: unknown, refs: Set<string>): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (a instanceof Map || b instanceof Map) {
    if (!(a instanceof Map && b instanceof Map) || a.size !== b.size) return false;
    for (const [key, value] of a) if (!b.has(key) || !isSame(value, b.get(key), refs)) return false;
    return true;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!(Array.isArray(a) && Array.isArray(b)) || a.length !== b.length) return false;
    return a.every((one, index) => isSame(one, b[index], refs));
  }
  if ("kind" in a && a.kind === "ref" && "name" in a) refs.add(String(a.name));
  return hasSameMembers(a, b, refs) && Object.keys(b).every((key) => key === "at" || Object.hasOwn(a, key));
}

function hasSameMembers(a: object, b: object, refs: Set<string>): boolean {
  for (const key of Object.keys(a)) {
    if (key === "at") continue;
    if (!Object.hasOwn(b, key)) return false;
    if (!isSame(a[key as keyof object], b[key as keyof object], refs)) return false;
  }
  return true;
}
