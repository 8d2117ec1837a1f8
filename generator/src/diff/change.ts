import type { Place } from "../report/diagnostic.js";

/**
 * What a change asks of users of the SDK. `breaking`: a program that compiled may not compile any more. `feature`: there
 * is something new, and every program compiles. `fix`: no type changes.
 */
export type Level = "breaking" | "feature" | "fix";

/** Worst first. */
export const LEVELS: readonly Level[] = ["breaking", "feature", "fix"];
export const SEMVER = { breaking: "major", feature: "minor", fix: "patch" } as const;

export type Area =
  | "operation"
  | "parameter"
  | "body"
  | "answer"
  | "type"
  | "paging"
  | "auth"
  | "limits"
  | "webhook"
  | "client";

/** One difference between two versions of an SDK. */
export interface Change {
  readonly level: Level;
  /** Stable name of the kind, listed in docs/diff.md: `operation-removed`. */
  readonly kind: string;
  readonly area: Area;
  /** What it is about, as code: `pets.list`, `Pet.status`. */
  readonly subject: string;
  /** What happened to it. */
  readonly message: string;
  /** Why it is breaking, where that is not plain. */
  readonly why?: string;
  /** Calls and events that it touches, by their old names; the nearest first. Absent: none, or all. */
  readonly affects?: readonly string[];
  /** Programs compile, and calls may fail or act otherwise all the same. */
  readonly atRunTime?: boolean;
  /** JSON Pointers into the two documents. */
  readonly at: { readonly old?: string; readonly new?: string };
  /** Places of those, where the documents have places. */
  readonly place?: { readonly old?: Place; readonly new?: Place };
}

/** The semver level of a list of changes. */
export function levelOf(changes: readonly Change[]): "major" | "minor" | "patch" | "none" {
  const worst = LEVELS.find((level) => changes.some((one) => one.level === level));
  return worst === undefined ? "none" : SEMVER[worst];
}

const rank = (change: Change): number => LEVELS.indexOf(change.level);

/** Worst first, calls before types, then by what they are about. */
export function sortChanges(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      Number(a.area === "type") - Number(b.area === "type") ||
      order(a.subject, b.subject) ||
      order(a.kind, b.kind) ||
      order(a.message, b.message),
  );
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Collects changes; one that is found twice (sent and received) is one, of the worse level. */
export class Changes {
  readonly #found = new Map<string, { readonly change: Change; readonly users: string[] }>();

  /** @param user - where it was found: a call, or a pair of types */
  add(change: Change, user?: string): void {
    const key = [change.subject, change.kind, change.message].join("\n");
    const users = user === undefined ? [] : [user];
    const known = this.#found.get(key);
    if (!known || rank(change) < rank(known.change)) this.#found.set(key, { change, users });
    else if (rank(change) === rank(known.change)) known.users.push(...users);
  }

  get list(): readonly Change[] {
    return sortChanges([...this.#found.values()].map(({ change }) => change));
  }

  /** The same, each with the calls that it touches. */
  listFor(callsOf: (users: readonly string[]) => readonly string[]): readonly Change[] {
    const all = [...this.#found.values()].map(({ change, users }) => {
      const affects = callsOf(users);
      return affects.length === 0 ? change : { ...change, affects };
    });
    return sortChanges(all);
  }
}
