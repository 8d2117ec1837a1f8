import { LEVELS, type Change, type Level } from "./change.js";

/** What happened in the same way to several things is told once: a common parameter came, a resource was renamed. */
export interface Group extends Pick<Change, "level" | "message" | "why" | "atRunTime"> {
  /** `pets.list`; of several `(limit) of 12 calls`. */
  readonly subject: string;
  /** What it is about, where there are several. */
  readonly of: readonly string[];
  /** Calls that break with it, the nearest first, where its subject does not name them. */
  readonly breaks: readonly string[];
  /** Of several, the first. */
  readonly change: Change;
}

/** Fewer are told one by one. */
const FEWEST = 3;

/** Worst level first; levels without changes are left out. Within one, groups stand where their first change stood. */
export function groupsByLevel(changes: readonly Change[]): readonly (readonly [Level, readonly Group[]])[] {
  return LEVELS.flatMap((level) => {
    const own = changes.filter((one) => one.level === level);
    return own.length === 0 ? [] : [[level, groupsOf(own)] as const];
  });
}

export function groupsOf(changes: readonly Change[]): readonly Group[] {
  const found = new Map<string, Change[]>();
  for (const change of changes) {
    const { rest, noun, message } = formOf(change);
    const key = [change.level, change.kind, noun, rest, message, change.why, change.atRunTime].join("\n");
    const known = found.get(key);
    if (known) known.push(change);
    else found.set(key, [change]);
  }
  return [...found.values()].flatMap((all) => (all.length < FEWEST ? all.map(single) : [together(all)]));
}

function single(change: Change): Group {
  return { ...about(change), subject: change.subject, message: change.message, of: [], breaks: brokenBy([change]) };
}

function together(changes: readonly Change[]): Group {
  const [first] = changes as readonly [Change, ...Change[]];
  const { rest, noun, message } = formOf(first);
  const subject = rest === "" ? `each of ${changes.length} ${noun}` : `${rest} of ${changes.length} ${noun}`;
  const of = [...new Set(changes.map((one) => formOf(one).base))];
  return { ...about(first), subject, message, of, breaks: brokenBy(changes) };
}

const about = (change: Change) => ({
  level: change.level,
  change,
  ...(change.why !== undefined && { why: change.why }),
  ...(change.atRunTime && { atRunTime: true }),
});

function brokenBy(changes: readonly Change[]): readonly string[] {
  const types = changes.filter((one) => one.level === "breaking" && one.area === "type");
  return [...new Set(types.flatMap((one) => one.affects ?? []))];
}

interface Form {
  /** The call, type or event that a change is about. */
  readonly base: string;
  /** The part of it: `(limit)`, `.name`. */
  readonly rest: string;
  readonly noun: string;
  readonly message: string;
}

function formOf(change: Change): Form {
  const { area, subject, message } = change;
  if (area === "webhook") return { base: subject, rest: "", noun: "events", message };
  const [base = subject] = (area === "type" ? /^[\w$]+/ : /^[^(]+/).exec(subject) ?? [];
  const noun = area === "type" ? "types" : "calls";
  return renamedResource(change) ?? { base, rest: subject.slice(base.length), noun, message };
}

/** `pets.list is called animals.list now` as `pets.* is called animals.* now`. */
function renamedResource({ kind, subject, message }: Change): Form | undefined {
  const next = kind === "operation-renamed" ? /^is called (\S+) now$/.exec(message)?.[1] : undefined;
  if (next === undefined) return undefined;
  const [old, now] = [subject.split("."), next.split(".")];
  let shared = 0;
  while (shared < Math.min(old.length, now.length) - 1 && old.at(-1 - shared) === now.at(-1 - shared)) shared++;
  if (shared === 0) return undefined;
  const start = (path: readonly string[]): string => path.slice(0, path.length - shared).join(".");
  return { base: subject, rest: `${start(old)}.*`, noun: "calls", message: `is called ${start(now)}.* now` };
}
